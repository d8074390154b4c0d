package dev.umbra.interop.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

import dev.umbra.core.CommandId;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Git;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.git.GitReply;
import dev.umbra.core.git.SessionFile;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.SessionStatus;

/**
 * What every real agent must do through the host. A subclass per agent; its tests share one host, one agent process and
 * nothing else: each has a session of its own. What was seen is printed, a line per test.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AgentScenarios {
	private final RealAgent agent;
	private @Nullable HostWithAgent started;

	AgentScenarios(RealAgent agent) {
		this.agent = agent;
	}

	/** Not before the first test that runs: where there are no agents, nothing starts. */
	HostWithAgent host() throws Exception {
		HostWithAgent host = started;
		if (host == null) {
			host = HostWithAgent.start(agent);
			started = host;
		}
		return host;
	}

	@AfterAll
	void end() throws Exception {
		if (started != null) {
			started.end();
		}
	}

	/** How the agent ends a turn in which the person rejected what it asked for. */
	String afterRejection() {
		return "end_turn";
	}

	/** What it puts before the model's words. */
	String preface() {
		return "";
	}

	@PeerTest
	void textIsKeptWordForWord() throws Exception {
		String text = "Grüße: one two three, 日本 and 🌒 at the end.";
		Conversation session = host().session();
		Conversation.Turn turn = session.turn(host().model().prompt("Say it.", Script.say(text)));
		saw("text", turn);
		assertCompleted(turn, text);
		assertEquals(SessionStatus.IDLE, session.summary().status());
		assertNoneOpen(session);
	}

	@PeerTest
	void fileIsWrittenAfterThePermission() throws Exception {
		Conversation session = host().session();
		Path file = session.folder().resolve("made.txt");
		Sessions.Prompted prompted = session
				.prompt(host().model().prompt("Write it.", Script.write(file.toString(), "made by the script", "Written.")));
		session.await("a permission that is asked", entries -> entries.stream()
				.anyMatch(entry -> entry.kind() == EntryKind.PERMISSION));
		assertFalse(Files.exists(file), "the file was written before the answer");
		assertEquals(SessionStatus.WAITING_PERMISSION, session.summary().status());
		Detail.Option option = session.answer("allow_once", "allow_always");
		Conversation.Turn turn = session.ended(prompted);
		saw("write, allowed", turn);
		assertCompleted(turn, "Written.");
		assertEquals("made by the script", Files.readString(file).strip());
		Entry permission = turn.one(EntryKind.PERMISSION);
		assertEquals(EntryStatus.DONE, permission.status());
		Detail.Permission asked = (Detail.Permission) permission.detail();
		assertEquals(option.id(), asked.chosen());
		assertEquals(HostWithAgent.CLIENT, asked.answeredBy());
		assertTrue(asked.paths().contains(file.toString()) || asked.content().toString().contains(file.toString()),
				() -> "the permission does not say which file: " + asked);
		assertEquals(EntryStatus.DONE, turn.one(EntryKind.TOOL).status(), turn::toString);
		assertNoneOpen(session);
	}

	@PeerTest
	void workInAWorktreeGoesFromTheFirstPromptToTheMergedCommit() throws Exception {
		Path repository = host().repository();
		Conversation session = host().sessionInWorktree(repository);
		Path tree = Path.of(String.valueOf(session.summary().worktree()));
		Path file = tree.resolve("made.txt");
		Sessions.Prompted prompted = session
				.prompt(host().model().prompt("Write it.", Script.write(file.toString(), "made by the script", "Written.")));
		session.answer("allow_once", "allow_always");
		assertCompleted(session.ended(prompted), "Written.");
		assertFalse(Files.exists(repository.resolve("made.txt")), "the repository's own folder is left alone");

		Git git = host().remote().git();
		List<SessionFile> files = HostWithAgent.get(git.files(new Git.FilesOf(session.id()))).files();
		assertEquals(List.of("made.txt"), files.stream().map(SessionFile::path).toList());
		assertTrue(files.getFirst().touched(), "the agent made it");
		assertEquals(SessionFile.Operation.ADDED, files.getFirst().operation());
		String commit = done(git.commit(new Git.Commit(CommandId.random(), session.id(), "Add what was made", List.of("made.txt")))).commit();
		assertEquals(HostWithAgent.git(tree, "rev-parse", "HEAD"), commit);
		String merge = done(git.mergeWorktree(worktree(session))).commit();
		assertEquals(HostWithAgent.git(repository, "rev-parse", "main"), merge);
		assertEquals("made by the script", Files.readString(repository.resolve("made.txt")).strip());
		done(git.removeWorktree(worktree(session)));
		assertFalse(Files.exists(tree));
		assertEquals("main", HostWithAgent.git(repository, "branch", "--format=%(refname:short)"));
		System.out.println("saw: " + agent.word() + " | worktree | " + HostWithAgent.git(repository, "log", "--graph", "--oneline", "--name-status").replace("\n", " / "));
	}

	private static Git.OfWorktree worktree(Conversation session) {
		return new Git.OfWorktree(CommandId.random(), session.id());
	}

	private static GitReply.Done done(CompletionStage<Outcome<GitReply>> answer) throws Exception {
		return assertInstanceOf(GitReply.Done.class, HostWithAgent.get(answer));
	}

	@PeerTest
	void nothingIsWrittenAfterARejection() throws Exception {
		Conversation session = host().session();
		Path file = session.folder().resolve("unwanted.txt");
		Sessions.Prompted prompted = session
				.prompt(host().model().prompt("Write it.", Script.write(file.toString(), "unwanted", "Then not.")));
		Detail.Option option = session.answer("reject_once", "reject_always");
		Conversation.Turn turn = session.ended(prompted);
		saw("write, rejected", turn);
		assertFalse(Files.exists(file));
		assertEquals(option.id(), ((Detail.Permission) turn.one(EntryKind.PERMISSION).detail()).chosen());
		assertEquals(afterRejection(), turn.stopReason());
		assertEquals(SessionStatus.IDLE, session.summary().status());
		assertNotEquals(EntryStatus.DONE, turn.one(EntryKind.TOOL).status(), turn::toString);
		assertNoneOpen(session);
	}

	@PeerTest
	void cancelEndsASlowStreamAndTheSessionGoesOn() throws Exception {
		String text = "tick ".repeat(600).strip();
		Conversation session = host().session();
		Sessions.Prompted prompted = session
				.prompt(host().model().prompt("Count.", Script.slowly(text, Duration.ofMillis(100))));
		session.await("the beginning of the answer", entries -> entries.stream()
				.anyMatch(entry -> entry.kind() == EntryKind.MESSAGE && entry.text().contains("tick tick")));
		long asked = System.nanoTime();
		session.cancel();
		Conversation.Turn turn = session.ended(prompted);
		saw("cancel, " + (System.nanoTime() - asked) / 1_000_000 + " ms", turn);
		assertEquals("cancelled", turn.stopReason());
		assertTrue(turn.said().contains("tick tick") && turn.said().length() < text.length() / 2, turn::toString);
		assertEquals(EntryStatus.CANCELLED, turn.of(EntryKind.MESSAGE).getLast().status(), turn::toString);
		assertNoneOpen(session);
		// what some agents say after the end of a cancelled turn does not get into the next one
		Conversation.Turn next = session.turn(host().model().prompt("Say it.", Script.say("Still here.")));
		saw("the turn after the cancel", next);
		assertCompleted(next, "Still here.");
	}

	/** Whether it tells of its plans by updates; those that do not have a tool for them all the same. */
	boolean tellsPlans() {
		return false;
	}

	@PeerTest
	void thoughtsAreKeptApartFromTheAnswer() throws Exception {
		Conversation session = host().session();
		Conversation.Turn turn = session.turn(host().model().prompt("Think.", Script.think("first this, then that", "Thought about it.")));
		saw("thought", turn);
		assertCompleted(turn, "Thought about it.");
		assertEquals("first this, then that", turn.of(EntryKind.THOUGHT).stream().map(Entry::text).collect(Collectors.joining()).strip(),
				turn::toString);
		assertNoneOpen(session);
	}

	@PeerTest
	void planIsShownWhereTheAgentTellsIt() throws Exception {
		Conversation session = host().session();
		Conversation.Turn turn = session.turn(host().model().prompt("Plan.",
				Script.use("Planned.", new Script.Step.MakePlan(List.of("look around", "do it", "look again")))));
		saw("plan", turn);
		assertCompleted(turn, "Planned.");
		if (tellsPlans()) {
			Detail.Plan plan = (Detail.Plan) turn.one(EntryKind.PLAN).detail();
			assertEquals(List.of("look around", "do it", "look again"), plan.items().stream().map(Detail.PlanItem::content).toList());
			assertEquals("in_progress", plan.items().getFirst().status());
		} else {
			assertFalse(turn.of(EntryKind.TOOL).isEmpty() && turn.of(EntryKind.PLAN).isEmpty(), turn::toString);
		}
		assertNoneOpen(session);
	}

	@PeerTest
	void fileIsEditedAfterThePermission() throws Exception {
		Conversation session = host().session();
		Path file = session.folder().resolve("README.md");
		Files.writeString(file, "hello workspace\n");
		Sessions.Prompted prompted = session.prompt(host().model().prompt("Edit it.", Script.use("Edited.",
				new Script.Step.ReadFile(file.toString()), new Script.Step.EditFile(file.toString(), "hello workspace", "edited workspace"))));
		session.answer("allow_once", "allow_always");
		Conversation.Turn turn = session.ended(prompted);
		saw("edit, allowed", turn);
		assertCompleted(turn, "Edited.");
		assertEquals("edited workspace\n", Files.readString(file));
		assertEquals(EntryStatus.DONE, turn.one(EntryKind.PERMISSION).status());
		assertNoneOpen(session);
	}

	@PeerTest
	void commandRunsAfterThePermission() throws Exception {
		Conversation session = host().session();
		Path file = session.folder().resolve("shell.txt");
		Sessions.Prompted prompted = session.prompt(host().model().prompt("Run it.",
				Script.use("Ran.", new Script.Step.Run("echo shell-42 > '" + file + "'; echo shown"))));
		session.answer("allow_once", "allow_always");
		Conversation.Turn turn = session.ended(prompted);
		saw("shell, allowed", turn);
		assertCompleted(turn, "Ran.");
		assertEquals("shell-42", Files.readString(file).strip());
		Detail.Permission asked = (Detail.Permission) turn.one(EntryKind.PERMISSION).detail();
		assertTrue(String.valueOf(asked.command()).contains("echo shell-42"), () -> "the permission does not say the command: " + asked);
		assertEquals(EntryStatus.DONE, turn.of(EntryKind.TOOL).getLast().status(), turn::toString);
		assertNoneOpen(session);
	}

	@PeerTest
	void cancelDuringAPermissionEndsBoth() throws Exception {
		Conversation session = host().session();
		Path file = session.folder().resolve("held.txt");
		Sessions.Prompted prompted = session.prompt(host().model().prompt("Run it.",
				Script.use("Never said.", new Script.Step.Run("touch '" + file + "'"))));
		session.await("a permission that is asked", entries -> entries.stream()
				.anyMatch(entry -> entry.kind() == EntryKind.PERMISSION));
		session.cancel();
		Conversation.Turn turn = session.ended(prompted);
		saw("cancel during a permission", turn);
		// an agent that is quick has ended its turn by itself when the cancel comes after the answer to its question
		assertTrue(Set.of("cancelled", "end_turn").contains(turn.stopReason()), turn::toString);
		assertFalse(Files.exists(file));
		assertEquals(EntryStatus.CANCELLED, turn.one(EntryKind.PERMISSION).status());
		assertEquals(SessionStatus.IDLE, session.summary().status());
		assertNoneOpen(session);
		assertCompleted(session.turn(host().model().prompt("Say it.", Script.say("Still here."))), "Still here.");
	}

	@PeerTest
	void errorOfTheModelIsSaidAndTheSessionGoesOn() throws Exception {
		Conversation session = host().session();
		Conversation.Turn turn = session.turn(host().model().prompt("Fail.", Script.fail("the script refuses this request")));
		saw("error of the model", turn);
		assertTrue(turn.toString().contains("the script refuses this request"), turn::toString);
		assertNoneOpen(session);
		Conversation.Turn next = session.turn(host().model().prompt("Say it.", Script.say("Still here.")));
		assertCompleted(next, "Still here.");
	}

	@PeerTest
	void twoSessionsOfOneProcessAnswerAtTheSameTime() throws Exception {
		Conversation one = host().session();
		Conversation two = host().session();
		String slow = "first session ".repeat(20).strip();
		String other = "second session ".repeat(20).strip();
		Sessions.Prompted first = one.prompt(host().model().prompt("One.", Script.slowly(slow, Duration.ofMillis(60))));
		Sessions.Prompted second = two.prompt(host().model().prompt("Two.", Script.slowly(other, Duration.ofMillis(60))));
		one.await("both answers growing", entries -> grows(entries) && grows(two.entries()));
		Conversation.Turn a = one.ended(first);
		Conversation.Turn b = two.ended(second);
		saw("two sessions at once, the first", a);
		saw("two sessions at once, the second", b);
		assertCompleted(a, slow);
		assertCompleted(b, other);
		assertEquals(1, host().processes(), "one process serves all sessions of its agent");
	}

	private static boolean grows(List<Entry> entries) {
		return entries.stream().anyMatch(entry -> entry.kind() == EntryKind.MESSAGE && !entry.text().isEmpty());
	}

	@PeerTest
	void killedInTheMiddleOfATurnItGoesOnWithTheNextPrompt() throws Exception {
		Conversation session = host().session();
		assertCompleted(session.turn(host().model().prompt("Remember the otter.", Script.say("An otter, I see."))), "An otter, I see.");
		Sessions.Prompted prompted = session
				.prompt(host().model().prompt("Count.", Script.slowly("tick ".repeat(600).strip(), Duration.ofMillis(100))));
		session.await("the beginning of the answer", entries -> entries.stream()
				.anyMatch(entry -> prompted.turn().equals(entry.turn()) && entry.kind() == EntryKind.MESSAGE && entry.text().contains("tick")));
		host().killAgent();
		Conversation.Turn turn = session.ended(prompted);
		saw("killed in the middle of a turn", turn);
		assertEquals("interrupted", turn.stopReason());
		assertTrue(turn.said().contains("tick"), turn::toString);
		assertEquals(SessionStatus.INTERRUPTED, session.summary().status());
		assertNoneOpen(session);
		List<Entry> kept = session.entries();
		Conversation.Turn next = session.turn(host().model().prompt("And now?", Script.say("Still an otter.")));
		saw("after the kill", next);
		assertCompleted(next, "Still an otter.");
		assertEquals(kept, session.entries().subList(0, kept.size()), "what was there is there once");
		assertTrue(host().model().lastConversation().stream().anyMatch(
				said -> said.role() == Dialect.Role.USER && said.text().contains("Remember the otter.")),
				() -> "the model was not told of the first prompt");
	}

	@PeerTest
	void twoPromptsInARowAreAnsweredOneAfterTheOther() throws Exception {
		Conversation session = host().session();
		Sessions.Prompted first = session.prompt(host().model().prompt("One.",
				Script.slowly("the first answer takes a while to come", Duration.ofMillis(150))));
		Sessions.Prompted second = session.prompt(host().model().prompt("Two.", Script.say("the second answer")));
		assertEquals("started", first.state());
		assertEquals("queued", second.state());
		Conversation.Turn two = session.ended(second);
		List<Entry> all = session.entries();
		Conversation.Turn one = new Conversation.Turn(
				all.stream().filter(entry -> first.turn().equals(entry.turn())).toList(), "end_turn");
		saw("two prompts, the first", one);
		saw("two prompts, the second", two);
		assertCompleted(one, "the first answer takes a while to come");
		assertCompleted(two, "the second answer");
		long lastOfFirst = one.entries().getLast().ordinal();
		assertTrue(two.of(EntryKind.MESSAGE).getFirst().ordinal() > lastOfFirst, () -> Conversation.described(all));
	}

	@PeerTest
	void promptAfterARestartOfTheHostGoesOnInTheSameConversation() throws Exception {
		Conversation before = host().session();
		Conversation.Turn first = before.turn(host().model().prompt("Remember the heron.", Script.say("A heron, I see.")));
		assertCompleted(first, "A heron, I see.");
		List<Entry> kept = before.entries();
		host().restart();
		Conversation after = host().session(before.id());
		assertEquals(kept, after.entries());
		Conversation.Turn next = after.turn(host().model().prompt("And now?", Script.say("Still a heron.")));
		saw("after a restart of the host", next);
		assertCompleted(next, "Still a heron.");
		// what the agent replayed when it opened the session again is not there a second time
		assertEquals(kept, after.entries().subList(0, kept.size()));
		assertEquals(2, after.entries().stream().filter(entry -> entry.kind() == EntryKind.PROMPT).count());
		// the agent has not forgotten
		assertTrue(host().model().lastConversation().stream().anyMatch(
				said -> said.role() == Dialect.Role.USER && said.text().contains("Remember the heron.")),
				() -> "the model was not told of the first prompt");
	}

	private void assertCompleted(Conversation.Turn turn, String text) {
		assertEquals("end_turn", turn.stopReason(), turn::toString);
		assertEquals(text, words(turn));
		assertEquals(List.of(), turn.of(EntryKind.ERROR), turn::toString);
		assertEquals(List.of(), turn.of(EntryKind.UNKNOWN), turn::toString);
	}

	/** What the model said in a turn, without the agent's preface. */
	private String words(Conversation.Turn turn) {
		String said = turn.said();
		return said.startsWith(preface()) ? said.substring(preface().length()) : said;
	}

	private static void assertNoneOpen(Conversation session) throws Exception {
		assertEquals(List.of(), session.entries().stream().filter(entry -> entry.status().open()).toList());
	}

	private void saw(String scenario, Conversation.Turn turn) {
		System.out.println("saw: " + agent.word() + " | " + scenario + " | " + turn);
	}
}
