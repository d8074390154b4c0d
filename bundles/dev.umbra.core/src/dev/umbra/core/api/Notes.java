package dev.umbra.core.api;

import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.Outcome;

/** A person's notes on a folder: one text per folder, the same for all sessions in it. The last writer wins. */
public interface Notes {
	CompletionStage<Outcome<Note>> get(Get p);

	/** Keeps the text, durably, before it answers; the empty text removes the note. At most 1 MiB of UTF-16 code units. */
	CompletionStage<Outcome<Done>> put(Put p);

	/** @param folder absolute; it need not exist */
	record Get(String folder) {
		public Get {
			Objects.requireNonNull(folder, "folder");
		}
	}

	record Put(CommandId command, String folder, String text) implements Changing {
		public Put {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(folder, "folder");
			Objects.requireNonNull(text, "text");
		}
	}

	/**
	 * @param folder as it is kept: without {@code .} and {@code ..}
	 * @param text empty: there is none
	 * @param updated null: there is none
	 */
	record Note(String folder, String text, @Nullable Instant updated) {
	}
}
