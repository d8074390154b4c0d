package dev.umbra.host;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.Version;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Hello;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.event.HostEvent;
import dev.umbra.wire.Codec;
import dev.umbra.wire.Failures;
import dev.umbra.wire.JsonRpcPeer;
import dev.umbra.wire.Methods;
import dev.umbra.wire.RpcException;
import dev.umbra.wire.SocketStreams;

/**
 * One client. Its first message is {@code hello}; a client of another major version gets no further than stopping this
 * host, which is how the two come together again. What it follows is bounded: while it does not read, nothing is queued
 * for it beyond its own place in each feed.
 */
final class Connection implements JsonRpcPeer.Handler {
	private static final System.Logger LOG = System.getLogger(Connection.class.getName());
	/** Changes wait in the feeds, not in the queue, while so many bytes are on their way. */
	private static final long ROOM = 512 * 1024;
	private static final Failure ENDING = Failure.busy("The host is ending.", "Try again in a moment.");

	private enum Greeting {
		NONE, SAME, FOREIGN
	}

	private final String name;
	private final SocketChannel channel;
	private final HostParts parts;
	private final Calls calls;
	private final Consumer<Connection> onGone;
	private final JsonRpcPeer peer;
	private final Set<String> attached = ConcurrentHashMap.newKeySet();
	private final Consumer<HostEvent> events = this::forward;
	private final CompletableFuture<Void> read = new CompletableFuture<>();
	/** Calls that wait for something to happen: nobody waits for them when the connection or the host ends. */
	private final Set<CompletableFuture<JsonNode>> patient = ConcurrentHashMap.newKeySet();
	private volatile Greeting greeting = Greeting.NONE;

	Connection(String name, SocketChannel channel, HostParts parts, Calls calls, Consumer<Connection> onGone) {
		this.name = name;
		this.channel = channel;
		this.parts = parts;
		this.calls = calls;
		this.onGone = onGone;
		this.peer = new JsonRpcPeer(name, SocketStreams.in(channel), SocketStreams.out(channel), this,
				JsonRpcPeer.Options.SOCKET);
		peer.onDrained(() -> attached.forEach(calls.sessions()::kick));
	}

	String name() {
		return name;
	}

	void run() {
		try {
			peer.run();
		} finally {
			read.complete(null);
		}
	}

	/** Takes no more requests; completes when the answers to those it has are written, the one to {@code host/stop} too. */
	CompletionStage<Void> finish() {
		giveUp();
		try {
			channel.shutdownInput();
		} catch (IOException e) {
			peer.close();
		}
		return read.thenCompose(nothing -> peer.finish());
	}

	private void giveUp() {
		patient.forEach(waiting -> waiting.completeExceptionally(Failures.toRpc(ENDING)));
	}

	@Override
	public CompletionStage<JsonNode> request(String method, JsonNode params) {
		try {
			return answer(method, params);
		} catch (RuntimeException e) {
			return CompletableFuture.failedFuture(Failures.toRpc(Failures.of(e)));
		}
	}

	private CompletionStage<JsonNode> answer(String method, JsonNode params) {
		if (method.equals(Methods.HELLO.name())) {
			return hello(Calls.params(Methods.HELLO, params));
		}
		if (greeting == Greeting.NONE) {
			return CompletableFuture.failedFuture(Failures.toRpc(
					Failure.usage("The first message must be \"hello\", not \"" + method + "\".", null)));
		}
		if (greeting == Greeting.FOREIGN && !method.equals(Methods.HOST_STOP.name())) {
			return CompletableFuture.failedFuture(Failures.toRpc(Failure.refused(
					"This client and this host do not speak the same version of the local API.",
					"Restart the host: umbra host restart --when-idle")));
		}
		if (method.equals(Methods.SESSIONS_ATTACH.name())) {
			return attach(Calls.params(Methods.SESSIONS_ATTACH, params));
		}
		if (method.equals(Methods.SESSIONS_DETACH.name())) {
			Sessions.Detach detach = Calls.params(Methods.SESSIONS_DETACH, params);
			attached.remove(key(detach.attachment()));
			calls.sessions().detach(key(detach.attachment()));
			return CompletableFuture.completedFuture(Codec.tree(new Done()));
		}
		if (method.equals(Methods.METRICS_REPORT.name())) {
			return Calls.answer(calls.metrics().report(name, Calls.params(Methods.METRICS_REPORT, params)));
		}
		if (method.equals(Methods.AGENTS_LOG.name())) {
			return patiently(calls.run(method, params));
		}
		return calls.run(method, params);
	}

