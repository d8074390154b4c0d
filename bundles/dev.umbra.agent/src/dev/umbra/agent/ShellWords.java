package dev.umbra.agent;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Commands as a shell reads them. Stateless. */
final class ShellWords {
	private ShellWords() {
	}

	/** Words put together so that a shell would read these words. */
	static String line(List<String> words) {
		return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
	}

	/**
	 * What a shell would read before a command to run it with these variables; empty if there are none. A command of its own,
	 * so that patterns for the command itself still see where that begins.
	 */
	static String assignments(Map<String, String> variables) {
		return variables.isEmpty() ? ""
				: variables.entrySet().stream().map(variable -> variable.getKey() + "=" + quoted(variable.getValue()))
						.collect(Collectors.joining(" ", "export ", "; "));
	}

	/** Whether this is more than the name of a program: some agents give a whole line as the command. */
	static boolean isLine(String command) {
		return command.chars().anyMatch(c -> Character.isWhitespace(c) || ";&|<>$`\"'*?(){}[]#~=!\\".indexOf(c) >= 0);
	}

	/** What runs a whole line. */
	static List<String> run(String line) {
		return Programs.WINDOWS ? List.of("cmd.exe", "/c", line) : List.of("/bin/sh", "-c", line);
	}

	private static String quoted(String word) {
		return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
	}
}
