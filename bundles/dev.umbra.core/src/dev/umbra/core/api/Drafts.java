package dev.umbra.core.api;

import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.Outcome;

/**
 * What a person has typed and not sent: one text per session. Two composers on one draft: the last writer wins. Sending
 * the prompt does not touch it; the composer that sent puts the empty text.
 */
public interface Drafts {
	/** Keeps the text, durably, before it answers; the empty text removes the draft. At most 1 MiB of UTF-16 code units. */
	CompletionStage<Outcome<Done>> put(Put p);

	CompletionStage<Outcome<Draft>> get(Get p);

	record Put(CommandId command, String session, String text) implements Changing {
		public Put {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(session, "session");
			Objects.requireNonNull(text, "text");
		}
	}

	record Get(String session) {
		public Get {
			Objects.requireNonNull(session, "session");
		}
	}

	/**
	 * @param text empty: there is none
	 * @param updated null: there is none
	 */
	record Draft(String text, @Nullable Instant updated) {
	}
}
