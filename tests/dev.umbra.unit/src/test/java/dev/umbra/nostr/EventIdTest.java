package dev.umbra.nostr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.junit.jupiter.api.Test;

/** Ids: the hash of the one canonical form. */
class EventIdTest {
	static final String FULL = "{\"display_name\":\"Test Agent\",\"system_prompt\":\"You are a test assistant.\",\"avatar_url\":\"https://example.com/avatar.png\","
			+ "\"runtime\":\"goose\",\"model\":\"claude-opus-4\",\"provider\":\"anthropic\",\"name_pool\":[\"Alpha\",\"Beta\"]}";
	private static final PublicKey ONE = new PublicKey("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");

	static UnsignedEvent persona(long time, String d, String content) {
		return new UnsignedEvent(time, Kind.PERSONA, List.of(Tag.of("d", d)), content);
	}

	@Test
	void personasHaveTheIdsThatOthersCompute() {
		assertEquals("a170b8eb17ba9728ca69e5b3ae098ee03ad274022271949c0d71beea82e43fe4", persona(1700000000, "test-agent", FULL).id(ONE).hex());
		assertEquals("c8b1ead2fb3a0a337994e87aede0819fccb062e91696a92478d21334f7b5da16",
				persona(1700000001, "minimal", "{\"display_name\":\"Minimal\"}").id(ONE).hex());
		String updated = FULL.replace("You are a test", "You are an updated test").replace("\"Beta\"", "\"Beta\",\"Gamma\"");
		assertEquals("75b04e80dc7322fc94c7e59a2e8012e7bdf461bd6ceeed7fa5b4817e03ffdd57", persona(1700000002, "test-agent", updated).id(ONE).hex());
	}

	@Test
	void canonicalFormEscapesWhatJsonMustAndNothingElse() {
		UnsignedEvent event = new UnsignedEvent(7, 1, List.of(Tag.of("x", "a\"b", ""), Tag.of("y")), "\\ / \n\r\t\b\f \u0001\u001f\u007f é 😀 \u2028 <>&'");
		assertEquals("[0,\"" + ONE.hex() + "\",7,1,[[\"x\",\"a\\\"b\",\"\"],[\"y\"]],\"\\\\ / \\n\\r\\t\\b\\f \\u0001\\u001f\u007f é 😀 \u2028 <>&'\"]",
				Canonical.serialised(ONE, event));
		assertEquals("[0,\"" + ONE.hex() + "\",0,0,[],\"\"]", Canonical.serialised(ONE, new UnsignedEvent(0, 0, List.of(), "")));
	}

	@Test
	void halfACharacterHasNoUtf8AndIsRefused() {
		for (String half : List.of("a\ud83d", "\ude00", "\ude00\ud83d", "\ud83dx")) {
			assertThrows(NostrException.class, () -> new UnsignedEvent(0, 1, List.of(), half));
			assertThrows(NostrException.class, () -> Tag.of("t", half));
		}
	}

	@Test
	void timesAndKindsHaveBounds() {
		assertThrows(IllegalArgumentException.class, () -> new UnsignedEvent(-1, 1, List.of(), ""));
		assertThrows(IllegalArgumentException.class, () -> new UnsignedEvent(1L << 53, 1, List.of(), ""));
		assertThrows(IllegalArgumentException.class, () -> new UnsignedEvent(0, 65536, List.of(), ""));
		assertThrows(IllegalArgumentException.class, () -> new UnsignedEvent(0, -1, List.of(), ""));
	}

	@Test
	void kindsSayHowTheyAreKept() {
		for (int kind : new int[] { 1, 2, 4, 44, 5, 1000, 9999, 40000, 65535 }) {
			assertEquals(Kind.Keeping.REGULAR, Kind.keeping(kind), () -> "kind " + kind);
		}
		for (int kind : new int[] { 0, 3, 10000, 10100, 19999 }) {
			assertEquals(Kind.Keeping.REPLACEABLE, Kind.keeping(kind), () -> "kind " + kind);
		}
		assertEquals(Kind.Keeping.EPHEMERAL, Kind.keeping(20000));
		assertEquals(Kind.Keeping.EPHEMERAL, Kind.keeping(29999));
		assertEquals(Kind.Keeping.ADDRESSABLE, Kind.keeping(30000));
		assertEquals(Kind.Keeping.ADDRESSABLE, Kind.keeping(39999));
	}

	@Test
	void coordinatesAreReadAsTheyAreWritten() {
		Coordinate colons = new Coordinate(30175, ONE, "a:b:");
		assertEquals(colons, Coordinate.parse(colons.toString()).orElseThrow());
		for (String wrong : List.of("", "30175", "30175:" + ONE.hex(), "x:" + ONE.hex() + ":d", "030175:" + ONE.hex() + ":d", "70000:" + ONE.hex() + ":d",
				"30175:" + ONE.hex().toUpperCase(java.util.Locale.ROOT) + ":d", "30175:abc:d")) {
			assertEquals(java.util.Optional.empty(), Coordinate.parse(wrong), wrong);
		}
	}
}
