package dev.umbra.ui.internal.git;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which files of one session go into the next commit: those the agent touched, unless the person chose otherwise. On the SWT thread.
 */
final class Checks {
	private final Map<String, Boolean> chosen = new HashMap<>();

	/** Of a file that can be committed at all. */
	boolean checked(FileRow row) {
		return row.file().committable() && chosen.getOrDefault(row.path(), row.file().touched());
	}

	void choose(FileRow row, boolean wanted) {
		if (wanted == row.file().touched()) {
			chosen.remove(row.path());
		} else {
			chosen.put(row.path(), wanted);
		}
	}

	/** Paths to be committed, in the order of the rows. */
	List<String> paths(FileRows rows) {
		return rows.all().stream().filter(this::checked).map(FileRow::path).toList();
	}

	/** These went into a commit: what is done with them next is chosen anew. */
	void committed(List<String> paths) {
		paths.forEach(chosen::remove);
	}
}
