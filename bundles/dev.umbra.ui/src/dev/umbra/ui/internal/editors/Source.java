package dev.umbra.ui.internal.editors;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.catalog.Document;
import dev.umbra.catalog.Draft;
import dev.umbra.core.CommandId;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.catalog.Kept;

/**
 * One kind of record at the host. The calls may be made on any thread, answer on any, and never complete exceptionally.
 *
 * @param <R> the record that is edited
 * @param <O> the record with what the host knows of it
 */
interface Source<R, O> {
	/** @param hash of its content, for the next save; null where the host has none */
	record Saved(String id, @Nullable String hash) {
	}

	/** An empty one. */
	Document<R> document();

	CompletionStage<Outcome<O>> get(String id);

	R record(O one);

	@Nullable String hash(O one);

	/** Whether it comes with the product. */
	boolean isReadOnly(O one);

	/**
	 * @param id null: a new one
	 * @param expected hash of the content that the draft began with; another one at the host is <i>busy</i>
	 */
	CompletionStage<Outcome<Saved>> save(Draft draft, CommandId command, @Nullable String id, @Nullable String expected);

	/** Has the host make a copy. */
	CompletionStage<Outcome<Saved>> duplicate(CommandId command, String id);

	/** Its history, the newest first. */
	CompletionStage<Outcome<List<Kept>>> history(String id);

	CompletionStage<Outcome<Done>> restore(CommandId command, String id, long nr);

	/** An earlier state. @throws IllegalArgumentException if it cannot be read */
	R past(Kept kept);

	/** The fields of an earlier state, as a document has them; empty if it cannot be read. */
	default Map<String, Object> values(Kept kept) {
		try {
			Document<R> document = document();
			document.seen(past(kept));
			return document.draft().mine();
		} catch (IllegalArgumentException unreadable) {
			return Map.of();
		}
	}

	/** Whether there is {@link #duplicate} and {@link #history}. */
	default boolean hasPast() {
		return true;
	}
}
