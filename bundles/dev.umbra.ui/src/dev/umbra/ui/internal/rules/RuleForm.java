package dev.umbra.ui.internal.rules;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.api.Rules;
import dev.umbra.core.permission.RuleEffect;
import dev.umbra.core.session.Detail;

/**
 * A rule as it is written in the dialog. Any thread.
 *
 * @param agent name or id, or null for all
 * @param kind a tool's kind as agents say it, or null for any
 * @param path a pattern, blank for any; {@code command} likewise
 * @param name blank: made from the other parts
 */
public record RuleForm(RuleEffect effect, @Nullable String agent, @Nullable String kind, String path, String command, String name) {
	/** Kinds that agents say, in the order they are offered. */
	static final List<String> KINDS = List.of("read", "edit", "delete", "move", "search", "execute", "think", "fetch", "switch_mode", "other");
	private static final int LONGEST_NAME = 100;

	/** Where a problem is said. */
	enum Field {
		WHAT, PATH, COMMAND, NAME
	}

	static final RuleForm EMPTY = new RuleForm(RuleEffect.ASK, null, null, "", "", "");

	/** Allows just what is asked for, to who asks for it: the person makes it wider if that is meant. */
	public static RuleForm of(Detail.Permission permission, @Nullable String agent) {
		String kind = KINDS.contains(permission.kind()) && !permission.kind().equals("other") ? permission.kind() : null;
		String command = permission.command() == null ? "" : permission.command().strip();
		// one pattern must match every path of a question: several have none that says just them
		String path = command.isEmpty() && permission.paths().size() == 1 ? permission.paths().getFirst() : "";
		return new RuleForm(RuleEffect.ALLOW, agent, kind, path, oneLine(command) ? command : "", "");
	}

	private static boolean oneLine(String text) {
		return text.chars().noneMatch(Character::isISOControl);
	}

	/** In words, by field; empty if it can be added, as far as it can be known here. */
	Map<Field, String> problems() {
		Map<Field, String> problems = new EnumMap<>(Field.class);
		if (path.isBlank() && command.isBlank() && kind == null && (agent == null || effect == RuleEffect.ALLOW)) {
			problems.put(Field.WHAT, effect == RuleEffect.ALLOW ? Messages.problem_everything : Messages.problem_nothing);
		}
		if (List.of(path.split("[/\\\\]")).contains("..")) {
			problems.put(Field.PATH, Messages.problem_dots);
		}
		if (!oneLine(command) || !oneLine(path)) {
			problems.put(oneLine(path) ? Field.COMMAND : Field.PATH, Messages.problem_lines);
		}
		if (name.strip().length() > LONGEST_NAME) {
			problems.put(Field.NAME, Messages.problem_name);
		}
		return problems;
	}

	/** The call that adds it; only without {@link #problems}. */
	Rules.Add add(CommandId id) {
		return new Rules.Add(id, name.isBlank() ? null : name.strip(), effect, agent, kind, path.isBlank() ? null : path.strip(),
				command.isBlank() ? null : command.strip());
	}
}
