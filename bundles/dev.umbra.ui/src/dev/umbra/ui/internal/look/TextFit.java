package dev.umbra.ui.internal.look;

import org.eclipse.swt.graphics.GC;

/** Text in the room there is. */
public final class TextFit {
	private TextFit() {
	}

	/** The text, or its beginning and an ellipsis, so that it is no wider than {@code width} points in the font of {@code gc}. */
	public static String fitted(GC gc, String text, int width) {
		if (width <= 0) {
			return "";
		}
		if (gc.textExtent(text).x <= width) {
			return text;
		}
		int low = 0;
		int high = text.length();
		while (low < high) {
			int middle = (low + high + 1) / 2;
			if (gc.textExtent(cut(text, middle)).x <= width) {
				low = middle;
			} else {
				high = middle - 1;
			}
		}
		return low == 0 ? "" : cut(text, low);
	}

	private static String cut(String text, int length) {
		int end = length > 0 && length < text.length() && Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
		return text.substring(0, end).stripTrailing() + "…";
	}
}
