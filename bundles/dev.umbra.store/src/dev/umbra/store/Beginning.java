package dev.umbra.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The 100 bytes that a store's file begins with (SQLite's file format, section 1.3), and the first of what follows. If one of them is
 * wrong, SQLite reads nothing of the file, or all of it wrongly; what they must be is known, so they can be made up.
 *
 * @param bytes {@value #READ}, fewer of a shorter file
 * @param size that of the file
 * @param log whether there is a write-ahead log: it may hold newer ones
 * @param logPage the size of pages in the log; 0 if there is none, or it does not say
 */
record Beginning(ByteBuffer bytes, long size, boolean log, int logPage) {
	static final int SIZE = 100;
	/** Sizes of pages that stores were ever made with, the newest first. */
	private static final List<Integer> PAGES = List.of(8_192, 4_096);
	private static final int READ = 112;
	private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
	private static final int LOG_MAGIC = 0x377f0682;
	/** How far into file and log a table of ours is looked for: they are made with the store, so at its beginning. */
	private static final long SEARCHED = 64L << 20;
	private static final int BLOCK = 1 << 20;

	static Beginning of(Path file) throws IOException {
		Path log = Header.beside(file, "-wal");
		boolean logged = Header.size(log) > 0;
		return new Beginning(first(file), Files.size(file), logged, logged ? logPage(first(log)) : 0);
	}

	private static ByteBuffer first(Path file) throws IOException {
		ByteBuffer bytes = ByteBuffer.allocate(READ);
		try (SeekableByteChannel channel = Files.newByteChannel(file)) {
			while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
				// until there is enough, or no more
			}
		}
		return bytes.flip();
	}

	private static int logPage(ByteBuffer log) {
		return log.limit() < 12 || (log.getInt(0) & ~1) != LOG_MAGIC ? 0 : log.getInt(8);
	}

	/** What they say of the file, true or not. */
	Header header() {
		return bytes.limit() < READ ? new Header(0, 0, false) : new Header(bytes.getInt(68), bytes.getInt(60), bytes.getShort(103) == 0);
	}

	/** Whether a store can begin like that. Of what a log may hold newer, nothing is said while there is one. */
	boolean sound() {
		return bytes.limit() == READ && bytes.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC)) && constant() && (log || variable());
	}

	/** How many bytes a file without a log should have more, by what it says itself; 0 if that does not say. */
	long missing() {
		return bytes.limit() < READ || !counted() ? 0 : Math.max(0, unsigned(28) * page() - size);
	}

	private boolean constant() {
		int page = page();
		return page >= 512 && (logPage == 0 || logPage == page) && Integer.bitCount(page) == 1 && version(18) && version(19) && bytes.get(20) == 0 && bytes.get(21) == 64
				&& bytes.get(22) == 32 && bytes.get(23) == 32;
	}

	private boolean variable() {
		long pages = size / page();
		long most = counted() ? Math.max(pages, unsigned(28)) : pages;
		boolean free = unsigned(32) <= most && unsigned(36) <= most && unsigned(32) == 0 == (unsigned(36) == 0);
		return (!counted() || unsigned(28) >= pages) && free && unsigned(44) <= 4 && bytes.getInt(48) == 0 && bytes.getInt(52) == 0
				&& unsigned(56) <= 1 && bytes.getInt(64) == 0;
	}

	private int page() {
		int page = bytes.getShort(16) & 0xffff;
		return page == 1 ? 65_536 : page;
	}

	/** Of rollback journals (1) or write-ahead logs (2). */
	private boolean version(int at) {
		return bytes.get(at) == 1 || bytes.get(at) == 2;
	}

	/** Whether the count of pages counts: else it is of an old SQLite, and the size of the file says it. */
	private boolean counted() {
		return bytes.getInt(24) == bytes.getInt(92);
	}

	private long unsigned(int at) {
		return bytes.getInt(at) & 0xffff_ffffL;
	}

	/** Sizes that the pages may have. */
	List<Integer> pages() {
		return PAGES.contains(logPage) ? List.of(logPage) : PAGES;
	}

	/** One with which a store can be read, though not written: it knows of no free page, and the size of the file tells the number of pages. */
	static ByteBuffer madeUp(int page, boolean log) {
		ByteBuffer made = ByteBuffer.allocate(SIZE);
		made.put(0, MAGIC);
		made.putShort(16, (short) page);
		made.put(18, (byte) (log ? 2 : 1)).put(19, (byte) (log ? 2 : 1));
		made.put(21, (byte) 64).put(22, (byte) 32).put(23, (byte) 32);
		made.putInt(24, 1).putInt(44, 4).putInt(56, 1).putInt(60, 1).putInt(68, Header.UMBRA);
		return made;
	}

	/** Whether the text of a table of ours is in the file or its log: then it is worth a closer look. Another program may keep it too. */
	static boolean ours(Path file) throws IOException {
		Path log = Header.beside(file, "-wal");
		return holds(file) || Files.exists(log) && holds(log);
	}

	private static boolean holds(Path file) throws IOException {
		String wanted = Schema1.ENTRY;
		ByteBuffer block = ByteBuffer.allocate(BLOCK);
		try (SeekableByteChannel channel = Files.newByteChannel(file)) {
			for (long read = 0; read < SEARCHED && channel.read(block) >= 0; read = channel.position()) {
				String text = StandardCharsets.ISO_8859_1.decode(block.flip()).toString();
				if (text.contains(wanted)) {
					return true;
				}
				String end = text.substring(Math.max(0, text.length() - wanted.length()));
				block.clear().put(end.getBytes(StandardCharsets.ISO_8859_1));
			}
		}
		return false;
	}
}
