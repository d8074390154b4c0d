package dev.umbra.client.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.umbra.client.snapshot.GitWatch;
import dev.umbra.client.snapshot.LiveSnapshots;
import dev.umbra.client.snapshot.LiveSnapshots.Contracts;
import dev.umbra.core.Cause;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Git;
import dev.umbra.core.event.GitChanged;
import dev.umbra.core.git.FileChange;
import dev.umbra.core.git.GitState;
import dev.umbra.core.git.SessionFile;
import dev.umbra.core.git.WorkTree;
import dev.umbra.testkit.ManualClock;
import dev.umbra.testkit.ManualTicks;
import dev.umbra.testkit.UnaskedGit;

/** What git says of a folder, as a window has it: asked for once for all who look, and only while somebody does. */
class KeptGitTest {
	private final ManualClock clock = new ManualClock();
	private final ManualTicks ticks = new ManualTicks(clock);
	private final Host host = new Host();
	private final SessionStore store = new SessionStore(new LiveSnapshots(Contracts.NONE, clock), clock, ticks, () -> 0.5);
	private final GitWatch following = store.git(new SessionId("s"));
	private int told;

	KeptGitTest() {
		use(host);
		following.onChange(() -> told++);
	}

	private void use(@Nullable Git git) {
		store.use(() -> new Contracts(null, null, null, null, null, null, git));
	}

	private void changed(String folder) {
		store.heard(new GitChanged(host.epoch, host.revision, Cause.SYSTEM, folder));
	}

	/** A host with one folder; answers at once. */
	private static final class Host extends UnaskedGit {
		private final List<String> calls = new ArrayList<>();
		private final Set<String> watchers = new HashSet<>();
		private String epoch = "e";
		private long revision = 1;
		private GitState.Kind kind = GitState.Kind.WORK_TREE;

		@Override
		public CompletionStage<Outcome<State>> state(Get p) {
			boolean same = (epoch + ":" + revision).equals(p.ifRevision()) && !p.fresh();
			calls.add(p.fresh() ? "fresh" : same ? "same" : "state");
			return done(new State(epoch, revision, "/work", Instant.EPOCH, same ? null : now()));
		}

		private GitState now() {
			return kind != GitState.Kind.WORK_TREE ? new GitState("/work", kind, "no", null, null)
					: new GitState("/work", kind, "", new WorkTree("/work", null, new WorkTree.Head(WorkTree.HeadKind.UNBORN, "r" + revision, null), null,
							new WorkTree.FileCounts(0, 0, 0, 0), List.of(), false, 0, null, null, false), null);
		}

		@Override
		public CompletionStage<Outcome<Files>> files(FilesOf p) {
			boolean same = (epoch + ":" + revision).equals(p.ifRevision());
			calls.add(same ? "same files" : "files");
			return done(new Files(epoch, revision, same ? null : List.of(new SessionFile("f" + revision, null, SessionFile.Operation.ADDED, 1, 0, false, true,
					FileChange.NONE, FileChange.UNTRACKED)), false, null));
		}

		@Override
		public CompletionStage<Outcome<Done>> watch(Watch p) {
			watchers.add(p.watcher());
			calls.add(p.again() ? "still" : p.on() ? "on" : "off");
			return done(new Done());
		}

		private static <T> CompletionStage<Outcome<T>> done(T value) {
			return CompletableFuture.completedFuture(Outcome.ok(value));
		}

		private List<String> calls() {
			List<String> made = List.copyOf(calls);
			calls.clear();
			return made;
		}
	}

	private String branch() {
		GitState state = assertNotNull(following.now().state());
		return String.valueOf(assertNotNull(state.tree()).head().branch());
	}

	private static <T> T assertNotNull(@Nullable T value) {
		org.junit.jupiter.api.Assertions.assertNotNull(value);
		return value;
	}

	@Test
	void whatIsShownIsAskedForAndSaidToBeWatched() {
		assertEquals(List.of(), host.calls());
		following.shown(true);
		assertEquals(List.of("on", "state", "files"), host.calls());
		assertEquals("r1", branch());
		assertTrue(following.now().filesKnown());
		assertEquals("f1", following.now().files().getFirst().path());
		assertTrue(told > 0);
	}

	@Test
	void thatSomebodyStillLooksIsSaidWithTheSafetyPull() {
		following.shown(true);
		changed("/work");
		host.calls();
		ticks.advance(Duration.ofSeconds(59));
		following.shown(true);
		assertEquals(List.of(), host.calls());
		ticks.advance(Duration.ofSeconds(2));
		assertEquals(List.of("still", "same"), host.calls());
		ticks.advance(Duration.ofSeconds(60));
		assertEquals(List.of("still", "same"), host.calls());
	}

	@Test
	void withoutAnyPullThatSomebodyLooksIsSaidInTime() {
		store.choose(new SessionStore.Choices(Polling.OFF, true));
		following.shown(true);
		host.calls();
		ticks.advance(Duration.ofSeconds(89));
		assertEquals(List.of(), host.calls());
		ticks.advance(Duration.ofSeconds(2));
		assertEquals(List.of("still"), host.calls());
	}

