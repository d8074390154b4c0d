package dev.umbra.testkit;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.Threads;
import dev.umbra.core.Version;
import dev.umbra.core.api.Hello;
import dev.umbra.wire.Codec;
import dev.umbra.wire.DataFolder;
import dev.umbra.wire.Failures;
import dev.umbra.wire.JsonRpcPeer;
import dev.umbra.wire.Method;
import dev.umbra.wire.Methods;
import dev.umbra.wire.RpcException;
import dev.umbra.wire.SocketStreams;

/**
 * A host in this process that answers what a test tells it to, over a real socket with a real pointer file, and loses
 * connections when told. Closing and starting another one on the same folder is a host that was restarted. Any thread.
 */
public final class FakeHost implements AutoCloseable {
	/** One request that arrived. */
	public record Asked(String method, JsonNode params) {
	}

	private final DataFolder folder;
	private final Version version;
	private final String epoch;
	private final ServerSocketChannel server;
	private final Map<String, Function<JsonNode, Object>> answers = new ConcurrentHashMap<>();
	private final Set<String> lose = ConcurrentHashMap.newKeySet();
	private final List<Asked> asked = new CopyOnWriteArrayList<>();
	private final List<Client> clients = new CopyOnWriteArrayList<>();

	private FakeHost(DataFolder folder, Version version, String epoch) throws IOException {
		this.folder = folder;
		this.version = version;
		this.epoch = epoch;
		Files.deleteIfExists(folder.socket());
		server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
		server.bind(UnixDomainSocketAddress.of(folder.socket()));
		Files.writeString(folder.pointer(), Codec.object().put("pid", ProcessHandle.current().pid())
				.put("socket", folder.socket().toString()).put("since", Sample.NOON.toString())
				.put("version", version.product()).put("protocol", version.protocol()).toString());
	}

	/** Listens; answers {@code hello} as a host of this version does. */
	public static FakeHost start(DataFolder folder, Version version, String epoch) {
		try {
			FakeHost host = new FakeHost(folder, version, epoch);
			Threads.virtual("fake-host", host::accept);
			return host;
		} catch (IOException e) {
			throw new IllegalStateException(e);
		}
	}

	public static FakeHost start(DataFolder folder) {
		return start(folder, Version.OWN, "epoch");
	}

	/** Answers a method from now on. */
	public <P, R> FakeHost on(Method<P, R> method, Function<P, Outcome<R>> answer) {
		answers.put(method.name(), params -> answer.apply(Codec.fromTree(params, method.params())));
		return this;
	}

	public <P, R> FakeHost answer(Method<P, R> method, R result) {
		return on(method, p -> Outcome.ok(result));
	}

	public <P, R> FakeHost refuse(Method<P, R> method, Failure failure) {
		return on(method, p -> Outcome.notOk(failure));
	}

	/** The next call of this method is carried out, and its connection ends instead of the answer. */
	public FakeHost loseReply(Method<?, ?> method) {
		lose.add(method.name());
		return this;
	}

	/** Sends a notification to every client. */
	public void tell(String method, Object params) {
		clients.forEach(client -> client.peer.notify(method, Codec.tree(params)));
	}

	/** Ends every connection; goes on listening. */
	public void drop() {
		clients.forEach(client -> client.peer.close());
		clients.clear();
	}

	/** Calls of a method, in the order they came. */
	public List<JsonNode> asked(Method<?, ?> method) {
		return asked.stream().filter(one -> one.method().equals(method.name())).map(Asked::params).toList();
	}

	@Override
	public void close() {
		try {
			Files.deleteIfExists(folder.pointer());
			Files.deleteIfExists(folder.socket());
			server.close();
		} catch (IOException e) {
			throw new IllegalStateException(e);
		}
		drop();
	}

	private void accept() {
		while (true) {
			try {
				Client client = new Client(server.accept());
				clients.add(client);
				Threads.virtual("fake-host-client", client.peer::run);
			} catch (ClosedChannelException e) {
				return;
			} catch (IOException e) {
				throw new IllegalStateException(e);
			}
		}
	}

	private final class Client implements JsonRpcPeer.Handler {
		private final JsonRpcPeer peer;

		Client(SocketChannel channel) {
			peer = new JsonRpcPeer("fake-host", SocketStreams.in(channel), SocketStreams.out(channel), this,
					JsonRpcPeer.Options.SOCKET);
		}

		@Override
		public CompletionStage<JsonNode> request(String method, JsonNode params) {
			asked.add(new Asked(method, params));
			if (method.equals(Methods.HELLO.name())) {
				return hello(Codec.fromTree(params, Hello.class));
			}
			Function<JsonNode, Object> answer = answers.get(method);
			if (answer == null) {
				return CompletableFuture.failedFuture(RpcException.methodNotFound(method));
			}
			Object outcome = answer.apply(params);
			if (lose.remove(method)) {
				clients.remove(this);
				peer.close();
			}
			return outcome instanceof Outcome.Ok<?>(Object value) ? CompletableFuture.completedFuture(Codec.tree(value))
					: CompletableFuture.failedFuture(Failures.toRpc(((Outcome.NotOk<?>) outcome).failure()));
		}

		private CompletionStage<JsonNode> hello(Hello hello) {
			if (Version.major(hello.protocol()) != Version.major(version.protocol())) {
				return CompletableFuture.failedFuture(Failures.toRpc(Failure.refused(
						"This host speaks version " + version.protocol() + ", the client " + hello.protocol() + ".",
						"umbra host restart --when-idle")));
			}
			return CompletableFuture.completedFuture(Codec.tree(new Hello.Answer(Version.lower(version.protocol(), hello.protocol()), version.product(),
					List.of(), epoch, ProcessHandle.current().pid(), Sample.NOON)));
		}

		@Override
		public void notification(String method, JsonNode params) {
			asked.add(new Asked(method, params));
		}

		@Override
		public void closed(@Nullable Throwable cause) {
			clients.remove(this);
		}
	}
}
