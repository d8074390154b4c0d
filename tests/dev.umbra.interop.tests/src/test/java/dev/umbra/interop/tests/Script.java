package dev.umbra.interop.tests;

import java.time.Duration;
import java.util.ArrayList;
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

		/** Reasoning, word by word, then the text. */
		record ThinkAndSay(List<String> thoughts, List<String> words) implements Step {
		}

		/** An error of the model's server instead of an answer. */
		record Fail(int status, String message) implements Step {
		}

		/** A call of one of the agent's tools; each agent has its own names for them. */
		sealed interface Use extends Step {
		}

		record WriteFile(String path, String text) implements Use {
		}

		record ReadFile(String path) implements Use {
		}

		/** One line for another. */
		record EditFile(String path, String was, String becomes) implements Use {
		}

		record Run(String command) implements Use {
		}

		record MakePlan(List<String> items) implements Use {
		}
	}

	static Script think(String thoughts, String text) {
		return new Script(List.of(new Step.ThinkAndSay(words(thoughts), words(text))));
	}

	static Script fail(String message) {
		return new Script(List.of(new Step.Fail(400, message)));
	}

	/** The tools, one after the other, then the text. */
	static Script use(String afterwards, Step.Use... uses) {
		List<Step> steps = new ArrayList<>(List.of(uses));
		steps.add(new Step.Say(words(afterwards), Duration.ofMillis(5)));
		return new Script(steps);
	}

	static Script say(String text) {
		return new Script(List.of(new Step.Say(words(text), Duration.ofMillis(5))));
	}

	static Script slowly(String text, Duration pause) {
		return new Script(List.of(new Step.Say(words(text), pause)));
	}

	static Script write(String path, String text, String afterwards) {
		return use(afterwards, new Step.WriteFile(path, text));
	}

	Step step(int index) {
		return steps.get(Math.min(index, steps.size() - 1));
	}

	/** The words, each with the space after it. */
	private static List<String> words(String text) {
		return List.of(text.split("(?<= )"));
	}
}
