package dev.umbra.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Outcome;
import dev.umbra.core.RuleId;
import dev.umbra.core.agent.Policy;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Rules;
import dev.umbra.core.permission.Rule;
import dev.umbra.core.permission.RuleEffect;
import dev.umbra.core.permission.Standing;
import dev.umbra.core.port.Entries;
import dev.umbra.wire.Codec;
import dev.umbra.wire.Methods;

/** {@link Rules}, carried out here; knows all rules in memory, for whoever decides. Any thread. */
final class RulesService implements Rules {
	private static final Duration LOAD_LIMIT = Duration.ofSeconds(30);
	private static final int MAX_NAME = 100;
	private static final int MAX_PATTERN = 4096;
	private final HostParts parts;
	private final AgentLives lives;
	/** In the order they were made; replaced whole, under the monitor. */
	private volatile List<Rule> rules = List.of();

	RulesService(HostParts parts, AgentLives lives) {
		this.parts = parts;
		this.lives = lives;
	}

	/** Reads the rules from the store; before anything else. Blocks. */
	void load() {
		rules = parts.rules().rules().toCompletableFuture().orTimeout(LOAD_LIMIT.toSeconds(), TimeUnit.SECONDS).join();
	}

	/** What holds for an agent at this moment. */
	Standing standing(AgentId agent) {
		AgentLife life = lives.get(agent);
		return new Standing(life == null ? Policy.ASK : life.record().device().policy(),
				rules.stream().filter(rule -> rule.agent() == null || rule.agent().equals(agent)).toList());
	}

	/** Rules of this agent are gone from the store, with it. */
	synchronized void agentRemoved(AgentId agent) {
		rules = rules.stream().filter(rule -> !agent.equals(rule.agent())).toList();
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(Nothing p) {
		return Stages.outcome(() -> CompletableFuture.completedFuture(new Listing(rules)));
	}

	@Override
	public CompletionStage<Outcome<Added>> add(Add p) {
		return Stages.outcome(() -> {
			Rule rule = rule(p);
			Added added = new Added(rule.id(), rule.name());
			return parts.rules().addRule(rule, new Entries.CommandResult(p.command(), Methods.RULES_ADD.name(), Codec.json(added)))
					.thenApply(nothing -> {
						keep(rule);
						return added;
					});
		});
	}

	private synchronized void keep(Rule rule) {
		List<Rule> more = new ArrayList<>(rules);
		more.add(rule);
		rules = List.copyOf(more);
	}

	private Rule rule(Add p) {
		AgentLife agent = p.agent() == null ? null : lives.find(p.agent());
		if (agent != null && agent.record().adHoc()) {
			throw new FailureException(Failure.usage("The agent " + agent.record().name() + " is there for one run only; no rule is kept for it.",
					"Leave the agent out, or add one: umbra agent add"));
		}
		String kind = part("kind of tool", p.toolKind(), MAX_NAME);
		String path = part("pattern of paths", p.path(), MAX_PATTERN);
		String command = part("pattern of commands", p.pattern(), MAX_PATTERN);
		if (p.effect() == RuleEffect.ALLOW && kind == null && path == null && command == null && agent == null) {
			throw new FailureException(Failure.usage("A rule that allows everything to every agent is not made.",
					"Say for which kind of tool, path, command or agent; or let one agent do all: umbra agent set NAME policy=allow_all"));
		}
		String given = part("name", p.name(), MAX_NAME);
		if (given != null && rules.stream().anyMatch(rule -> rule.name().equals(given))) {
			throw new FailureException(Failure.usage("There is a rule \"" + given + "\" already.",
					"Choose another name, or remove it first: umbra rule remove \"" + given + "\""));
		}
		String name = given != null ? given : unused(name(p.effect(), kind, path, command, agent));
		return new Rule(RuleId.random(), name, p.effect(), agent == null ? null : agent.record().id(), kind, path, command,
				parts.clocks().instant());
	}

	private static @Nullable String part(String what, @Nullable String text, int max) {
		if (text == null) {
			return null;
		}
		if (text.isBlank() || text.length() > max || text.chars().anyMatch(Character::isISOControl)) {
			throw new FailureException(Failure.usage("The " + what + " of a rule has 1 to " + max
					+ " characters and no control characters: \"" + shown(text.strip()) + "\"", "Leave it out if it does not matter."));
		}
		return text.strip();
	}

	private static String shown(String text) {
		String cut = text.length() > MAX_NAME ? text.substring(0, MAX_NAME) + "…" : text;
		return cut.chars().mapToObj(c -> Character.isISOControl(c) ? "?" : Character.toString(c)).collect(Collectors.joining());
	}

	/** For example {@code deny execute "git push*" of demo}. */
	private static String name(RuleEffect effect, @Nullable String kind, @Nullable String path, @Nullable String command,
			@Nullable AgentLife agent) {
		String what = Stream.of(kind, path == null ? null : "\"" + path + "\"", command == null ? null : "\"" + command + "\"")
				.filter(Objects::nonNull).collect(Collectors.joining(" "));
		String name = effect.word() + " " + (what.isEmpty() ? "everything" : what)
				+ (agent == null ? "" : " of " + agent.record().name());
		return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME - 1) + "…";
	}

	private String unused(String name) {
		String free = name;
		for (int n = 2; taken(free); n++) {
			String number = " " + n;
			free = name.substring(0, Math.min(name.length(), MAX_NAME - number.length())) + number;
		}
		return free;
	}

	private boolean taken(String name) {
		return rules.stream().anyMatch(rule -> rule.name().equals(name));
	}

	@Override
	public CompletionStage<Outcome<Done>> remove(Remove p) {
		return Stages.outcome(() -> {
			Rule rule = find(p.rule());
			return parts.rules()
					.removeRule(rule.id(), new Entries.CommandResult(p.command(), Methods.RULES_REMOVE.name(), Codec.json(new Done())))
					.thenApply(nothing -> {
						forget(rule.id());
						return new Done();
					});
		});
	}

	private synchronized void forget(RuleId id) {
		rules = rules.stream().filter(rule -> !rule.id().equals(id)).toList();
	}

	/** By id or name, else by a beginning of an id, at least four characters. */
	private Rule find(String reference) {
		List<Rule> found = rules.stream().filter(rule -> rule.id().value().equals(reference)).toList();
		if (found.isEmpty()) {
			found = rules.stream().filter(rule -> rule.name().equals(reference)).toList();
		}
		if (found.isEmpty() && reference.length() >= 4) {
			found = rules.stream().filter(rule -> rule.id().value().startsWith(reference)).toList();
		}
		if (found.size() == 1) {
			return found.getFirst();
		}
		throw new FailureException(found.isEmpty()
				? Failure.notFound("There is no rule \"" + reference + "\".", "See those there are with: umbra rule list")
				: Failure.usage("Several rules are called \"" + reference + "\": "
						+ found.stream().map(rule -> rule.id().value()).collect(Collectors.joining(", ")), "Name one by its id."));
	}
}
