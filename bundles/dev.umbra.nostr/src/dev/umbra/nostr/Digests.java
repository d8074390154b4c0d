package dev.umbra.nostr;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Hashes that every Java has. Copies of one that was looked up once: looking up costs as much as hashing a short text. Any thread. */
final class Digests {
	private static final MessageDigest SHA_256 = newSha256();
	private static final Mac HMAC_SHA_256 = newHmacSha256();

	private Digests() {
	}

	private static MessageDigest newSha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("this Java has no SHA-256", e);
		}
	}

	private static Mac newHmacSha256() {
		try {
			return Mac.getInstance("HmacSHA256");
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("this Java has no HMAC-SHA-256", e);
		}
	}

	static byte[] sha256(byte[]... parts) {
		try {
			MessageDigest sha = (MessageDigest) SHA_256.clone();
			for (byte[] part : parts) {
				sha.update(part);
			}
			return sha.digest();
		} catch (CloneNotSupportedException e) {
			throw new IllegalStateException("the SHA-256 of this Java cannot be copied", e);
		}
	}

	/** @param key not empty */
	static byte[] hmacSha256(byte[] key, byte[]... parts) {
		try {
			Mac mac = (Mac) HMAC_SHA_256.clone();
			mac.init(new SecretKeySpec(key, "HmacSHA256"));
			for (byte[] part : parts) {
				mac.update(part);
			}
			return mac.doFinal();
		} catch (CloneNotSupportedException | InvalidKeyException e) {
			throw new IllegalStateException("the HMAC-SHA-256 of this Java cannot be copied or used", e);
		}
	}
}
