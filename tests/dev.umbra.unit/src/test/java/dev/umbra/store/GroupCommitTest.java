package dev.umbra.store;

import static dev.umbra.store.Given.append;
import static dev.umbra.store.Given.await;
import static dev.umbra.store.Given.commit;
import static dev.umbra.store.Given.message;
import static dev.umbra.store.Given.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.Threads;
import dev.umbra.core.port.Entries.Commit;
import dev.umbra.core.port.Entries.CommandResult;
import dev.umbra.core.port.StoreException;
import dev.umbra.core.session.Change;
import dev.umbra.core.session.EntryStatus;

class GroupCommitTest {
	private static final SessionId S = new SessionId("session-1");
	@TempDir
	Path folder;
	private MovableClock clock;
	private SqliteStore store;

	@BeforeEach
	void open() {
		clock = new MovableClock();
		store = SqliteStore.open(folder.resolve("umbra.db"), clock);
		await(store.commit(Given.session(S, put(message("e1", 1, EntryStatus.RUNNING, "")))));
	}

	@AfterEach
	void close() {
		store.close();
	}

	@Test
	void aBadPieceOfAGroupFailsAlone() throws Exception {
		List<CompletionStage<Map<String, Long>>> stages = new ArrayList<>();
		asOneGroup(() -> {
			stages.add(store.commit(commit(S, 2, append("e1", 0, "abc"))));
			stages.add(store.commit(commit(S, 3, append("e1", 3, "lost"), append("e1", 99, "gap"))));
			stages.add(store.commit(commit(S, 3, append("e1", 3, "def"), put(message("e9", 1, EntryStatus.DONE, "same ordinal")))));
			stages.add(store.commit(commit(S, 3, append("e1", 3, "xyz"))));
		});
		await(stages.get(0));
		assertThrows(StoreException.class, () -> await(stages.get(1)));
		assertThrows(StoreException.class, () -> await(stages.get(2)));
		await(stages.get(3));
		assertEquals("abcxyz", Given.only(store, S).text());
	}

	@Test
	void aGroupIsReadableWhenItsStagesComplete() throws Exception {
		List<CompletableFuture<String>> seen = new ArrayList<>();
		asOneGroup(() -> {
			for (int i = 0; i < 100; i++) {
				int n = i;
				seen.add(store.commit(commit(S, i + 2, append("e1", i, "x"))).thenCompose(
						done -> store.byOrdinal(S, 0, 1, 1000).thenApply(slice -> slice.entries().getFirst().text().substring(0, n + 1)))
						.toCompletableFuture());
			}
		});
		for (int i = 0; i < 100; i++) {
			assertEquals("x".repeat(i + 1), await(seen.get(i)));
		}
	}

	@Test
	void aCommandsResultIsThereWithItsEffectOrNeitherIs() {
		CommandId good = new CommandId("good");
		CommandId bad = new CommandId("bad");
		await(store.commit(withCommand(2, good, append("e1", 0, "x"))));
		assertThrows(StoreException.class, () -> await(store.commit(withCommand(3, bad, append("e1", 9, "gap")))));
		assertEquals(Optional.of("{\"of\":\"good\"}"), await(store.commandResult(good)));
		assertEquals(Optional.empty(), await(store.commandResult(bad)));
	}

	@Test
	void aRepeatedCommandHasNoEffect() {
		CommandId twice = new CommandId("twice");
		await(store.commit(withCommand(2, twice, append("e1", 0, "x"))));
		StoreException failure = assertThrows(StoreException.class, () -> await(store.commit(withCommand(3, twice, append("e1", 1, "y")))));
		assertEquals(Failure.Code.REFUSED, failure.failure().code());
		assertEquals("x", Given.only(store, S).text());
	}

	@Test
	void resultsOfCommandsAreKeptADay() throws Exception {
		CommandId old = new CommandId("old");
		await(store.commit(withCommand(2, old)));
		clock.move(Duration.ofHours(23));
		await(store.commit(withCommand(3, new CommandId("younger"))));
		assertTrue(await(store.commandResult(old)).isPresent());
		clock.move(Duration.ofHours(1));
		assertTrue(await(store.commandResult(old)).isEmpty());
		await(store.commit(withCommand(4, new CommandId("youngest"))));
		assertEquals(List.of("younger", "youngest"), Databases.query(store.file(), "SELECT id FROM command ORDER BY created"));
	}

