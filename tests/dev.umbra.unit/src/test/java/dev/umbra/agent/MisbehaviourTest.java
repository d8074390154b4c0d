package dev.umbra.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.umbra.core.Failure;
import dev.umbra.core.TurnId;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.port.AgentInput.TurnEnded;
import dev.umbra.core.port.AgentInput.TurnFailed;
import dev.umbra.core.port.AgentRuntime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What agents do wrong, one row and one test each, against real processes; what must come of it:
 *
 * <table>
 * <caption>misbehaviour, and what a person sees instead of a failure of ours</caption>
 * <tr><th>the agent</th><th>then</th><th>prevents</th></tr>
 * <tr><td>is silent</td><td>the start fails in words when its time is up, the process is ended</td><td>waiting for ever</td></tr>
 * <tr><td>is slow, byte by byte</td><td>the message arrives whole</td><td>half a message taken for one</td></tr>
 * <tr><td>floods, 200,000 updates</td><td>none is lost, none out of order, the turn ends after them</td><td>reordering by a pool of threads</td></tr>
 * <tr><td>writes lines that are no messages</td><td>noted and counted, the conversation goes on</td><td>a connection dead of a log line</td></tr>
 * <tr><td>dies in the middle of a line</td><td>the turn fails with the exit code after the last whole message</td><td>a turn that runs for ever</td></tr>
 * <tr><td>writes a line of 20 MB</td><td>taken</td><td>a limit below what agents send</td></tr>
 * <tr><td>writes a line of 40 MB</td><td>skipped, noted with its size, the next ones are taken</td><td>memory without bound</td></tr>
 * <tr><td>answers in a line of 40 MB</td><td>the turn fails in words</td><td>a turn whose end was thrown away</td></tr>
 * <tr><td>closes stderr</td><td>nothing changes</td><td>an end of one pipe taken for the end</td></tr>
 * <tr><td>closes stdout</td><td>it is ended, the turn fails</td><td>a process that nobody hears</td></tr>
 * <tr><td>exits in the middle of a prompt</td><td>the turn fails at once with exit code and stderr</td><td>a pending request for ever</td></tr>
 * <tr><td>ignores cancel</td><td>it can be ended, the turn fails then</td><td>a session that stays busy</td></tr>
 * <tr><td>ignores TERM</td><td>it is killed</td><td>a process left behind</td></tr>
 * <tr><td>answers twice</td><td>the second answer is noted</td><td>a turn that ends twice</td></tr>
 * <tr><td>uses ids that nobody gave</td><td>noted, or answered −32602</td><td>an exception in the reading thread</td></tr>
 * <tr><td>sends fields of wrong types</td><td>those are left out, the rest counts, noted once</td><td>an update lost for a detail</td></tr>
 * <tr><td>sends members twice</td><td>the last counts</td><td>a message refused that all others take</td></tr>
 * <tr><td>sends invalid UTF-8</td><td>repaired and noted</td><td>a connection dead of a byte</td></tr>
 * <tr><td>forks a child that holds the pipe</td><td>its exit is known at once, the child ends with it</td><td>waiting for the end of a file that never comes</td></tr>
 * <tr><td>asks 1,000 permissions</td><td>each is asked once and answered</td><td>mixed-up or lost answers</td></tr>
 * <tr><td>writes outside of its folder</td><td>refused with −32602, told to the person</td><td>a file touched that is not the session's</td></tr>
 * <tr><td>writes without asking</td><td>the write waits for a decision</td><td>a file changed unseen</td></tr>
 * <tr><td>runs commands without asking</td><td>the command waits for a decision</td><td>a command run unseen</td></tr>
 * </table>
 */
class MisbehaviourTest {
	@TempDir
	Path folder;

	@Test
	void silent() throws Exception {
		try (Agents agents = new Agents(folder)) {
			Failure failure = Agents.failure(agents.runtime
					.start(agents.launch(agents.setting.with(Duration.ofSeconds(3)), "silent", "stderr", "thinking"), agents.heard));
			assertTrue(failure.message().contains("did not answer initialize within 3 s") && failure.message().contains("thinking"),
					failure.message());
			agents.heard.awaitExit();
		}
	}

	@Test
	void slow() throws Exception {
		assertEquals(List.of("né 😀"), said("[[slow né 😀]]"));
	}

	@Test
	void floods() throws Exception {
		assertEquals(IntStream.rangeClosed(1, 200_000).mapToObj(Integer::toString).toList(), said("[[flood 200000]]"));
	}

