package dev.umbra.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.umbra.core.agent.AgentDefinition;
import dev.umbra.core.agent.AgentState;
import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.core.agent.Launch;
import dev.umbra.core.agent.McpServer;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.testkit.Sample;

class ValuesTest {
	@Test
	void outcomeOfASuccessMapsItsValue() {
		Outcome<String> ok = Outcome.ok("12");
		assertEquals(Outcome.ok(12), ok.map(Integer::parseInt));
		assertEquals("12", ok.orThrow());
	}

	@Test
	void outcomeOfAFailureKeepsItAndThrowsItInWords() {
		Failure failure = Failure.busy("Too much to do.", "Try again.");
		Outcome<String> not = Outcome.notOk(failure);
		assertEquals(Outcome.notOk(failure), not.map(String::length));
		FailureException e = assertThrows(FailureException.class, not::orThrow);
		assertSame(failure, e.failure());
		assertEquals("Too much to do.", e.getMessage());
	}

	@Test
	void codesOfFailuresAreThoseOfTheContract() {
		assertEquals(List.of("not_found -32002 3", "usage -32602 2", "refused -33001 5", "busy -33002 1", "agent_failed -33003 1",
				"store_newer -33004 1", "host_unreachable -33005 4", "failed -32603 1"),
				Arrays.stream(Failure.Code.values()).map(code -> code.word() + " " + code.rpc() + " " + code.exit()).toList());
		for (Failure.Code code : Failure.Code.values()) {
			assertEquals(code, Failure.Code.ofRpc(code.rpc()));
		}
		assertEquals(Failure.Code.FAILED, Failure.Code.ofRpc(-1));
	}

	@Test
	void randomIdsAreVersionFour() {
		Set<String> seen = new HashSet<>();
		for (int i = 0; i < 1000; i++) {
			String id = Id.random();
			assertEquals(4, UUID.fromString(id).version());
			assertTrue(seen.add(id));
		}
	}

	@Test
	void idsAreOpaqueButBounded() {
		assertEquals("x", new SessionId("x").value());
		assertEquals("x", new SessionId("x").toString());
		for (String bad : List.of("", "a\nb", "\u0000", "x".repeat(201))) {
			assertThrows(IllegalArgumentException.class, () -> new SessionId(bad));
			assertThrows(IllegalArgumentException.class, () -> new AgentId(bad));
			assertThrows(IllegalArgumentException.class, () -> new EntryId(bad));
			assertThrows(IllegalArgumentException.class, () -> new TurnId(bad));
			assertThrows(IllegalArgumentException.class, () -> new CommandId(bad));
		}
		String message = assertThrows(IllegalArgumentException.class, () -> new AgentId("")).getMessage();
		assertTrue(message.contains("agent"), message);
	}

	@Test
	void whatMayCarrySecretsIsWrittenDownWithoutValues() {
		Map<String, String> values = Map.of("KEY", "hush");
		for (Object each : List.of(
				new Launch(Sample.AGENT, "demo", "umbra:demo", List.of(), values, Set.of("KEY"), DeviceLayer.EnvMode.LOGIN,
						Path.of("/tmp"), "m", Path.of("/tmp/log"), Duration.ofSeconds(1)),
				new McpServer.Stdio("s", "c", List.of(), values), new McpServer.Http("h", "http://localhost", values),
				new McpServer.Sse("e", "http://localhost", values))) {
			assertTrue(each.toString().contains("KEY") && !each.toString().contains("hush"), each.toString());
		}
	}

	@Test
	void olderIsByNumbersNotByLetters() {
		assertTrue(Version.older("1.9", "1.10"));
		assertTrue(Version.older("0.9", "1.0"));
		assertFalse(Version.older("1.1", "1.1"));
		assertFalse(Version.older("2.0", "1.9"));
	}

	@Test
	void majorIsTheFirstNumberOfAProtocol() {
		assertEquals(1, Version.major("1.0"));
		assertEquals(12, Version.major("12"));
		assertEquals(1, Version.major(Version.OWN.protocol()));
		assertThrows(IllegalArgumentException.class, () -> Version.major("x.1"));
		assertThrows(IllegalArgumentException.class, () -> Version.major(""));
	}

