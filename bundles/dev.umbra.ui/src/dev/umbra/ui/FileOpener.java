package dev.umbra.ui;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * Opens a file that an agent named, an OSGi service. Called on the SWT thread. Without one, the window offers to copy the
 * path.
 */
public interface FileOpener {
	/**
	 * @param file absolute
	 * @param line from 1, or null
	 * @return null, or in words why it cannot be opened
	 */
	@Nullable String open(Path file, @Nullable Integer line);
}