	@Test
	void whatNobodySeesIsNotAskedForWhateverIsPushed() {
		following.shown(true);
		following.shown(false);
		host.calls();
		host.revision = 2;
		changed("/work");
		following.touched();
		following.hint();
		store.written(Path.of("/work/a.txt"));
		ticks.advance(Duration.ofMinutes(10));
		assertEquals(List.of(), host.calls());
		following.shown(true);
		// what was overdue may be asked for once more
		assertEquals(List.of("on", "state", "files"), host.calls().subList(0, 3));
		assertEquals("r2", branch());
	}

	@Test
	void aWindowThatIsPutAwayDoesNotLook() {
		following.shown(true);
		host.calls();
		store.shown(false);
		assertEquals(List.of("off"), host.calls());
		host.revision = 2;
		changed("/work");
		assertEquals(List.of(), host.calls());
		store.shown(true);
		assertEquals(List.of("on", "state", "files"), host.calls());
	}

	@Test
	void twoWhoLookAreOneToTheHost() {
		following.shown(true);
		host.calls();
		GitWatch second = store.git(new SessionId("s"));
		second.shown(true);
		assertEquals("f1", second.now().files().getFirst().path());
		following.shown(false);
		assertEquals(List.of(), host.calls());
		second.close();
		assertEquals(List.of("off"), host.calls());
		assertEquals(1, host.watchers.size());
	}

	@Test
	void aPushIsAHintAndTheFilesFollowAnotherState() {
		following.shown(true);
		host.calls();
		int before = told;
		changed("/work");
		assertEquals(List.of("same"), host.calls());
		assertEquals(before, told);
		host.revision = 2;
		changed("/work");
		assertEquals(List.of("state", "files"), host.calls());
		assertEquals("r2", branch());
		following.touched();
		following.touched();
		assertEquals(List.of(), host.calls());
		ticks.advance(Duration.ofSeconds(1));
		assertEquals(List.of("same files"), host.calls());
		assertEquals("f2", following.now().files().getFirst().path());
	}

	@Test
	void withoutPushItIsAskedForEverLessOften() {
		store.choose(new SessionStore.Choices(Polling.ADAPTIVE, false));
		following.shown(true);
		host.calls();
		ticks.advance(Duration.ofSeconds(8));
		assertEquals(List.of("same", "same", "same"), host.calls());
		host.revision = 2;
		ticks.advance(Duration.ofSeconds(5));
		assertEquals("r2", branch());
	}

	@Test
	void anotherFoldersPushIsNotOursUnlessItsNameWasCut() {
		following.shown(true);
		host.calls();
		changed("/elsewhere");
		assertEquals(List.of(), host.calls());
	}

	@Test
	void whatIsWrittenAroundTheFolderHasItLookedAtSoonAndNotTooOften() {
		following.shown(true);
		host.calls();
		store.written(Path.of("/elsewhere/a.txt"));
		assertEquals(List.of(), host.calls());
		for (int i = 0; i < 20; i++) {
			store.written(Path.of("/work/src/a.txt"));
			ticks.advance(Duration.ofMillis(10));
		}
		assertEquals(List.of("on"), host.calls());
		store.written(Path.of("/"));
		ticks.advance(Duration.ofMillis(500));
		assertEquals(List.of("on"), host.calls());
	}

	@Test
	void anotherEpochReplacesEverything() {
		following.shown(true);
		host.calls();
		host.epoch = "f";
		changed("/work");
		assertEquals(List.of("state", "files"), host.calls());
		assertTrue(following.now().filesKnown());
	}

	@Test
	void aHostThatIsFoundAgainIsToldThatSomebodyLooks() {
		following.shown(true);
		store.hostLost();
		host.calls();
		host.epoch = "f";
		store.hostFound();
		assertEquals(List.of("on", "state", "files"), host.calls());
	}

	@Test
	void whereThereIsNoWorkingTreeNoFilesAreAskedFor() {
		host.kind = GitState.Kind.NOT_A_REPOSITORY;
		following.shown(true);
		assertEquals(List.of("on", "state"), host.calls());
	}

	@Test
	void thePersonHasTheFolderReadWhateverIsKnown() {
		following.shown(true);
		host.calls();
		following.refresh();
		assertEquals(List.of("fresh", "same files"), host.calls());
		following.pull();
		assertEquals(List.of("same"), host.calls());
	}

	@Test
	void withoutAHostWhatWasKnownStaysAndTheFailureIsSaid() {
		following.shown(true);
		use(null);
		following.pull();
		assertEquals("r1", branch());
		assertNotNull(following.now().failure());
		use(host);
		assertNull(following.now().failure());
	}

	@Test
	void theEndIsSaidOnceAndNothingIsAskedAfterIt() {
		following.shown(true);
		host.calls();
		following.close();
		following.close();
		following.shown(true);
		ticks.advance(Duration.ofMinutes(10));
		assertEquals(List.of("off"), host.calls());
	}
}
