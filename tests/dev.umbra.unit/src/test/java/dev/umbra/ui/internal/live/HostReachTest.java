package dev.umbra.ui.internal.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import dev.umbra.client.snapshot.Known;
import dev.umbra.core.Failure;
import dev.umbra.ui.internal.live.HostReach.Phase;

class HostReachTest {
	private static final Failure GONE = new Failure(Failure.Code.HOST_UNREACHABLE, "gone", null);
	private static final Known<String> NOTHING = new Known<>(null, null);
	private static final Known<String> VALUE = new Known<>("value", null);
	private final HostReach reach = new HostReach();

	@Test
	void beforeAnyEventThePullTells() {
		assertEquals(Phase.STARTING, reach.phase(NOTHING));
		assertEquals(Phase.READY, reach.phase(VALUE));
		assertEquals(Phase.UNREACHABLE, reach.phase(new Known<>(null, GONE)));
		assertEquals(Phase.READY, reach.phase(new Known<>(null, Failure.refused("other version", null))));
	}

	@Test
	void eventsOutrankWhatWasKnown() {
		reach.told("unreachable");
		assertEquals(Phase.UNREACHABLE, reach.phase(VALUE));
		reach.told("a word of a newer host");
		assertEquals(Phase.UNREACHABLE, reach.phase(VALUE));
		reach.told("ready");
		assertEquals(Phase.READY, reach.phase(new Known<>("value", GONE)));
		reach.told("ending");
		assertEquals(Phase.ENDING, reach.phase(VALUE));
		reach.told("stopped");
		assertEquals(Phase.UNREACHABLE, reach.phase(VALUE));
	}

	@Test
	void startingLastsUntilTheHostAnswersOrNot() {
		reach.told("unreachable");
		reach.starting();
		assertEquals(Phase.STARTING, reach.phase(VALUE));
		reach.answered(GONE);
		assertEquals(Phase.UNREACHABLE, reach.phase(VALUE));
		reach.starting();
		reach.answered(null);
		assertEquals(Phase.READY, reach.phase(NOTHING));
	}
}
