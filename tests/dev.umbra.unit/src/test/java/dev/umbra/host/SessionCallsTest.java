package dev.umbra.host;

import static dev.umbra.host.TestHost.failure;
import static dev.umbra.host.TestHost.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.agent.McpServer;
import dev.umbra.core.api.Queue;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.testkit.FakeAgentRuntime.FakeProcess;

/** What a client may do with a session besides prompting it with words. */
class SessionCallsTest {
	@TempDir
	Path home;
	@TempDir
	Path work;
	private TestHost host;

	@BeforeEach
	void begin() {
		host = new TestHost(home).withAgent();
	}

	@AfterEach
	void end() {
		host.mailboxes.end("end of the test");
	}

	private Sessions.Create create(List<McpServer> mcp, @Nullable String acpSession) {
		return new Sessions.Create(CommandId.random(), "demo", work.toString(), List.of(), "", null, mcp, acpSession);
	}

	private static Sessions.Prompt prompt(SessionId session, Sessions.NewEnclosure... enclosed) {
		return new Sessions.Prompt(CommandId.random(), session.value(), "look", "test", List.of(enclosed));
	}

	private List<Entry> entries(SessionId session) {
		return value(host.sessions.entries(new Sessions.Read(session.value(), null, 0, 0, false))).entries();
	}

	@Test
	void aPromptCarriesWhatIsEnclosedAsItWasThen() throws Exception {
		byte[] bytes = new byte[1_000_000];
		new Random(1).nextBytes(bytes);
		Path file = Files.write(work.resolve("a.bin"), bytes);
		SessionId session = host.session();
		value(host.sessions.prompt(prompt(session, new Sessions.NewEnclosure(file.toString(), null, null, null, false))));
		Files.delete(file);
		FakeProcess agent = host.runtime.nextStart().up();
		agent.nextTold();
		assertTrue(agent.nextTold().contains("[BINARY a.bin]"));
		Enclosure enclosed = ((Detail.Prompt) entries(session).getFirst().detail()).enclosures().getFirst();
		String hash = String.valueOf(enclosed.blob());
		ByteArrayOutputStream read = new ByteArrayOutputStream();
		while (read.size() < bytes.length) {
			Sessions.BlobRange range = value(host.sessions.blob(new Sessions.ReadBlob(session.value(), hash, read.size(), Integer.MAX_VALUE)));
			assertEquals(bytes.length, range.length());
			assertTrue(range.data().length() <= 1 << 20, "a range fits into a message");
			read.writeBytes(Base64.getDecoder().decode(range.data()));
		}
		assertArrayEquals(bytes, read.toByteArray());
		assertEquals(Failure.Code.NOT_FOUND, failure(host.sessions.blob(new Sessions.ReadBlob(session.value(), "none", 0, 10))).code());
	}

	@Test
	void aPromptWhoseEnclosureCannotBeReadIsNotSent() {
		SessionId session = host.session();
		Failure failure = failure(host.sessions.prompt(prompt(session,
				new Sessions.NewEnclosure(work.resolve("none.txt").toString(), null, null, null, false))));
		assertEquals(Failure.Code.USAGE, failure.code());
		assertTrue(failure.message().contains("none.txt"), failure.message());
		assertEquals(List.of(), entries(session));
		assertEquals(0, host.runtime.startsWaiting());
	}

	@Test
	void serversOfToolsAreCheckedAndKeptWithTheSession() {
		McpServer good = new McpServer.Stdio("files", "/bin/mcp", List.of(), Map.of("K", "${KEY}"));
		SessionId session = value(host.sessions.create(create(List.of(good), null))).session();
		SessionSummary kept = TestHost.done(host.entries.session(session)).orElseThrow();
		assertEquals(List.of(good), kept.mcp());
		List<List<McpServer>> bad = List.of(List.of(good, good), List.of(new McpServer.Stdio(" ", "/bin/mcp", List.of(), Map.of())),
				List.of(new McpServer.Stdio("s", "", List.of(), Map.of())),
				List.of(new McpServer.Stdio("s", "/bin/mcp", List.of(), Map.of("1K", "x"))),
				List.of(new McpServer.Http("h", "example.org", Map.of())), List.of(new McpServer.Sse("h", "file:///x", Map.of())),
				List.of(new McpServer.Http("h", "https://example.org", Map.of("a b", "x"))),
				List.of(new McpServer.Http("h", "https://example.org", Map.of("A", "x\r\nB: y"))));
		for (List<McpServer> servers : bad) {
			assertEquals(Failure.Code.USAGE, failure(host.sessions.create(create(servers, null))).code(), servers::toString);
		}
		assertEquals(1, TestHost.done(host.entries.sessions(true)).size());
	}

