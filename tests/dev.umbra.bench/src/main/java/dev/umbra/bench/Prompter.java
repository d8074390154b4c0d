package dev.umbra.bench;

/** A way to prompt a {@link ClockAgent}. */
interface Prompter extends AutoCloseable {
	/**
	 * Three moments of {@link System#nanoTime}.
	 *
	 * @param sent before the call
	 * @param arrived the agent had the whole line
	 * @param seen the answer's text was with the caller
	 */
	record Shot(long sent, long arrived, long seen) {
	}

	/** Returns when the turn has ended. @param text has {@code number} as its first number */
	Shot prompt(long number, String text) throws Exception;

	@Override
	void close() throws Exception;
}
