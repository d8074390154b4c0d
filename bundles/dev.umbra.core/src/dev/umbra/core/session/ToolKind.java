package dev.umbra.core.session;

import dev.umbra.core.ForeignText;

/** What people call the kinds of tools, where there is nobody to translate: in the feed and in exported documents. Pure. */
public final class ToolKind {
	private static final int LONGEST = 24;

	private ToolKind() {
	}

	/** A word that people know for the agent's word; the agent's own where there is none. */
	public static String word(String kind) {
		return switch (kind) {
		case "read" -> "Read";
		case "edit" -> "Edit";
		case "delete" -> "Delete";
		case "move" -> "Move";
		case "search" -> "Search";
		case "execute" -> "Run";
		case "think" -> "Think";
		case "fetch" -> "Fetch";
		case "switch_mode" -> "Switch mode";
		case "other", "" -> "Tool";
		default -> ForeignText.shortened(ForeignText.shownOnOneLine(kind), LONGEST);
		};
	}
}
