package dev.umbra.ui.internal.agents;

import java.util.Map;

/**
 * What the person chose to see of the part, kept with it over a restart. What is searched for is of the moment and not kept. A value
 * that is not known, of another version, counts as none.
 */
final class KeptChoice {
	private static final String STATUS_KEY = "dev.umbra.agents.status";
	private static final String HIDDEN_KEY = "dev.umbra.agents.hidden";
	private final Map<String, String> kept;

	/** @param kept what the part keeps; changed with each choice */
	KeptChoice(Map<String, String> kept) {
		this.kept = kept;
	}

	StatusFilter status() {
		String name = kept.get(STATUS_KEY);
		for (StatusFilter each : StatusFilter.values()) {
			if (each.name().equals(name)) {
				return each;
			}
		}
		return StatusFilter.ALL;
	}

	void status(StatusFilter chosen) {
		kept.put(STATUS_KEY, chosen.name());
	}

	/** Whether built-in personas are shown that were put out of sight. */
	boolean hidden() {
		return Boolean.parseBoolean(kept.get(HIDDEN_KEY));
	}

	void hidden(boolean shown) {
		kept.put(HIDDEN_KEY, String.valueOf(shown));
	}

	/** Together with what is searched for. */
	Sections.Choice with(String words) {
		return new Sections.Choice(words, status(), hidden());
	}
}
