package dev.umbra.core.catalog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of a text in UTF-8, in hexadecimal: of a content, to detect drift, or of a command, to know the one that was confirmed. */
public final class ContentHash {
	/** To be copied: looking one up costs as much as hashing a content. */
	private static final MessageDigest SHA_256 = sha256();

	private ContentHash() {
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java has SHA-256", e);
		}
	}

	public static String of(String text) {
		try {
			MessageDigest sha = (MessageDigest) SHA_256.clone();
			return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
		} catch (CloneNotSupportedException e) {
			throw new IllegalStateException("the SHA-256 of this Java cannot be copied", e);
		}
	}
}
