package dev.umbra.ui.internal.live;

import dev.umbra.ui.internal.text.ForeignText;

/** What people call a folder: the last name of its path. */
public final class FolderName {
	private FolderName() {
	}

	/** On one line, nothing in it hidden. */
	public static String of(String path) {
		String shown = ForeignText.shownOnOneLine(path);
		int cut = Math.max(shown.lastIndexOf('/'), shown.lastIndexOf('\\'));
		return cut < 0 || cut == shown.length() - 1 ? shown : shown.substring(cut + 1);
	}
}
