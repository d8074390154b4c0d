package dev.umbra.ui.internal.diagnostics;

import java.util.List;

/**
 * A row of a table. Pure.
 *
 * @param heading whether it names those below it
 * @param tone how it is meant
 * @param cells from the left; those that are missing are empty
 */
record Line(boolean heading, Tone tone, List<String> cells) {
	enum Tone {
		PLAIN, OK, WARNING, FAILED
	}

	Line {
		cells = List.copyOf(cells);
	}

	static Line heading(String words) {
		return new Line(true, Tone.PLAIN, List.of(words));
	}

	static Line of(String... cells) {
		return new Line(false, Tone.PLAIN, List.of(cells));
	}

	/** Empty where there is nothing. */
	String cell(int index) {
		return index < cells.size() ? cells.get(index) : "";
	}
}