	@Test
	void subjectsCountTheirCommits() {
		assertEquals(0, await(store.revision("attention")));
		assertEquals(Map.of("attention", 1L, "tabs", 1L), await(store.commit(raising(2, Set.of("attention", "tabs")))));
		assertEquals(Map.of("attention", 2L), await(store.commit(raising(3, Set.of("attention")))));
		assertThrows(StoreException.class, () -> await(store.commit(raising(99, Set.of("attention")))));
		assertEquals(2, await(store.revision("attention")));
		assertEquals(1, await(store.revision("tabs")));
	}

	@Test
	void senderThreadsMayBeManyAndNothingIsLost() throws Exception {
		int senders = 8;
		int each = 200;
		CountDownLatch done = new CountDownLatch(senders);
		for (int t = 0; t < senders; t++) {
			SessionId id = new SessionId("of-" + t);
			await(store.commit(Given.session(id, put(message("e", 1, EntryStatus.RUNNING, "")))));
			Threads.virtual("sender-" + t, () -> {
				CompletionStage<?> last = CompletableFuture.completedStage(null);
				for (int i = 0; i < each; i++) {
					last = store.commit(new Commit(id, i + 2, List.of(append("e", i, "x")), i % 50 == 0, null, Set.of()));
				}
				last.whenComplete((ok, e) -> done.countDown());
			});
		}
		done.await();
		for (int t = 0; t < senders; t++) {
			assertEquals("x".repeat(each), Given.only(store, new SessionId("of-" + t)).text());
		}
	}

	@Test
	void aFullQueueMakesSendersWaitButNotTheStoresOwnThread() {
		store.close();
		store = SqliteStore.open(folder.resolve("umbra.db"), clock,
				new Options(0, Duration.ofSeconds(5), 1, 0, -1, Options.DEFAULT.migrations()));
		clock.hold(); // until the continuation is in place, so that it runs on the writer's thread
		CompletionStage<Void> chain = store.put("a", "1", new CommandResult(CommandId.random(), "host/set", "{}"))
				.thenCompose(done -> CompletableFuture.allOf(store.put("b", "2", null).toCompletableFuture(),
						store.put("c", "3", null).toCompletableFuture(), store.put("d", "4", null).toCompletableFuture()));
		clock.letGo();
		await(chain);
		assertEquals(Map.of("a", "1", "b", "2", "c", "3", "d", "4"), await(store.all()));
	}

	@Test
	void whatWaitsIsWrittenBeforeTheStoreCloses() {
		List<CompletionStage<Void>> stages = new ArrayList<>();
		for (int i = 0; i < 300; i++) {
			stages.add(store.put("key" + i, "v", null));
		}
		store.close();
		stages.forEach(Given::await);
		StoreException late = assertThrows(StoreException.class, () -> await(store.put("late", "v", null)));
		assertTrue(late.passing());
		assertThrows(StoreException.class, () -> await(store.all()));
		store = SqliteStore.open(folder.resolve("umbra.db"), clock);
		assertEquals(300, await(store.all()).size());
	}

	/** Holds the writer in a commit of another session while {@code sends} runs, so that all it sends is one group. */
	private void asOneGroup(Runnable sends) throws InterruptedException {
		clock.hold();
		CompletionStage<?> holding = store.commit(Given.session(new SessionId("holding")));
		clock.awaitAsked();
		sends.run();
		clock.letGo();
		await(holding);
	}

	private static Commit withCommand(long revision, CommandId command, Change... changes) {
		return new Commit(S, revision, List.of(changes), true,
				new CommandResult(command, "sessions/prompt", "{\"of\":\"" + command + "\"}"), Set.of());
	}

	private static Commit raising(long revision, Set<String> subjects) {
		return new Commit(S, revision, List.of(), false, null, subjects);
	}
}
