package dev.umbra.core.permission;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command line read as far as a pattern needs it. Not a shell: whatever could make one command line into several counts,
 * in quotes too, since a question too many is cheaper than a command too many.
 */
public final class CommandText {
	private static final Pattern CONTROL = Pattern.compile("[;&|`<>\\p{Cntrl}]|\\$\\(");
	private static final Pattern BETWEEN = Pattern.compile("[;&|`<>()\\p{Cntrl}]+|\\$\\(");
	private static final Pattern SHELL = Pattern.compile("(?:\\S*/)?(?:ba|z|da|k|a)?sh\\s+-(?:l?c|c?l|ic|lic)\\s+(.+)",
			Pattern.DOTALL);

	private CommandText() {
	}

	/** Whether a shell might do more than run one program with arguments. */
	static boolean controls(String command) {
		return CONTROL.matcher(command).find();
	}

	/** Allowing: the whole command, and a command that a shell would take apart only where the pattern says just that. */
	static boolean allows(String pattern, String command) {
		String whole = command.strip();
		String wanted = pattern.strip();
		return !wanted.isEmpty()
				&& (wanted.equals(whole) || !controls(whole) && Wildcards.matches(wanted, whole, false));
	}

	/** Denying or asking: the whole command, or any part of it between a shell's operators. */
	static boolean concerns(String pattern, String command) {
		String wanted = pattern.strip();
		if (wanted.isEmpty()) {
			return false;
		}
		List<String> texts = new ArrayList<>(List.of(command.strip(), inner(command)));
		for (String text : List.copyOf(texts)) {
			for (String part : BETWEEN.split(text)) {
				texts.add(part.strip());
			}
		}
		return texts.stream().anyMatch(text -> Wildcards.matches(wanted, text, false));
	}

	/**
	 * What a command is about: {@code bash -lc 'npm test'} is {@code npm test}. Two commands with the same answer do the
	 * same, whichever of an agent and us wraps it into a shell.
	 */
	public static String inner(String command) {
		String whole = command.strip();
		Matcher shell = SHELL.matcher(whole);
		if (!shell.matches()) {
			return whole;
		}
		String argument = shell.group(1);
		int last = argument.length() - 1;
		if (last > 0 && argument.charAt(0) == '\'' && argument.indexOf('\'', 1) == last) {
			return argument.substring(1, last).strip();
		}
		if (last > 0 && argument.charAt(0) == '"' && argument.charAt(last) == '"'
				&& argument.substring(1, last).chars().noneMatch(c -> "\"\\$`!".indexOf(c) >= 0)) {
			return argument.substring(1, last).strip();
		}
		return argument.chars().anyMatch(c -> Character.isWhitespace(c) || "'\"\\$`".indexOf(c) >= 0) ? whole : argument;
	}
}
