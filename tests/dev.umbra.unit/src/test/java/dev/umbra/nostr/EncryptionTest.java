package dev.umbra.nostr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.Test;

/** NIP-44, version 2. */
class EncryptionTest {
	private static final String CONVERSATION = "c41c775356fd92eadc63ff5a0dc1da211b268cbea22316767095b2871ea1412d";
	private final Schnorr schnorr = new BouncySchnorr();
	private final Encryption encryption = new Encryption(Hex.bytes(CONVERSATION));

	@Test
	void payloadsAreThoseThatOthersMake() {
		made(CONVERSATION, "00".repeat(31) + "01", "a",
				"AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABee0G5VSK0/9YypIObAtDKfYEAjD35uVkHyB0F4DwrcNaCXlCWZKaArsGrY6M9wnuTMxWfp1RTN9Xga8no+kF5Vsb");
		made(CONVERSATION, "f00000000000000000000000000000f00000000000000000000000000000000f", "🍕🫃",
				"AvAAAAAAAAAAAAAAAAAAAPAAAAAAAAAAAAAAAAAAAAAPSKSK6is9ngkX2+cSq85Th16oRTISAOfhStnixqZziKMDvB0QQzgFZdjLTPicCJaV8nDITO+QfaQ61+KbWQIOO2Yj");
		made("d5a2f879123145a4b291d767428870f5a8d9e5007193321795b40183d4ab8c2b", "b20989adc3ddc41cd2c435952c0d59a91315d8c5218d5040573fc3749543acaf",
				"ability🤝的 ȺȾ",
				"ArIJia3D3cQc0sQ1lSwNWakTFdjFIY1QQFc/w3SVQ6yvbG2S0x4Yu86QGwPTy7mP3961I1XqB6SFFTzqDZZavhxoWMj7mEVGMQIsh2RLWI5EYQaQDIePSnXPlzf7CIt+voTD");
	}

	private static void made(String conversation, String nonce, String text, String payload) {
		Encryption between = new Encryption(Hex.bytes(conversation));
		assertEquals(payload, between.encrypt(text, Hex.bytes(nonce)));
		assertEquals(text, between.decrypt(payload));
	}

	@Test
	void theLongestTextIsMadeAsOthersMakeIt() {
		Encryption between = new Encryption(Hex.bytes("8fc262099ce0d0bb9b89bac05bb9e04f9bc0090acc181fef6840ccee470371ed"));
		String longest = "x".repeat(Encryption.LONGEST);
		String payload = between.encrypt(longest, Hex.bytes("326bcb2c943cd6bb717588c9e5a7e738edf6ed14ec5f5344caa6ef56f0b9cff7"));
		assertEquals("90714492225faba06310bff2f249ebdc2a5e609d65a629f1c87f2d4ffc55330a", Hex.of(Digests.sha256(payload.getBytes(StandardCharsets.US_ASCII))));
		assertEquals(longest, between.decrypt(payload));
	}

	@Test
	void bothSidesOfAConversationHaveItsKeyAndAKeyMayTalkToItself() {
		SecretKey one = SecretKey.ofHex("00".repeat(31) + "01");
		SecretKey two = SecretKey.ofHex("00".repeat(31) + "02");
		String payload = new Encryption(schnorr, one, schnorr.publicKey(two)).encrypt("between us");
		assertEquals("between us", new Encryption(schnorr, two, schnorr.publicKey(one)).decrypt(payload));
		assertEquals("between us", encryption.decrypt(payload));
		Encryption self = new Encryption(schnorr, one, schnorr.publicKey(one));
		assertEquals("note", new Encryption(Hex.bytes("3b4610cb7189beb9cc29eb3716ecc6102f1247e8f3101a03a1787d8908aeb54e")).decrypt(self.encrypt("note")));
		assertFalse(self.encrypt("note").equals(self.encrypt("note")));
		assertThrows(NostrException.class, () -> self.decrypt(payload), "for another conversation");
	}

	@Test
	void keysAtTheEdgesWork() {
		SecretKey highest = SecretKey.ofHex("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364139");
		String payload = new Encryption(schnorr, highest, new PublicKey("00".repeat(31) + "02")).encrypt("x");
		assertEquals("x", new Encryption(Hex.bytes("8b6392dbf2ec6a2b2d5b1477fc2be84d63ef254b667cadd31bd3f444c44ae6ba")).decrypt(payload));
	}

	@Test
	void keysThatAreNoneOpenNoConversation() {
		SecretKey key = SecretKey.ofHex("0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20");
		// beyond the field; without a root; points of small order of the curve's twist
		for (String none : List.of("ff".repeat(32), "1234567890abcdef".repeat(4), "00".repeat(32),
				"eb1f7200aecaa86682376fb1c13cd12b732221e774f553b0a0857f88fa20f86d", "709858a4c121e4a84eb59c0ded0261093c71e8ca29efeef21a6161c447bcaf9f")) {
			assertThrows(NostrException.class, () -> new Encryption(schnorr, key, new PublicKey(none)), none);
		}
	}

