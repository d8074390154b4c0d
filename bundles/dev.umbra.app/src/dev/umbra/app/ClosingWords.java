package dev.umbra.app;

/** What is said when the window closes. */
final class ClosingWords {
	private ClosingWords() {
	}

	/** @param agents at work, at least 1 @param sessions in which they are, at least as many */
	static String of(int agents, int sessions) {
		if (sessions == 1) {
			return Messages.Closing_one;
		}
		return agents == 1 ? Messages.bind(Messages.Closing_sessions, sessions) : Messages.bind(Messages.Closing_many, agents, sessions);
	}
}
