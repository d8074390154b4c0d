package dev.umbra.ui;

import java.nio.file.Path;
import java.util.List;

/** Folders that a session is likely to be about, an OSGi service: an IDE offers its projects. Called on the SWT thread. */
public interface FolderChooser {
	/** The likeliest first; may be empty. */
	List<Folder> folders();

	/** @param name as people know it */
	record Folder(String name, Path path) {
	}
}
