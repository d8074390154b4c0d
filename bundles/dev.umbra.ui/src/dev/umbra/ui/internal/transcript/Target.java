package dev.umbra.ui.internal.transcript;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;

/** What a stretch of text leads to. */
public sealed interface Target {
	/** As a person must see it before following it. */
	String words();

	/** @param uri of scheme http, https or mailto */
	record Web(String uri) implements Target {
		@Override
		public String words() {
			return uri;
		}
	}

	/**
	 * A file that the agent named; whether it may be opened is decided when it is followed.
	 *
	 * @param line from 1, or null
	 */
	record InFile(Path file, @Nullable Integer line) implements Target {
		@Override
		public String words() {
			return line == null ? file.toString() : file + ":" + line;
		}
	}

	/** Opens or folds an entry. */
	record Toggle(EntryId entry) implements Target {
		@Override
		public String words() {
			return "";
		}
	}
}
