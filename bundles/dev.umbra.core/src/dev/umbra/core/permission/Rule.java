package dev.umbra.core.permission;

import java.time.Instant;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.RuleId;

/**
 * A standing answer of the person. It matches a question only by what is present in the question and was understood; every
 * part that is given must match. What a question says of itself is the agent's claim.
 *
 * @param name shown on every entry it decided
 * @param agent of this agent only, or null for all
 * @param toolKind the kind of tool ({@code read, edit, delete, move, search, execute, think, fetch, other} …), or null for any
 * @param path a pattern that every path of the question must match, or null
 * @param command a pattern that the whole command must match, or null
 */
public record Rule(RuleId id, String name, RuleEffect effect, @Nullable AgentId agent, @Nullable String toolKind,
		@Nullable String path, @Nullable String command, Instant created) {
	public Rule {
		Objects.requireNonNull(id, "id");
		Objects.requireNonNull(name, "name");
		Objects.requireNonNull(effect, "effect");
		Objects.requireNonNull(created, "created");
	}
}
