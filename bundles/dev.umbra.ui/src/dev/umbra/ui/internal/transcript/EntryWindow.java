package dev.umbra.ui.internal.transcript;

import java.util.List;

import dev.umbra.core.session.Entry;

/**
 * Which of the known entries stand in the control: a bounded number, so that it costs the same however much was read. Pure;
 * not shared between threads.
 */
final class EntryWindow {
	private static final long NEWEST = Long.MAX_VALUE;
	/** Entries that a turn of the event loop adds to the window, or moves it by. */
	private static final int STEP = 12;
	private final int most;
	private final int first;
	/** Entries in the window now: it opens with few, and grows. */
	private int shown;
	/** Ordinal of the last entry in the window, or {@link #NEWEST}. */
	private long last = NEWEST;

	EntryWindow(int most) {
		this(most, most);
	}

	/** @param most entries in the window; @param first so many at first, until {@link #grow} */
	EntryWindow(int most, int first) {
		this.most = most;
		this.first = first;
		this.shown = first;
	}

	List<Entry> of(List<Entry> entries) {
		int until = until(entries);
		return entries.subList(Math.max(0, until - shown), until);
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
		return Math.max(low, Math.min(shown, entries.size()));
	}

	/** Takes some more entries in, older ones first. @return false if it is as large as it may be, or has all */
	boolean grow(List<Entry> entries) {
		if (shown >= most || entries.isEmpty()) {
			return false;
		}
		int until = until(entries);
		if (last != NEWEST && until < entries.size() && shown - first >= (most - first) / 2) {
			int next = Math.min(entries.size(), until + STEP);
			last = next == entries.size() ? NEWEST : entries.get(next - 1).ordinal();
		} else if (until <= shown && until == entries.size()) {
			return false;
		}
		shown = Math.min(most, shown + STEP);
		return true;
	}

	/** @return false if the oldest known entry is in the window already */
	boolean towardsOlder(List<Entry> entries) {
		int until = until(entries);
		if (until <= shown) {
			return false;
		}
		last = entries.get(Math.max(shown, until - step()) - 1).ordinal();
		return true;
	}

	/** @return false if the newest entry is in the window already */
	boolean towardsNewer(List<Entry> entries) {
		int until = until(entries);
		if (until == entries.size()) {
			last = NEWEST;
			return false;
		}
		int next = Math.min(entries.size(), until + step());
		last = next == entries.size() ? NEWEST : entries.get(next - 1).ordinal();
		return true;
	}

	/** Moves so that this entry is in the window. */
	void around(long ordinal, List<Entry> entries) {
		int index = 0;
		while (index < entries.size() - 1 && entries.get(index).ordinal() < ordinal) {
			index++;
		}
		shown = first;
		int until = Math.max(index + first / 2, first);
		last = until >= entries.size() ? NEWEST : entries.get(until - 1).ordinal();
	}

	void toNewest() {
		if (last != NEWEST) {
			last = NEWEST;
			shown = first;
		}
	}

	private int step() {
		return Math.max(1, Math.min(most / 4, STEP));
	}
}
