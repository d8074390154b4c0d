package dev.umbra.demo;

import java.time.Duration;
import java.util.List;

/** What one sentence of a prompt asks for. Paths are as typed. */
sealed interface Command {
	record Help() implements Command {
	}

	record Tour() implements Command {
	}

	record ListFolder(String path) implements Command {
	}

	record ReadFile(String path) implements Command {
	}

	record Search(String text) implements Command {
	}

	record WriteFile(String path, String text) implements Command {
	}

	record AppendToFile(String path, String text) implements Command {
	}

	record Replace(String oldText, String newText, String path) implements Command {
	}

	record Delete(String path) implements Command {
	}

	record MakePlan(List<String> steps) implements Command {
	}

	record Think(String topic) implements Command {
	}

	record Count(int to, Duration every) implements Command {
	}

	record StreamWords(int words, Duration every) implements Command {
	}

	/** In a terminal of the client's. */
	record RunProgram(String line) implements Command {
	}

	/** Questions in a form. */
	record AskBack() implements Command {
	}

	/** An answer with an error instead of a result. */
	record Fail() implements Command {
	}

	/** A sentence that is nearly one of ours; {@code hint} says how it goes. */
	record Incomplete(String hint) implements Command {
	}

	record NotUnderstood(String sentence) implements Command {
	}
}
