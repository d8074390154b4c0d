package dev.umbra.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import dev.umbra.core.Threads;
import dev.umbra.wire.Codec;
import dev.umbra.wire.DataFolder;

/** A socket that a test serves in a data folder, with the pointer file that leads clients to it. */
public final class Socket implements AutoCloseable {
	private final ServerSocketChannel server;
	private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

	/** @param client is given each connection, on a thread of its own; at its end the connection is closed */
	public Socket(Path data, Consumer<SocketChannel> client) {
		try {
			DataFolder.makePrivate(data);
			Path socket = data.resolve("test.sock");
			server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
			server.bind(UnixDomainSocketAddress.of(socket));
			Files.writeString(data.resolve("host.json"), Codec.json(Codec.object().put("pid", ProcessHandle.current().pid())
					.put("socket", socket.toString()).put("since", "2026-01-01T00:00:00Z").put("version", "0.1.0").put("protocol", "1.0")));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
		Threads.platformDaemon("test-socket", () -> accept(client));
	}

	private void accept(Consumer<SocketChannel> client) {
		try {
			while (true) {
				SocketChannel channel = server.accept();
				open.add(channel);
				Threads.platformDaemon("test-socket-client", () -> {
					try (channel) {
						client.accept(channel);
					} catch (IOException | UncheckedIOException e) {
						// a client that went
					}
				});
			}
		} catch (IOException e) {
			// closed
		}
	}

	/** How many have connected so far. */
	public int connections() {
		return open.size();
	}

	@Override
	public void close() {
		try {
			server.close();
			for (SocketChannel channel : open) {
				channel.close();
			}
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
