package dev.umbra.ui.internal.session;

import java.nio.file.Path;
import java.util.List;

import org.eclipse.e4.ui.di.UISynchronize;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.Threads;

/** What is known of the files in a session's folder; read apart from the SWT thread, each time somebody wants them. On the SWT thread. */
final class FolderIndex {
	private final UISynchronize ui;
	private final Runnable told;
	private List<String> files = List.of();
	private @Nullable Path folder;
	private boolean reading;

	/** @param told on the SWT thread, when the list is another */
	FolderIndex(UISynchronize ui, Runnable told) {
		this.ui = ui;
		this.told = told;
	}

	/** What was found last; may be of a moment ago. */
	List<String> files() {
		return files;
	}

	/** Whether the list is on its way. */
	boolean reading() {
		return reading;
	}

	void folder(Path newFolder) {
		if (!newFolder.equals(folder)) {
			folder = newFolder;
			files = List.of();
		}
	}

	/** Has the folder read again; returns at once. */
	void want() {
		Path wanted = folder;
		if (wanted == null || reading) {
			return;
		}
		reading = true;
		Threads.virtual("file-names", () -> {
			List<String> found = FolderFiles.below(wanted, FolderFiles.MOST);
			ui.asyncExec(() -> read(wanted, found));
		});
	}

	private void read(Path of, List<String> found) {
		reading = false;
		if (of.equals(folder)) {
			files = found;
			told.run();
		} else {
			want();
		}
	}
}
