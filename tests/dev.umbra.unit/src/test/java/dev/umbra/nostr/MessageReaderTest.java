package dev.umbra.nostr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

class MessageReaderTest {
	private static final String KEY = "ab".repeat(32);
	private static final Event EVENT = new Event(new EventId("01".repeat(32)), new PublicKey(KEY), 1700000000, 30175,
			List.of(Tag.of("d", "slug"), Tag.of("t"), Tag.of("e", "x", "y")), "say \"hi\"\n😀", "cd".repeat(64));
	private final MessageReader reader = new MessageReader(10_000);

	@Test
	void whatClientsSayIsReadAsItIsWritten() {
		Filter filter = Filter.ALL.kinds(5, 30175).authors(EVENT.author()).ids(EVENT.id()).tag("d", "a", "b\"").since(1).until(2).limit(0);
		for (ClientMessage message : List.of(new ClientMessage.Publish(EVENT), new ClientMessage.Authenticate(EVENT), new ClientMessage.Close("s\""),
				new ClientMessage.Request("s", List.of(filter, Filter.ALL)))) {
			assertEquals(message, reader.client(message.json()));
		}
	}

	@Test
	void whatRelaysSayIsReadAsItIsWritten() {
		for (RelayMessage message : List.of(new RelayMessage.Found("s", EVENT), new RelayMessage.Ok(EVENT.id(), false, "blocked: no"),
				new RelayMessage.StoredEnd("s"), new RelayMessage.Closed("s", "error: x"), new RelayMessage.Notice("words\n"),
				new RelayMessage.Challenge("c"))) {
			assertEquals(message, reader.relay(message.json()));
		}
		assertEquals(new RelayMessage.Ok(EVENT.id(), true, ""), reader.relay("[\"OK\",\"" + EVENT.id().hex() + "\",true]"));
	}

	@Test
	void anEventMayHaveMembersInAnyOrderAndOnesThatAreNotKnown() {
		String json = "{\"sig\":\"" + EVENT.signature() + "\",\"x\":{\"y\":[1,{\"z\":null}]},\"content\":\"\\u0073ay \\\"hi\\\"\\n\\ud83d\\ude00\",\"tags\":"
				+ "[[\"d\",\"slug\"],[\"t\"],[\"e\",\"x\",\"y\"]],\"kind\":30175,\"created_at\":1700000000,\"pubkey\":\"" + KEY + "\",\"id\":\"" + EVENT.id().hex() + "\"}";
		assertEquals(EVENT, reader.event(json));
		assertEquals(EVENT, reader.event(EVENT.json()));
	}

	private static String with(String member, String value) {
		return EVENT.json().replaceFirst("\"" + member + "\":(\"(\\\\.|[^\"])*\"|\\d+|\\[.*\\](?=,\"content))",
				java.util.regex.Matcher.quoteReplacement("\"" + member + "\":" + value));
	}

	@Test
	void badEventsAreRefusedInWordsThatTellNothingOfThem() {
		assertEquals(EVENT, reader.event(with("kind", "30175")), "the way this test changes an event works");
		for (String wrong : List.of(with("id", "\"" + "AB".repeat(32) + "\""), with("id", "\"01\""), with("id", "1"), with("pubkey", "null"),
				with("pubkey", "\"" + "0g".repeat(32) + "\""), with("created_at", "-1"), with("created_at", "1.5"), with("created_at", "1e3"),
				with("created_at", "\"1\""), with("created_at", "9007199254740992"), with("created_at", "99999999999999999999999999"),
				with("kind", "65536"), with("kind", "-1"), with("kind", "true"), with("tags", "{}"), with("tags", "[[]]"), with("tags", "[[1]]"),
				with("tags", "[\"d\"]"), with("tags", "[[\"d\",null]]"), with("content", "null"), with("content", "\"\\ud83d\""),
				with("tags", "[[\"d\",\"\\udc00\"]]"), with("sig", "\"\""), with("sig", "\"" + "CD".repeat(64) + "\""),
				EVENT.json().replace("\"kind\"", "\"kint\""), EVENT.json().replace("{\"id\"", "{\"kind\":1,\"id\""),
				EVENT.json() + "x", EVENT.json() + "{}", EVENT.json().substring(0, 90), "", "null", "[]", "{}", "\"\"", "{\"id\":\"\\x\"}")) {
			NostrException refused = assertThrows(NostrException.class, () -> reader.event(wrong), wrong);
			assertTrue(!refused.getMessage().contains(KEY) && !refused.getMessage().contains("say"), refused::getMessage);
		}
	}

