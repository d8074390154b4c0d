package dev.umbra.relay;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * {@link Life}: whatever happened, once the relays behave again and both have been connected for a while, both have the same catalog, nothing waits, and a
 * third, new device gets the same from each relay.
 */
class ConvergenceTest {
	private static final int SEEDS = Integer.getInteger("umbra.relay.seeds", 1000);
	private static final long[] ONCE_WRONG = { 4301, 5560, 28511 };
	private static final long[] ONCE_WRONG_WITH_OTHERS = { 2826, 3733, 9840 };

	@Test
	void devicesThatEditAtRandomEndWithTheSameCatalog() {
		int changed = 0;
		for (long seed = 0; seed < SEEDS; seed++) {
			changed += new Life(seed).lived() ? 1 : 0;
		}
		assertTrue(changed > SEEDS / 2, "most lives leave something in the catalog: " + changed);
	}

	@Test
	void versionsThatAnotherClientDeletesByTheirIdsAreGoneOrThereOnAllDevicesAlike() {
		for (long seed = 0; seed < SEEDS / 2; seed++) {
			new Life(seed, true).lived();
		}
	}

	/** A version that came back by the connection that had told of its deletion; an own event that came before it was known whose it is, sent again for ever. */
	@Test
	void livesWithAnotherClientThatOnceEndedDifferentlyEndTheSame() {
		for (long seed : ONCE_WRONG_WITH_OTHERS) {
			new Life(seed, true).lived();
		}
	}

	/**
	 * A deletion of this device that is accepted after an older version came by; one that comes live while the history is read again, over a
	 * relay that keeps no deletions; one of a hidden name that no record has any more.
	 */
	@Test
	void livesThatOnceEndedDifferentlyEndTheSame() {
		for (long seed : ONCE_WRONG) {
			assertTrue(new Life(seed).lived(), () -> "seed " + seed + " left something");
		}
	}
}
