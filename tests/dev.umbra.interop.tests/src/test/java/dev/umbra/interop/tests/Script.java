package dev.umbra.interop.tests;

import java.time.Duration;
import java.util.List;

/** What the model does for one prompt: a step for each time that it is asked, the next one after each tool result. */
record Script(List<Step> steps) {
	sealed interface Step {
		/** Text, word by word, and the end of the turn. */
		record Say(List<String> words, Duration pause) implements Step {
			String text() {
				return String.join("", words);
			}
		}

		/** A call of the tool that writes a file. */
		record WriteFile(String path, String text) implements Step {
		}
	}

	static Script say(String text) {
		return new Script(List.of(new Step.Say(words(text), Duration.ofMillis(5))));
	}

	static Script slowly(String text, Duration pause) {
		return new Script(List.of(new Step.Say(words(text), pause)));
	}

	static Script write(String path, String text, String afterwards) {
		return new Script(List.of(new Step.WriteFile(path, text), new Step.Say(words(afterwards), Duration.ofMillis(5))));
	}

	Step step(int index) {
		return steps.get(Math.min(index, steps.size() - 1));
	}

	/** The words, each with the space after it. */
	private static List<String> words(String text) {
		return List.of(text.split("(?<= )"));
	}
}