	@Test
	void badMessagesAreUnreadableAndNameWhomToAnswer() {
		ClientMessage.Unreadable event = assertInstanceOf(ClientMessage.Unreadable.class, reader.client("[\"EVENT\"," + with("kind", "-1") + "]"));
		assertEquals(EVENT.id(), event.event());
		ClientMessage.Unreadable request = assertInstanceOf(ClientMessage.Unreadable.class, reader.client("[\"REQ\",\"s1\",{\"search\":\"x\"}]"));
		assertEquals("s1", request.subscription());
		assertNull(request.event());
		for (String wrong : List.of("", "[]", "{}", "null", "not json", "[1]", "[\"REQ\"]", "[\"REQ\",\"s\"]", "[\"REQ\",1,{}]", "[\"REQ\",\"\",{}]",
				"[\"REQ\",\"" + "s".repeat(65) + "\",{}]", "[\"REQ\",\"s\",[]]", "[\"REQ\",\"s\",{},7]", "[\"REQ\",\"s\",{\"kinds\":1}]", "[\"REQ\",\"s\",{\"kinds\":[\"1\"]}]",
				"[\"REQ\",\"s\",{\"ids\":[\"ab\"]}]", "[\"REQ\",\"s\",{\"authors\":[1]}]", "[\"REQ\",\"s\",{\"limit\":-1}]", "[\"REQ\",\"s\",{\"since\":\"1\"}]",
				"[\"REQ\",\"s\",{\"#dd\":[]}]", "[\"REQ\",\"s\",{\"#1\":[]}]", "[\"REQ\",\"s\",{\"#d\":\"x\"}]", "[\"REQ\",\"s\",{\"kinds\":[1],\"kinds\":[2]}]",
				"[\"REQ\",\"s\",{}", "[\"REQ\",\"s\",{}]]", "[\"CLOSE\"]", "[\"CLOSE\",\"s\",\"t\"]", "[\"COUNT\",\"s\",{}]", "[\"EVENT\"]",
				"[\"EVENT\"," + EVENT.json() + ",1]", "[\"HELLO\"]", "[".repeat(200) + "]".repeat(200), "\ufeff[\"CLOSE\",\"s\"]")) {
			assertInstanceOf(ClientMessage.Unreadable.class, reader.client(wrong), wrong);
		}
		for (String wrong : List.of("[\"EVENT\",\"s\"]", "[\"EVENT\",\"s\",{}]", "[\"OK\",\"x\",true,\"\"]", "[\"OK\",\"" + EVENT.id().hex() + "\",1,\"\"]",
				"[\"OK\",\"" + EVENT.id().hex() + "\",true,1]", "[\"EOSE\"]", "[\"CLOSED\",\"s\"]", "[\"NOTICE\",[]]", "[\"AUTH\",{}]", "[\"REQ\",\"s\",{}]", "x")) {
			assertInstanceOf(RelayMessage.Unreadable.class, reader.relay(wrong), wrong);
		}
	}

