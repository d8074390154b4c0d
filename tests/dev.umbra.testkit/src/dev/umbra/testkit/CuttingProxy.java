package dev.umbra.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.Threads;
import dev.umbra.wire.Codec;
import dev.umbra.wire.DataFolder;

/**
 * Stands between a client and the host of a data folder, and cuts the connection once at a chosen call: the reply of the host
 * is there, so its effect is committed, but the client never hears of it.
 */
public final class CuttingProxy implements AutoCloseable {
	/** @param early cut as soon as the call was passed on, without waiting for the reply */
	private record Cut(String method, boolean early, Runnable meanwhile) {
	}

	private final Path data;
	private final Path hostSocket;
	private final Socket socket;
	private final AtomicReference<@Nullable Cut> next = new AtomicReference<>();
	private final AtomicInteger cuts = new AtomicInteger();

	/** @param data a data folder for the client; the proxy listens in it in place of a host */
	public CuttingProxy(Path data, Path hostSocket) {
		this.data = data;
		this.hostSocket = hostSocket;
		this.socket = new Socket(data, this::serve);
	}

	public void cutReply(String method) {
		next.set(new Cut(method, false, () -> {
		}));
	}

	/** @param meanwhile happens after the reply was heard here, and before the client's connection ends */
	public void cutReply(String method, Runnable meanwhile) {
		next.set(new Cut(method, false, meanwhile));
	}

	public void cutEarly(String method) {
		next.set(new Cut(method, true, () -> {
		}));
	}

	/** The data folder for clients on this side of the proxy. */
	public DataFolder folder() {
		return DataFolder.open(data, Map.of());
	}

	public int cuts() {
		return cuts.get();
	}

	private final class Pair {
		private final SocketChannel client;
		private final SocketChannel host;
		private volatile @Nullable Cut cut;
		private volatile String cutId = "";

		Pair(SocketChannel client, SocketChannel host) {
			this.client = client;
			this.host = host;
		}

		void calls() {
			try (host) {
				BufferedReader in = reader(client);
				OutputStream out = Channels.newOutputStream(host);
				for (String line = in.readLine(); line != null; line = in.readLine()) {
					JsonNode message = Codec.parse(line);
					Cut wanted = next.get();
					if (wanted != null && message.path("method").asText().equals(wanted.method()) && next.compareAndSet(wanted, null)) {
						cutId = message.path("id").toString();
						cut = wanted;
					}
					write(out, line);
					if (wanted != null && wanted == cut && wanted.early()) {
						cuts.incrementAndGet();
						client.close();
						return;
					}
				}
			} catch (IOException e) {
				// one of both is gone
			}
		}

		void replies() throws IOException {
			BufferedReader in = reader(host);
			OutputStream out = Channels.newOutputStream(client);
			for (String line = in.readLine(); line != null; line = in.readLine()) {
				Cut now = cut;
				if (now != null && Codec.parse(line).path("id").toString().equals(cutId)) {
					if (!now.early()) {
						now.meanwhile().run();
						cuts.incrementAndGet();
					}
					return;
				}
				write(out, line);
			}
		}
	}

	private static BufferedReader reader(SocketChannel channel) {
		return new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
	}

	private static void write(OutputStream out, String line) throws IOException {
		out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
	}

	private void serve(SocketChannel client) {
		try (SocketChannel host = SocketChannel.open(UnixDomainSocketAddress.of(hostSocket))) {
			Pair pair = new Pair(client, host);
			Threads.platformDaemon("proxy-calls", pair::calls);
			pair.replies();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	@Override
	public void close() {
		socket.close();
	}
}
