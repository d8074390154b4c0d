package dev.umbra.ui.internal.editors;

import java.util.Locale;
import java.util.Optional;

import dev.umbra.core.CommandId;

/** What an editor is about, as a word that its part keeps. Immutable. */
sealed interface Subject {
	enum Kind {
		PERSONA, TEAM, AGENT
	}

	/** Behind the kind, in the word of a {@link New} one. */
	String NEW = "+";

	Kind kind();

	/** What {@link #read} reads. */
	String written();

	/** A record that is there. @param id slug, team id or agent id */
	record Present(Kind kind, String id) implements Subject {
		@Override
		public String written() {
			return word(kind) + ":" + id;
		}
	}

	/** One that is not saved yet. @param command of its first save, so that it is made once */
	record New(Kind kind, CommandId command) implements Subject {
		@Override
		public String written() {
			return word(kind) + NEW + command.value();
		}
	}

	/** One that the host is to make of another. @param command so that it is made once */
	record CopyOf(Kind kind, String original, CommandId command) implements Subject {
		@Override
		public String written() {
			return word(kind) + "=" + command.value() + "=" + original;
		}
	}

	private static String word(Kind kind) {
		return kind.name().toLowerCase(Locale.ROOT);
	}

	/** Empty if it is none: the part was made by something else. */
	static Optional<Subject> read(String written) {
		for (Kind kind : Kind.values()) {
			String word = word(kind);
			if (written.startsWith(word) && written.length() > word.length() + 1) {
				String rest = written.substring(word.length() + 1);
				int end = rest.indexOf('=');
				return switch (written.charAt(word.length())) {
				case ':' -> Optional.of(new Present(kind, rest));
				case '+' -> Optional.of(new New(kind, new CommandId(rest)));
				case '=' -> end < 0 ? Optional.empty() : Optional.of(new CopyOf(kind, rest.substring(end + 1), new CommandId(rest.substring(0, end))));
				default -> Optional.empty();
				};
			}
		}
		return Optional.empty();
	}
}
