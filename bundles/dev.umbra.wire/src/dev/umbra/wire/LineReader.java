package dev.umbra.wire;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into lines. Memory is bounded: a line above the limit is skipped to its end while
 * {@link OversizeScanner} picks out what it was about, and the buffer shrinks again after a big line. Owned by the
 * reading thread.
 */
final class LineReader {
	private static final int CHUNK = 64 << 10;
	private static final int KEEP = 1 << 20;

	private final InputStream in;
	private final int maxLineBytes;
	private final byte[] chunk = new byte[CHUNK];
	private int position;
	private int limit;
	private byte[] buffer;
	private int length;
	private long wireBytes;
	private @Nullable OversizeScanner skipped;
	private boolean first = true;
	private @Nullable IOException broken;

	/**
	 * One line without its line end. {@code bytes} starts with the line and belongs to the reader: valid until the next
	 * line is read. Where the line was {@code skipped}, {@code bytes} holds only its beginning.
	 */
	record Line(byte[] bytes, int length, long wireBytes, @Nullable OversizeScanner skipped) {
	}

	LineReader(InputStream in, int maxLineBytes) {
		this.in = in;
		this.maxLineBytes = maxLineBytes;
		this.buffer = new byte[Math.min(CHUNK, maxLineBytes)];
	}

	/**
	 * Blocks for the next line. The end of the file ends a line too, and so does an I/O error, which is thrown by the call
	 * after the one that returned the rest.
	 *
	 * @return null at the end of the file
	 */
	@Nullable Line next() throws IOException {
		begin();
		while (position < limit || fill()) {
			int end = position;
			while (end < limit && chunk[end] != '\n') {
				end++;
			}
			take(position, end);
			boolean complete = end < limit;
			position = complete ? end + 1 : end;
			if (complete) {
				wireBytes++;
				return line();
			}
		}
		if (wireBytes > 0) {
			return line();
		}
		if (broken != null) {
			throw broken;
		}
		return null;
	}

	private void begin() {
		if (buffer.length > KEEP) {
			buffer = new byte[Math.min(CHUNK, maxLineBytes)];
		}
		length = 0;
		wireBytes = 0;
		skipped = null;
	}

	private boolean fill() {
		if (broken != null) {
			return false;
		}
		try {
			position = 0;
			limit = Math.max(0, in.read(chunk));
		} catch (IOException e) {
			limit = 0;
			broken = e;
		}
		return limit > 0;
	}

	private void take(int from, int to) {
		int count = to - from;
		wireBytes += count;
		if (skipped == null && count > maxLineBytes - length) {
			skipped = new OversizeScanner();
			skipped.feed(buffer, 0, length);
			length = Math.min(length, CHUNK);
			buffer = Arrays.copyOf(buffer, Math.min(CHUNK, maxLineBytes));
			append(from, Math.min(count, buffer.length - length));
		} else if (skipped == null) {
			append(from, count);
		}
		if (skipped != null) {
			skipped.feed(chunk, from, to);
		}
	}

	private void append(int from, int count) {
		if (count > buffer.length - length) {
			long grown = Math.max(2L * buffer.length, (long) length + count);
			buffer = Arrays.copyOf(buffer, (int) Math.min(grown, maxLineBytes));
		}
		System.arraycopy(chunk, from, buffer, length, count);
		length += count;
	}

	private Line line() {
		if (length > 0 && skipped == null && buffer[length - 1] == '\r') {
			length--;
		}
		if (first && length >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF) {
			length -= 3;
			System.arraycopy(buffer, 3, buffer, 0, length);
		}
		first = false;
		return new Line(buffer, length, wireBytes, skipped);
	}
}
