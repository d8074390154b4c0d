package dev.umbra.core.port;

import java.nio.file.Path;
import java.util.concurrent.CompletionStage;

/** The store as a file. */
public interface StoreFile {
	Path file();

	/** Bytes on disk, with the write-ahead log. */
	long bytes();

	int schemaVersion();

	/** A consistent copy into a new file, mode 0600. */
	CompletionStage<Void> backup(Path target);

	/** SQLite's own quick check: empty when all is well, else its words. */
	CompletionStage<String> check();
}