	@Test
	void junkLines() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.session();
			Agents.prompt(link, "[[junk]][[junk]]");
			agents.heard.await(TurnEnded.class);
			assertEquals(List.of("before", "after", "before", "after"), agents.heard.texts());
			assertTrue(agents.heard.notes().stream().anyMatch(note -> note.contains("not JSON: this is not JSON")));
			assertEquals(5, agents.heard.notes().size(), "further ones are only counted: " + agents.heard.notes());
			Agents.get(link.end());
			agents.heard.await(item -> item instanceof Heard.Note note && note.words().endsWith("lines that were no messages"));
		}
	}

	@Test
	void halfALineThenDeath() throws Exception {
		try (Agents agents = new Agents(folder)) {
			TurnId turn = Agents.prompt(agents.session(), "[[half]]");
			assertEquals(4, agents.heard.awaitExit().code());
			TurnFailed failed = assertInstanceOf(TurnFailed.class, agents.heard.inputs().getLast());
			assertEquals(turn, failed.turn());
			assertEquals("exit 4", failed.code());
			assertEquals(List.of("last words"), agents.heard.texts());
		}
	}

	@Test
	void aLineOf20MegabytesIsTaken() throws Exception {
		List<String> said = said("[[line 20000000]][[text next]]");
		assertTrue(said.getFirst().length() > 19_999_000 && said.getFirst().length() < 20_000_000, said.getFirst().length() + "");
		assertEquals(List.of("next"), said.subList(1, said.size()));
	}

	@Test
	void aLineOf40MegabytesIsSkipped() throws Exception {
		try (Agents agents = new Agents(folder)) {
			Agents.prompt(agents.session(), "[[line 40000000]][[text next]]");
			agents.heard.await(TurnEnded.class);
			assertEquals(List.of("next"), agents.heard.texts());
			assertTrue(agents.heard.notes().getFirst().contains("too long (40000001 bytes), skipped"), agents.heard.notes().toString());
		}
	}

	@Test
	void anAnswerOf40MegabytesFailsItsTurnInWords() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.session();
			TurnId turn = Agents.prompt(link, "[[huge-answer 40000000]]");
			TurnFailed failed = agents.heard.await(TurnFailed.class);
			assertEquals(turn, failed.turn());
			assertTrue(failed.message().contains("bytes; at most 33554432 are taken"), failed.message());
			assertFalse(failed.gone());
			Agents.prompt(link, "again");
			agents.heard.awaitText("you said: again");
		}
	}

	@Test
	void closesStderr() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.session();
			Agents.prompt(link, "[[close-err]]");
			agents.heard.await(TurnEnded.class);
			Agents.prompt(link, "again");
			agents.heard.awaitText("you said: again");
			Agents.get(link.end());
			assertEquals(0, agents.heard.awaitExit().code());
		}
	}

	@Test
	void closesStdout() throws Exception {
		try (Agents agents = new Agents(folder)) {
			TurnId turn = Agents.prompt(agents.session("close-out"), "x");
			assertFalse(agents.heard.awaitExit().asked());
			assertEquals(turn, agents.heard.await(TurnFailed.class).turn());
			assertTrue(agents.heard.notes().stream().anyMatch(note -> note.contains("closed its output")), agents.heard.notes().toString());
		}
	}

	@Test
	void exitsMidPrompt() throws Exception {
		try (Agents agents = new Agents(folder)) {
			Agents.prompt(agents.session(), "[[exit 7 out of memory]]");
			TurnFailed failed = agents.heard.await(TurnFailed.class);
			assertTrue(failed.gone());
			assertTrue(failed.message().contains("exit code 7") && failed.message().contains("out of memory"), failed.message());
			assertEquals(7, agents.heard.awaitExit().code());
		}
	}

	@Test
	void ignoresCancel() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.session();
			TurnId turn = Agents.prompt(link, "[[text on it]][[never]]");
			agents.heard.awaitText("on it");
			link.cancel("ses-1");
			Agents.get(link.end());
			TurnFailed failed = agents.heard.await(TurnFailed.class);
			assertEquals(turn, failed.turn());
			assertTrue(failed.message().contains("was ended"), failed.message());
			assertTrue(agents.heard.awaitExit().asked());
		}
	}

	@Test
	void ignoresTerm() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.session("stubborn");
			Agents.prompt(link, "[[text on it]][[never]]");
			agents.heard.awaitText("on it");
			Agents.get(link.end());
			assertEquals(128 + 9, agents.heard.awaitExit().code());
			assertTrue(ProcessHandle.of(link.pid()).isEmpty());
		}
	}

	@Test
	void answersTwice() throws Exception {
		try (Agents agents = new Agents(folder)) {
			Agents.prompt(agents.session(), "[[twice]][[late]]");
			agents.heard.awaitText("late");
			assertEquals(1, agents.heard.inputs().stream().filter(TurnEnded.class::isInstance).count());
			assertTrue(agents.heard.notes().stream().anyMatch(note -> note.contains("a second answer to the same request")));
		}
	}

	@Test
	void unknownIds() throws Exception {
		try (Agents agents = new Agents(folder)) {
			Agents.prompt(agents.session(), "[[strange]]");
			agents.heard.await(TurnEnded.class);
			assertEquals(List.of("-32602 no such session: ses-unknown", "-32602 no such terminal: t-unknown"), agents.heard.texts());
			for (String words : List.of("not open here are left out: ses-unknown", "an answer to nothing we asked")) {
				assertTrue(agents.heard.notes().stream().anyMatch(note -> note.contains(words)), agents.heard.notes().toString());
			}
		}
	}

	@Test
	void wrongTypes() throws Exception {
		try (Agents agents = new Agents(folder)) {
			Agents.prompt(agents.session(), "[[wrong]][[wrong]][[text still here]]");
			agents.heard.awaitText("still here");
			AgentInput.ToolUpdate tool = agents.heard.await(AgentInput.ToolUpdate.class);
			assertEquals("odd", tool.call());
			assertEquals("edit", tool.kind());
			assertNull(tool.title());
			assertEquals(1, agents.heard.notes().stream().filter(note -> note.contains("title is not a text")).count());
			agents.heard.await(TurnEnded.class);
		}
	}

	@Test
	void duplicateKeys() throws Exception {
		assertEquals(List.of("the last one"), said("[[twin-keys]]"));
	}

	@Test
	void invalidUtf8() throws Exception {
		try (Agents agents = new Agents(folder)) {
			Agents.prompt(agents.session(), "[[broken-text]][[text next]]");
			agents.heard.await(TurnEnded.class);
			assertEquals(List.of("a\uFFFD(\uFFFDb", "next"), agents.heard.texts());
			assertTrue(agents.heard.notes().getFirst().contains("not UTF-8, repaired"), agents.heard.notes().toString());
		}
	}

	@Test
	void forksAChildThatHoldsThePipe() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.session();
			long start = System.nanoTime();
			Agents.prompt(link, "[[hold 120000]]");
			assertEquals(3, agents.heard.awaitExit().code());
			assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(60), "the child would have held it for 120 s");
			Agents.get(link.end());
			assertTrue(ProcessTable.ofThisSystem().withVariable("UMBRA_AGENT=" + agents.setting.hash(), false).isEmpty());
		}
	}

	@Test
	void asksAThousandPermissions() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.session();
			Agents.prompt(link, "[[asks 1000]]");
			agents.heard.await(item -> asked(agents).size() == 1000);
			List<AgentInput.PermissionAsked> asked = asked(agents);
			assertEquals(1000, asked.stream().map(AgentInput.PermissionAsked::request).distinct().count());
			assertEquals(IntStream.rangeClosed(1, 1000).mapToObj(i -> "call-" + i).toList(),
					asked.stream().map(each -> each.tool().call()).toList());
			asked.reversed().forEach(each -> link.answerPermission(each.request(), each.options().getFirst().id()));
			agents.heard.awaitText("1000 answered");
		}
	}

	@Test
	void writesOutsideOfItsFolder() throws Exception {
		Path inside = Files.createDirectory(folder.resolve("inside"));
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.start();
			Agents.get(link.open(Agents.opening(inside), opened -> {
			}));
			Agents.prompt(link, "[[write " + folder.resolve("outside.txt") + "|x]]");
			agents.heard.awaitText("-32602 outside of the session's folders: " + folder.resolve("outside.txt"));
			assertTrue(agents.heard.await(AgentInput.NoticeShown.class).words().contains("outside.txt"));
			assertFalse(Files.exists(folder.resolve("outside.txt")));
		}
	}

	@Test
	void writesWithoutAsking() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.session();
			Agents.prompt(link, "[[write " + folder.resolve("file.txt") + "|x]]");
			AgentInput.WriteAsked asked = agents.heard.await(AgentInput.WriteAsked.class);
			assertFalse(Files.exists(folder.resolve("file.txt")));
			link.answerAction(asked.request(), false);
			agents.heard.await(TurnEnded.class);
			assertTrue(agents.heard.texts().getFirst().contains("refused"), agents.heard.texts().toString());
			assertFalse(Files.exists(folder.resolve("file.txt")));
		}
	}

	@Test
	void runsCommandsWithoutAsking() throws Exception {
		try (Agents agents = new Agents(folder)) {
			AgentRuntime.Link link = agents.session();
			Agents.prompt(link, "[[run touch made; echo hello]]");
			AgentInput.CommandAsked asked = agents.heard.await(AgentInput.CommandAsked.class);
			assertEquals("touch made; echo hello", asked.command());
			assertFalse(Files.exists(folder.resolve("made")));
			link.answerAction(asked.request(), true);
			agents.heard.await(TurnEnded.class);
			assertEquals(List.of("{\"exitCode\":0,\"signal\":null}",
					"{\"output\":\"hello\\n\",\"truncated\":false,\"exitStatus\":{\"exitCode\":0,\"signal\":null}}"), agents.heard.texts());
			assertTrue(Files.exists(folder.resolve("made")));
			agents.heard.await(AgentInput.TerminalEnded.class);
		}
	}

	/** What the agent says in one turn, to its end. */
	private List<String> said(String prompt) throws Exception {
		try (Agents agents = new Agents(folder)) {
			Agents.prompt(agents.session(), prompt);
			agents.heard.await(TurnEnded.class);
			assertInstanceOf(TurnEnded.class, agents.heard.inputs().getLast());
			return agents.heard.texts();
		}
	}

	private static List<AgentInput.PermissionAsked> asked(Agents agents) {
		return agents.heard.inputs().stream().filter(AgentInput.PermissionAsked.class::isInstance)
				.map(AgentInput.PermissionAsked.class::cast).toList();
	}
}
