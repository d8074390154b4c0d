package dev.umbra.host;

import static dev.umbra.host.TestHost.failure;
import static dev.umbra.host.TestHost.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.AgentId;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Outcome;
import dev.umbra.core.agent.Policy;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Rules;
import dev.umbra.core.permission.Rule;
import dev.umbra.core.permission.RuleEffect;
import dev.umbra.testkit.Sample;

class RulesServiceTest {
	private static final AgentId OTHER = new AgentId("agent-2");
	@TempDir
	Path home;
	private TestHost host;

	@BeforeEach
	void begin() {
		host = new TestHost(home).with(Sample.agent(Sample.AGENT, "demo"), Sample.agent(OTHER, "other"));
	}

	private static Rules.Add rule(@Nullable String name, RuleEffect effect, @Nullable String agent, @Nullable String kind,
			@Nullable String path, @Nullable String command) {
		return new Rules.Add(CommandId.random(), name, effect, agent, kind, path, command);
	}

	private Rules.Added add(Rules.Add add) {
		return value(host.ruling.add(add));
	}

	private List<String> standing(AgentId agent) {
		return host.ruling.standing(agent).rules().stream().map(Rule::name).toList();
	}

	private Failure removed(String rule) {
		return failure(host.ruling.remove(new Rules.Remove(CommandId.random(), rule)));
	}

	@Test
	void rulesOfAllAndOfTheAgentStandInTheOrderTheyWereMade() {
		add(rule("one", RuleEffect.DENY, null, "execute", null, null));
		add(rule("two", RuleEffect.ALLOW, "demo", "edit", null, null));
		add(rule("three", RuleEffect.ASK, "other", null, null, null));
		add(rule("four", RuleEffect.ALLOW, null, null, "docs/**", null));
		assertEquals(List.of("one", "two", "four"), standing(Sample.AGENT));
		assertEquals(List.of("one", "three", "four"), standing(OTHER));
		assertEquals(List.of("one", "four"), standing(new AgentId("stranger")));
		assertEquals(Policy.ASK, host.ruling.standing(Sample.AGENT).policy());
		assertEquals(4, value(host.ruling.list(new Nothing())).rules().size());
	}

	@Test
	void aHostThatStartsKnowsWhatIsStored() {
		add(rule("one", RuleEffect.DENY, null, "execute", null, null));
		RulesService next = new RulesService(host.parts, host.lives);
		assertEquals(List.of(), next.standing(Sample.AGENT).rules());
		next.load();
		assertEquals(host.ruling.standing(Sample.AGENT), next.standing(Sample.AGENT));
	}

	@Test
	void ofTwoThatWantOneNameAtTheSameMomentOneHasIt() {
		host.rules.hold();
		CompletionStage<Outcome<Rules.Added>> first = host.ruling.add(rule("one", RuleEffect.DENY, null, "execute", null, null));
		CompletionStage<Outcome<Rules.Added>> unnamed = host.ruling.add(rule(null, RuleEffect.ASK, null, "edit", null, null));
		CompletionStage<Outcome<Rules.Added>> alike = host.ruling.add(rule(null, RuleEffect.ASK, null, "edit", null, null));
		Failure second = failure(host.ruling.add(rule("one", RuleEffect.ALLOW, null, "edit", null, null)));
		assertEquals(Failure.Code.USAGE, second.code());
		assertTrue(second.message().contains("\"one\""), second.message());
		host.rules.release();
		assertEquals(List.of("one", "ask edit", "ask edit 2"), List.of(value(first).name(), value(unnamed).name(), value(alike).name()));
		assertEquals(List.of("ask edit", "ask edit 2", "one"), standing(Sample.AGENT).stream().sorted().toList());
	}

	@Test
	void aNameThatCouldNotBeWrittenIsFree() {
		host.rules.hold();
		CompletionStage<Outcome<Rules.Added>> first = host.ruling.add(rule("one", RuleEffect.DENY, null, "execute", null, null));
		host.rules.fail(new FailureException(Failure.failed("The disk is full.", null)));
		assertEquals("The disk is full.", failure(first).message());
		host.rules.hold();
		host.rules.release();
		assertEquals("one", add(rule("one", RuleEffect.DENY, null, "execute", null, null)).name());
		assertEquals(List.of("one"), standing(Sample.AGENT));
	}

	@Test
	void aRuleWithoutANameGetsOneOfItsPartsThatIsNotTaken() {
		assertEquals("deny execute \"git push*\" of demo", add(rule(null, RuleEffect.DENY, "demo", "execute", null, "git push*")).name());
		assertEquals("deny execute \"git push*\" of demo 2", add(rule(null, RuleEffect.DENY, "demo", "execute", null, "git push*")).name());
		assertEquals("ask everything", add(rule(null, RuleEffect.ASK, null, null, null, null)).name());
		assertEquals(100, add(rule(null, RuleEffect.DENY, null, null, null, "x".repeat(500))).name().length());
		assertEquals(100, add(rule(null, RuleEffect.DENY, null, null, null, "x".repeat(500))).name().length());
		assertTrue(add(rule(null, RuleEffect.DENY, null, null, null, "\ud83d\ude00".repeat(60))).name().endsWith("\ude00…"));
	}

	@Test
	void whatCannotBeMeantIsRefusedInWords() {
		assertEquals(Failure.Code.USAGE, failure(host.ruling.add(rule("all", RuleEffect.ALLOW, null, null, null, null))).code());
		add(rule("one", RuleEffect.DENY, null, "execute", null, null));
		assertTrue(failure(host.ruling.add(rule("one", RuleEffect.ASK, null, "read", null, null))).message().contains("\"one\""));
		assertEquals(Failure.Code.USAGE, failure(host.ruling.add(rule(" ", RuleEffect.DENY, null, "read", null, null))).code());
		assertEquals(Failure.Code.USAGE, failure(host.ruling.add(rule(null, RuleEffect.DENY, null, null, "../x", null))).code());
		assertEquals(Failure.Code.NOT_FOUND, failure(host.ruling.add(rule(null, RuleEffect.DENY, "nobody", "read", null, null))).code());
		assertEquals(1, host.ruling.standing(Sample.AGENT).rules().size());
	}

	@Test
	void aRuleIsRemovedByNameIdOrItsBeginning() {
		Rules.Added one = add(rule("one", RuleEffect.DENY, null, "execute", null, null));
		Rules.Added two = add(rule("two", RuleEffect.DENY, null, "execute", null, null));
		add(rule("three", RuleEffect.DENY, null, "execute", null, null));
		assertEquals(Failure.Code.NOT_FOUND, removed("none").code());
		assertEquals(Failure.Code.NOT_FOUND, removed(one.rule().value().substring(0, 3)).code());
		value(host.ruling.remove(new Rules.Remove(CommandId.random(), one.rule().value().substring(0, 8))));
		value(host.ruling.remove(new Rules.Remove(CommandId.random(), two.rule().value())));
		value(host.ruling.remove(new Rules.Remove(CommandId.random(), "three")));
		assertEquals(List.of(), standing(Sample.AGENT));
		assertEquals(List.of(), TestHost.done(host.rules.rules()));
	}

	@Test
	void rulesOfAnAgentGoWithIt() {
		add(rule("its own", RuleEffect.ALLOW, "demo", "edit", null, null));
		add(rule("all", RuleEffect.DENY, null, "edit", null, null));
		value(host.agents.remove(new Agents.Remove(CommandId.random(), "demo", false)));
		assertEquals(List.of("all"), standing(Sample.AGENT));
		assertNull(host.lives.get(Sample.AGENT));
	}
}
