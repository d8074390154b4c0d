package dev.umbra.core.port;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.api.Notes;

/** A person's notes on disk. The stages behave as those of {@link Entries}. */
public interface NoteRecords {
	CompletionStage<Optional<Notes.Note>> note(String folder);

	/** Replaces a folder's note, flushed to the disk; the empty text removes it. */
	CompletionStage<Void> saveNote(String folder, String text, Entries.@Nullable CommandResult command);
}
