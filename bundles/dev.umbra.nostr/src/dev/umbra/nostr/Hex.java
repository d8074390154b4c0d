package dev.umbra.nostr;

import java.util.HexFormat;

/** Lower-case hexadecimal, the only form in which Nostr writes keys, ids and signatures. */
final class Hex {
	private static final HexFormat FORMAT = HexFormat.of();

	private Hex() {
	}

	static String of(byte[] bytes) {
		return FORMAT.formatHex(bytes);
	}

	/** @param hex of even length, as {@link #is} says */
	static byte[] bytes(String hex) {
		return FORMAT.parseHex(hex);
	}

	/** Whether this is {@code bytes} bytes in lower-case hexadecimal. */
	static boolean is(String text, int bytes) {
		if (text.length() != 2 * bytes) {
			return false;
		}
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
				return false;
			}
		}
		return true;
	}

	/** @throws NostrException naming {@code what}, if it is not {@code bytes} bytes in lower-case hexadecimal */
	static String checked(String what, String text, int bytes) {
		if (!is(text, bytes)) {
			throw NostrException.unusable("This is no " + what + ": it must be " + 2 * bytes + " hexadecimal digits in lower case, not "
					+ text.length() + " characters of another kind.", "Copy it again, whole.");
		}
		return text;
	}
}
