package dev.umbra.core.session;

import java.util.Locale;

/** The kinds of transcript entry. */
public enum EntryKind {
	PROMPT, MESSAGE, THOUGHT, TOOL, PLAN, PERMISSION, INPUT, NOTICE, ERROR, LIFECYCLE, UNKNOWN;

	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}
}
