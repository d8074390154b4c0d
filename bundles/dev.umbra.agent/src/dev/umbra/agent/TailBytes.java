package dev.umbra.agent;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The last bytes of an output in UTF-8, up to a limit; takes no more memory than it needs. Any thread. Lock: {@code this}. */
final class TailBytes {
	private static final int FIRST = 8 << 10;

	private final int limit;
	private byte[] ring = {};
	private int from;
	private int size;
	private long total;

	/** @param limit in bytes, from 0 */
	TailBytes(int limit) {
		this.limit = limit;
	}

	synchronized void add(byte[] bytes, int offset, int length) {
		total += length;
		int taken = Math.min(length, limit);
		makeRoom(taken);
		int start = offset + length - taken;
		int over = size + taken - ring.length;
		if (over > 0) {
			from = (from + over) % ring.length;
			size -= over;
		}
		int at = ring.length == 0 ? 0 : (from + size) % ring.length;
		int first = Math.min(taken, ring.length - at);
		System.arraycopy(bytes, start, ring, at, first);
		System.arraycopy(bytes, start + first, ring, 0, taken - first);
		size += taken;
	}

	private void makeRoom(int more) {
		if (ring.length == limit || size + more <= ring.length) {
			return;
		}
		byte[] larger = new byte[(int) Math.min(limit, Math.max(FIRST, Math.max(2L * ring.length, (long) size + more)))];
		byte[] all = bytes();
		System.arraycopy(all, 0, larger, 0, all.length);
		ring = larger;
		from = 0;
	}

	/** What is kept. */
	synchronized byte[] bytes() {
		int first = Math.min(size, ring.length - from);
		byte[] all = Arrays.copyOfRange(ring, from, from + size);
		System.arraycopy(ring, 0, all, first, size - first);
		return all;
	}

	/** All that came, also what is not kept. */
	synchronized long total() {
		return total;
	}

	synchronized boolean truncated() {
		return total > size;
	}

	/**
	 * What is kept, beginning with a whole character.
	 *
	 * @param ended false if more may come: then the beginning of a character at its end is left out
	 */
	synchronized String text(boolean ended) {
		byte[] all = bytes();
		int start = cut(all);
		int end = ended ? all.length : wholeCharacters(all, start, all.length);
		return new String(all, start, end - start, StandardCharsets.UTF_8);
	}

	/** What {@link #text} leaves out in bytes: all that is not kept, and the rest of a character that was cut. */
	synchronized long leftOut() {
		return total - size + cut(bytes());
	}

	private int cut(byte[] all) {
		int start = 0;
		while (total > size && start < Math.min(3, all.length) && (all[start] & 0xC0) == 0x80) {
			start++;
		}
		return start;
	}

	/** The end of the last whole character in a range of UTF-8; what is no UTF-8 counts as whole. */
	static int wholeCharacters(byte[] bytes, int from, int to) {
		for (int at = to - 1; at >= Math.max(from, to - 3); at--) {
			int b = bytes[at] & 0xFF;
			if (b >= 0xC0) {
				int needs = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
				return at + needs > to ? at : to;
			}
			if (b < 0x80) {
				return to;
			}
		}
		return to;
	}
}
