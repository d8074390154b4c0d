package dev.umbra.core.session;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Bytes that an {@link Enclosure} stands for, named by what they are. Not a record: equality is that of the hash, and the
 * bytes are shared, never changed.
 */
public final class Blob {
	private final String hash;
	private final byte[] bytes;

	private Blob(String hash, byte[] bytes) {
		this.hash = hash;
		this.bytes = bytes;
	}

	/** @param bytes not copied; must not change any more */
	public static Blob of(byte[] bytes) {
		try {
			return new Blob(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)), bytes);
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java has SHA-256", e);
		}
	}

	/** SHA-256 in lower-case hex. */
	public String hash() {
		return hash;
	}

	/** Must not be changed. */
	public byte[] bytes() {
		return bytes;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Blob blob && blob.hash.equals(hash);
	}

	@Override
	public int hashCode() {
		return hash.hashCode();
	}

	@Override
	public String toString() {
		return "blob " + hash + " of " + bytes.length + " bytes";
	}
}
