package dev.umbra.ui;

import java.util.Locale;

import org.eclipse.core.runtime.preferences.IEclipsePreferences;

/** What closing the tab of a session does while its turn runs; a preference of the person. Where none runs, it is not asked for. */
public enum ClosingTab {
	/** Asks each time. */
	ASK,
	/** Ends the turn and closes the session. */
	STOP,
	/** Removes the tab; the session runs on. */
	KEEP_RUNNING;

	/** Of the window's preferences, in the instance scope. */
	public static final String NODE = "dev.umbra.ui";
	public static final String KEY = "closing-tab";

	/** @param node {@link #NODE}; a value that is not understood counts as {@link #ASK} */
	public static ClosingTab read(IEclipsePreferences node) {
		String word = node.get(KEY, ASK.word());
		for (ClosingTab each : values()) {
			if (each.word().equals(word)) {
				return each;
			}
		}
		return ASK;
	}

	public void write(IEclipsePreferences node) {
		node.put(KEY, word());
	}

	private String word() {
		return name().toLowerCase(Locale.ROOT);
	}
}
