package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;

/** Signals to processes that a test has started. */
final class Signals {
	private Signals() {
	}

	/** @param pid a process; below zero a process group */
	static void send(String signal, long pid) {
		try {
			Process kill = new ProcessBuilder("kill", "-s", signal, "--", Long.toString(pid)).inheritIO().start();
			assertEquals(0, kill.waitFor(), "kill -s " + signal + " " + pid);
		} catch (IOException | InterruptedException e) {
			throw new AssertionError(e);
		}
	}
}
