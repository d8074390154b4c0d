package dev.umbra.app;

/** What is said when the window closes. */
final class ClosingWords {
	private ClosingWords() {
	}

	/** @param turns that run or wait in the host, at least 1 */
	static String of(int turns) {
		return turns == 1 ? Messages.Closing_one : Messages.bind(Messages.Closing_many, turns);
	}
}
