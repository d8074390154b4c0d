package dev.umbra.ide.internal;

/** Text of an agent in a line of a list. */
final class Marked {
	private Marked() {
	}

	/** What would hide or turn around a part of it is shown as its code. */
	static String text(String text) {
		StringBuilder shown = new StringBuilder();
		text.codePoints().forEach(each -> {
			int type = Character.getType(each);
			if (type == Character.CONTROL || type == Character.FORMAT || type == Character.LINE_SEPARATOR
					|| type == Character.PARAGRAPH_SEPARATOR) {
				shown.append(String.format("⟨U+%04X⟩", each));
			} else {
				shown.appendCodePoint(each);
			}
		});
		return shown.toString();
	}
}
