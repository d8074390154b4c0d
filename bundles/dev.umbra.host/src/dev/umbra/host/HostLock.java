package dev.umbra.host;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.Threads;
import dev.umbra.wire.Codec;
import dev.umbra.wire.DataFolder;

/**
 * The lock that makes a second host on one data folder impossible. The operating system frees it when its holder dies,
 * however it dies, so there is no such thing as a stale lock.
 */
final class HostLock implements AutoCloseable {
	private static final Duration STEP = Duration.ofMillis(500);
	private final FileChannel channel;

	private HostLock(FileChannel channel) {
		this.channel = channel;
	}

	/**
	 * Takes the lock. While another host holds it: if that one serves clients there is nothing to do here; else it is ending
	 * or starting, and this waits for either.
	 *
	 * @return null if another host runs and takes connections
	 * @throws IOException if the lock file cannot be used, or its holder neither serves nor ends within {@code patience}
	 */
	static @Nullable HostLock take(DataFolder folder, Duration patience) throws IOException {
		DataFolder.makePrivateFile(folder.lock());
		FileChannel channel = FileChannel.open(folder.lock(), StandardOpenOption.READ, StandardOpenOption.WRITE);
		try {
			FileLock lock = tryLock(channel);
			if (lock == null && !waitFor(channel, folder, patience)) {
				channel.close();
				return null;
			}
			channel.truncate(0);
			channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
			return new HostLock(channel);
		} catch (IOException | RuntimeException e) {
			channel.close();
			throw e;
		}
	}

	private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
		try {
			return channel.tryLock();
		} catch (OverlappingFileLockException e) {
			return null;
		}
	}

	/** @return true with the lock taken, false if the holder serves clients */
	private static boolean waitFor(FileChannel channel, DataFolder folder, Duration patience) throws IOException {
		CompletableFuture<FileLock> taken = new CompletableFuture<>();
		Threads.platformDaemon("host-lock", () -> {
			try {
				taken.complete(channel.lock());
			} catch (IOException | RuntimeException e) {
				taken.completeExceptionally(e);
			}
		});
		long end = System.nanoTime() + patience.toNanos();
		while (true) {
			if (serves(folder)) {
				return false;
			}
			try {
				taken.get(STEP.toMillis(), TimeUnit.MILLISECONDS);
				return true;
			} catch (TimeoutException e) {
				if (System.nanoTime() - end > 0) {
					throw new IOException("another host (pid " + holder(folder)
							+ ") holds the lock of " + folder.path() + " but neither answers nor ends", e);
				}
			} catch (ExecutionException e) {
				throw new IOException("cannot lock " + folder.lock() + ": " + e.getCause().getMessage(), e);
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
				throw new IOException("interrupted while waiting for the lock of " + folder.path(), e);
			}
		}
	}

	/** Whether the host that the pointer file names accepts a connection. */
	private static boolean serves(DataFolder folder) {
		try {
			JsonNode pointer = Codec.parse(Files.readString(folder.pointer()));
			Path socket = Path.of(pointer.path("socket").asText());
			try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
				return channel.connect(UnixDomainSocketAddress.of(socket));
			}
		} catch (IOException | RuntimeException e) {
			return false;
		}
	}

	private static String holder(DataFolder folder) {
		try {
			return Files.readString(folder.lock()).strip();
		} catch (IOException e) {
			return "unknown";
		}
	}

	@Override
	public void close() throws IOException {
		channel.close();
	}
}
