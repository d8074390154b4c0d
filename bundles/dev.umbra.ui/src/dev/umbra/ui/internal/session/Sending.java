package dev.umbra.ui.internal.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import org.eclipse.e4.ui.di.UISynchronize;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.SessionWatch;
import dev.umbra.client.snapshot.Subscription;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Drafts;
import dev.umbra.core.api.Sessions;
import dev.umbra.ui.internal.live.TextKeeper;

/**
 * How what stands in the composer reaches the host: as a draft while it is written, then as a prompt, once. On the SWT
 * thread, except what says otherwise.
 */
final class Sending {
	private final SessionWatch watch;
	private final HostCalls calls;
	private final SentPrompts prompts;
	private final UISynchronize ui;
	private final Composer composer;
	private final TextKeeper drafts;
	private final EnclosureDraft enclosures;
	private final Consumer<String> say;
	private final Subscription answers;
	private final DraftAsked draft = new DraftAsked();
	/** The last prompt of this session that the host acknowledged: a draft of it that is read later is none. */
	private @Nullable String acknowledged;

	/** What is kept of the prompt that is being written. */
	record Kept(TextKeeper text, EnclosureDraft enclosures) {
	}

	/** @param say told of a prompt that was not sent, in words */
	Sending(SessionWatch watch, HostCalls calls, SentPrompts prompts, Kept kept, UISynchronize ui, Composer composer,
			Consumer<String> say) {
		this.watch = watch;
		this.calls = calls;
		this.prompts = prompts;
		this.drafts = kept.text();
		this.enclosures = kept.enclosures();
		this.ui = ui;
		this.composer = composer;
		this.say = say;
		answers = prompts.listen(watch.session(), this::answered);
	}

	void close() {
		answers.close();
	}

	/** @param live the host is there; @param before whether it was when this was called last */
	void show(boolean live, boolean before) {
		composer.sending(prompts.underWay(watch.session()).isPresent());
		if (live && !before && draft.isAsked()) {
			keepAgain();
		}
		if (live && draft.live()) {
			readDraft();
		}
	}

	/** A service came: the draft is read, or kept, if that could not be done before. On the SWT thread. */
	void served(boolean live) {
		if (draft.served(live)) {
			readDraft();
		} else if (live) {
			keepAgain();
		}
	}

	private void keepAgain() {
		drafts.again();
		enclosures.again();
	}

	/** @param interrupt whatever runs or waits, this goes first */
	void send(Written written, boolean interrupt) {
		drafts.keep(written.text());
		// the text is on disk before it goes: a window that ends meanwhile has lost nothing
		prompts.send(watch.session(), written, command -> drafts.settled().thenCompose(settled -> calls.prompt(command, written))
				.thenCompose(outcome -> interrupt ? sentNow(outcome) : CompletableFuture.completedFuture(outcome)), this::unseen);
		composer.sending(prompts.underWay(watch.session()).isPresent());
	}

	/** What was queued goes first, and at once; that this failed is said, and changes nothing of the prompt. Any thread. */
	private CompletionStage<Outcome<Sessions.Prompted>> sentNow(Outcome<Sessions.Prompted> outcome) {
		if (!(outcome instanceof Outcome.Ok<Sessions.Prompted>(Sessions.Prompted prompted)) || !prompted.state().equals("queued")) {
			return CompletableFuture.completedFuture(outcome);
		}
		return calls.sendQueuedNow(prompted.turn()).thenApply(sent -> {
			// not found: its turn has come already
			if (sent instanceof Outcome.NotOk<Done>(Failure failure) && failure.code() != Failure.Code.NOT_FOUND) {
				later(() -> say.accept(SessionBars.words(failure)));
			}
			return outcome;
		});
	}

	/** A prompt of this session was answered, of whichever view. Any thread. */
	private void answered(Written written, Outcome<Sessions.Prompted> outcome) {
		ui.asyncExec(() -> {
			if (composer.control().isDisposed()) {
				unseen(written, outcome);
				return;
			}
			composer.sending(prompts.underWay(watch.session()).isPresent());
			switch (outcome) {
			case Outcome.Ok<Sessions.Prompted> ok -> {
				acknowledged = written.text();
				composer.sent(written);
			}
			case Outcome.NotOk<Sessions.Prompted>(Failure failure) -> say.accept(Messages.not_sent + " " + SessionBars.words(failure));
			}
		});
	}

	/** As {@link #answered}, when the view is gone: the draft is left only if the host does not have it as a prompt. */
	private void unseen(Written written, Outcome<Sessions.Prompted> outcome) {
		if (outcome instanceof Outcome.Ok<Sessions.Prompted>) {
			drafts.done(written.text());
			enclosures.done();
		}
	}

	private void readDraft() {
		calls.draft().thenAccept(outcome -> later(() -> {
			switch (outcome) {
			case Outcome.Ok<Drafts.Draft>(Drafts.Draft kept) -> {
				drafts.known(kept.text());
				if (kept.text().equals(acknowledged) || PromptHistory.sent(kept, watch.now().entries())) {
					drafts.done(kept.text());
				} else {
					composer.restore(kept.text());
					composer.restore(kept.enclosures(), calls::blob);
				}
				enclosures.known();
				drafts.again();
			}
			// asked again when the host is back: what is typed meanwhile wins
			case Outcome.NotOk<Drafts.Draft> not -> {
				if (draft.refused(watch.now().live())) {
					readDraft();
				}
			}
			}
		}));
	}

	/** On the SWT thread, if the composer still is there then. Any thread. */
	private void later(Runnable work) {
		ui.asyncExec(() -> {
			if (!composer.control().isDisposed()) {
				work.run();
			}
		});
	}
}
