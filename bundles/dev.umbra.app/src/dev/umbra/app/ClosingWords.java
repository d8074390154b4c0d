package dev.umbra.app;

/** What is said when the window closes. */
final class ClosingWords {
	private ClosingWords() {
	}

	/** @param sessions in which an agent is at work, at least 1 */
	static String of(int sessions) {
		return sessions == 1 ? Messages.Closing_one : Messages.bind(Messages.Closing_many, sessions);
	}
}
