package dev.umbra.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.Failure;
import dev.umbra.core.RuleId;
import dev.umbra.core.agent.AgentState;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Rules;
import dev.umbra.core.permission.Rule;
import dev.umbra.core.permission.RuleEffect;
import dev.umbra.testkit.Sample;
import dev.umbra.wire.Methods;

class RuleCommandsTest {
	private Typist typist;

	@BeforeEach
	void open(@TempDir Path folder) {
		typist = new Typist(folder);
		Agents.One demo = new Agents.One(Sample.agent(Sample.AGENT, "demo"), AgentState.STOPPED, Sample.NOON, null, null, null, 0);
		typist.host.answer(Methods.AGENTS_GET, demo).answer(Methods.AGENTS_LIST, new Agents.Listing("epoch", 1, List.of(demo)))
				.answer(Methods.RULES_ADD, new Rules.Added(new RuleId("rule-0001"), "allow git status"))
				.answer(Methods.RULES_REMOVE, new Done());
	}

	@AfterEach
	void close() {
		typist.close();
	}

	@Test
	void rulesAreListedInTheOrderInWhichTheyDecide() {
		typist.host.answer(Methods.RULES_LIST, new Rules.Listing(List.of(
				new Rule(new RuleId("r1"), "status", RuleEffect.ALLOW, Sample.AGENT, "execute", null, "git status*", Sample.NOON),
				new Rule(new RuleId("r2"), "no keys", RuleEffect.DENY, null, null, "**/.env", null, Sample.NOON))));
		JsonNode json = typist.ok("rule", "list", "--json").json();
		assertEquals("{\"rule\":\"r2\",\"name\":\"no keys\",\"effect\":\"deny\",\"agent\":null,\"agentId\":null,\"kind\":null,"
				+ "\"path\":\"**/.env\",\"command\":null,\"created\":\"2030-01-02T12:00:00Z\"}", json.path(0).toString());
		assertEquals("demo", json.path(1).path("agent").asText());
		String text = typist.ok("rule", "list").out();
		assertTrue(text.indexOf("no keys") < text.indexOf("git status*") && text.contains("demo"), text);
		typist.host.answer(Methods.RULES_LIST, new Rules.Listing(List.of()));
		assertTrue(typist.ok("rule", "list").out().startsWith("No rules"), typist.out());
	}

	@Test
	void aRuleIsAddedWithItsParts() {
		typist.ok("rule", "add", "--allow", "--agent", "demo", "--kind", "execute", "--command", "git status*", "--name", "status", "--json");
		JsonNode add = typist.host.asked(Methods.RULES_ADD).getLast();
		assertEquals("allow", add.path("effect").asText());
		assertEquals("agent-1", add.path("agent").asText(), "by id: a name may change");
		assertEquals("execute", add.path("toolKind").asText());
		assertEquals("git status*", add.path("pattern").asText());
		assertEquals("status", add.path("name").asText());
		assertEquals("{\"rule\":\"rule-0001\",\"name\":\"allow git status\"}\n", typist.out());
		typist.ok("rule", "add", "--deny", "--path", "**/.env");
		assertEquals("**/.env", typist.host.asked(Methods.RULES_ADD).getLast().path("path").asText());
	}

	@Test
	void aRuleDoesOneThing() {
		typist.fails(2, "rule", "add", "--kind", "edit");
		typist.fails(2, "rule", "add", "--allow", "--deny", "--kind", "edit");
		typist.fails(2, "rule", "remove");
		assertTrue(typist.host.asked(Methods.RULES_ADD).isEmpty());
	}

	@Test
	void aRuleIsRemovedByWhatTheHostKnowsItBy() {
		assertEquals("Removed.\n", typist.ok("rule", "remove", "no keys").out());
		assertEquals("no keys", typist.host.asked(Methods.RULES_REMOVE).getLast().path("rule").asText());
		typist.host.refuse(Methods.RULES_REMOVE, Failure.notFound("There is no rule \"x\".", "See: umbra rule list"));
		typist.fails(3, "rule", "remove", "x");
	}

	@Test
	void anAgentMayNotChangeRules() {
		typist.asAgent();
		assertTrue(typist.fails(5, "rule", "add", "--allow", "--kind", "edit").contains("UMBRA_AGENT"), typist.err());
		typist.fails(5, "rule", "remove", "x");
		assertTrue(typist.host.asked(Methods.RULES_ADD).isEmpty() && typist.host.asked(Methods.RULES_REMOVE).isEmpty());
	}
}
