package dev.umbra.demo;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept about a session besides its conversation.
 *
 * @param folder real path; everything the session touches is below it
 * @param title null before the first prompt
 * @param words words said and heard so far: our honest idea of tokens
 */
record SessionRecord(String id, Path folder, @Nullable String title, String mode, long words, Instant updatedAt) {
	private static final int TITLE = 50;

	/** The same after a prompt was heard: the first one gives the title. */
	SessionRecord heard(String prompt, Instant now) {
		String line = prompt.strip().lines().findFirst().orElse("").strip();
		int end = line.offsetByCodePoints(0, Math.min(TITLE, line.codePointCount(0, line.length())));
		String named = title != null ? title : line.isEmpty() ? null : line.substring(0, end);
		return new SessionRecord(id, folder, named, mode, words + count(prompt), now);
	}

	/** The same after the agent said something. */
	SessionRecord said(String text) {
		return new SessionRecord(id, folder, title, mode, words + count(text), updatedAt);
	}

	SessionRecord in(Path newFolder) {
		return new SessionRecord(id, newFolder, title, mode, words, updatedAt);
	}

	SessionRecord inMode(String newMode) {
		return new SessionRecord(id, folder, title, newMode, words, updatedAt);
	}

	private static long count(String text) {
		return text.isBlank() ? 0 : text.strip().split("\\s+").length;
	}
}
