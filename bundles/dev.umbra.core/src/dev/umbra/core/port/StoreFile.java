package dev.umbra.core.port;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/** The store as a file. */
public interface StoreFile {
	Path file();

	/** Bytes on disk, with the write-ahead log. */
	long bytes();

	/** Bytes of it that are in use: what was deleted leaves room that the file keeps. */
	CompletionStage<Long> used();

	/** Transactions that were committed since the store was opened; many small changes may be one of them. */
	long commits();

	int schemaVersion();

	/** What was found when the store was opened. */
	Opened opened();

	/** Copies in the store's folder that hold what the store held: backups of migrations, and of damaged stores. */
	List<Path> copies();

	/**
	 * @param words what happened, for people; empty if the store was as it was left
	 * @param kept the damaged file, as it was, or null
	 */
	record Opened(boolean damaged, String words, @Nullable Path kept) {
		public static final Opened SOUND = new Opened(false, "", null);
	}

	/** A consistent copy into a new file, mode 0600. */
	CompletionStage<Void> backup(Path target);

	/**
	 * Whether somebody else committed to the file since this was last asked, or since the store was opened: another program
	 * that wrote to the same file. What the host keeps in memory may not be so any more.
	 */
	CompletionStage<Boolean> changedElsewhere();

	/** SQLite's own quick check: empty when all is well, else its words. */
	CompletionStage<String> check();
}
