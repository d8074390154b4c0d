package dev.umbra.ui.internal.relays;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.umbra.core.PublicKey;
import dev.umbra.core.relay.RelayAddress;
import dev.umbra.core.relay.RelayLink;
import dev.umbra.core.relay.RelayMode;
import dev.umbra.core.relay.RelayState;
import dev.umbra.core.relay.RelayStatus;
import dev.umbra.ui.internal.relays.RelayWords.Tone;

class RelayWordsTest {
	private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
	private static final RelayLink LINK = new RelayLink(new PublicKey("ab".repeat(32)), RelayAddress.of("wss://relay.example"), RelayMode.PRIVATE);

	private static RelayStatus relay(RelayState state, int pending, int held) {
		return new RelayStatus(LINK, state, NOW.minusSeconds(120), pending, held, null, 0, 0, List.of(), 0, List.of(), null, null);
	}

	private static RelayStatus relay(RelayState state) {
		return relay(state, 0, 0);
	}

	@ParameterizedTest
	@EnumSource
	void everyStateHasWords(RelayState state) {
		assertFalse(RelayWords.state(state).isBlank());
		assertFalse(RelayWords.state(state).contains("NLS"));
	}

	@Test
	void allTogetherAreAsTheWorstOfThem() {
		assertEquals("No relay", RelayWords.together(List.of()));
		assertEquals("Relay connected", RelayWords.together(List.of(relay(RelayState.LIVE))));
		assertEquals("2 relays connected", RelayWords.together(List.of(relay(RelayState.LIVE), relay(RelayState.LIVE))));
		assertEquals("Relays connecting…", RelayWords.together(List.of(relay(RelayState.LIVE), relay(RelayState.READING))));
		assertEquals("1 of 3 relays connected",
				RelayWords.together(List.of(relay(RelayState.LIVE), relay(RelayState.WAITING), relay(RelayState.CONNECTING))));
		assertEquals("Relay: not all was read", RelayWords.together(List.of(relay(RelayState.LIVE), relay(RelayState.INCOMPLETE))));
		assertEquals("Relay needs you", RelayWords.together(List.of(relay(RelayState.WAITING), relay(RelayState.REFUSED))));
		assertEquals("2 relays need you", RelayWords.together(List.of(relay(RelayState.LIVE, 3, 1), relay(RelayState.REFUSED))));
	}

	@Test
	void aConnectedRelayThatHoldsSomethingNeedsThePerson() {
		assertTrue(RelayWords.needsPerson(relay(RelayState.LIVE, 1, 1)));
		assertEquals(Tone.BAD, RelayWords.tone(relay(RelayState.LIVE, 1, 1)));
		assertFalse(RelayWords.needsPerson(relay(RelayState.LIVE, 1, 0)));
		assertEquals("3, 1 held", RelayWords.pending(relay(RelayState.LIVE, 3, 1)));
	}

	@Test
	void everythingIsSaidOfOneAndWhatToDo() {
		RelayStatus relay = new RelayStatus(LINK, RelayState.WAITING, NOW.minusSeconds(120), 4, 0, NOW.minusSeconds(3600), 12, 3,
				List.of(new RelayStatus.Refusal("a forged\u202E signature", 2), new RelayStatus.Refusal("too long", 1)), 1, List.of("A clock is wrong."),
				"No connection: refused", "Is the address right?");
		assertEquals("""
				wss://relay.example, identity me: not connected, for 2 min.
				Last error: No connection: refused
				A clock is wrong.
				What to do: Is the address right?
				Waiting to be sent: 4.
				Received: 12. Last taken over: 1 h ago.
				Not taken over: 3
				– 2 × a forged⟨U+202E⟩ signature
				– 1 × too long
				Kept aside, dated more than a day ahead: 1.
				""" + RelayWords.visible(RelayMode.PRIVATE), RelayWords.details(relay, "me", NOW));
	}

	@Test
	void whatToDoIsSaidForWhatWaitsForThePerson() {
		assertEquals(Messages.do_refused, RelayWords.whatToDo(relay(RelayState.REFUSED)));
		assertEquals(Messages.do_held, RelayWords.whatToDo(relay(RelayState.LIVE, 2, 1)));
		assertNull(RelayWords.whatToDo(relay(RelayState.LIVE)));
	}

	@Test
	void anIdentityThatIsNotKnownIsNamedByItsKey() {
		assertTrue(RelayWords.details(relay(RelayState.LIVE), null, NOW).startsWith("wss://relay.example, identity abababab: connected"));
	}
}