	@Test
	void sizeAndDepthAreBounded() {
		String most = "[\"CLOSE\",\"s\"" + " ".repeat(10_000 - 13) + "]";
		assertEquals(10_000, most.length());
		assertEquals(new ClientMessage.Close("s"), reader.client(most));
		assertInstanceOf(ClientMessage.Unreadable.class, reader.client(most + " "));
		String wide = "[\"NOTICE\",\"" + "é".repeat(4_993) + "\"]";
		assertEquals(5_006, wide.length());
		assertInstanceOf(RelayMessage.Unreadable.class, reader.relay(wide + "  "), "10,001 bytes of UTF-8");
		String deep = EVENT.json().replace("{\"id\"", "{\"x\":" + "[".repeat(40) + "]".repeat(40) + ",\"id\"");
		assertThrows(NostrException.class, () -> reader.event(deep));
	}

	@Test
	void bytesMustBeUtf8() {
		assertEquals("é😀", reader.text(ByteBuffer.wrap("é😀".getBytes(java.nio.charset.StandardCharsets.UTF_8))));
		for (byte[] wrong : List.of(new byte[] { (byte) 0xC3 }, new byte[] { (byte) 0xC0, (byte) 0x80 }, new byte[] { (byte) 0xED, (byte) 0xA0, (byte) 0x80 },
				new byte[] { (byte) 0xFF }, new byte[10_001])) {
			assertThrows(NostrException.class, () -> reader.text(ByteBuffer.wrap(wrong)));
		}
	}

	@Test
	void prefixesOfAnswersAreKnown() {
		assertEquals(RelayMessage.Prefix.RATE_LIMITED, RelayMessage.Prefix.of("rate-limited: slow down"));
		assertEquals(RelayMessage.Prefix.AUTH_REQUIRED, RelayMessage.Prefix.of("auth-required:"));
		assertEquals(RelayMessage.Prefix.OTHER, RelayMessage.Prefix.of("shadowbanned: you"));
		assertEquals(RelayMessage.Prefix.OTHER, RelayMessage.Prefix.of("duplicate"));
		assertEquals(RelayMessage.Prefix.OTHER, RelayMessage.Prefix.of(""));
		assertEquals(RelayMessage.Prefix.OTHER, RelayMessage.Prefix.of("other: x"));
	}

	@Test
	void filtersMatchByAllTheirParts() {
		assertTrue(Filter.ALL.matches(EVENT));
		for (Filter wanted : List.of(Filter.ALL.ids(EVENT.id()), Filter.ALL.authors(EVENT.author()), Filter.ALL.kinds(1, 30175), Filter.ALL.tag("d", "x", "slug"),
				Filter.ALL.tag("e", "x"), Filter.ALL.since(1700000000), Filter.ALL.until(1700000000), Filter.ALL.limit(0),
				Filter.ALL.kinds(30175).tag("d", "slug").since(1).until(1700000001))) {
			assertTrue(wanted.matches(EVENT), wanted::toString);
		}
		for (Filter other : List.of(Filter.ALL.ids(new EventId("02".repeat(32))), Filter.ALL.authors(new PublicKey("ac".repeat(32))), Filter.ALL.kinds(1),
				new Filter(null, null, Set.of(), Map.of(), null, null, null), new Filter(Set.of(), null, null, Map.of(), null, null, null), Filter.ALL.tag("d", "y"), Filter.ALL.tag("d"), Filter.ALL.tag("e", "y"), Filter.ALL.tag("t", ""),
				Filter.ALL.since(1700000001), Filter.ALL.until(1699999999), Filter.ALL.kinds(30175).tag("d", "slug").tag("e", "z"))) {
			assertTrue(!other.matches(EVENT), other::toString);
		}
		assertThrows(IllegalArgumentException.class, () -> new Filter(null, null, null, Map.of("dd", Set.of("x")), null, null, null));
	}

	@Test
	void filtersAreWrittenInOneForm() {
		assertEquals("{}", json(Filter.ALL));
		assertEquals("{\"kinds\":[1,5],\"#d\":[\"a\",\"b\"],\"since\":3,\"limit\":0}", json(Filter.ALL.kinds(5, 1).tag("d", "b", "a").since(3).limit(0)));
	}

	private static String json(Filter filter) {
		StringBuilder out = new StringBuilder();
		filter.json(out);
		return out.toString();
	}
}
