package dev.umbra.host;

import static dev.umbra.host.TestHost.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.Cause;
import dev.umbra.core.CommandId;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Git;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.event.GitChanged;
import dev.umbra.core.git.FileChange;
import dev.umbra.core.git.GitFile;
import dev.umbra.core.git.GitState;
import dev.umbra.core.git.WorkTree;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.session.Usage;
import dev.umbra.testkit.FakeAgentRuntime.FakeProcess;
import dev.umbra.testkit.FakeRepositories;
import dev.umbra.wire.Codec;

/** One state per folder: who is told, how often git is asked. */
class GitFolderTest {
	private static final Path FOLDER = Path.of("/tmp");
	@TempDir
	private Path home;
	private TestHost host;
	private FakeRepositories repositories;
	private SessionId session;
	private GitFolder folder;

	@BeforeEach
	void begin() {
		host = new TestHost(home).withAgent();
		repositories = (FakeRepositories) host.repositories;
		session = host.session();
		folder = host.folders.of(FOLDER);
	}

	@AfterEach
	void end() {
		host.folders.close();
		host.mailboxes.end("end of the test");
	}

	private static GitState on(String branch) {
		return new GitState(FOLDER.toString(), GitState.Kind.WORK_TREE, "", new WorkTree("/tmp", null, new WorkTree.Head(WorkTree.HeadKind.UNBORN, branch, null), null,
				new WorkTree.FileCounts(0, 0, 0, 0), List.of(), false, 0, null, null, false), null);
	}

	private List<GitChanged> heard() {
		return host.heard.of(GitChanged.class);
	}

	private Git.State state(boolean fresh) {
		return value(host.git.state(new Git.Get(session.value(), null, fresh)));
	}

	private void watch(boolean on) {
		value(host.git.watch(new Git.Watch(session.value(), "window", on)));
	}

	@Test
	void theCadenceGrowsByHalfToThirtySecondsAndAnyChangeBeginsAnew() {
		List<Long> delays = new ArrayList<>();
		GitCadence cadence = GitCadence.BEGIN;
		for (int i = 0; i < 9; i++) {
			delays.add(cadence.delay().toMillis());
			cadence = cadence.after(false);
		}
		assertEquals(List.of(3000L, 4500L, 6750L, 10125L, 15188L, 22781L, 30000L, 30000L, 30000L), delays);
		assertEquals(3000, cadence.after(true).delay().toMillis());
	}

	@Test
	void whatIsKnownIsToldAndAConditionalGetCostsNothing() {
		repositories.say(on("main"));
		Git.State first = state(false);
		assertEquals("main", first.state().tree().head().branch());
		assertEquals(1, repositories.runs());
		Git.State same = value(host.git.state(new Git.Get(session.value(), first.epoch() + ":" + first.revision(), false)));
		assertNull(same.state());
		assertEquals(first.revision(), same.revision());
		assertEquals(1, repositories.runs(), "nothing was read for that");
		host.ticks.advance(Duration.ofSeconds(1));
		assertEquals(2, repositories.runs(), "but what nobody watches is looked at soon");
		assertEquals(1, heard().size(), "and nobody is told of what is the same");
	}

	@Test
	void whoAsksWhileOneLookIsUnderWaySharesTheNext() {
		repositories.hold();
		var first = folder.fresh(Cause.SYSTEM).toCompletableFuture();
		var second = folder.fresh(Cause.SYSTEM).toCompletableFuture();
		assertSame(second, folder.fresh(Cause.SYSTEM));
		assertEquals(1, repositories.runs());
		assertFalse(first.isDone());
		repositories.release();
		assertEquals(2, repositories.runs(), "the second begins after the first: it sees what came meanwhile");
		CompletableFuture.allOf(first, second).join();
	}

	@Test
	void changesAreToldAtOnceThenTwiceASecond() {
		for (int i = 0; i < 10; i++) {
			repositories.say(on("branch" + i));
			folder.fresh(Cause.user("test"));
		}
		assertEquals(1, heard().size());
		host.ticks.advance(Duration.ofMillis(499));
		assertEquals(1, heard().size());
		host.ticks.advance(Duration.ofMillis(1));
		assertEquals(2, heard().size());
		assertEquals(folder.known().revision(), heard().getLast().revision());
		assertEquals("/tmp", heard().getLast().folder());
		host.ticks.advance(Duration.ofSeconds(10));
		assertEquals(2, heard().size());
	}

	@Test
	void changesOfGitsOwnFilesAreSeenTwiceASecondAtMost() {
		repositories.say(on("main"));
		state(false);
		watch(true);
		host.ticks.advance(Duration.ofSeconds(1));
		assertTrue(repositories.isWatched(FOLDER));
		long before = repositories.runs();
		for (int i = 0; i < 100; i++) {
			repositories.touch(FOLDER);
			host.ticks.advance(Duration.ofMillis(10));
		}
		assertEquals(before + 3, repositories.runs(), "the first at once, then two a second");
		host.folders.close();
		assertFalse(repositories.isWatched(FOLDER));
	}

