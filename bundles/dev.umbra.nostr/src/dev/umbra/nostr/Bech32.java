package dev.umbra.nostr;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Locale;

/** Bech32 (BIP-173), as NIP-19 uses it: without its limit of 90 characters. A wrong character shows in the checksum. */
final class Bech32 {
	private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
	private static final int[] GENERATOR = { 0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3 };
	private static final int LONGEST = 5000;
	private static final int CHECKSUM = 6;

	private Bech32() {
	}

	/** @param prefix what comes before the {@code 1} */
	record Decoded(String prefix, byte[] bytes) {
	}

	static String encode(String prefix, byte[] bytes) {
		int[] groups = fives(bytes);
		int[] all = Arrays.copyOf(groups, groups.length + CHECKSUM);
		int checksum = polymod(prefix, all) ^ 1;
		StringBuilder text = new StringBuilder(prefix).append('1');
		for (int group : groups) {
			text.append(ALPHABET.charAt(group));
		}
		for (int i = 0; i < CHECKSUM; i++) {
			text.append(ALPHABET.charAt(checksum >> 5 * (CHECKSUM - 1 - i) & 31));
		}
		return text.toString();
	}

	/** @throws NostrException in words, if a character is wrong or missing */
	static Decoded decode(String text) {
		String lower = text.toLowerCase(Locale.ROOT);
		int one = lower.lastIndexOf('1');
		boolean mixed = !text.equals(lower) && !text.equals(text.toUpperCase(Locale.ROOT));
		if (one < 1 || one + 1 + CHECKSUM > lower.length() || lower.length() > LONGEST || mixed) {
			throw mistyped();
		}
		String prefix = lower.substring(0, one);
		int[] all = new int[lower.length() - one - 1];
		for (int i = 0; i < all.length; i++) {
			all[i] = ALPHABET.indexOf(lower.charAt(one + 1 + i));
			if (all[i] < 0) {
				throw mistyped();
			}
		}
		if (!prefix.chars().allMatch(c -> c >= 33 && c <= 126) || polymod(prefix, all) != 1) {
			throw mistyped();
		}
		return new Decoded(prefix, eights(Arrays.copyOf(all, all.length - CHECKSUM)));
	}

	private static NostrException mistyped() {
		return NostrException.unusable("This is no npub, nsec, note or another of these forms: a character is wrong or missing.",
				"Copy it again, whole.");
	}

	private static int polymod(String prefix, int[] groups) {
		int sum = 1;
		for (int i = 0; i < prefix.length(); i++) {
			sum = step(sum) ^ prefix.charAt(i) >> 5;
		}
		sum = step(sum);
		for (int i = 0; i < prefix.length(); i++) {
			sum = step(sum) ^ prefix.charAt(i) & 31;
		}
		for (int group : groups) {
			sum = step(sum) ^ group;
		}
		return sum;
	}

	private static int step(int sum) {
		int top = sum >>> 25;
		int next = (sum & 0x1ffffff) << 5;
		for (int i = 0; i < GENERATOR.length; i++) {
			if ((top >> i & 1) == 1) {
				next ^= GENERATOR[i];
			}
		}
		return next;
	}

	private static int[] fives(byte[] bytes) {
		int[] groups = new int[(bytes.length * 8 + 4) / 5];
		int bits = 0;
		int held = 0;
		int next = 0;
		for (byte b : bytes) {
			held = held << 8 | b & 0xFF;
			bits += 8;
			while (bits >= 5) {
				bits -= 5;
				groups[next++] = held >> bits & 31;
			}
			held &= (1 << bits) - 1;
		}
		if (bits > 0) {
			groups[next] = held << 5 - bits & 31;
		}
		return groups;
	}

	private static byte[] eights(int[] groups) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(groups.length * 5 / 8);
		int bits = 0;
		int held = 0;
		for (int group : groups) {
			held = held << 5 | group;
			bits += 5;
			if (bits >= 8) {
				bits -= 8;
				bytes.write(held >> bits);
			}
			held &= (1 << bits) - 1;
		}
		if (bits >= 5 || held != 0) {
			throw mistyped();
		}
		return bytes.toByteArray();
	}
}
