package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Rules;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.permission.RuleEffect;

/** What only one can have is had by one, however close they come; and a person who stops a start need not wait for its end. */
class AtTheSameMomentTest {
	private static final int CALLS = 4;
	@TempDir
	Path temp;

	/** So many calls at once. @return the codes of those that failed */
	private static <T> List<Failure.Code> failures(Supplier<CompletionStage<Outcome<T>>> call) {
		List<CompletionStage<Outcome<T>>> answers = Stream.generate(call).limit(CALLS).toList();
		List<Failure.Code> failed = new ArrayList<>();
		for (CompletionStage<Outcome<T>> answer : answers) {
			if (Await.outcome(answer) instanceof Outcome.NotOk<T>(Failure failure)) {
				failed.add(failure.code());
			}
		}
		return failed;
	}

	@Test
	void aNameIsOfOneRuleAndASessionOfTheAgentsIsTakenOverOnce() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			folder.addDemo();
			for (int i = 0; i < 20; i++) {
				String name = "rule " + i;
				assertEquals(List.of(Failure.Code.USAGE, Failure.Code.USAGE, Failure.Code.USAGE), failures(() -> folder.remote().rules()
						.add(new Rules.Add(CommandId.random(), name, RuleEffect.ASK, null, "edit", null, null))), name);
				String old = "of-the-agents-" + i;
				assertEquals(List.of(Failure.Code.REFUSED, Failure.Code.REFUSED, Failure.Code.REFUSED),
						failures(() -> folder.remote().sessions().create(new Sessions.Create(CommandId.random(), "demo",
								folder.work().toString(), List.of(), "", null, List.of(), old))),
						old);
			}
			assertEquals(20, Await.ok(folder.remote().rules().list(new Nothing())).rules().stream().map(each -> each.name()).distinct().count());
			assertEquals(20, Await.ok(folder.remote().sessions().list(new Sessions.ListAll(true))).sessions().size());
			try (Running one = folder.umbra().start("rule", "add", "--ask", "--kind", "edit", "--name", "by two");
					Running two = folder.umbra().start("rule", "add", "--ask", "--kind", "edit", "--name", "by two")) {
				assertEquals(List.of(0, 2), Stream.of(one.ended().exit(), two.ended().exit()).sorted().toList());
			}
		}
	}

	@Test
	void anAgentThatIsStoppedWhileItStartsEndsAtOnce() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			folder.umbra().run("host", "set", "start-timeout=PT1H").ok();
			folder.addFake("mute", "garbage");
			String session = folder.session("mute");
			folder.prompt(session, "hello");
			Await.until("the agent's process", () -> !folder.agents().isEmpty());
			folder.umbra().run("agent", "stop", "mute").exits(5);
			// far below the hour that it might take to start
			folder.umbra().run("agent", "stop", "mute", "--force").ok();
			assertTrue(folder.agents().isEmpty(), () -> "left behind: " + folder.agents());
			Agents.One stopped = Await.ok(folder.remote().agents().get(new Agents.Get("mute")));
			assertEquals("stopped", stopped.state().word());
			assertEquals(null, stopped.lastError());
			Await.until("the end of the turn", () -> folder.summary(session).turn() == null);
			assertTrue(folder.entries(session, "error").getLast().path("text").asText().contains("was stopped before it came up"));
		}
	}

	@Test
	void commandsTellWhatTheyDidAsTheyEnd() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			folder.addDemo();
			folder.session("demo");
			folder.umbra().run("session", "list").ok();
			Await.until("the report of a command that has ended", () -> {
				for (JsonNode client : metrics(folder).path("clients")) {
					if (client.at("/calls/sessions~1list/ok").asInt() == 1) {
						assertEquals("cli", client.path("client").asText());
						assertFalse(client.path("connected").asBoolean());
						return true;
					}
				}
				return false;
			});
			JsonNode metrics = metrics(folder);
			assertEquals(1, metrics.at("/host/calls/sessions~1list/ok").asInt(), metrics::toString);
			assertEquals(1, metrics.at("/host/calls/sessions~1create/ok").asInt(), metrics::toString);
			assertTrue(metrics.at("/host/storeCommits").asInt() > 0, metrics::toString);
			assertTrue(metrics.at("/total/calls/hello/ok").asInt() >= 2, metrics::toString);
			assertFalse(metrics.toString().contains(temp.toString()), metrics::toString);
			assertTrue(folder.umbra().run("metrics", "--history").ok().out().contains("MINUTE"));
		}
	}

	private static JsonNode metrics(HostFolder folder) {
		return folder.umbra().run("metrics", "--json").ok().json();
	}
}