	@Test
	void aWatchedFolderIsLookedAtByCadenceAndNotWhenNobodyLooks() {
		repositories.say(on("main"));
		state(false);
		watch(true);
		host.ticks.advance(Duration.ofMillis(500));
		long before = repositories.runs();
		host.ticks.advance(Duration.ofSeconds(3));
		assertEquals(before + 0, repositories.runs(), "the hint was the look: the next comes half as long again later");
		host.ticks.advance(Duration.ofMillis(1500));
		assertEquals(before + 1, repositories.runs());
		watch(false);
		host.ticks.advance(Duration.ofMinutes(10));
		assertEquals(before + 1, repositories.runs());
	}

	@Test
	void whoDoesNotSaySoAgainDoesNotWatchAnyMore() {
		repositories.say(on("main"));
		state(false);
		watch(true);
		for (int i = 0; i < 120; i++) {
			host.ticks.advance(Duration.ofSeconds(1));
		}
		long after = repositories.runs();
		assertTrue(after > 6, () -> "looked " + after + " times in two minutes");
		for (int i = 0; i < 600; i++) {
			host.ticks.advance(Duration.ofSeconds(1));
		}
		assertTrue(repositories.runs() <= after + 1, () -> "looked on: " + repositories.runs());
		assertFalse(folder.watched());
	}

	@Test
	void whoSaysThatItStillLooksHasNothingLookedAt() {
		repositories.say(on("main"));
		state(false);
		watch(true);
		host.ticks.advance(Duration.ofSeconds(100));
		long before = repositories.runs();
		value(host.git.watch(new Git.Watch(session.value(), "window", true, true)));
		host.ticks.advance(Duration.ofSeconds(1));
		assertEquals(before, repositories.runs());
		host.ticks.advance(Duration.ofSeconds(100));
		assertTrue(folder.watched(), "the two minutes begin anew");
		host.ticks.advance(Duration.ofMinutes(2));
		long forgotten = repositories.runs();
		value(host.git.watch(new Git.Watch(session.value(), "window", true, true)));
		host.ticks.advance(Duration.ofSeconds(1));
		assertEquals(forgotten + 1, repositories.runs(), "who was forgotten looks anew");
	}

	@Test
	void aClientThatKnowsNothingOfSayingAgainWatchesToo() {
		Git.Watch watch = Codec.read("{\"session\":\"s\",\"watcher\":\"w\",\"on\":true}", Git.Watch.class);
		assertFalse(watch.again());
		assertTrue(Codec.read(Codec.json(new Git.Watch("s", "w", true, true)), Git.Watch.class).again());
	}

	@Test
	void whatIsHintedAtWhileNobodyLooksIsSeenWhenSomebodyDoes() {
		repositories.say(on("main"));
		state(false);
		long before = repositories.runs();
		repositories.say(on("other"));
		for (int i = 0; i < 100; i++) {
			folder.hint(Cause.agent("demo"));
			host.ticks.advance(Duration.ofSeconds(1));
		}
		assertEquals(before, repositories.runs());
		watch(true);
		host.ticks.advance(Duration.ofMillis(500));
		assertEquals(before + 1, repositories.runs());
		assertEquals("other", folder.known().state().tree().head().branch());
	}

	@Test
	void aLookThatWasDueIsLeftOutWhereNobodyWatchesAnyMore() {
		repositories.say(on("main"));
		watch(true);
		host.ticks.advance(Duration.ofSeconds(1));
		long before = repositories.runs();
		folder.fresh(Cause.SYSTEM);
		folder.hint(Cause.agent("demo"));
		CompletionStage<GitFolder.Known> settled = folder.settled();
		watch(false);
		host.ticks.advance(Duration.ofSeconds(10));
		assertEquals(before + 1, repositories.runs());
		assertSame(folder.known(), TestHost.done(settled), "who waited for it is told what is known");
		watch(true);
		host.ticks.advance(Duration.ofMillis(500));
		assertEquals(before + 2, repositories.runs());
	}

