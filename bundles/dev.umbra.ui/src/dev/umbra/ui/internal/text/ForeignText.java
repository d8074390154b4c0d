package dev.umbra.ui.internal.text;

/** {@link dev.umbra.core.ForeignText}, by the name that windows know it by. */
public final class ForeignText {
	private ForeignText() {
	}

	/** @see dev.umbra.core.ForeignText#shown */
	public static String shown(String text) {
		return dev.umbra.core.ForeignText.shown(text);
	}

	/** @see dev.umbra.core.ForeignText#shownOnOneLine */
	public static String shownOnOneLine(String text) {
		return dev.umbra.core.ForeignText.shownOnOneLine(text);
	}

	/** @see dev.umbra.core.ForeignText#clean */
	public static String clean(String text) {
		return dev.umbra.core.ForeignText.clean(text);
	}

	/** @see dev.umbra.core.ForeignText#cut */
	public static int cut(String text, int from, int to) {
		return dev.umbra.core.ForeignText.cut(text, from, to);
	}

	/** @see dev.umbra.core.ForeignText#cleanOnOneLine */
	public static String cleanOnOneLine(String text) {
		return dev.umbra.core.ForeignText.cleanOnOneLine(text);
	}

	/** @see dev.umbra.core.ForeignText#shortened */
	public static String shortened(String text, int length) {
		return dev.umbra.core.ForeignText.shortened(text, length);
	}
}
