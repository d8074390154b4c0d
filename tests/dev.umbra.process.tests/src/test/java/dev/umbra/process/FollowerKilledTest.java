package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.Threads;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.testkit.Ledger;

/** The promise of the product: a session goes on, and nothing of it is lost or doubled, when its watcher is killed. */
class FollowerKilledTest {
	private static final int RUNS = 20;
	private static final int AT_ONCE = 3;
	@TempDir
	Path temp;

	@Test
	void aSessionGoesOnWhenItsFollowerIsKilledAndNothingIsLostOrDoubled() throws Exception {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			folder.addFake("fake");
			Semaphore places = new Semaphore(AT_ONCE);
			List<CompletableFuture<Void>> runs = new ArrayList<>();
			for (int run = 0; run < RUNS; run++) {
				int number = run;
				CompletableFuture<Void> over = new CompletableFuture<>();
				runs.add(over);
				Threads.virtual("run-" + number, () -> {
					try {
						places.acquire();
						try {
							run(folder, number);
						} finally {
							places.release();
						}
						over.complete(null);
					} catch (Throwable e) {
						over.completeExceptionally(new AssertionError("run " + number + ": " + e.getMessage(), e));
					}
				});
			}
			CompletableFuture.allOf(runs.toArray(CompletableFuture<?>[]::new)).get(4 * Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
			folder.assertOneHost();
		}
	}

	private void run(HostFolder folder, int number) {
		String session = folder.session("fake");
		Ledger ledger = new Ledger(temp.resolve("ledger-" + number), 400, 400);
		int moment = new Random(number).nextInt(4000);
		try (Running follower = folder.umbra().start("prompt", session, ledger.prompt(), "--follow", "--json")) {
			follower.awaitShown(moment);
			follower.killed();
			ledger.assertBegins(follower.shown().messages());
		}
		assertEquals("end_turn", folder.awaitStatus(session, SessionStatus.IDLE).stopReason());
		ledger.assertComplete();
		ledger.assertSame(folder.messages(session));
	}
}
