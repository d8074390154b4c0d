package dev.umbra.core.git;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Paths of a repository as texts. Git's paths are bytes; most are UTF-8 and are given as they are. One that is not, or that
 * begins with {@code "}, is given as git quotes it, so that every path has exactly one text and can be named again.
 */
public final class GitPath {
	private GitPath() {
	}

	/** The text of a path. */
	public static String text(byte[] path) {
		try {
			String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(path)).toString();
			return text.startsWith("\"") ? quoted(path) : text;
		} catch (CharacterCodingException e) {
			return quoted(path);
		}
	}

	/**
	 * The path that a text means.
	 *
	 * @throws IllegalArgumentException in words, if it begins with {@code "} and is not properly quoted, or holds a NUL
	 */
	public static byte[] bytes(String text) {
		if (text.indexOf(0) >= 0) {
			throw new IllegalArgumentException("a path cannot hold a NUL");
		}
		return text.startsWith("\"") ? unquoted(text) : text.getBytes(StandardCharsets.UTF_8);
	}

	/** As git writes an odd path into a difference: in quotes, what is not plain ASCII by its octal number. */
	public static String quoted(byte[] path) {
		StringBuilder text = new StringBuilder("\"");
		for (byte each : path) {
			int b = each & 0xff;
			if (b == '"' || b == '\\') {
				text.append('\\').append((char) b);
			} else if (b >= 0x20 && b < 0x7f) {
				text.append((char) b);
			} else {
				text.append('\\').append((char) ('0' + (b >> 6))).append((char) ('0' + (b >> 3 & 7))).append((char) ('0' + (b & 7)));
			}
		}
		return text.append('"').toString();
	}

	private static byte[] unquoted(String text) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
		int end = text.length() - 1;
		for (int i = 1; i < end; i++) {
			char c = text.charAt(i);
			if (c != '\\') {
				if (c == '"' || c >= 0x7f) {
					throw unreadable(text);
				}
				bytes.write(c);
			} else if (i + 1 == end) {
				throw unreadable(text);
			} else if (text.charAt(i + 1) == '"' || text.charAt(i + 1) == '\\') {
				i++;
				bytes.write(text.charAt(i));
			} else {
				bytes.write(octal(text, i + 1));
				i += 3;
			}
		}
		if (end < 1 || text.charAt(end) != '"') {
			throw unreadable(text);
		}
		return bytes.toByteArray();
	}

	private static int octal(String text, int at) {
		if (at + 3 > text.length() - 1 || !text.substring(at, at + 3).matches("[0-3][0-7]{2}") || text.startsWith("000", at)) {
			throw unreadable(text);
		}
		return Integer.parseInt(text.substring(at, at + 3), 8);
	}

	private static IllegalArgumentException unreadable(String text) {
		return new IllegalArgumentException("not a quoted path: " + text);
	}
}
