package dev.umbra.ui;

import java.nio.file.Path;
import java.util.function.Consumer;

/** Tells where files were written by this program, an OSGi service: an IDE tells of its workspace. Any thread. */
public interface FileChanges {
	/**
	 * Begins to tell; nothing is looked at while nobody listens.
	 *
	 * @param listener told a file, or a folder at or below which something was written, absolute; a burst of changes of one project is
	 *        told once. On any thread; must not block
	 * @return ends it
	 */
	Runnable onChange(Consumer<Path> listener);
}
