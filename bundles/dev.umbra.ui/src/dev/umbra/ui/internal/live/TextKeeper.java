package dev.umbra.ui.internal.live;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;

/**
 * Keeps what is typed with the host: a draft, notes. One text is on its way at a time and the newest follows it, so that an
 * older one can never come last. Any thread; lives on after its editor until the last text is kept.
 */
public final class TextKeeper {
	private final Function<String, CompletionStage<Outcome<Done>>> put;
	private final Runnable told;
	private String kept;
	private String wanted;
	private boolean underWay;
	private CompletableFuture<Void> settled = CompletableFuture.completedFuture(null);
	private @Nullable Failure failure;

	/**
	 * @param kept what the host has now
	 * @param put completes on any thread
	 * @param told after each answer, on its thread; must not block
	 */
	public TextKeeper(String kept, Function<String, CompletionStage<Outcome<Done>>> put, Runnable told) {
		this.kept = kept;
		this.wanted = kept;
		this.put = put;
		this.told = told;
	}

	/** This is the text from now on. Returns at once. */
	public void keep(String text) {
		synchronized (this) {
			wanted = text;
		}
		next();
	}

	/** Empties the text if it still is this one: a prompt was made of it. */
	public void done(String text) {
		synchronized (this) {
			if (!wanted.equals(text)) {
				return;
			}
			wanted = "";
		}
		next();
	}

	/** Completes, never exceptionally, when no text is on its way: the newest is kept, or cannot be now. */
	public synchronized CompletionStage<Void> settled() {
		return settled;
	}

	/** The newest text if it is not kept and not on its way, or null. */
	public synchronized @Nullable String unkept() {
		return underWay || wanted.equals(kept) ? null : wanted;
	}

	/** Tries again what failed, for example when the host is back. */
	public void again() {
		next();
	}

	/** Why the newest text is not kept, or null if it is kept or on its way. */
	public synchronized @Nullable Failure failure() {
		return failure;
	}

	/** What the host has is this: another window's text was read. */
	public synchronized void known(String text) {
		if (!underWay && wanted.equals(kept)) {
			kept = text;
			wanted = text;
		}
	}

	private void next() {
		String text;
		synchronized (this) {
			if (underWay || wanted.equals(kept)) {
				return;
			}
			underWay = true;
			text = wanted;
			if (settled.isDone()) {
				settled = new CompletableFuture<>();
			}
		}
		CompletionStage<Outcome<Done>> answer;
		try {
			answer = put.apply(text);
		} catch (RuntimeException e) {
			answer = CompletableFuture.failedFuture(e);
		}
		answer.whenComplete((outcome, error) -> answered(text,
				error == null ? outcome : Outcome.notOk(Failure.failed(String.valueOf(error.getMessage()), null))));
	}

	private void answered(String text, Outcome<Done> outcome) {
		boolean more;
		CompletableFuture<Void> over;
		synchronized (this) {
			underWay = false;
			switch (outcome) {
			case Outcome.Ok<Done> ok -> {
				kept = text;
				failure = null;
			}
			case Outcome.NotOk<Done> not -> failure = not.failure();
			}
			// after a failure only a newer text or again() tries once more
			more = failure == null && !wanted.equals(kept);
			over = settled;
		}
		told.run();
		if (more) {
			next();
		} else {
			over.complete(null);
		}
	}
}
