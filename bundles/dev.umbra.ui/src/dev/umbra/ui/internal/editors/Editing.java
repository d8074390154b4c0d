package dev.umbra.ui.internal.editors;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.umbra.catalog.Document;
import dev.umbra.catalog.Draft;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.catalog.Kept;
import dev.umbra.ui.internal.editors.Source.Saved;
import dev.umbra.ui.internal.editors.Subject.CopyOf;
import dev.umbra.ui.internal.editors.Subject.New;
import dev.umbra.ui.internal.editors.Subject.Present;

/**
 * What happens to one record while it is edited: it is read, followed, saved; it may change or go elsewhere. No widgets. All of it on the
 * executor's thread, the SWT thread in a window; it goes on after the editor is closed until a save under way is answered.
 *
 * @param <R> the record that is edited
 * @param <O> the record with what the host knows of it
 */
final class Editing<R, O> {
	/** How it stands. */
	enum Phase {
		/** Nothing is known of it yet. */
		LOADING,
		READY,
		/** It cannot be read: {@link #failure} says why. */
		FAILED,
		/** It was deleted elsewhere; what stands here is all there is. */
		GONE
	}

	/** Where what is not saved survives the window. */
	interface Drafts {
		/** What an earlier window left. Any thread; never completes exceptionally. */
		CompletionStage<Optional<Draft>> left(String subject);

		/** @param draft null: nothing is left to be kept */
		void keep(String subject, @Nullable Draft draft);
	}

	private final Source<R, O> source;
	private final Executor ui;
	private final Drafts drafts;
	private final Runnable told;
	private final Document<R> document;
	private Subject subject;
	private Phase phase = Phase.LOADING;
	private @Nullable O one;
	private @Nullable String hash;
	private @Nullable Failure failure;
	private boolean begun;
	private boolean looking;
	private boolean lookAgain;
	private boolean saving;
	private boolean resumed;
	/** Of a save whose answer was lost: it may have been done already, and the same again is done once. */
	private @Nullable CommandId command;
	private @Nullable Draft sent;

	/** @param told after each change of anything here, its document's too */
	Editing(Source<R, O> source, Subject subject, Executor ui, Drafts drafts, Runnable told) {
		this.source = source;
		this.subject = subject;
		this.ui = ui;
		this.drafts = drafts;
		this.told = told;
		document = source.document();
		document.onChange(told);
	}

	Document<R> document() {
		return document;
	}

	Subject subject() {
		return subject;
	}

	Phase phase() {
		return phase;
	}

	/** What the host knows of it; null while it is new or unknown. */
	@Nullable O one() {
		return one;
	}

	/** Why it could not be read or saved the last time, or null. */
	@Nullable Failure failure() {
		return failure;
	}

	boolean isSaving() {
		return saving;
	}

	boolean isNew() {
		return subject instanceof New;
	}

	boolean isReadOnly() {
		O present = one;
		return phase == Phase.LOADING || phase == Phase.FAILED || present != null && source.isReadOnly(present);
	}

	/** Whether it has a history, and can be duplicated. */
	boolean hasPast() {
		return source.hasPast();
	}

	/** The fields of an earlier state; empty if it cannot be read. */
	Map<String, Object> values(Kept kept) {
		return source.values(kept);
	}

	/** Whether what an earlier window left unsaved is shown. */
	boolean isResumed() {
		return resumed;
	}

	/** Whether {@link #save} would have something to do. */
	boolean canSave() {
		return !saving && !isReadOnly() && !document.isConflict() && document.isDirty();
	}

	/** Reads it, and what an earlier window left of it. */
	void begin() {
		drafts.left(subject.written()).thenAccept(left -> ui.execute(() -> {
			left.ifPresent(this::resume);
			begun = true;
			look();
		}));
	}

	private void resume(Draft left) {
		try {
			document.resume(left);
			resumed = document.isDirty();
		} catch (IllegalArgumentException otherFields) {
			// written by another version: the record itself is all there is
			drafts.keep(subject.written(), null);
		}
	}

	/** There may be something newer. */
	void look() {
		if (!begun) {
			return;
		}
		switch (subject) {
		case New fresh -> {
			phase = Phase.READY;
			told.run();
		}
		case CopyOf copy -> duplicate(copy);
		case Present present -> read(present);
		}
	}

	private void duplicate(CopyOf copy) {
		if (!looking) {
			looking = true;
			here(source.duplicate(copy.command(), copy.original()), outcome -> {
				looking = false;
				switch (outcome) {
				case Outcome.Ok<Saved>(Saved saved) -> {
					subject = new Present(copy.kind(), saved.id());
					look();
				}
				case Outcome.NotOk<Saved>(Failure words) -> failed(words);
				}
			});
		}
	}

