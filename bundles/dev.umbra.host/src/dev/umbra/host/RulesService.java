package dev.umbra.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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
import dev.umbra.core.permission.RuleCheck;
import dev.umbra.core.permission.RuleEffect;
import dev.umbra.core.permission.Standing;
import dev.umbra.core.port.Entries;
import dev.umbra.wire.Codec;
import dev.umbra.wire.Methods;

/** {@link Rules}, carried out here; knows all rules in memory, for whoever decides. Any thread. */
final class RulesService implements Rules {
	private static final Duration LOAD_LIMIT = Duration.ofSeconds(30);
	private static final int MAX_NAME = 100;
	private final HostParts parts;
	private final AgentLives lives;
	/** In the order they were made; replaced whole, under the monitor. */
	private volatile List<Rule> rules = List.of();
	/** Names of rules that are being written; under the monitor. Of two calls that want one name at the same moment, one has it. */
	private final Set<String> reserved = new HashSet<>();

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
			Rule rule = reserved(p);
			try {
				Added added = new Added(rule.id(), rule.name());
				return parts.rules()
						.addRule(rule, new Entries.CommandResult(p.command(), Methods.RULES_ADD.name(), Codec.json(added)))
						.handle((nothing, error) -> {
							written(rule, error == null);
							return error == null ? CompletableFuture.completedFuture(added) : CompletableFuture.<Added>failedFuture(error);
						}).thenCompose(Function.identity());
			} catch (RuntimeException e) {
				written(rule, false);
				throw e;
			}
		});
	}

	/** The rule that is meant, its name reserved until it is {@link #written}. @throws FailureException in words, if it cannot be meant */
	private synchronized Rule reserved(Add p) {
		Rule rule = rule(p);
		reserved.add(rule.name());
		return rule;
	}

	private synchronized void written(Rule rule, boolean kept) {
		reserved.remove(rule.name());
		if (kept) {
			List<Rule> more = new ArrayList<>(rules);
			more.add(rule);
			rules = List.copyOf(more);
		}
	}

	/** With the monitor. */
	private Rule rule(Add p) {
		AgentLife agent = p.agent() == null ? null : lives.find(p.agent());
		if (agent != null && agent.record().adHoc()) {
			throw new FailureException(Failure.usage("The agent " + agent.record().name() + " is there for one run only; no rule is kept for it.",
					"Leave the agent out, or add one: umbra agent add"));
		}
		String given = stripped(p.name());
		if (given != null && taken(given)) {
			throw new FailureException(Failure.usage("There is a rule \"" + given + "\" already.",
					"Choose another name, or remove it first: umbra rule remove \"" + given + "\""));
		}
		String kind = stripped(p.toolKind());
		String path = stripped(p.path());
		String command = stripped(p.pattern());
		String name = given != null ? given : unused(name(p.effect(), kind, path, command, agent));
		Rule rule = new Rule(RuleId.random(), name, p.effect(), agent == null ? null : agent.record().id(), kind, path, command,
				parts.clocks().instant());
		Failure refusal = RuleCheck.refusal(rule);
		if (refusal != null) {
			throw new FailureException(refusal);
		}
		return rule;
	}

	private static @Nullable String stripped(@Nullable String text) {
		return text == null ? null : text.strip();
	}

	/** For example {@code deny execute "git push*" of demo}. */
	private static String name(RuleEffect effect, @Nullable String kind, @Nullable String path, @Nullable String command,
			@Nullable AgentLife agent) {
		String what = Stream.of(kind, path == null ? null : "\"" + path + "\"", command == null ? null : "\"" + command + "\"")
				.filter(Objects::nonNull).collect(Collectors.joining(" "));
		String name = effect.word() + " " + (what.isEmpty() ? "everything" : what)
				+ (agent == null ? "" : " of " + agent.record().name());
		return cut(name.chars().map(c -> Character.isISOControl(c) ? ' ' : c)
				.collect(StringBuilder::new, (text, c) -> text.append((char) c), StringBuilder::append).toString(), MAX_NAME);
	}

	/** Never inside a pair. */
	private static String cut(String name, int most) {
		if (name.length() <= most) {
			return name;
		}
		int end = most - 1;
		return name.substring(0, Character.isHighSurrogate(name.charAt(end - 1)) ? end - 1 : end) + "…";
	}

	private String unused(String name) {
		String free = name;
		for (int n = 2; taken(free); n++) {
			String number = " " + n;
			free = cut(name, MAX_NAME - number.length()) + number;
		}
		return free;
	}

	private boolean taken(String name) {
		return reserved.contains(name) || rules.stream().anyMatch(rule -> rule.name().equals(name));
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
