package dev.umbra.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * How a Java string becomes a cell. SQLite's text is UTF-8, so an unpaired surrogate cannot be in it, and its functions
 * end a text at the first NUL. A string with either is stored as a BLOB of UTF-16BE instead, so that every string comes
 * back as it went; all others are ordinary text, readable by any SQLite tool.
 */
final class TextCell {
	private TextCell() {
	}

	/** @return the string itself, or its UTF-16BE bytes */
	static Object of(String text) {
		return plain(text) ? text : bytes(text);
	}

	static String read(Object cell) {
		return switch (cell) {
		case byte[] bytes -> ByteBuffer.wrap(bytes).asCharBuffer().toString();
		case String text -> text;
		default -> cell.toString();
		};
	}

	private static boolean plain(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == 0 || Character.isLowSurrogate(c)) {
				return false;
			}
			if (Character.isHighSurrogate(c)) {
				i++;
				if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
					return false;
				}
			}
		}
		return true;
	}

	/** Not by {@link StandardCharsets#UTF_16BE}: that replaces unpaired surrogates. */
	private static byte[] bytes(String text) {
		ByteBuffer bytes = ByteBuffer.allocate(2 * text.length());
		bytes.asCharBuffer().put(text);
		return bytes.array();
	}

	/** The longest beginning of at most {@code max} code units that does not end inside a surrogate pair. */
	static String cut(String text, int max) {
		return text.length() <= max ? text : text.substring(0, boundary(text, max));
	}

	/** {@code at}, or one less if that is inside a surrogate pair of {@code text}. */
	static int boundary(CharSequence text, int at) {
		return at > 0 && at < text.length() && Character.isHighSurrogate(text.charAt(at - 1))
				&& Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
	}
}
