package dev.umbra.ui.internal.transcript;

import dev.umbra.core.session.Detail;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.ToolArguments;
import dev.umbra.ui.internal.text.ForeignText;

/** What a tool call is called, in one line. Pure. */
public final class ToolWords {
	private ToolWords() {
	}

	/** A word that people know for the agent's word of a kind; the agent's own where there is none. */
	public static String kind(String kind) {
		return switch (kind) {
		case "read" -> Messages.tool_read;
		case "edit" -> Messages.tool_edit;
		case "delete" -> Messages.tool_delete;
		case "move" -> Messages.tool_move;
		case "search" -> Messages.tool_search;
		case "execute" -> Messages.tool_execute;
		case "think" -> Messages.tool_think;
		case "fetch" -> Messages.tool_fetch;
		case "switch_mode" -> Messages.tool_switch_mode;
		case "other", "" -> Messages.tool_other;
		default -> ForeignText.shortened(ForeignText.shownOnOneLine(kind), 24);
		};
	}

	static String glyph(EntryStatus status) {
		return switch (status) {
		case PENDING -> "○";
		case RUNNING -> "◌";
		case DONE -> "✓";
		case FAILED -> "✗";
		case CANCELLED, EXPIRED -> "⊘";
		};
	}

	static Ink ink(EntryStatus status) {
		return switch (status) {
		case PENDING -> Ink.DIM;
		case RUNNING -> Ink.BUSY;
		case DONE -> Ink.OK;
		case FAILED -> Ink.ERROR;
		case CANCELLED, EXPIRED -> Ink.DIM;
		};
	}

	static String status(EntryStatus status) {
		return switch (status) {
		case PENDING -> Messages.status_pending;
		case RUNNING -> Messages.status_running;
		case DONE -> Messages.status_done;
		case FAILED -> Messages.status_failed;
		case CANCELLED -> Messages.status_cancelled;
		case EXPIRED -> Messages.status_expired;
		};
	}

	/** The call's arguments in at most {@link ToolArguments#LONGEST} characters, without what the title says already; may be empty. */
	static String arguments(Detail.Tool tool) {
		return ToolArguments.summary(tool);
	}
}
