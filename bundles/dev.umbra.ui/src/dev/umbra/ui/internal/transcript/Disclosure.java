package dev.umbra.ui.internal.transcript;

/**
 * How much of a text is shown: all of a short one; of a long one the beginning, until the person wants all of it, which then
 * comes in steps that do not stop the window. Pure; not shared between threads.
 */
final class Disclosure {
	/** Rows that are shown at once; they are of bounded length. */
	static final int AT_ONCE = 120;
	/** Rows of a step: as many steps are made at a time as the window can do in between. */
	static final int STEP = 20;

	private final int total;
	private int shown;
	private boolean wanted;

	/** @param total rows of the text */
	Disclosure(int total) {
		this.total = total;
		shown = Math.min(total, AT_ONCE);
	}

	/** Rows that are shown now, from the first. */
	int shown() {
		return shown;
	}

	boolean whole() {
		return shown == total;
	}

	/** @return whether steps are to be made from now on */
	boolean want() {
		boolean first = !wanted && !whole();
		wanted = true;
		return first;
	}

	/** One more step. @return the row that is the first of it; up to {@link #shown} are shown after it */
	int step() {
		int from = shown;
		if (wanted) {
			shown = Math.min(total, shown + STEP);
		}
		return from;
	}
}
