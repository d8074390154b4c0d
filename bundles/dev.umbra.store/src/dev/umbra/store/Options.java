package dev.umbra.store;

import java.time.Duration;
import java.util.List;

/**
 * What a store is opened with; tests set what the product leaves alone.
 *
 * @param maxPages SQLite's {@code max_page_count}, 0 for SQLite's own limit: a disk that is full on demand
 * @param busy how long a lock held by another program is waited for
 * @param waiting how many changes may wait before their senders have to
 * @param looked up to this size, in bytes, a store is looked at whole before it is opened: SQLite's check takes less than a tenth
 *        of a second then
 * @param free how many bytes the disk is taken to have left; less than 0 to ask the file system
 * @param migrations migration {@code n} at index {@code n - 1}; their number is the format this program reads and writes
 */
record Options(int maxPages, Duration busy, int waiting, long looked, long free, List<Migration> migrations) {
	static final Options DEFAULT = new Options(0, Duration.ofSeconds(5), 4096, 32L << 20, -1,
			List.of(new Schema1(), new Schema2(), new Schema3(), new Schema4(), new Schema5(), new Schema6()));

	Options {
		migrations = List.copyOf(migrations);
	}

	Options withMaxPages(int pages) {
		return new Options(pages, busy, waiting, looked, free, migrations);
	}

	Options withMigrations(List<Migration> list) {
		return new Options(maxPages, busy, waiting, looked, free, list);
	}

	Options withLooked(long bytes) {
		return new Options(maxPages, busy, waiting, bytes, free, migrations);
	}

	Options withFree(long bytes) {
		return new Options(maxPages, busy, waiting, looked, bytes, migrations);
	}

	Options withBusy(Duration most) {
		return new Options(maxPages, most, waiting, looked, free, migrations);
	}

	int schemaVersion() {
		return migrations.size();
	}
}
