package dev.umbra.nostr;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.SecureRandom;

/**
 * A private key of secp256k1. Not a record: a record would write it wherever it is printed. {@link #toString} says nothing of
 * it, comparing takes the same time wherever two keys differ.
 */
public final class SecretKey {
	private static final BigInteger ORDER = new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
	private static final SecureRandom RANDOM = new SecureRandom();
	private final byte[] bytes;

	/**
	 * @param bytes 32 of them, big-endian; copied
	 * @throws NostrException if it is zero, or not below the curve's order
	 */
	public SecretKey(byte[] bytes) {
		if (!usable(bytes)) {
			throw NostrException.unusable("This is no private key: it must be a number of 32 bytes, above zero and below the order of secp256k1.",
					"Copy the key again, whole.");
		}
		this.bytes = bytes.clone();
	}

	/** @throws NostrException if it is not 64 lower-case hexadecimal digits, or no key */
	public static SecretKey ofHex(String hex) {
		if (!Hex.is(hex, 32)) {
			throw NostrException.unusable("This is no private key: it must be 64 hexadecimal digits in lower case.", "Copy the key again, whole.");
		}
		return new SecretKey(Hex.bytes(hex));
	}

	/** A new one, from the machine's source of randomness. */
	public static SecretKey random() {
		byte[] bytes = new byte[32];
		do {
			RANDOM.nextBytes(bytes);
		} while (!usable(bytes));
		return new SecretKey(bytes);
	}

	private static boolean usable(byte[] bytes) {
		if (bytes.length != 32) {
			return false;
		}
		BigInteger number = new BigInteger(1, bytes);
		return number.signum() > 0 && number.compareTo(ORDER) < 0;
	}

	/** A copy; for secure storage and exports that a person asked for, never for a log. */
	public byte[] bytes() {
		return bytes.clone();
	}

	/** As {@link #bytes}. */
	public String hex() {
		return Hex.of(bytes);
	}

	BigInteger number() {
		return new BigInteger(1, bytes);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof SecretKey key && MessageDigest.isEqual(bytes, key.bytes);
	}

	/** The same for all keys, since a hash would tell something of it. */
	@Override
	public int hashCode() {
		return 1;
	}

	@Override
	public String toString() {
		return "a private key";
	}
}
