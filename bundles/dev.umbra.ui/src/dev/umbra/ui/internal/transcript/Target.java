package dev.umbra.ui.internal.transcript;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.session.Enclosure;

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

	/** Something that goes with a prompt or an answer: an image is looked at, anything else kept as a file. */
	record OfEnclosure(Enclosure enclosure) implements Target {
		@Override
		public String words() {
			return enclosure.kind() == Enclosure.Kind.IMAGE ? Messages.enclosure_look : Messages.enclosure_save;
		}
	}

	/** All of what a tool call says, of which the transcript shows a part. */
	record Output(EntryId entry) implements Target {
		@Override
		public String words() {
			return Messages.output_whole_tip;
		}
	}

	/** Ends a command that runs. @param terminal our id of it */
	record Terminal(String terminal) implements Target {
		@Override
		public String words() {
			return Messages.terminal_stop_tip;
		}
	}
}
