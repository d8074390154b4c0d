package dev.umbra.core;

/** The x coordinate of a secp256k1 public key, 64 lower-case hexadecimal digits: names an identity, an agent, an author (NIP-01). */
public record PublicKey(String value) implements Id {
	public PublicKey {
		if (!value.matches("[0-9a-f]{64}")) {
			throw new IllegalArgumentException("not a public key: 64 lower-case hexadecimal digits are wanted, not " + value.length() + " characters");
		}
	}

	@Override
	public String toString() {
		return value;
	}
}
