package dev.umbra.store;

import java.time.Duration;
import java.util.List;

/**
 * What a store is opened with; tests set what the product leaves alone.
 *
 * @param maxPages SQLite's {@code max_page_count}, 0 for SQLite's own limit: a disk that is full on demand
 * @param busy how long a lock held by another program is waited for
 * @param waiting how many changes may wait before their senders have to
 * @param migrations migration {@code n} at index {@code n - 1}; their number is the format this program reads and writes
 */
record Options(int maxPages, Duration busy, int waiting, List<Migration> migrations) {
	static final Options DEFAULT = new Options(0, Duration.ofSeconds(5), 4096, 
			List.of(new Schema1(), new Schema2(), new Schema3(), new Schema4()));

	Options {
		migrations = List.copyOf(migrations);
	}

	Options withMaxPages(int pages) {
		return new Options(pages, busy, waiting, migrations);
	}

	Options withMigrations(List<Migration> list) {
		return new Options(maxPages, busy, waiting, list);
	}

	int schemaVersion() {
		return migrations.size();
	}
}
