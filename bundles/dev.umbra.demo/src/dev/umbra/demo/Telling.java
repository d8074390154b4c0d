package dev.umbra.demo;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The commands that only talk: plan, think, count, stream. */
final class Telling {
	private static final Duration THOUGHT = Duration.ofMillis(25);

	private final Turn turn;

	Telling(Turn turn) {
		this.turn = turn;
	}

	void plan(List<String> steps) {
		turn.update(Acp.plan(steps, 0, false));
		for (int i = 0; i < steps.size(); i++) {
			turn.check();
			turn.update(Acp.plan(steps, i, true));
			turn.tell("Step " + (i + 1) + " of " + steps.size() + ": " + steps.get(i) + ".");
		}
		turn.check();
		turn.update(Acp.plan(steps, steps.size(), false));
		turn.say("That was the plan. I only walked through it: I am a demo and do not " + steps.get(0) + ".");
	}

	void think(String topic) {
		String about = topic.isBlank() ? "nothing in particular" : topic;
		turn.stream(Acp.Speaker.THOUGHT, pieces("I am asked to think about " + about + ". My thoughts are fixed sentences: there is no"
				+ " model behind them. But this is how a thought arrives, piece by piece, before the answer."), THOUGHT);
		turn.say("I thought about " + about + ", as well as a demo can.");
	}

	void count(int to, Duration every) {
		Stream<String> numbers = IntStream.rangeClosed(1, to).mapToObj(i -> i == to ? String.valueOf(i) : i + " ");
		turn.stream(Acp.Speaker.AGENT, numbers::iterator, every);
	}

	void stream(int words, Duration every) {
		List<String> story = pieces(Guide.STORY);
		turn.stream(Acp.Speaker.AGENT, IntStream.range(0, words).mapToObj(i -> story.get(i % story.size()))::iterator, every);
	}

	/** Words, each with the blank that follows it. */
	private static List<String> pieces(String text) {
		return List.of(text.split("(?<=\\s)(?=\\S)"));
	}
}
