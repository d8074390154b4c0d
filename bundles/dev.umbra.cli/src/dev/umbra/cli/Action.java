package dev.umbra.cli;

/** What a command does. */
@FunctionalInterface
interface Action {
	/**
	 * @return the exit code
	 * @throws dev.umbra.core.FailureException in words, which are printed
	 */
	int run(Call call);
}
