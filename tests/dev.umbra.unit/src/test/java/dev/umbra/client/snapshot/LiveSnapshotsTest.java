package dev.umbra.client.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.umbra.core.Clocks;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Done;

/** A host that ended is not asked, since asking would start one. */
class LiveSnapshotsTest {
	private int asked;
	private final LiveSnapshots snapshots = new LiveSnapshots(new LiveSnapshots.Contracts(null, null, new Asked(), null),
			Clocks.SYSTEM);

	private final class Asked implements Attention {
		@Override
		public CompletionStage<Outcome<Listing>> list(ListAll p) {
			return CompletableFuture.completedFuture(Outcome.ok(new Listing("epoch", ++asked, List.of())));
		}

		@Override
		public CompletionStage<Outcome<Done>> answer(Answer p) {
			return CompletableFuture.failedFuture(new AssertionError("nobody answers here"));
		}
	}

	@AfterEach
	void close() {
		snapshots.close();
	}

	@Test
	void nothingIsAskedOfAHostThatIsGoneAndWhatWasKnownStays() {
		snapshots.attention().pull();
		snapshots.hostLost();
		snapshots.attention().pull();
		Known<Attention.Listing> known = snapshots.attention().now();
		assertEquals(1, asked);
		assertEquals(1, known.value().revision());
		assertNotNull(known.failure());
		assertEquals(Failure.Code.HOST_UNREACHABLE, known.failure().code());
		snapshots.hostFound();
		assertEquals(2, asked);
		assertNull(snapshots.attention().now().failure());
	}

	@Test
	void aHostOfTheSameFrameworkIsAskedWhateverBecameOfTheOther() {
		snapshots.hostLost();
		snapshots.use(() -> new LiveSnapshots.Contracts(null, null, new Asked(), null));
		snapshots.attention().pull();
		assertEquals(1, asked);
		assertNull(snapshots.attention().now().failure());
	}
}
