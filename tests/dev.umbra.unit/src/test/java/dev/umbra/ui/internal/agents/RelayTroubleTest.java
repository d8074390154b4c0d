package dev.umbra.ui.internal.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.umbra.core.PublicKey;
import dev.umbra.core.relay.RelayAddress;
import dev.umbra.core.relay.RelayLink;
import dev.umbra.core.relay.RelayMode;
import dev.umbra.core.relay.RelayState;
import dev.umbra.core.relay.RelayStatus;
import dev.umbra.testkit.Sample;

class RelayTroubleTest {
	private static RelayStatus relay(String host, RelayState state, int held, List<String> words, @Nullable String lastError) {
		return new RelayStatus(new RelayLink(new PublicKey("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"),
				RelayAddress.of("wss://" + host), RelayMode.PRIVATE), state, Sample.NOON, 0, held, null, 0, 0, List.of(), 0, words, lastError, null);
	}

	@Test
	void relaysThatAreWellOrAboutToBeSayNothing() {
		assertNull(RelayTrouble.of(List.of()));
		for (RelayState state : List.of(RelayState.LIVE, RelayState.CONNECTING, RelayState.AUTHENTICATING, RelayState.READING, RelayState.WAITING)) {
			assertNull(RelayTrouble.of(List.of(relay("a.example", state, 0, List.of(), null))), state::name);
		}
	}

	@Test
	void whatKeepsTheCatalogFromTravellingIsSaidWithTheRelaysHost() {
		assertEquals("a.example refuses you. restricted: members only",
				RelayTrouble.of(List.of(relay("a.example", RelayState.REFUSED, 0, List.of(), "restricted: members only"))));
		assertEquals("a.example cannot be reached; it is tried again by itself.",
				RelayTrouble.of(List.of(relay("a.example", RelayState.WAITING, 0, List.of(), "Connection refused"))));
		assertEquals("a.example did not take 2 of your records.", RelayTrouble.of(List.of(relay("a.example", RelayState.LIVE, 2, List.of(), null))));
		assertEquals("a.example: A device’s clock is wrong.",
				RelayTrouble.of(List.of(relay("a.example", RelayState.LIVE, 0, List.of("A device’s clock is wrong."), null))));
	}

	@Test
	void ofSeveralTheFirstIsSaidAndTheOthersCounted() {
		assertEquals("b.example refuses you. no And 1 more.", RelayTrouble.of(List.of(relay("a.example", RelayState.LIVE, 0, List.of(), null),
				relay("b.example", RelayState.REFUSED, 0, List.of(), "no"), relay("c.example", RelayState.INCOMPLETE, 0, List.of(), null))));
	}

	@Test
	void wordsOfARelayAreShownSafely() {
		assertEquals("a.example refuses you. ⟨U+202E⟩evil", RelayTrouble.of(List.of(relay("a.example", RelayState.REFUSED, 0, List.of(), "\u202Eevil"))));
	}
}
