package dev.umbra.nostr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

/** NIP-49. */
class EncryptedKeyTest {
	private static final SecretKey KEY = SecretKey.ofHex("3501454135014541350145413501453fefb02227e449e57cf4d3a3ce05378683");
	private static final String OTHERS = "ncryptsec1qgg9947rlpvqu76pj5ecreduf9jxhselq2nae2kghhvd5g7dgjtcxfqtd67p9m0w57lspw8gsq6yphnm8623nsl8xn9j4jdzz84zm3frztj3z7"
			+ "s35vpzmqf6ksu8r89qk5z2zxfmu5gv8th8wclt0h4p";

	@Test
	void whatAnotherProgramEncryptedIsRead() {
		assertTrue(EncryptedKey.looksLikeOne(" " + OTHERS));
		assertFalse(EncryptedKey.looksLikeOne("nsec1x"));
		assertEquals(KEY, EncryptedKey.decrypt(OTHERS, "nostr"));
		NostrException refused = assertThrows(NostrException.class, () -> EncryptedKey.decrypt(OTHERS, "Nostr"));
		assertEquals("The password is wrong.", refused.getMessage());
	}

	@Test
	void aPasswordIsTheSameHoweverItWasTyped() {
		// of a compatibility character, a composed one, and a base with combining marks
		String typed = "\u212b\u2126\u1e9b\u0323";
		String normal = "\u00c5\u03a9\u1e69";
		String encrypted = EncryptedKey.encrypt(KEY, typed, 4, new byte[16], new byte[24]);
		assertEquals(KEY, EncryptedKey.decrypt(encrypted, normal));
		assertEquals(encrypted, EncryptedKey.encrypt(KEY, normal, 4, new byte[16], new byte[24]));
	}

	@Test
	void eachExportIsAnotherAndOpensAgain() {
		String one = EncryptedKey.encrypt(KEY, "p");
		assertFalse(one.equals(EncryptedKey.encrypt(KEY, "p")));
		assertEquals(KEY, EncryptedKey.decrypt(one, "p"));
	}

	@Test
	void whatIsNotOneOrWouldCostTooMuchIsRefused() {
		byte[] bytes = Bech32.decode(OTHERS).bytes();
		bytes[1] = 30;
		String costly = Bech32.encode("ncryptsec", bytes);
		bytes[1] = 16;
		bytes[0] = 1;
		for (String wrong : List.of("", costly, Bech32.encode("ncryptsec", bytes), Bech32.encode("ncryptsec", new byte[90]), Bech32.encode("nsec", new byte[91]),
				OTHERS.substring(0, OTHERS.length() - 1))) {
			assertThrows(NostrException.class, () -> EncryptedKey.decrypt(wrong, "nostr"), wrong);
		}
	}

	/** Figures of the draft that defines it. */
	@Test
	void theKeyForALongNonceIsThatOfOthers() {
		byte[] key = new byte[32];
		for (int i = 0; i < 32; i++) {
			key[i] = (byte) i;
		}
		assertEquals("82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc",
				Hex.of(HChaCha20.key(key, Hex.bytes("000000090000004a0000000031415927"))));
	}
}