	/** The same answer, unless the connection ends before: then the call is given up. */
	private CompletionStage<JsonNode> patiently(CompletionStage<JsonNode> answer) {
		CompletableFuture<JsonNode> mine = new CompletableFuture<>();
		patient.add(mine);
		mine.whenComplete((result, error) -> patient.remove(mine));
		answer.whenComplete((result, error) -> {
			if (error != null) {
				mine.completeExceptionally(error);
			} else {
				mine.complete(result);
			}
		});
		return mine;
	}

	private CompletionStage<JsonNode> hello(Hello hello) {
		int theirs;
		try {
			theirs = Version.major(hello.protocol());
		} catch (IllegalArgumentException e) {
			return CompletableFuture.failedFuture(RpcException.invalidParams(String.valueOf(e.getMessage())));
		}
		int ours = Version.major(Version.OWN.protocol());
		if (theirs != ours) {
			greeting = Greeting.FOREIGN;
			String words = "This host (Umbra " + Version.OWN.product() + ") speaks version " + Version.OWN.protocol()
					+ " of the local API, the client (Umbra " + hello.version() + ") version " + hello.protocol() + ": the "
					+ (theirs > ours ? "host" : "client") + " is older.";
			return CompletableFuture.failedFuture(Failures.toRpc(Failure.refused(words, theirs > ours
					? "Restart the host when it is idle: umbra host restart --when-idle"
					: "Update this client, or restart the host with it: umbra host restart --when-idle")));
		}
		if (greeting != Greeting.SAME) {
			parts.events().add(events);
		}
		greeting = Greeting.SAME;
		String common = Version.lower(Version.OWN.protocol(), hello.protocol());
		return CompletableFuture.completedFuture(Codec.tree(new Hello.Answer(common, Version.OWN.product(), List.of(),
				parts.epoch(), ProcessHandle.current().pid(), parts.role().since())));
	}

	private CompletionStage<JsonNode> attach(Sessions.Attach attach) {
		String key = key(attach.attachment());
		return Calls.answer(calls.sessions().attach(key, attach, this::send).thenApply(outcome -> {
			if (outcome instanceof Outcome.Ok) {
				attached.add(key);
				if (greeting == Greeting.NONE) {
					calls.sessions().detach(key);
				}
			}
			return outcome;
		}));
	}

	private String key(String attachment) {
		return name + ":" + attachment;
	}

	private boolean send(Sessions.Changes changes) {
		boolean taken = peer.queuedBytes() < ROOM && peer.offer(Methods.CHANGES, Codec.tree(changes));
		if (taken) {
			parts.counters().pushed(changes.lost() ? 0 : Math.max(0, changes.revision() - changes.from() - 1));
		}
		return taken;
	}

	private void forward(HostEvent event) {
		if (peer.offer(Methods.EVENT, event(event))) {
			parts.counters().pushed(0);
		} else {
			LOG.log(System.Logger.Level.DEBUG, "{0} is too slow for {1}", name, event.topic());
		}
	}

	/** Encoded through the family, so that the type travels. */
	private static JsonNode event(HostEvent event) {
		return Codec.tree(event);
	}

	@Override
	public void notification(String method, JsonNode params) {
		LOG.log(System.Logger.Level.DEBUG, "{0}: unknown notification {1}", name, method);
	}

	@Override
	public void answered(String method, boolean ok, @Nullable JsonNode result) {
		parts.counters().answered(method, ok, ok && Methods.unchanged(method, result));
	}

	@Override
	public void traffic(boolean outgoing, byte[] line, int length) {
		parts.counters().traffic(outgoing, length + 1L);
	}

	@Override
	public void closed(@Nullable Throwable cause) {
		greeting = Greeting.NONE;
		parts.events().remove(events);
		attached.forEach(calls.sessions()::detach);
		giveUp();
		calls.metrics().left(name);
		onGone.accept(this);
	}
}
