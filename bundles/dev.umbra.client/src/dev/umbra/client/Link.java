package dev.umbra.client;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Threads;
import dev.umbra.core.Version;
import dev.umbra.wire.Codec;
import dev.umbra.wire.Failures;
import dev.umbra.wire.JsonRpcPeer;
import dev.umbra.wire.Method;
import dev.umbra.wire.Methods;
import dev.umbra.wire.PeerClosedException;
import dev.umbra.wire.RpcException;
import dev.umbra.wire.SocketStreams;

/** One connection to a host, from hello to its end. Never reopened. Any thread. */
final class Link {
	/** Told on the reading thread, in wire order. */
	interface Listener {
		void notification(Link link, String method, JsonNode params);

		/** Once, after the last notification, before the calls that wait fail. */
		void ended(Link link);
	}

	private static final System.Logger LOG = System.getLogger(Link.class.getName());
	private static final long ROOM = 1 << 20;
	private static final Duration LAST_WORDS = Duration.ofMillis(200);
	private static final Duration HELLO_LIMIT = Duration.ofSeconds(30);
	private static final Duration JOIN_AT_MOST = Duration.ofMillis(500);
	private final JsonRpcPeer peer;
	private final Listener listener;
	private final ClientCounters counters;
	private volatile boolean open = true;
	private volatile @Nullable Failure foreign;
	private volatile String epoch = "";
	private volatile String hostVersion = "";
	private volatile String spoken = "";
	private volatile @Nullable Thread reader;

	private Link(String name, SocketChannel channel, Listener listener, ClientCounters counters) {
		this.listener = listener;
		this.counters = counters;
		this.peer = new JsonRpcPeer(name, SocketStreams.in(channel), SocketStreams.out(channel), new Events(),
				JsonRpcPeer.Options.DEFAULT);
	}

	/**
	 * Connects and says hello. Blocks.
	 *
	 * @param anyVersion a host of another major version is taken too: it can at least be stopped
	 * @throws IOException if nobody listens, or the other side ended before it answered: an ending host does so
	 * @throws FailureException if the host refuses in words
	 */
	static Link open(String name, HostPointer pointer, Version own, String client, boolean anyVersion, Listener listener,
			ClientCounters counters) throws IOException {
		SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(pointer.socket()));
		Link link = new Link(name, channel, listener, counters);
		link.reader = Threads.platformDaemon(name, link.peer::run);
		boolean greeted = false;
		try {
			Failure refusal = link.greet(pointer, own, client);
			if (refusal != null && !(anyVersion && refusal.code() == Failure.Code.REFUSED)) {
				throw new FailureException(refusal);
			}
			link.foreign = refusal;
			greeted = true;
			return link;
		} finally {
			if (!greeted) {
				link.close();
			}
		}
	}

	/** Hand-made, not bound: the classes for binding records cost a tenth of a second at the start of a command. */
	private @Nullable Failure greet(HostPointer pointer, Version own, String client) throws IOException {
		try {
			JsonNode answer = peer.call(Methods.HELLO.name(), Greeting.hello(own, client)).toCompletableFuture()
					.get(HELLO_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
			epoch = answer.path("epoch").asText("");
			hostVersion = answer.path("version").asText("?");
			spoken = answer.path("protocol").asText("");
			return Greeting.check(own, hostVersion, spoken);
		} catch (ExecutionException e) {
			if (e.getCause() instanceof PeerClosedException closed) {
				throw new IOException("the connection ended before the host answered", closed);
			}
			return Failures.of(e);
		} catch (TimeoutException e) {
			return new Failure(Failure.Code.HOST_UNREACHABLE, "The host (pid " + pointer.pid() + ") does not answer.",
					"Look at its log; if it hangs, end it: kill " + pointer.pid());
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new IOException("interrupted", e);
		}
	}

	/** Why only stopping is possible, or null. */
	@Nullable Failure foreign() {
		return foreign;
	}

	/** Of the host that answered; empty where it refused. */
	String epoch() {
		return epoch;
	}

	/** What a call came to: a method that the host does not know is told in words, with what to do about it. */
	Failure failure(String method, Version own, Throwable error) {
		return cause(error) instanceof RpcException rpc && rpc.code() == RpcException.METHOD_NOT_FOUND
				? Greeting.unknownMethod(own, hostVersion, spoken, method) : Failures.of(error);
	}

	boolean isOpen() {
		return open;
	}

	CompletionStage<JsonNode> call(String method, JsonNode params) {
		return peer.call(method, params);
	}

	/** As {@link #call}, in records; fails with {@link FailureException}, or {@link PeerClosedException} where the link ended. */
	<P, R> CompletionStage<R> call(Method<P, R> method, P params) {
		return peer.call(method.name(), Codec.tree(params)).handle((answer, error) -> {
			if (error != null) {
				Throwable cause = cause(error);
				throw cause instanceof PeerClosedException closed ? closed : new FailureException(Failures.of(cause), cause);
			}
			return Codec.fromTree(answer, method.result());
		});
	}

	/** Tells the host our own numbers. */
	CompletionStage<JsonNode> report(JsonNode numbers) {
		return peer.call(Methods.METRICS_REPORT.name(), numbers);
	}

	/** As {@link #report}, before {@link #close}: waits a moment until it is written, not for an answer. */
	void lastReport(JsonNode numbers) {
		if (peer.queuedBytes() > ROOM) {
			return; // whoever does not read is not waited for
		}
		report(numbers);
		try {
			peer.finish().toCompletableFuture().get(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		} catch (ExecutionException | TimeoutException e) {
			LOG.log(System.Logger.Level.DEBUG, "the last report could not be written", e);
		}
	}

	static Throwable cause(Throwable e) {
		Throwable cause = e;
		while (cause instanceof CompletionException && cause.getCause() != null) {
			cause = cause.getCause();
		}
		return cause;
	}

	/**
	 * Ends the link and waits a moment for its reading thread. A command ends right after this, and a JVM that ends waits
	 * 300 ms for threads that block in native code.
	 */
	void close() {
		open = false;
		peer.close();
		Thread reading = reader;
		if (reading != null && reading != Thread.currentThread()) {
			try {
				reading.join(JOIN_AT_MOST);
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private final class Events implements JsonRpcPeer.Handler {
		@Override
		public CompletionStage<JsonNode> request(String method, JsonNode params) {
			return CompletableFuture.failedFuture(RpcException.methodNotFound(method));
		}

		@Override
		public void notification(String method, JsonNode params) {
			counters.pushed();
			listener.notification(Link.this, method, params);
		}

		@Override
		public void received(String method, boolean ok, @Nullable JsonNode result) {
			if (!method.equals(Methods.METRICS_REPORT.name())) {
				counters.called(method, ok, ok && Methods.unchanged(method, result));
			}
		}

		@Override
		public void traffic(boolean outgoing, byte[] line, int length) {
			counters.traffic(outgoing, length + 1L);
		}

		@Override
		public void closed(@Nullable Throwable cause) {
			open = false;
			listener.ended(Link.this);
		}
	}
}
