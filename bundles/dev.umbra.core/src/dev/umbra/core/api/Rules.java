package dev.umbra.core.api;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.Outcome;
import dev.umbra.core.RuleId;
import dev.umbra.core.permission.Rule;
import dev.umbra.core.permission.RuleEffect;

/** A person's standing answers to what agents ask (docs/formats/rules.md). They hold from the next question on. */
public interface Rules {
	CompletionStage<Outcome<Listing>> list(Nothing p);

	/** A pattern that can never match, or a rule that would allow everything to everyone unnoticed, is {@code usage}. */
	CompletionStage<Outcome<Added>> add(Add p);

	CompletionStage<Outcome<Done>> remove(Remove p);

	record Listing(List<Rule> rules) {
		public Listing {
			rules = List.copyOf(rules);
		}
	}

	/**
	 * @param name shown wherever it decided; null: made from its parts
	 * @param agent name or id, or null for all
	 */
	record Add(CommandId command, @Nullable String name, RuleEffect effect, @Nullable String agent,
			@Nullable String toolKind, @Nullable String path, @Nullable String pattern) implements Changing {
		public Add {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(effect, "effect");
		}
	}

	record Added(RuleId rule, String name) {
	}

	/** @param rule its name, its id or a unique beginning of one */
	record Remove(CommandId command, String rule) implements Changing {
		public Remove {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(rule, "rule");
		}
	}
}
