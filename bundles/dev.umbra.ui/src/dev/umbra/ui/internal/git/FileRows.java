package dev.umbra.ui.internal.git;

import java.util.ArrayList;
import java.util.List;

import dev.umbra.core.git.SessionFile;

/**
 * The files of a session and the others that differ, as rows. Pure.
 *
 * @param touched those the agent touched
 * @param others that differ too
 * @param hidden how many are not shown; {@code more} whether the host knows still more
 */
record FileRows(List<FileRow> touched, List<FileRow> others, int hidden, boolean more) {
	/** Rows of a tree that is not virtual; beyond that nobody looks for a file by scrolling. */
	static final int MOST = 400;
	static final FileRows NONE = new FileRows(List.of(), List.of(), 0, false);

	FileRows {
		touched = List.copyOf(touched);
		others = List.copyOf(others);
	}

	/** @param more whether there are still more than these */
	static FileRows of(List<SessionFile> files, boolean more) {
		List<FileRow> touched = new ArrayList<>();
		List<FileRow> others = new ArrayList<>();
		int hidden = 0;
		for (SessionFile file : files) {
			if (touched.size() + others.size() == MOST) {
				hidden++;
			} else {
				(file.touched() ? touched : others).add(FileRow.of(file));
			}
		}
		return new FileRows(touched, others, hidden, more);
	}

	boolean isEmpty() {
		return touched.isEmpty() && others.isEmpty();
	}

	/** In the order in which they are shown. */
	List<FileRow> all() {
		List<FileRow> all = new ArrayList<>(touched);
		all.addAll(others);
		return all;
	}
}
