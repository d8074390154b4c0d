package dev.umbra.ui.internal.look;

import java.util.Locale;

/** The icons, each an SVG in {@code icons/} of this bundle, drawn on 16 × 16, readable on light and dark. */
public enum Icon {
	AGENTS, SESSION, ATTENTION, ADD, REMOVE, START, STOP, SEND, CLOSE, PIN, FOLDER, BRANCH, HOST, DONE, FAILED, RUNNING, THOUGHT, PLAN,
	READ, EDIT, DELETE, MOVE, SEARCH, EXECUTE, FETCH, TOOL, NOTICE, EXPANDED, COLLAPSED, COPY, REFRESH, TO_END, ATTACH, UP, DOWN, UMBRA, LOG, CLEAR, DETAILS,
	ACTIVITY, HISTORY, FILTER, EXPORT, DIAGNOSTICS;

	/** Inside the bundle, {@code icons/to-end.svg}. */
	public String path() {
		return "icons/" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".svg";
	}
}
