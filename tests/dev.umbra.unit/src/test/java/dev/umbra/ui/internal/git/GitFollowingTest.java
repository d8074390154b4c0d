package dev.umbra.ui.internal.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Git;
import dev.umbra.core.git.FileChange;
import dev.umbra.core.git.GitState;
import dev.umbra.core.git.SessionFile;
import dev.umbra.core.git.WorkTree;
import dev.umbra.testkit.ManualClock;
import dev.umbra.testkit.UnaskedGit;

class GitFollowingTest {
	private final ManualClock clock = new ManualClock();
	private final Host host = new Host();
	private @Nullable Git service = host;
	private int told;
	private final GitFollowing following = new GitFollowing(new SessionId("s"), "window", () -> service, clock, () -> told++);

	/** A host with one folder; answers at once. */
	private static final class Host extends UnaskedGit {
		private final List<String> calls = new ArrayList<>();
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
			calls.add("files");
			return done(new Files(epoch, revision, List.of(new SessionFile("f" + revision, null, SessionFile.Operation.ADDED, 1, 0, false, true,
					FileChange.NONE, FileChange.UNTRACKED)), false, null));
		}

		@Override
		public CompletionStage<Outcome<Done>> watch(Watch p) {
			calls.add(p.watcher() + " " + (p.on() ? "on" : "off"));
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
		following.shown(true);
		assertEquals(List.of("window on", "state", "files"), host.calls());
		assertEquals("r1", branch());
		assertTrue(following.now().filesKnown());
		assertEquals("f1", following.now().files().getFirst().path());
		assertTrue(told > 0);
	}

	@Test
	void thatSomebodyLooksIsSaidOnceAMinute() {
		following.shown(true);
		host.calls();
		clock.advance(Duration.ofSeconds(30));
		following.shown(true);
		assertEquals(List.of(), host.calls());
		clock.advance(Duration.ofSeconds(30));
		following.shown(true);
		assertEquals(List.of("window on", "same"), host.calls());
	}

	@Test
	void whatNobodySeesIsNotAskedForWhateverIsPushed() {
		following.shown(true);
		following.shown(false);
		host.calls();
		host.revision = 2;
		following.changed("/work");
		following.pullFiles();
		following.lookedAt();
		assertEquals(List.of(), host.calls());
		following.shown(true);
		assertEquals(List.of("window on", "state", "files"), host.calls());
		assertEquals("r2", branch());
	}

	@Test
	void aPushIsAHintAndTheFilesFollowAnotherState() {
		following.shown(true);
		host.calls();
		int before = told;
		following.changed("/work");
		assertEquals(List.of("same"), host.calls());
		assertEquals(before, told);
		host.revision = 2;
		following.changed("/work");
		assertEquals(List.of("state", "files"), host.calls());
		assertEquals("r2", branch());
	}

	@Test
	void anotherFoldersPushIsNotOursUnlessItsNameWasCut() {
		following.shown(true);
		host.calls();
		following.changed("/elsewhere");
		assertEquals(List.of(), host.calls());
	}

	@Test
	void anotherEpochReplacesEverything() {
		following.shown(true);
		host.calls();
		host.epoch = "f";
		following.changed("/work");
		assertEquals(List.of("state", "files"), host.calls());
		assertTrue(following.now().filesKnown());
	}

	@Test
	void whereThereIsNoWorkingTreeNoFilesAreAskedFor() {
		host.kind = GitState.Kind.NOT_A_REPOSITORY;
		following.shown(true);
		assertEquals(List.of("window on", "state"), host.calls());
	}

	@Test
	void thePersonHasTheFolderReadWhateverIsKnown() {
		following.shown(true);
		host.calls();
		following.readAgain();
		assertEquals(List.of("fresh", "files"), host.calls());
		following.pull();
		assertEquals(List.of("same"), host.calls());
	}

	@Test
	void withoutAHostWhatWasKnownStaysAndTheFailureIsSaid() {
		following.shown(true);
		service = null;
		following.pull();
		assertEquals("r1", branch());
		assertNotNull(following.now().failure());
		service = host;
		following.pull();
		assertNull(following.now().failure());
	}

	@Test
	void theEndIsSaidOnceAndNothingIsAskedAfterIt() {
		following.shown(true);
		host.calls();
		following.close();
		following.close();
		following.shown(true);
		assertEquals(List.of("window off"), host.calls());
		assertFalse(host.calls().contains("window on"));
	}
}
