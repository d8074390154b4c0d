package dev.umbra.git;

import java.nio.file.Path;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;

/** What git says when it fails, for people. */
final class GitWords {
	private static final int LONGEST = 1000;

	private GitWords() {
	}

	/** @param what was asked for, for example {@code the commit} */
	static FailureException refused(String what, Path folder, String err) {
		return new FailureException(Failure.failed("git refused " + what + " in " + folder + ": " + first(err), hint(err)));
	}

	/** What a person must read of an error: without prefixes, hints and progress. */
	static String first(String err) {
		StringBuilder words = new StringBuilder();
		for (String line : err.lines().toList()) {
			String text = line.replaceFirst("^(fatal|error): ", "").strip();
			if (!text.isEmpty() && !line.startsWith("hint:") && !line.startsWith("warning:")) {
				words.append(words.isEmpty() ? "" : "\n").append(text);
			}
		}
		String all = words.isEmpty() ? "it said nothing" : words.toString();
		return all.length() <= LONGEST ? all : all.substring(0, Character.isHighSurrogate(all.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST) + "…";
	}

	private static String hint(String err) {
		if (err.contains("index.lock")) {
			return "Another git command is running there, or one was killed. Try again; if it stays, remove the lock file that git names.";
		}
		if (err.contains("dubious ownership")) {
			return "If you trust that folder, say so: git config --global --add safe.directory FOLDER";
		}
		if (err.contains("user.email") || err.contains("user.name") || err.contains("ident")) {
			return "Tell git who you are: git config --global user.name NAME; git config --global user.email ADDRESS";
		}
		if (err.contains("gpg") || err.contains("sign")) {
			return "Signing failed. Try a commit on a terminal, or switch it off here: git config commit.gpgSign false";
		}
		return "Try the same on a terminal to see more.";
	}
}
