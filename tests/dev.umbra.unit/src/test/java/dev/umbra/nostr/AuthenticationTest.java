package dev.umbra.nostr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

/** NIP-42. */
class AuthenticationTest {
	private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
	private static final List<String> NAMES = List.of("ws://127.0.0.1:7000", "ws://umbra.example");
	private final SecretKey key = SecretKey.random();
	private final Signatures signatures = new Signatures(new BouncySchnorr());

	private Optional<String> wrong(UnsignedEvent answer) {
		return Authentication.wrong(signatures.sign(answer, key), NAMES, "c1", NOW, signatures);
	}

	@Test
	void anAnswerHoldsForItsRelayHoweverItsAddressIsWritten() {
		for (String relay : List.of("ws://127.0.0.1:7000", "ws://127.0.0.1:7000/", "WS://127.0.0.1:7000/path", "ws://UMBRA.example/", "ws://umbra.example:80")) {
			assertEquals(Optional.empty(), wrong(Authentication.answer(relay, "c1", NOW)), relay);
		}
	}

	@Test
	void whatIsForAnotherRelayChallengeOrTimeIsRefused() {
		for (String relay : List.of("ws://127.0.0.1:7001", "wss://127.0.0.1:7000", "wss://umbra.example", "ws://evil.example", "", "::", "ws://")) {
			assertEquals(Optional.of("this is signed for another relay"), wrong(Authentication.answer(relay, "c1", NOW)), relay);
		}
		assertTrue(wrong(Authentication.answer(NAMES.getFirst(), "c2", NOW)).orElseThrow().contains("challenge"));
		assertEquals(Optional.empty(), wrong(Authentication.answer(NAMES.getFirst(), "c1", NOW.minusSeconds(599))));
		assertTrue(wrong(Authentication.answer(NAMES.getFirst(), "c1", NOW.minusSeconds(601))).orElseThrow().contains("clock"));
		assertTrue(wrong(Authentication.answer(NAMES.getFirst(), "c1", NOW.plusSeconds(601))).orElseThrow().contains("clock"));
		UnsignedEvent answer = Authentication.answer(NAMES.getFirst(), "c1", NOW);
		assertTrue(wrong(new UnsignedEvent(answer.createdAt(), 1, answer.tags(), "")).orElseThrow().contains("22242"));
	}

	@Test
	void aForgedAnswerIsRefused() {
		Event event = signatures.sign(Authentication.answer(NAMES.getFirst(), "c1", NOW), key);
		Event forged = new Event(event.id(), new BouncySchnorr().publicKey(SecretKey.random()), event.createdAt(), event.kind(), event.tags(), "",
				event.signature());
		assertEquals(Optional.of("the signature is not true"), Authentication.wrong(forged, NAMES, "c1", NOW, signatures));
	}
}
