package dev.umbra.ui.internal.transcript;

import java.util.List;

import dev.umbra.core.session.Entry;

/**
 * Which of the known entries stand in the control: a bounded number, so that it costs the same however much was read. Pure;
 * not shared between threads.
 */
final class EntryWindow {
	private static final long NEWEST = Long.MAX_VALUE;
	private final int most;
	/** Ordinal of the last entry in the window, or {@link #NEWEST}. */
	private long last = NEWEST;

	/** @param most entries in the window */
	EntryWindow(int most) {
		this.most = most;
	}

	List<Entry> of(List<Entry> entries) {
		int until = until(entries);
		return entries.subList(Math.max(0, until - most), until);
	}

	private int until(List<Entry> entries) {
		if (last == NEWEST) {
			return entries.size();
		}
		int low = 0;
		int high = entries.size();
		while (low < high) {
			int middle = (low + high) >>> 1;
			if (entries.get(middle).ordinal() <= last) {
				low = middle + 1;
			} else {
				high = middle;
			}
		}
		// a window of less than all it may hold would be one that cannot be scrolled out of
		return Math.max(low, Math.min(most, entries.size()));
	}

	/** @return false if the oldest known entry is in the window already */
	boolean towardsOlder(List<Entry> entries) {
		int until = until(entries);
		if (until <= most) {
			return false;
		}
		last = entries.get(Math.max(most, until - most / 4) - 1).ordinal();
		return true;
	}

	/** @return false if the newest entry is in the window already */
	boolean towardsNewer(List<Entry> entries) {
		int until = until(entries);
		if (until == entries.size()) {
			last = NEWEST;
			return false;
		}
		int next = Math.min(entries.size(), until + most / 4);
		last = next == entries.size() ? NEWEST : entries.get(next - 1).ordinal();
		return true;
	}

	/** Moves so that this entry is in the window. */
	void around(long ordinal, List<Entry> entries) {
		int index = 0;
		while (index < entries.size() - 1 && entries.get(index).ordinal() < ordinal) {
			index++;
		}
		int until = Math.max(index + most / 2, most);
		last = until >= entries.size() ? NEWEST : entries.get(until - 1).ordinal();
	}

	void toNewest() {
		last = NEWEST;
	}
}
