package dev.umbra.core.permission;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The one order in which it is decided what an agent may do: a rule that denies, a rule that asks, a rule that allows, the
 * agent's policy, the person. Pure. A part that is not there, or that could not be read, never makes anything allowed; to
 * deny and to ask, one path or one part of a command is enough.
 */
public final class PermissionOrder {
	private static final Set<String> READS = Set.of("read", "search", "think");
	private static final Set<String> EDITS = Set.of("edit", "move");
	/** What these are changes no file. */
	private static final Set<String> NO_CHANGE = Set.of("read", "search", "think", "fetch", "switch_mode");
	/** What these are is done without a command. */
	private static final Set<String> NO_COMMAND = Set.of("read", "search", "think", "fetch", "edit", "delete", "move",
			"switch_mode");

	private PermissionOrder() {
	}

	public static Verdict decide(Question question, Standing standing) {
		for (RuleEffect effect : RuleEffect.values()) {
			Optional<Rule> rule = standing.rules().stream()
					.filter(each -> each.effect() == effect && matches(each, question)).findFirst();
			if (rule.isPresent()) {
				String by = "rule \"" + rule.get().name() + "\"";
				return switch (effect) {
				case DENY -> new Verdict.Denied(by);
				case ASK -> new Verdict.Ask();
				case ALLOW -> new Verdict.Allowed(by);
				};
			}
		}
		boolean allowed = switch (standing.policy()) {
		case ASK -> false;
		case ALLOW_READS -> reads(question);
		case ALLOW_EDITS -> reads(question) || editsInside(question);
		case ALLOW_ALL -> true;
		};
		return allowed ? new Verdict.Allowed("policy " + standing.policy().word()) : new Verdict.Ask();
	}

	/** Whether every part that the rule has fits the question. */
	static boolean matches(Rule rule, Question question) {
		boolean allow = rule.effect() == RuleEffect.ALLOW;
		if (rule.agent() != null && !rule.agent().equals(question.agent())
				|| rule.toolKind() != null && !isKind(rule.toolKind(), question, allow)) {
			return false;
		}
		if (allow && (rule.toolKind() != null && contradicts(question, rule.command() == null)
				|| rule.toolKind() == null && rule.path() == null && question.changes())) {
			return false; // who allowed a command has not allowed the change that is shown beside it
		}
		String command = question.command();
		String wanted = rule.command();
		if (wanted != null && (command == null
				|| !(allow ? CommandText.allows(wanted, command) : CommandText.concerns(wanted, command)))) {
			return false;
		}
		if (rule.path() == null) {
			return true;
		}
		// who allowed a folder has not allowed whatever command names it
		boolean runs = command != null || question.kind().equals("execute");
		if (allow && runs && wanted == null && !"execute".equalsIgnoreCase(rule.toolKind())) {
			return false;
		}
		return pathMatches(rule.path(), question, allow);
	}

	/** To deny or to ask, what is shown counts beside the kind a question gives itself: a change is an edit, a command runs. */
	private static boolean isKind(String wanted, Question question, boolean allow) {
		return wanted.equalsIgnoreCase(question.kind()) || !allow && (wanted.equalsIgnoreCase("edit") && question.changes()
				|| wanted.equalsIgnoreCase("execute") && question.command() != null);
	}

	/** Whether the kind that a question gives itself is not what it shows: a read that changes, an edit by a command. */
	private static boolean contradicts(Question question, boolean commandNotNamed) {
		return NO_CHANGE.contains(question.kind()) && question.changes()
				|| commandNotNamed && question.command() != null && NO_COMMAND.contains(question.kind());
	}

	private static boolean pathMatches(String path, Question question, boolean allow) {
		PathPattern pattern = new PathPattern(path, question.folders(), question.home(), allow);
		List<@Nullable PathText> paths = question.paths().stream().map(each -> placed(each, question, allow)).toList();
		if (allow) {
			return !paths.isEmpty() && paths.stream().allMatch(each -> each != null && pattern.matches(each));
		}
		return paths.stream().filter(Objects::nonNull).anyMatch(pattern::matches);
	}

	/** To deny, a relative path is taken to be in the session's folder; to allow, it is not understood. */
	private static @Nullable PathText placed(String path, Question question, boolean allow) {
		PathText text = PathText.absolute(path);
		if (text != null || allow || question.folders().isEmpty()) {
			return text;
		}
		return PathText.absolute(question.folders().getFirst() + "/" + path);
	}

	private static boolean reads(Question question) {
		return READS.contains(question.kind()) && !question.changes() && question.command() == null;
	}

	/** Every path is known, below a folder of the session, and not protected there. */
	private static boolean editsInside(Question question) {
		if (question.command() != null || question.paths().isEmpty()
				|| !(EDITS.contains(question.kind()) || READS.contains(question.kind()) && question.changes())) {
			return false;
		}
		List<PathText> folders = question.folders().stream().map(PathText::absolute).filter(Objects::nonNull).toList();
		return question.paths().stream().allMatch(path -> {
			PathText text = PathText.absolute(path);
			List<PathText> around = text == null ? List.of() : folders.stream().filter(text::below).toList();
			return !around.isEmpty() && around.stream().noneMatch(folder -> Protected.touches(text.since(folder)));
		});
	}
}
