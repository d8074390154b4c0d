package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What an agent has said, kept by the agent itself: each line is on disk before it is sent. What anybody was shown or has
 * stored is compared with it.
 */
record Ledger(Path file, int lines, int perSecond) {
	/** The prompt that makes the fake agent write it. */
	String prompt() {
		return "[[ledger " + file + " " + lines + " " + perSecond + "]]";
	}

	/** What the agent has said until now. */
	String text() {
		try {
			return Files.exists(file) ? Files.readString(file) : "";
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	void assertComplete() {
		assertEquals(lines, text().lines().count(), file + " is not complete");
	}

	/** Nothing lost, nothing doubled, in order. */
	void assertSame(String stored) {
		assertEquals(text(), stored);
	}

	/** Nothing but what the agent has said, once and in order. */
	void assertBegins(String shown) {
		String all = text();
		assertTrue(all.startsWith(shown), () -> "not the beginning of the ledger (" + all.length() + " characters):\n" + shown);
	}
}
