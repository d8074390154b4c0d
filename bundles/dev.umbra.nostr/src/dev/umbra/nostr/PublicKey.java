package dev.umbra.nostr;

/**
 * Who signs: the x coordinate of a point of secp256k1 (BIP-340), as 64 lower-case hexadecimal digits. Whether there is such a
 * point shows only when something is verified with it.
 */
public record PublicKey(String hex) {
	/** @throws NostrException if it is not 32 bytes in lower-case hexadecimal */
	public PublicKey {
		Hex.checked("public key", hex, 32);
	}

	public byte[] bytes() {
		return Hex.bytes(hex);
	}

	/** For people: {@code npub…} (NIP-19). */
	public String npub() {
		return new Bech32Entity.Npub(this).text();
	}

	@Override
	public String toString() {
		return hex;
	}
}