	@Test
	void namesOfVariablesArePosixIdentifiers() {
		for (String good : List.of("A", "_", "a1_B")) {
			DeviceLayer.checkName(good);
			assertEquals(Map.of(good, "v"), device(Map.of(good, "v")).env());
		}
		for (String bad : List.of("", "1A", "A-B", "A B", "A=B", "Ä", "A\n")) {
			IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> device(Map.of(bad, "v")));
			assertTrue(e.getMessage().contains("\"" + bad + "\""), e.getMessage());
		}
	}

	@Test
	void agentNeedsAProgramAndAName() {
		assertThrows(IllegalArgumentException.class, () -> new DeviceLayer(" ", List.of(), Map.of(), DeviceLayer.EnvMode.LOGIN, null,
				null, false, false, null, null, null));
		for (String bad : List.of("", "  ", "a\tb", "x".repeat(101))) {
			assertThrows(IllegalArgumentException.class, () -> new AgentDefinition(bad, null));
		}
		assertEquals("Ünï 1", new AgentDefinition("Ünï 1", null).name());
	}

	@Test
	void recordsKeepNothingOfTheirMakers() {
		Map<String, String> env = new HashMap<>(Map.of("A", "1"));
		DeviceLayer device = device(env);
		env.put("B", "2");
		assertEquals(Map.of("A", "1"), device.env());
		List<Detail.PlanItem> items = new ArrayList<>();
		Detail.Plan plan = new Detail.Plan(items);
		items.add(new Detail.PlanItem("a", "b", "c"));
		assertTrue(plan.items().isEmpty());
		assertThrows(UnsupportedOperationException.class, () -> plan.items().add(new Detail.PlanItem("a", "b", "c")));
	}

	private static DeviceLayer device(Map<String, String> env) {
		return new DeviceLayer("/bin/x", List.of(), env, DeviceLayer.EnvMode.CLEAN, null, null, false, false, null, null, null);
	}

	@Test
	void statusesAreThoseOfTheOneTable() {
		assertEquals("pending:ACTIVE starting:ACTIVE running:ACTIVE waiting_permission:ACTIVE waiting_input:ACTIVE waiting_key:ACTIVE "
				+ "idle:IDLE interrupted:IDLE completed:TERMINAL cancelled:TERMINAL failed:TERMINAL",
				String.join(" ", Arrays.stream(SessionStatus.values()).map(s -> s.word() + ":" + s.kind()).toList()));
		assertEquals("stopped starting ready working waiting backing_off failed",
				String.join(" ", Arrays.stream(AgentState.values()).map(AgentState::word).toList()));
		assertEquals(List.of(EntryStatus.PENDING, EntryStatus.RUNNING),
				Arrays.stream(EntryStatus.values()).filter(EntryStatus::open).toList());
	}

	@Test
	void entryIsNeverShorterThanItsText() {
		Entry entry = Sample.message("e", 1, EntryStatus.RUNNING, "hello");
		assertEquals(5, entry.withTextCut("he").length());
		assertEquals(7, entry.withText("goodbye").length());
		assertThrows(IllegalArgumentException.class, () -> entry.withTextCut("hello again"));
		assertFalse(entry.withEnd(EntryStatus.DONE, Sample.NOON).status().open());
	}

	@Test
	void editWithoutAChangeGivesTheSameSummary() {
		SessionSummary summary = Sample.summary(new SessionId("s"));
		assertEquals(summary, summary.edit().build());
		SessionSummary full = summary.edit().title("t").titleByPerson(true).status(SessionStatus.RUNNING).cwd("/x")
				.addDirs(List.of("/y")).worktree("w").branch("b").mode("m").model("o").effort("e")
				.parent(new SessionId("p")).acpSession("a").turn(new TurnId("t")).stopReason("end_turn").queued(2).queuePaused(true)
				.archived(true).revision(9).created(Sample.NOON.plusSeconds(1)).updated(Sample.NOON.plusSeconds(2))
				.ended(Sample.NOON.plusSeconds(3)).agent(new AgentId("other")).agentName("n").build();
		assertEquals(full, full.edit().build());
		assertNotEquals(summary, full);
	}
}
