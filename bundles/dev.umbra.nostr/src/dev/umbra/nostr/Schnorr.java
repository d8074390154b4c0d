package dev.umbra.nostr;

/** Signatures of BIP-340 on secp256k1, and the shared secrets of its keys. Any thread. */
public interface Schnorr {
	PublicKey publicKey(SecretKey key);

	/**
	 * @param message any number of bytes; an event's is its id
	 * @return 64 bytes; never twice the same, since fresh randomness goes into each
	 */
	byte[] sign(SecretKey key, byte[] message);

	/** As {@link #sign}, with randomness of the caller's: for vectors and tests. @param randomness 32 bytes */
	byte[] sign(SecretKey key, byte[] message, byte[] randomness);

	/** Whether {@code signature} is true; false too for a key that is no point of the curve and for wrong lengths. */
	boolean verify(PublicKey key, byte[] message, byte[] signature);

	/**
	 * The x coordinate, 32 bytes, of what both sides can compute from one secret and the other's public key (ECDH).
	 *
	 * @throws NostrException if the public key is no point of the curve
	 */
	byte[] shared(SecretKey mine, PublicKey theirs);
}
