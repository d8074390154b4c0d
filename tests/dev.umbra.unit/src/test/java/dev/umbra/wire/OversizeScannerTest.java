package dev.umbra.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OversizeScannerTest {
	/** The envelopes as text, after checking that no cut changes them. */
	private static List<String> scan(String line) {
		byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
		List<String> whole = scan(bytes, bytes.length);
		for (int at = 0; at < bytes.length; at++) {
			assertEquals(whole, scan(bytes, at), "cut at " + at);
		}
		return whole;
	}

	private static List<String> scan(byte[] bytes, int cut) {
		OversizeScanner scanner = new OversizeScanner();
		scanner.feed(bytes, 0, cut);
		scanner.feed(bytes, cut, bytes.length);
		return scanner.envelopes().stream().map(e -> e.id() + (e.method() ? " request" : " answer")).toList();
	}

	@Test
	void findsIdAndMethodInAnyOrder() {
		assertEquals(List.of("7 answer"), scan("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"a\":[1,2]}}"));
		assertEquals(List.of("7 answer"), scan("{ \"result\" : [ {\"x\":1} ] , \"id\" : 7 }"));
		assertEquals(List.of("\"a\" request"), scan("{\"params\":{},\"id\":\"a\",\"method\":\"m\"}"));
		assertEquals(List.of("0 request"), scan("{\"method\":\"m\",\"id\":0,\"params\":[]}"));
		assertEquals(List.of("null request"), scan("{\"method\":\"m\",\"params\":[]}"));
	}

	@Test
	void isNotFooledByNestingStringsAndEscapes() {
		assertEquals(List.of("2 answer"),
				scan("{\"result\":{\"id\":1,\"method\":\"m\",\"t\":\"}\\\\\\\",\\\"id\\\":9,{[\"},\"t\":\"\\\"id\\\":8\",\"id\":2}"));
		assertEquals(List.of("\"q\\\"}\" answer"), scan("{\"id\":\"q\\\"}\",\"result\":\"method\"}"));
		assertEquals(List.of(), scan("{\"result\":\"id\"}"));
	}

	@Test
	void theLastOfDuplicateIdsWinsAndOddIdsCountAsNone() {
		assertEquals(List.of("2 answer"), scan("{\"id\":1,\"id\":2,\"result\":0}"));
		assertEquals(List.of(), scan("{\"id\":{\"a\":1},\"result\":0}"));
		assertEquals(List.of(), scan("{\"id\":null,\"result\":0}"));
		assertEquals(List.of(), scan("{\"id\":\"" + "x".repeat(2000) + "\",\"result\":0}"));
		assertEquals(List.of("3 answer"), scan("{\"id\":\"" + "x".repeat(2000) + "\",\"id\":3}"));
	}

	@Test
	void readsEachElementOfABatch() {
		assertEquals(List.of("1 answer", "\"b\" request", "3 answer"),
				scan("[{\"id\":1,\"result\":[{\"id\":5}]},7,[{\"id\":6}],{\"method\":\"m\",\"id\":\"b\"},{\"result\":0,\"id\":3}]"));
	}

	@Test
	void takesWhatItCanFromBrokenLines() {
		assertEquals(List.of("4 answer"), scan("{\"id\":4,\"result\":\"never ends"));
		assertEquals(List.of(), scan("]}]},:\"{\"id\":1"));
		assertEquals(List.of(), scan("plain text, {not json"));
	}
}
