package dev.umbra.cli;

import java.util.List;

/** One of several: its number is typed. */
final class OptionQuestion implements Question {
	/** @param name for people, not yet made safe */
	record Choice(String name, Reply reply) {
	}

	private final List<Choice> choices;
	private final String waits;

	OptionQuestion(List<Choice> choices, String waits) {
		this.choices = List.copyOf(choices);
		this.waits = waits;
	}

	@Override
	public void put(Terminal terminal) {
		for (int i = 0; i < choices.size(); i++) {
			terminal.line("  " + (i + 1) + ") " + TerminalSafe.shown(choices.get(i).name()));
		}
		terminal.print("  1-" + choices.size() + "? ");
	}

	@Override
	public Reply typed(String line) {
		int number = number(line, choices.size());
		return number == 0 ? new Reply.Again(null) : choices.get(number - 1).reply();
	}

	/** The typed number, or 0 if it is none of 1 to {@code most}. */
	static int number(String line, int most) {
		try {
			int number = Integer.parseInt(line.strip());
			return number >= 1 && number <= most ? number : 0;
		} catch (NumberFormatException e) {
			return 0;
		}
	}

	@Override
	public String waits() {
		return waits;
	}
}
