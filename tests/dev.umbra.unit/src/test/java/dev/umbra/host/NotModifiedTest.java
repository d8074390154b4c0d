package dev.umbra.host;

import static dev.umbra.host.TestHost.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.Cause;
import dev.umbra.core.CommandId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.testkit.FakeAgentRuntime.FakeProcess;
import dev.umbra.wire.Codec;

/** Whoever says what it has is told in a few bytes that there is nothing newer, and never so where there is. */
class NotModifiedTest {
	@TempDir
	Path home;
	private TestHost host;

	@BeforeEach
	void begin() {
		host = new TestHost(home).withAgent();
	}

	@AfterEach
	void end() {
		host.mailboxes.end("end of the test");
	}

	private Sessions.One get(SessionId session, String ifRevision) {
		return value(host.sessions.get(new Sessions.Get(session.value(), ifRevision)));
	}

	private Sessions.Listing list(String ifRevision) {
		return value(host.sessions.list(new Sessions.ListAll(false, ifRevision)));
	}

	private static String position(Sessions.Listing listing) {
		return listing.epoch() + ":" + listing.revision();
	}

	private void rename(SessionId session, String title) {
		value(host.sessions.rename(new Sessions.Rename(CommandId.random(), session.value(), title)));
	}

	/** Bytes of the line on the wire, with the longest numbers an hour of hard work makes. */
	private static int bytes(Object result) {
		String line = "{\"jsonrpc\":\"2.0\",\"id\":1000000,\"result\":" + Codec.json(result) + "}\n";
		return line.replace("\"" + TestHost.EPOCH + "\"", "\"1ff60d8a\"").getBytes(StandardCharsets.UTF_8).length + "000000".length();
	}

	@Test
	void aSessionThatDidNotChangeCostsFewerThanAHundredBytes() {
		SessionId session = host.session();
		Sessions.One first = get(session, null);
		assertNotNull(first.summary());
		Sessions.One again = get(session, first.epoch() + ":" + first.revision());
		assertNull(again.summary());
		assertTrue(bytes(again) < 100, Codec.json(again));
		rename(session, "another");
		assertNotNull(get(session, first.epoch() + ":" + first.revision()).summary());
	}

	@Test
	void aListThatDidNotChangeCostsFewerThanAHundredBytes() {
		SessionId session = host.session();
		Sessions.Listing first = list(null);
		assertNotNull(first.sessions());
		Sessions.Listing again = list(position(first));
		assertNull(again.sessions());
		assertTrue(bytes(again) < 100, Codec.json(again));
		rename(session, "another");
		Sessions.Listing changed = list(position(first));
		assertNotNull(changed.sessions());
		assertEquals("another", changed.sessions().getFirst().title());
	}

	@Test
	void aListIsAnotherWhenASessionComesClosesOrGoes() {
		SessionId session = host.session();
		String before = position(list(null));
		SessionId second = host.session();
		Sessions.Listing two = list(before);
		assertEquals(2, two.sessions().size());
		value(host.sessions.close(new Sessions.Close(CommandId.random(), second.value(), Sessions.CloseMode.ASK, "test")));
		Sessions.Listing one = list(position(two));
		assertEquals(session, one.sessions().getFirst().id());
		value(host.sessions.delete(new Sessions.Delete(CommandId.random(), second.value(), "test")));
		assertNotNull(list(position(one)).sessions());
	}

	private Agents.Listing agents(String ifRevision) {
		return value(host.agents.list(new Agents.ListAll(ifRevision)));
	}

	private static String position(Agents.Listing listing) {
		return listing.epoch() + ":" + listing.revision();
	}

	@Test
	void agentsThatDidNotChangeCostFewerThanAHundredBytes() {
		Agents.Listing first = agents(null);
		assertEquals(1, first.agents().size());
		Agents.Listing again = agents(position(first));
		assertNull(again.agents());
		assertTrue(bytes(again) < 100, Codec.json(again));
		host.lives.changed(Cause.SYSTEM);
		assertNotNull(agents(position(first)).agents());
		assertNotNull(agents("other:" + first.revision()).agents());
	}

	@Test
	void agentsOfWhichMoreIsKnownAtTheSameRevisionAreToldAgain() {
		Agents.Listing none = agents(null);
		host.session();
		Agents.Listing one = agents(position(none));
		assertEquals(none.revision(), one.revision());
		assertEquals(1, one.agents().getFirst().sessions());
		// who has which of the two is not known
		assertNotNull(agents(position(one)).agents());
		host.lives.changed(Cause.SYSTEM);
		assertNull(agents(position(agents(null))).agents());
	}

	private void ask(SessionId session) throws Exception {
		host.prompt(session, "go");
		FakeProcess agent = host.runtime.nextStart().up();
		agent.nextTold();
		agent.nextTold();
		agent.say("acp-1", new AgentInput.InputAsked("r2", null, "Which one?", "Choose",
				List.of(new Detail.Field("name", "Name", null, "string", true, List.of(), null, null, null, null, null)), null, null));
		host.entries.awaitSession(session, s -> s.status() == SessionStatus.WAITING_INPUT);
	}

	@Test
	void whatWaitsAndDidNotChangeCostsFewerThanAHundredBytes() throws Exception {
		SessionId session = host.session();
		Attention.Listing first = value(host.attention.list(new Attention.ListAll()));
		assertEquals(List.of(), first.items());
		String position = first.epoch() + ":" + first.revision();
		Attention.Listing again = value(host.attention.list(new Attention.ListAll(position)));
		assertNull(again.items());
		assertTrue(bytes(again) < 100, Codec.json(again));
		ask(session);
		Attention.Listing one = value(host.attention.list(new Attention.ListAll(position)));
		assertEquals(1, one.items().size());
		String then = one.epoch() + ":" + one.revision();
		assertNull(value(host.attention.list(new Attention.ListAll(then))).items());
		rename(session, "another");
		assertEquals("another", value(host.attention.list(new Attention.ListAll(then))).items().getFirst().sessionTitle());
	}

	@Test
	void anotherEpochAndAPositionAboveTheHostsAreAnsweredWithEverything() {
		SessionId session = host.session();
		Sessions.Listing now = list(null);
		assertNotNull(list("other:" + now.revision()).sessions());
		assertNotNull(list(now.epoch() + ":" + (now.revision() + 1)).sessions());
		assertNotNull(get(session, "other:1").summary());
		assertNotNull(get(session, TestHost.EPOCH + ":9").summary());
	}
}
