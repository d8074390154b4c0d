package dev.umbra.wire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import static org.junit.jupiter.api.Assertions.assertThrows;

/** Streams and waits for the tests of the peer. */
final class PeerStreams {
	private static final long PATIENCE_SECONDS = 60;

	private PeerStreams() {
	}

	/** An input of these lines, then the end of the file. */
	static InputStream lines(String... lines) {
		return bytes(String.join("\n", lines) + "\n");
	}

	static InputStream bytes(String text) {
		return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
	}

	/** {@code count} times the letter x, made on the way. */
	static InputStream filler(long count) {
		return new InputStream() {
			private long left = count;

			@Override
			public int read() {
				return left-- > 0 ? 'x' : -1;
			}

			@Override
			public int read(byte[] into, int from, int length) {
				int some = (int) Math.min(left, length);
				java.util.Arrays.fill(into, from, from + some, (byte) 'x');
				left -= some;
				return some == 0 ? -1 : some;
			}
		};
	}

	static InputStream joined(InputStream... parts) {
		return new SequenceInputStream(java.util.Collections.enumeration(List.of(parts)));
	}

	/** Gives the bytes in two reads, cut at {@code at}. */
	static InputStream cut(byte[] bytes, int at) {
		return joined(new ByteArrayInputStream(bytes, 0, at), new ByteArrayInputStream(bytes, at, bytes.length - at));
	}

	/** A pipe of the operating system: small, and it blocks when full. */
	record OsPipe(InputStream in, OutputStream out) {
		static OsPipe open() {
			try {
				Pipe pipe = Pipe.open();
				return new OsPipe(Channels.newInputStream(pipe.source()), Channels.newOutputStream(pipe.sink()));
			} catch (IOException e) {
				throw new UncheckedIOException(e);
			}
		}
	}

	/** An output that blocks in its first write until it is released or interrupted. */
	static final class Gate extends OutputStream {
		final CountDownLatch reached = new CountDownLatch(1);
		final CountDownLatch released = new CountDownLatch(1);
		final ByteArrayOutputStream written = new ByteArrayOutputStream();

		@Override
		public void write(int b) throws IOException {
			write(new byte[] { (byte) b }, 0, 1);
		}

		@Override
		public void write(byte[] bytes, int from, int length) throws IOException {
			reached.countDown();
			try {
				released.await();
			} catch (InterruptedException e) {
				throw new IOException("interrupted", e);
			}
			written.write(bytes, from, length);
		}
	}

	static <T> T await(java.util.concurrent.CompletionStage<T> stage) {
		try {
			return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
		} catch (ExecutionException | TimeoutException | InterruptedException e) {
			throw new AssertionError("no value", e);
		}
	}

	static void await(CountDownLatch latch) {
		CompletableFuture<Void> done = new CompletableFuture<>();
		dev.umbra.core.Threads.virtual("await", () -> {
			try {
				latch.await();
				done.complete(null);
			} catch (InterruptedException e) {
				done.completeExceptionally(e);
			}
		});
		await(done);
	}

	/** The exception this stage ends with, which must be of this type. */
	static <E extends Throwable> E failure(Class<E> type, java.util.concurrent.CompletionStage<?> stage) {
		ExecutionException e = assertThrows(ExecutionException.class,
				() -> stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
		return type.cast(e.getCause());
	}

	/** The lines written so far. */
	static List<String> linesOf(ByteArrayOutputStream out) {
		return out.toString(StandardCharsets.UTF_8).lines().toList();
	}
}
