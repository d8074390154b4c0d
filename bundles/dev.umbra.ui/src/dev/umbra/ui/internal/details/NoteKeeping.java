package dev.umbra.ui.internal.details;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Notes;
import dev.umbra.ui.internal.live.TextKeeper;

/**
 * The notes of one folder, as one window reads and writes them. The last writer wins; but before a text is put, it is looked whether
 * another one wrote meanwhile, and what it replaces is handed back ({@link State#replaced}), so that nothing is lost
 * unseen. Any thread; nothing blocks.
 */
final class NoteKeeping {
	/**
	 * @param text as it should stand in the editor unless somebody types in it
	 * @param read whether the host's text was read at least once
	 * @param failure why it could not be read, or is not kept; or null
	 * @param replaced what somebody else wrote and this window's text has replaced, or null
	 */
	record State(String text, boolean read, @Nullable Failure failure, @Nullable String replaced) {
	}

	private final Supplier<CompletionStage<Outcome<Notes.Note>>> get;
	private final Function<String, CompletionStage<Outcome<Done>>> put;
	private final Runnable told;
	private final TextKeeper keeper;
	private String text = "";
	/** What the host had when the present text was begun. */
	private String grounds = "";
	private boolean read;
	private boolean reading;
	/** Somebody types, and what is typed is not told yet. */
	private boolean typing;
	private @Nullable Failure unread;
	private @Nullable String replaced;

	/**
	 * @param get the host's text; completes on any thread
	 * @param put replaces it; likewise
	 * @param told after each change, on the thread that brings it; must not block
	 */
	NoteKeeping(Supplier<CompletionStage<Outcome<Notes.Note>>> get, Function<String, CompletionStage<Outcome<Done>>> put, Runnable told) {
		this.get = get;
		this.put = put;
		this.told = told;
		keeper = new TextKeeper("", this::look, told);
	}

	State now() {
		Failure unkept = keeper.failure();
		synchronized (this) {
			return new State(text, read, unkept != null ? unkept : unread, replaced);
		}
	}

	/** What is typed and not with the host, nor on its way there; null if there is none. */
	@Nullable String unkept() {
		return keeper.unkept();
	}

	/** Whether all that was typed is kept and nothing is to be told. */
	synchronized boolean isSettled() {
		return !typing && !isBusy() && replaced == null;
	}

	/** Reads what others wrote; where something is typed, that comes first and this does nothing. */
	void read() {
		synchronized (this) {
			if (reading || typing || isBusy()) {
				return;
			}
			reading = true;
		}
		asked().thenAccept(this::answered);
	}

	private boolean isBusy() {
		return !keeper.settled().toCompletableFuture().isDone() || keeper.unkept() != null;
	}

	private void answered(Outcome<Notes.Note> outcome) {
		synchronized (this) {
			reading = false;
			switch (outcome) {
			case Outcome.Ok<Notes.Note>(Notes.Note note) -> {
				read = true;
				unread = null;
				// what is being typed was begun on the text before
				if (!typing && !isBusy()) {
					text = note.text();
					grounds = note.text();
					keeper.known(note.text());
				}
			}
			case Outcome.NotOk<Notes.Note>(Failure failure) -> unread = failure;
			}
		}
		told.run();
	}

	/** Somebody has begun to type; {@link #typed} follows. */
	synchronized void typing() {
		typing = true;
	}

	/** This is to be kept. */
	void typed(String words) {
		synchronized (this) {
			typing = false;
			text = words;
		}
		keeper.keep(words);
	}

	/** What was typed in an earlier window and could not be kept then. */
	void begin(String words) {
		synchronized (this) {
			read = true;
			text = words;
		}
		keeper.keep(words);
	}

	/** Tries again what failed. */
	void again() {
		keeper.again();
		read();
	}

	/** The person has seen {@link State#replaced}. */
	synchronized void seen() {
		replaced = null;
	}

	/** Looks at what the text replaces, then puts it. */
	private CompletionStage<Outcome<Done>> look(String words) {
		return asked().thenCompose(outcome -> switch (outcome) {
		case Outcome.NotOk<Notes.Note>(Failure failure) -> CompletableFuture.completedFuture(Outcome.notOk(failure));
		case Outcome.Ok<Notes.Note>(Notes.Note note) -> put.apply(words).thenApply(done -> {
			if (done instanceof Outcome.Ok<Done>) {
				put(note.text(), words);
			}
			return done;
		});
		});
	}

	private synchronized void put(String before, String words) {
		String others = replaced;
		if (!before.equals(grounds) && !words.contains(before)) {
			replaced = others == null || others.equals(before) ? before : others + "\n\n" + before;
		}
		grounds = words;
	}

	private CompletionStage<Outcome<Notes.Note>> asked() {
		try {
			return get.get().exceptionally(e -> Outcome.notOk(Failure.failed(String.valueOf(e.getMessage()), null)));
		} catch (RuntimeException e) {
			return CompletableFuture.completedFuture(Outcome.notOk(Failure.failed(String.valueOf(e.getMessage()), null)));
		}
	}
}
