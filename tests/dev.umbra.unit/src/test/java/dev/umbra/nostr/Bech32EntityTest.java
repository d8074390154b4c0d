package dev.umbra.nostr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;

class Bech32EntityTest {
	private static final PublicKey KEY = new PublicKey("7e7e9c42a91bfef19fa929e5fda1b72e0ebc1a4c1141673e2794234d86addf4e");
	private static final PublicKey OTHER = new PublicKey("3bf0c63fcb93463407af97a5e5ee64fa883d107ef9e558472c4eb9aaaefa459d");

	@Test
	void keysAreWrittenAsOthersWriteThem() {
		assertEquals("npub10elfcs4fr0l0r8af98jlmgdh9c8tcxjvz9qkw038js35mp4dma8qzvjptg", KEY.npub());
		assertEquals("nsec1vl029mgpspedva04g90vltkh6fvh240zqtv9k0t9af8935ke9laqsnlfe5",
				new Bech32Entity.Nsec(SecretKey.ofHex("67dea2ed018072d675f5415ecfaed7d2597555e202d85b3d65ea4e58d2d92ffa")).text());
		assertEquals("nprofile1qqsrhuxx8l9ex335q7he0f09aej04zpazpl0ne2cgukyawd24mayt8gpp4mhxue69uhhytnc9e3k7mgpz4mhxue69uhkg6nzv9ejuumpv34kytnrdaksjlyr9p",
				new Bech32Entity.Profile(OTHER, List.of("wss://r.x.com", "wss://djbas.sadkb.com")).text());
	}

	@Test
	void allFormsAreReadAsTheyAreWritten() {
		EventId event = new EventId("12".repeat(32));
		for (Bech32Entity entity : List.of(new Bech32Entity.Npub(KEY), new Bech32Entity.Nsec(SecretKey.ofHex("01".repeat(32))), new Bech32Entity.Note(event),
				new Bech32Entity.Profile(KEY, List.of()), new Bech32Entity.EventAt(event, List.of("wss://a"), KEY, 30175),
				new Bech32Entity.EventAt(event, List.of(), null, null), new Bech32Entity.Address(new Coordinate(30175, KEY, "slüg"), List.of("wss://a", "wss://b")),
				new Bech32Entity.Address(new Coordinate(10100, KEY, ""), List.of()))) {
			assertEquals(entity, Bech32Entity.parse(entity.text()));
			assertEquals(entity, Bech32Entity.parse(" " + entity.text().toUpperCase(Locale.ROOT) + "\n"));
		}
	}

	@Test
	void oneWrongCharacterShows() {
		String npub = KEY.npub();
		for (int i = 0; i < npub.length(); i++) {
			String wrong = npub.substring(0, i) + (npub.charAt(i) == 'q' ? 'p' : 'q') + npub.substring(i + 1);
			assertThrows(NostrException.class, () -> Bech32Entity.parse(wrong), wrong);
		}
		for (String wrong : List.of("", "1", "npub", "npub1", npub.substring(1), npub + "q", npub.substring(0, npub.length() - 1),
				"N" + npub.substring(1), Bech32.encode("npub", new byte[31]), Bech32.encode("npub", new byte[33]), Bech32.encode("nsec", new byte[32]),
				Bech32.encode("nfoo", new byte[32]), Bech32.encode("nprofile", new byte[] { 0, 33 }), Bech32.encode("nprofile", new byte[] { 0 }),
				Bech32.encode("nprofile", new byte[0]), Bech32.encode("naddr", new byte[] { 0, 1, 'd' }), "npub1" + "q".repeat(6000))) {
			assertThrows(NostrException.class, () -> Bech32Entity.parse(wrong), wrong);
		}
	}

	@Test
	void whatAPersonGivesForAKeyIsUnderstoodOrRefusedInWords() {
		assertEquals(KEY, Bech32Entity.publicKey(" " + KEY.hex() + " "));
		assertEquals(KEY, Bech32Entity.publicKey(KEY.npub()));
		assertEquals(KEY, Bech32Entity.publicKey(new Bech32Entity.Profile(KEY, List.of()).text()));
		SecretKey secret = SecretKey.ofHex("05".repeat(32));
		String nsec = new Bech32Entity.Nsec(secret).text();
		NostrException refused = assertThrows(NostrException.class, () -> Bech32Entity.publicKey(nsec));
		assertFalse(refused.getMessage().contains(nsec));
		assertThrows(NostrException.class, () -> Bech32Entity.publicKey(new Bech32Entity.Note(new EventId("12".repeat(32))).text()));
		assertEquals(secret, Bech32Entity.secretKey(nsec));
		assertEquals(secret, Bech32Entity.secretKey(secret.hex()));
		assertThrows(NostrException.class, () -> Bech32Entity.secretKey(KEY.npub()));
	}

	@Test
	void privateKeysPrintNothingOfThemselvesAndHaveBounds() {
		SecretKey key = SecretKey.ofHex("0f".repeat(32));
		assertFalse((key + " " + new Bech32Entity.Nsec(key)).contains("0f0f"));
		for (String wrong : List.of("00".repeat(32), "ff".repeat(32), "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", "0f", "0F".repeat(32), "")) {
			NostrException refused = assertThrows(NostrException.class, () -> SecretKey.ofHex(wrong));
			assertFalse(!wrong.isEmpty() && refused.getMessage().contains(wrong));
		}
		assertEquals("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140",
				SecretKey.ofHex("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140").hex());
		assertFalse(SecretKey.random().equals(SecretKey.random()));
	}
}