	private void read(Present present) {
		if (looking) {
			lookAgain = true;
			return;
		}
		looking = true;
		here(source.get(present.id()), outcome -> {
			looking = false;
			switch (outcome) {
			case Outcome.Ok<O>(O value) -> seen(value);
			case Outcome.NotOk<O>(Failure words) -> {
				if (words.code() == Failure.Code.NOT_FOUND && (phase == Phase.READY || phase == Phase.GONE || document.isDirty())) {
					phase = Phase.GONE;
					told.run();
				} else {
					failed(words);
				}
			}
			}
			if (lookAgain) {
				lookAgain = false;
				look();
			}
		});
	}

	/** While it is known, that it cannot be read at present is no reason to hide it. */
	private void failed(Failure words) {
		if (phase == Phase.LOADING || phase == Phase.FAILED) {
			phase = Phase.FAILED;
			failure = words;
		}
		told.run();
	}

	private void seen(O value) {
		if (saving) {
			// what is being saved is not somebody else's change: its answer comes first, and looks again
			return;
		}
		boolean first = phase != Phase.READY;
		phase = Phase.READY;
		one = value;
		document.seen(source.record(value));
		if (!document.isConflict()) {
			hash = source.hash(value);
		}
		if (first || document.isConflict()) {
			failure = null;
		}
		told.run();
	}

	/** Nothing if something is wrong in a field, or the person has to decide first. */
	void save() {
		if (!canSave() || !document.problems().isEmpty()) {
			return;
		}
		document.seal();
		Draft draft = document.draft();
		CommandId id = command;
		if (id == null || !draft.equals(sent)) {
			id = CommandId.random();
		}
		command = id;
		sent = draft;
		saving = true;
		failure = null;
		told.run();
		String known = subject instanceof Present present && phase != Phase.GONE ? present.id() : null;
		here(source.save(draft, id, known, known == null ? null : hash), outcome -> saved(draft, outcome));
	}

	private void saved(Draft draft, Outcome<Saved> outcome) {
		saving = false;
		switch (outcome) {
		case Outcome.Ok<Saved>(Saved kept) -> {
			command = null;
			drafts.keep(subject.written(), null);
			subject = new Present(subject.kind(), kept.id());
			hash = kept.hash();
			phase = Phase.READY;
			resumed = false;
			document.saved(draft);
			keep();
			look();
		}
		case Outcome.NotOk<Saved>(Failure words) -> {
			if (words.code() != Failure.Code.HOST_UNREACHABLE) {
				command = null;
			}
			failure = words;
			told.run();
			look();
		}
		}
	}

	/** The person has decided for what stands here, as far as it was changed here. */
	void keepMine() {
		document.keepMine();
		decided();
	}

	/** The person has decided for what the host has; undoing brings back what stood here. */
	void takeTheirs() {
		document.takeTheirs();
		decided();
	}

	private void decided() {
		O present = one;
		hash = present == null ? null : source.hash(present);
		keep();
		told.run();
	}

	/** What stands here becomes a new record with its next save; only where it is {@link Phase#GONE}. */
	void keepAsNew() {
		drafts.keep(subject.written(), null);
		subject = new New(subject.kind(), CommandId.random());
		one = null;
		hash = null;
		sent = null;
		command = null;
		phase = Phase.READY;
		document.orphaned();
		keep();
	}

	/** Everything becomes what is saved; undoing brings back what stood here. */
	void revert() {
		document.revert();
		resumed = false;
		keep();
		told.run();
	}

	/** Has what is not saved survive this window. */
	void keep() {
		drafts.keep(subject.written(), document.isDirty() ? document.draft() : null);
	}

	/** The editor closes, and the person wants nothing of what is not saved. A save under way goes on. */
	void discard() {
		if (!saving) {
			drafts.keep(subject.written(), null);
		}
	}

	void history(Consumer<Outcome<List<Kept>>> done) {
		if (subject instanceof Present present) {
			here(source.history(present.id()), done);
		}
	}

	void restore(Kept kept, Consumer<Outcome<Done>> done) {
		if (subject instanceof Present present) {
			here(source.restore(CommandId.random(), present.id(), kept.nr()), outcome -> {
				look();
				done.accept(outcome);
			});
		}
	}

	private <T> void here(CompletionStage<Outcome<T>> answer, Consumer<Outcome<T>> then) {
		answer.thenAccept(outcome -> ui.execute(() -> then.accept(outcome)));
	}
}
