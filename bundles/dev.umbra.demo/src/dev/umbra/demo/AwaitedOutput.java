package dev.umbra.demo;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An output whose end can be awaited: the peer closes it when the last answer has been written. */
final class AwaitedOutput extends FilterOutputStream {
	private final CompletableFuture<Void> closed = new CompletableFuture<>();

	AwaitedOutput(OutputStream out) {
		super(out);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		out.write(bytes, offset, length);
	}

	@Override
	public void close() throws IOException {
		try {
			super.close();
		} finally {
			closed.complete(null);
		}
	}

	/** Returns when it is closed, or when the time is over. */
	void awaitClosed(Duration atMost) {
		closed.completeOnTimeout(null, atMost.toMillis(), TimeUnit.MILLISECONDS).join();
	}
}
