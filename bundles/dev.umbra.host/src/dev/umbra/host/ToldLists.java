package dev.umbra.host;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Position;

/**
 * Which rows go with which position of a list, so that <i>not modified</i> is said only to who has just these: some of what is
 * listed changes without the list's revision, as does the title of a session in which something waits. Any thread.
 */
final class ToldLists<T> {
	private @Nullable Position last;
	private List<T> rows = List.of();
	/** At the last position more than one list was told; nobody knows who has which. */
	private boolean several;

	/**
	 * To be asked before each answer.
	 *
	 * @param ifRevision {@code EPOCH:REV} of what the caller has, or null
	 * @param now the list's position, read before its rows
	 * @return whether the caller has these rows
	 */
	synchronized boolean has(@Nullable String ifRevision, Position now, List<T> present) {
		Position before = last;
		if (before == null || !now.epoch().equals(before.epoch()) || now.revision() > before.revision()) {
			last = now;
			rows = present;
			several = false;
			// told for the first time at this position
			return false;
		} else if (now.revision() < before.revision()) {
			// overtaken by a newer answer
			return false;
		} else {
			several |= !present.equals(rows);
		}
		return ifRevision != null && !several && Position.parse(ifRevision, now.epoch()).equals(now);
	}
}