	@Test
	void onlyWhatNoHintToldOfMakesTheNextLooksComeSooner() {
		repositories.say(on("main"));
		state(false);
		watch(true);
		for (int i = 0; i < 5; i++) {
			host.ticks.advance(Duration.ofSeconds(30));
			value(host.git.watch(new Git.Watch(session.value(), "window", true, true)));
		}
		long before = repositories.runs();
		repositories.say(on("hinted"));
		folder.hint(Cause.agent("demo"));
		host.ticks.advance(Duration.ofSeconds(29));
		assertEquals(before + 1, repositories.runs());
		assertEquals("hinted", folder.known().state().tree().head().branch());
		repositories.say(on("quiet"));
		host.ticks.advance(Duration.ofSeconds(2));
		assertEquals(before + 2, repositories.runs());
		host.ticks.advance(Duration.ofSeconds(3));
		assertEquals(before + 3, repositories.runs(), "the timer found something: it looks again after 3 s");
	}

	@Test
	void aFileThatIsWrittenOnceMoreIsAnotherStateThoughGitSaysTheSame(@TempDir Path root) throws IOException {
		Files.writeString(root.resolve("a.txt"), "one");
		repositories.say(new GitState(FOLDER.toString(), GitState.Kind.WORK_TREE, "", new WorkTree(root.toString(), null,
				new WorkTree.Head(WorkTree.HeadKind.UNBORN, "main", null), null, new WorkTree.FileCounts(0, 1, 0, 0),
				List.of(new GitFile("a.txt", null, FileChange.NONE, FileChange.MODIFIED, false)), false, 0, null, null, false), null));
		long first = state(true).revision();
		assertEquals(first, state(true).revision());
		Files.writeString(root.resolve("a.txt"), "one and two");
		assertTrue(state(true).revision() > first);
	}

	@Test
	void filesOfTheSameStateAreNotReadAgainForWhoHasThem() {
		repositories.say(on("main"));
		watch(true);
		host.ticks.advance(Duration.ofSeconds(1));
		Git.Files first = files(null);
		String position = first.epoch() + ":" + first.revision();
		assertNotNull(first.files());
		assertEquals(1, repositories.listings());
		assertNull(files(position).files());
		assertEquals(1, repositories.listings());
		repositories.say(on("other"));
		folder.hint(Cause.agent("demo"));
		CompletionStage<Outcome<Git.Files>> waiting = host.git.files(new Git.FilesOf(session.value(), position));
		assertEquals(1, repositories.listings(), "they are told after the look that is due");
		host.ticks.advance(Duration.ofSeconds(1));
		Git.Files second = value(waiting);
		assertNotNull(second.files());
		assertTrue(second.revision() > first.revision());
		assertEquals(folder.known().revision(), second.revision());
	}

	private Git.Files files(String ifRevision) {
		return value(host.git.files(new Git.FilesOf(session.value(), ifRevision)));
	}

	@Test
	void aClosedSessionIsNotWatched() {
		repositories.say(on("main"));
		state(false);
		watch(true);
		assertTrue(folder.watched());
		value(host.sessions.close(new Sessions.Close(CommandId.random(), session.value(), Sessions.CloseMode.ASK, "test")));
		assertFalse(folder.watched());
		watch(true);
		assertFalse(folder.watched());
	}

	@Test
	void theEndOfATurnIsAReasonToLook() throws Exception {
		repositories.say(on("main"));
		state(false);
		watch(true);
		host.ticks.advance(Duration.ofSeconds(1));
		long before = repositories.runs();
		host.prompt(session, "go");
		FakeProcess agent = host.runtime.nextStart().up();
		agent.nextTold();
		agent.nextTold();
		agent.say("acp-1", new AgentInput.TurnEnded(TestHost.done(host.entries.session(session)).orElseThrow().turn(), "end_turn", Usage.NONE));
		long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
		while (folder.settled().toCompletableFuture().isDone()) {
			assertTrue(System.nanoTime() < end, "nobody wants it looked at");
			Thread.onSpinWait();
		}
		host.ticks.advance(Duration.ofSeconds(1));
		assertEquals(before + 1, repositories.runs());
	}

	@Test
	void aFolderNobodyAskedAboutIsNotLookedAt() {
		host.folders.ifKnown(Path.of("/nobody/asked"), each -> {
			throw new AssertionError("known: " + each);
		});
		assertEquals(0, repositories.runs());
		GitFolder.Known known = TestHost.done(folder.fresh(Cause.SYSTEM));
		assertNotNull(known);
		assertNotEquals(0, known.revision());
	}

	@Test
	void whatCannotBeWatchedIsSaidAndLookedAtFromTimeToTime() {
		repositories.say(on("main"));
		repositories.unwatchable("it has more than 300 folders of refs");
		watch(true);
		host.ticks.advance(Duration.ofSeconds(1));
		GitState state = state(false).state();
		assertNotNull(state);
		assertEquals("Changes that others make here with git may be seen late, after up to 30 s: it has more than 300 folders of refs.", state.words());
		repositories.say(on("other"));
		host.ticks.advance(Duration.ofSeconds(30));
		assertEquals("other", state(false).state().tree().head().branch(), "without being told");
	}
}
