package dev.umbra.ui.internal.questions;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** The command that logs in on a terminal. Pure, any thread. */
final class LoginCommand {
	private LoginCommand() {
	}

	/**
	 * @param program of the command line, a path or a name
	 * @param home the data folder, or null where it is the usual one
	 */
	static List<String> of(String program, @Nullable String home, String agent, String method) {
		List<String> words = new ArrayList<>(List.of(program));
		if (home != null) {
			words.addAll(List.of("--home", home));
		}
		words.addAll(List.of("agent", "login", agent, method));
		return List.copyOf(words);
	}

	/** As a person types it into a shell; never run through one by us. */
	static String typed(List<String> words) {
		return words.stream().map(LoginCommand::quoted).collect(Collectors.joining(" "));
	}

	private static String quoted(String word) {
		return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
	}
}