	@Test
	void aSessionOfTheAgentsIsTakenOverWithItsHistory() throws Exception {
		assertEquals(Failure.Code.USAGE, failure(host.sessions.create(create(List.of(), " "))).code());
		SessionId session = value(host.sessions.create(create(List.of(), "acp-old"))).session();
		assertEquals("acp-old", TestHost.done(host.entries.session(session)).orElseThrow().acpSession());
		assertEquals("adopt acp-old", host.runtime.nextStart().up().nextTold());
	}

	@Test
	void ofTwoThatTakeOneOverAtTheSameMomentOneHasIt() throws Exception {
		host.entries.hold();
		CompletionStage<Outcome<Sessions.Ref>> first = host.sessions.create(create(List.of(), "acp-old"));
		Failure second = failure(host.sessions.create(create(List.of(), "acp-old")));
		assertEquals(Failure.Code.REFUSED, second.code());
		assertTrue(second.message().contains("acp-old"), second.message());
		CompletionStage<Outcome<Sessions.Ref>> other = host.sessions.create(create(List.of(), "acp-other"));
		host.entries.release();
		SessionId session = value(first).session();
		value(other);
		Failure later = failure(host.sessions.create(create(List.of(), "acp-old")));
		assertTrue(later.message().contains(session.value()), later.message());
	}

	@Test
	void oneThatCouldNotBeTakenOverCanBeAskedForAgain() throws Exception {
		host.entries.diskFull(true);
		failure(host.sessions.create(create(List.of(), "acp-old")));
		host.entries.diskFull(false);
		value(host.sessions.create(create(List.of(), "acp-old")));
	}

	@Test
	void onlyAModeOrAnOptionCanBeChosen() {
		SessionId session = host.session();
		for (String key : List.of("model", "option:", "", "Mode")) {
			assertEquals(Failure.Code.USAGE,
					failure(host.sessions.settings(new Sessions.Choose(CommandId.random(), session.value(), key, "x", "test"))).code(), key);
		}
	}

	@Test
	void aTerminalIsEndedOnlyWhereTheAgentKnowsTheSession() throws Exception {
		SessionId session = host.session();
		value(host.sessions.killTerminal(new Sessions.KillTerminal(CommandId.random(), session.value(), "t1")));
		host.prompt(session, "go");
		FakeProcess agent = host.runtime.nextStart().up();
		agent.nextTold();
		agent.nextTold();
		value(host.sessions.killTerminal(new Sessions.KillTerminal(CommandId.random(), session.value(), "t1")));
		assertEquals("kill t1", agent.nextTold());
	}

	@Test
	void theQueueIsListedEditedMovedAndEmptied() throws Exception {
		SessionId session = host.session();
		host.prompt(session, "running");
		host.runtime.nextStart().up();
		TurnId one = host.prompt(session, "one").turn();
		TurnId two = value(host.sessions.prompt(prompt(session, new Sessions.NewEnclosure(null, "x", "image/png", "AAEC", false)))).turn();
		Queue.Listing listing = queue(session);
		assertEquals(List.of(one, two), listing.prompts().stream().map(Queue.Waiting::turn).toList());
		assertEquals("one", listing.prompts().getFirst().text());
		assertEquals("x", listing.prompts().getLast().enclosures().getFirst().name());
		assertEquals(TestHost.EPOCH, listing.epoch());
		value(host.queue.edit(new Queue.Edit(CommandId.random(), session.value(), one, "changed")));
		value(host.queue.move(new Queue.Move(CommandId.random(), session.value(), one, 9)));
		assertEquals(List.of("look", "changed"), queue(session).prompts().stream().map(Queue.Waiting::text).toList());
		assertTrue(queue(session).revision() > listing.revision());
		value(host.queue.remove(new Queue.Remove(CommandId.random(), session.value(), two)));
		assertEquals(List.of(one), queue(session).prompts().stream().map(Queue.Waiting::turn).toList());
		assertEquals(Failure.Code.NOT_FOUND,
				failure(host.queue.remove(new Queue.Remove(CommandId.random(), session.value(), two))).code());
	}

	private Queue.Listing queue(SessionId session) {
		return value(host.queue.list(new Queue.ListFor(session.value())));
	}
}