	@Test
	void keysOfAMessageAreThoseOfOthers() {
		Encryption.MessageKeys keys = Encryption.MessageKeys.of(Hex.bytes("a1a3d60f3470a8612633924e91febf96dc5366ce130f658b1f0fc652c20b3b54"),
				Hex.bytes("e1e6f880560d6d149ed83dcc7e5861ee62a5ee051f7fde9975fe5d25d2a02d72"));
		assertEquals("f145f3bed47cb70dbeaac07f3a3fe683e822b3715edb7c4fe310829014ce7d76", Hex.of(keys.cipher()));
		assertEquals("c4ad129bb01180c0933a160c", Hex.of(keys.nonce()));
		assertEquals("027c1db445f05e2eee864a0975b0ddef5b7110583c8c192de3732571ca5838c4", Hex.of(keys.mac()));
	}

	@Test
	void lengthsAreHiddenInSteps() {
		int[][] steps = { { 1, 32 }, { 32, 32 }, { 33, 64 }, { 64, 64 }, { 65, 96 }, { 250, 256 }, { 256, 256 }, { 257, 320 }, { 320, 320 }, { 400, 448 },
				{ 515, 640 }, { 1020, 1024 }, { 1025, 1280 }, { 65535, 65536 }, { 65536, 65536 } };
		for (int[] step : steps) {
			assertEquals(step[1], Encryption.padded(step[0]), () -> step[0] + " bytes");
		}
	}

	@Test
	void textsOfNoLengthOrTooMuchAreRefused() {
		assertThrows(NostrException.class, () -> encryption.encrypt(""));
		assertThrows(NostrException.class, () -> encryption.encrypt("x".repeat(65_536)));
		assertThrows(NostrException.class, () -> encryption.encrypt("é".repeat(32_768)), "65,536 bytes of UTF-8");
		assertThrows(NostrException.class, () -> encryption.encrypt("\ud83d"));
		String unicorns = "🦄".repeat(16_383);
		assertEquals(unicorns, encryption.decrypt(encryption.encrypt(unicorns)));
	}

	@Test
	void eachChangedByteOfAPayloadShows() {
		byte[] bytes = Base64.getDecoder().decode(encryption.encrypt("what is said"));
		for (int i = 0; i < bytes.length; i++) {
			byte[] changed = bytes.clone();
			changed[i] ^= 1;
			refused(changed);
		}
	}

	private void refused(byte[] payload) {
		assertThrows(NostrException.class, () -> encryption.decrypt(Base64.getEncoder().encodeToString(payload)));
	}

	@Test
	void whatIsNoPayloadIsRefused() {
		String payload = encryption.encrypt("x");
		for (String wrong : List.of("", "Ag==", "#" + payload, payload.substring(0, 48), payload.substring(0, 92), payload.substring(0, 131), payload + "A",
				payload.replaceFirst("...$", "ф" + "AA"), payload.replaceFirst("....$", "!AAA"), "A".repeat(100_000), payload.substring(0, 10) + "\n" + payload.substring(11))) {
			assertThrows(NostrException.class, () -> encryption.decrypt(wrong), wrong);
		}
		byte[] bytes = Base64.getDecoder().decode(payload);
		bytes[0] = 0;
		refused(bytes);
		bytes[0] = 1;
		refused(bytes);
	}

	/** Encrypted by the right key, with a true MAC, but not padded as it should be. */
	@Test
	void wrongPaddingIsRefused() {
		assertEquals("abc", encryption.decrypt(padded(3, 32, "abc", 0)), "the way this test makes payloads works");
		for (String wrong : List.of(padded(0, 32, "abc", 0), padded(33, 32, "abc", 0), padded(3, 64, "abc", 0),
				padded(3, 32, "abc", 1), padded(65535, 32, "abc", 0), padded(3, 33, "abc", 0))) {
			assertThrows(NostrException.class, () -> encryption.decrypt(wrong));
		}
		NostrException notUtf8 = assertThrows(NostrException.class, () -> encryption.decrypt(sealed(new byte[] { 0, 1, (byte) 0xFF }, 34)));
		assertEquals("An encrypted text cannot be read: it is not UTF-8.", notUtf8.getMessage());
	}

	private static String padded(int length, int room, String text, int last) {
		byte[] bytes = ByteBuffer.allocate(2 + room).putShort((short) length).put(text.getBytes(StandardCharsets.UTF_8)).array();
		bytes[bytes.length - 1] = (byte) last;
		return sealed(bytes, bytes.length);
	}

	private static String sealed(byte[] start, int length) {
		byte[] nonce = new byte[32];
		nonce[5] = 9;
		Encryption.MessageKeys keys = Encryption.MessageKeys.of(Hex.bytes(CONVERSATION), nonce);
		byte[] hidden = keys.chaCha20(java.util.Arrays.copyOf(start, length));
		return Base64.getEncoder().encodeToString(ByteBuffer.allocate(65 + length).put((byte) 2).put(nonce).put(hidden)
				.put(Digests.hmacSha256(keys.mac(), nonce, hidden)).array());
	}
}
