package dev.umbra.ui.internal.git;

import org.eclipse.osgi.util.NLS;

import dev.umbra.core.git.SessionFile;
import dev.umbra.ui.internal.text.ForeignText;

/**
 * A file as a row: its name, where it is, and what becomes of it. Pure.
 *
 * @param name the last part of its path
 * @param folder the rest of it, empty at the top
 * @param change how it differs, in a word
 * @param lines what comes and goes, for example {@code +12 −3}; empty where there is nothing to count
 * @param tip all of it, with the whole path
 */
record FileRow(SessionFile file, String name, String folder, String change, String lines, String tip) {
	static FileRow of(SessionFile file) {
		String path = file.path().endsWith("/") ? file.path().substring(0, file.path().length() - 1) : file.path();
		int slash = path.lastIndexOf('/');
		String name = file.path().substring(slash + 1);
		String change = change(file);
		String lines = lines(file);
		String words = ForeignText.shownOnOneLine(file.path());
		if (file.from() != null) {
			words = NLS.bind(Messages.file_from, words, ForeignText.shownOnOneLine(file.from()));
		}
		return new FileRow(file, ForeignText.shownOnOneLine(name), slash <= 0 ? "" : ForeignText.shownOnOneLine(path.substring(0, slash)), change, lines,
				words + "\n" + change + (lines.isEmpty() ? "" : ", " + lines));
	}

	/** What stands behind the name, where there is little room: how it differs, unless it is just changed, and where it is. */
	String rest() {
		String brief = file.operation() != SessionFile.Operation.MODIFIED ? change
				: file.partlyStaged() ? Messages.file_onlyPartly : file.staged().changes() ? Messages.file_onlyStaged : "";
		return brief.isEmpty() || folder.isEmpty() ? brief + folder : brief + " · " + folder;
	}

	String path() {
		return file.path();
	}

	private static String change(SessionFile file) {
		String word = switch (file.operation()) {
		case ADDED -> Messages.file_added;
		case MODIFIED -> Messages.file_modified;
		case DELETED -> Messages.file_deleted;
		case RENAMED -> Messages.file_renamed;
		case CONFLICTED -> Messages.file_conflicted;
		case UNCHANGED -> Messages.file_unchanged;
		case IGNORED -> Messages.file_ignored;
		case OUTSIDE -> Messages.file_outside;
		};
		if (file.partlyStaged()) {
			return NLS.bind(Messages.file_partly, word);
		}
		return file.staged().changes() && file.committable() ? NLS.bind(Messages.file_staged, word) : word;
	}

	private static String lines(SessionFile file) {
		if (file.binary()) {
			return Messages.file_binary;
		}
		Integer added = file.added();
		Integer removed = file.removed();
		if (added == null && removed == null) {
			return "";
		}
		String comes = added == null || added == 0 ? "" : "+" + added;
		String goes = removed == null || removed == 0 ? "" : "−" + removed;
		return comes.isEmpty() || goes.isEmpty() ? comes + goes : comes + " " + goes;
	}
}
