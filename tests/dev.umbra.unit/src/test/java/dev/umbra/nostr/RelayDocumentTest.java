package dev.umbra.nostr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.junit.jupiter.api.Test;

class RelayDocumentTest {
	@Test
	void isReadAsItIsWritten() {
		RelayDocument whole = new RelayDocument("A \"relay\"", "words", "soft", "1", List.of(1, 9, 11, 42),
				new RelayDocument.Limits(131072, 20, 10, 500, 100, 65535, true, false, 900L));
		assertEquals(whole, RelayDocument.read(whole.json()));
		RelayDocument bare = new RelayDocument("", "", "", "", List.of(), RelayDocument.Limits.UNKNOWN);
		assertEquals(bare, RelayDocument.read(bare.json()));
		assertEquals(bare, RelayDocument.read("{}"));
	}

	@Test
	void whatHasAnotherShapeCountsAsNotSaid() {
		RelayDocument odd = RelayDocument.read("""
				{"name":1,"icon":{"x":[{}]},"supported_nips":[1,"2",[3],42],"limitation":{"max_message_length":"big","max_filters":-1,
				"max_subscriptions":7,"auth_required":"yes","restricted_writes":true,"x":{}},"description":"d"}""");
		assertEquals(new RelayDocument("", "d", "", "", List.of(1, 42),
				new RelayDocument.Limits(null, 7, null, null, null, null, null, true, null)), odd);
		assertEquals(List.of(), RelayDocument.read("{\"supported_nips\":{\"a\":1},\"limitation\":[1]}").nips());
	}

	@Test
	void whatIsNotJsonOrTooLongIsRefused() {
		for (String wrong : List.of("<html>", "{", "{\"name\":\"" + "x".repeat(70_000) + "\"}", "{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}")) {
			assertThrows(NostrException.class, () -> RelayDocument.read(wrong));
		}
	}
}
