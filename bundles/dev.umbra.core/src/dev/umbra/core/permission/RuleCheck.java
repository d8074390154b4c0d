package dev.umbra.core.permission;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;

/** What a rule must be to be taken. */
public final class RuleCheck {
	private static final int LONGEST_NAME = 100;
	private static final int LONGEST_PATTERN = 4096;

	private RuleCheck() {
	}

	/** Why a rule cannot be made, in words; null if it can. */
	public static @Nullable Failure refusal(Rule rule) {
		String what = "The rule \"" + rule.name() + "\" ";
		if (rule.name().isBlank() || rule.name().length() > LONGEST_NAME || controls(rule.name())) {
			return Failure.usage("The name of a rule is a line of 1 to " + LONGEST_NAME + " characters.",
					"Give it another name.");
		}
		if (rule.effect() == RuleEffect.ALLOW && rule.toolKind() == null && rule.path() == null
				&& rule.command() == null) {
			return Failure.usage(what + "would allow everything, unnoticed.",
					"Say what it allows by a kind of tool, a path or a command; to allow everything to one agent, set its policy: "
							+ "umbra agent set NAME policy=allow_all");
		}
		if (rule.toolKind() != null && !rule.toolKind().matches("[A-Za-z][A-Za-z0-9_-]{0,63}")) {
			return Failure.usage(what + "has no kind of tool but \"" + rule.toolKind() + "\".",
					"Kinds are read, edit, delete, move, search, execute, think, fetch, switch_mode, other, or an agent's own word.");
		}
		Failure path = rule.path() == null ? null : path(what, rule.path());
		return path != null || rule.command() == null ? path : command(what, rule.command());
	}

	private static @Nullable Failure path(String what, String pattern) {
		boolean out = Arrays.asList(pattern.split("[/\\\\]")).contains("..");
		if (!pattern.isBlank() && !out && !controls(pattern) && pattern.length() <= LONGEST_PATTERN) {
			return null;
		}
		return Failure.usage(what + "could never match: " + (out ? "a path is compared without \"..\"." : "its path is not one."),
				"Give an absolute path, one below ~/, or one relative to the session's folder, with * and ** as wildcards.");
	}

	private static @Nullable Failure command(String what, String pattern) {
		if (!pattern.isBlank() && pattern.length() <= LONGEST_PATTERN) {
			return null;
		}
		return Failure.usage(what + "could never match: its command is " + (pattern.isBlank() ? "empty." : "too long."),
				"Give the whole command, with * for what may vary.");
	}

	private static boolean controls(String text) {
		return text.chars().anyMatch(Character::isISOControl);
	}
}
