package dev.umbra.host;

import static dev.umbra.host.TestHost.failure;
import static dev.umbra.host.TestHost.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Attention;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.testkit.FakeAgentRuntime.FakeProcess;

class AttentionTest {
	@TempDir
	Path home;
	private TestHost host;
	private SessionId session;
	private FakeProcess agent;

	@BeforeEach
	void begin() throws Exception {
		host = new TestHost(home).withAgent();
		session = host.session();
		host.prompt(session, "go");
		agent = host.runtime.nextStart().up();
		agent.nextTold();
		agent.nextTold();
	}

	@AfterEach
	void end() {
		host.mailboxes.end("end of the test");
	}

	private Attention.Item permission() throws Exception {
		agent.say("acp-1", new AgentInput.PermissionAsked("r1",
				new AgentInput.ToolUpdate("call", true, "Write", "edit", null, null, null, null, null), List.of("/tmp/x"), null,
				List.of(new Detail.Option("yes", "allow_once", "Allow"), new Detail.Option("no", "reject_once", "Reject"))));
		host.entries.awaitSession(session, s -> s.status() == SessionStatus.WAITING_PERMISSION);
		return items().getFirst();
	}

	private Attention.Item input() throws Exception {
		agent.say("acp-1", new AgentInput.InputAsked("r2", null, "Which one?", "Choose",
				List.of(new Detail.Field("name", "Name", null, "string", true, List.of(), null, null, null, null, null)), null, null));
		host.entries.awaitSession(session, s -> s.status() == SessionStatus.WAITING_INPUT);
		return items().getFirst();
	}

	private List<Attention.Item> items() {
		return value(host.attention.list(new Attention.ListAll())).items();
	}

	private static Attention.Answer answer(Attention.Item item, @Nullable String option, String client) {
		return new Attention.Answer(CommandId.random(), item.item().value(), option, client);
	}

	@Test
	void whoComesTooLateIsToldWhoWasFirst() throws Exception {
		Attention.Item item = permission();
		assertEquals("permission", item.type());
		assertEquals(List.of("/tmp/x"), permission(item).paths());
		value(host.attention.answer(answer(item, "yes", "ide:work")));
		assertEquals("permission r1 yes", agent.nextTold());
		assertEquals(List.of(), items());
		Failure late = failure(host.attention.answer(answer(item, "no", "cli")));
		assertEquals(Failure.Code.REFUSED, late.code());
		assertTrue(late.message().contains("ide:work"), late.message());
		Failure byBeginning = failure(host.attention.answer(
				new Attention.Answer(CommandId.random(), item.item().value().substring(0, 8), "no", "cli")));
		assertTrue(byBeginning.message().contains("ide:work"), byBeginning.message());
		assertEquals(List.of(), agent.told());
	}

	@Test
	void twoAnswersAtTheSameTimeAreOneAndOneRefusal() throws Exception {
		Attention.Item item = permission();
		host.entries.hold();
		var first = host.attention.answer(answer(item, "yes", "one"));
		var second = host.attention.answer(answer(item, "no", "two"));
		host.entries.release();
		value(first);
		Failure late = failure(second);
		assertEquals(Failure.Code.REFUSED, late.code());
		assertTrue(late.message().contains("one"), late.message());
		assertEquals("permission r1 yes", agent.nextTold());
	}

	@Test
	void aFormIsAcceptedWithWhatWasFilledInDeclinedOrCancelled() throws Exception {
		Attention.Item item = input();
		assertEquals("input", item.type());
		assertEquals("Which one?", item.text());
		Detail.Input form = form(item);
		assertEquals("name", form.fields().getFirst().name());
		assertEquals(Failure.Code.USAGE, failure(host.attention.answer(filled(item, "[1]"))).code());
		assertEquals(Failure.Code.USAGE, failure(host.attention.answer(filled(item, "{name"))).code());
		value(host.attention.answer(filled(item, "{\"name\":\"x\"}")));
		assertEquals("input r2 accept {\"name\":\"x\"}", agent.nextTold());
		value(host.attention.answer(answer(input(), "decline", "cli")));
		assertEquals("input r2 decline", agent.nextTold());
	}

	private static Attention.Answer filled(Attention.Item item, String json) {
		return new Attention.Answer(CommandId.random(), item.item().value(), "accept", "cli", json, false);
	}

	private static Detail.Permission permission(Attention.Item item) {
		Detail.Permission permission = item.permission();
		if (permission == null) {
			throw new AssertionError("no permission in " + item);
		}
		return permission;
	}

	private static Detail.Input form(Attention.Item item) {
		Detail.Input form = item.input();
		if (form == null) {
			throw new AssertionError("no form in " + item);
		}
		return form;
	}

	@Test
	void whatNeverWaitedIsNotFound() {
		assertEquals(Failure.Code.NOT_FOUND,
				failure(host.attention.answer(new Attention.Answer(CommandId.random(), "abcdef", "yes", "cli"))).code());
		assertEquals(Failure.Code.NOT_FOUND,
				failure(host.attention.answer(new Attention.Answer(CommandId.random(), "a", "yes", "cli"))).code());
	}
}
