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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import dev.umbra.core.Threads;
import dev.umbra.wire.DataFolder;

/**
 * Stands between a client and the host of a data folder: what the host says arrives late, always in order, and not at all while it
 * is held back.
 */
public final class SlowLink implements AutoCloseable {
	private final Path data;
	private final Path hostSocket;
	private final Duration late;
	private final ScheduledExecutorService ticks = Threads.ticks();
	private final Socket socket;
	private final List<Runnable> back = new ArrayList<>();
	private boolean holding;

	/** @param data a data folder for the client; the link listens in it in place of a host @param late how much each line of the host is */
	public SlowLink(Path data, Path hostSocket, Duration late) {
		this.data = data;
		this.hostSocket = hostSocket;
		this.late = late;
		this.socket = new Socket(data, this::serve);
	}

	/** The data folder for clients on this side of the link. */
	public DataFolder folder() {
		return DataFolder.open(data, Map.of());
	}

	/** Nothing arrives until {@link #release}. */
	public synchronized void hold() {
		holding = true;
	}

	/** What was held back arrives now. */
	public synchronized void release() {
		holding = false;
		back.forEach(Runnable::run);
		back.clear();
	}

	private synchronized void arrive(Runnable line) {
		if (holding) {
			back.add(line);
		} else {
			line.run();
		}
	}

	private void serve(SocketChannel client) {
		try (SocketChannel host = SocketChannel.open(UnixDomainSocketAddress.of(hostSocket))) {
			Threads.platformDaemon("slow-link-calls", () -> calls(client, host));
			BufferedReader in = reader(host);
			OutputStream out = Channels.newOutputStream(client);
			for (String line = in.readLine(); line != null; line = in.readLine()) {
				String each = line;
				ticks.schedule(() -> arrive(() -> write(out, each)), late.toNanos(), TimeUnit.NANOSECONDS);
			}
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static void calls(SocketChannel client, SocketChannel host) {
		try (host) {
			BufferedReader in = reader(client);
			OutputStream out = Channels.newOutputStream(host);
			for (String line = in.readLine(); line != null; line = in.readLine()) {
				write(out, line);
			}
		} catch (IOException | UncheckedIOException e) {
			// one of both is gone
		}
	}

	private static BufferedReader reader(SocketChannel channel) {
		return new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
	}

	private static void write(OutputStream out, String line) {
		try {
			out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	@Override
	public void close() {
		ticks.shutdownNow();
		socket.close();
	}
}
