package dev.umbra.core.api;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.Outcome;

/**
 * What a person has typed and not sent, with what is to go with it: one text and one list of enclosures per session. Two
 * composers on one draft: the last writer wins, of the text and of the enclosures. Sending the prompt does not touch it; the composer that sent puts
 * the empty text and no enclosures.
 */
public interface Drafts {
	/**
	 * Keeps the text, the enclosures, or both, durably, before it answers; the empty text without enclosures removes the draft. At
	 * most 1 MiB of UTF-16 code units, and 20 enclosures, of whose bytes 10 MiB each and 20 MiB together. Of a file only its path is
	 * kept: it is read when the prompt is sent.
	 */
	CompletionStage<Outcome<Done>> put(Put p);

	CompletionStage<Outcome<Draft>> get(Get p);

	/**
	 * @param text null: stays as it is
	 * @param enclosures null: stay as they are
	 */
	record Put(CommandId command, String session, @Nullable String text, @Nullable List<Sessions.NewEnclosure> enclosures) implements Changing {
		public Put {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(session, "session");
			enclosures = enclosures == null ? null : List.copyOf(enclosures);
		}

		public Put(CommandId command, String session, String text) {
			this(command, session, Objects.requireNonNull(text, "text"), null);
		}
	}

	record Get(String session) {
		public Get {
			Objects.requireNonNull(session, "session");
		}
	}

	/**
	 * @param text empty: there is none
	 * @param updated of the text; null: there is no draft
	 */
	record Draft(String text, @Nullable Instant updated, List<Enclosed> enclosures) {
		public Draft {
			// older hosts keep none
			enclosures = enclosures == null ? List.of() : List.copyOf(enclosures);
		}

		public Draft(String text, @Nullable Instant updated) {
			this(text, updated, List.of());
		}
	}

	/**
	 * Something that is to go with the prompt.
	 *
	 * @param path absolute path of a file; null with {@code blob}
	 * @param link true to send only where the file is
	 * @param blob hash of the bytes, which {@code sessions/blob} reads; null with {@code path}
	 * @param bytes size of the blob; 0 without one
	 */
	record Enclosed(@Nullable String path, String name, @Nullable String mimeType, boolean link, @Nullable String blob, long bytes) {
		public Enclosed {
			Objects.requireNonNull(name, "name");
		}
	}
}
