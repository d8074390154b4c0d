package dev.umbra.ui.internal.tabs;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Tabs;

/**
 * The host's list of tabs, as far as it may be acted upon: an answer counts only if it was asked for after everything that
 * this window changed was answered. So a tab that was just opened is not taken away by an older list, and one that was
 * just closed does not come back. Confined to the SWT thread.
 */
final class HostTabs {
	private final Executor ui;
	private final Supplier<@Nullable CompletionStage<Outcome<Tabs.Listing>>> source;
	private final Runnable news;
	/** Counts what happens: comes before, comes after. */
	private long time;
	private long lastChange;
	private int changes;
	private boolean asking;
	private boolean askAgain;
	private Tabs.@Nullable Listing listing;
	private @Nullable Failure failure;

	/**
	 * @param ui runs on the SWT thread, later
	 * @param source asks the host; null while there is none to ask
	 * @param news there is a list that counts, or a failure
	 */
	HostTabs(Executor ui, Supplier<@Nullable CompletionStage<Outcome<Tabs.Listing>>> source, Runnable news) {
		this.ui = ui;
		this.source = source;
		this.news = news;
	}

	/** The newest list that counts, or null: none yet, or a change is under way. */
	Tabs.@Nullable Listing listing() {
		return changes == 0 ? listing : null;
	}

	/** Why the newest question was not answered, or null. */
	@Nullable Failure failure() {
		return failure;
	}

	/** Asks the host, or once more if it is being asked. */
	void pull() {
		if (asking) {
			askAgain = true;
			return;
		}
		CompletionStage<Outcome<Tabs.Listing>> answer = source.get();
		if (answer == null) {
			return;
		}
		asking = true;
		time++;
		long asked = time;
		answer.whenComplete((outcome, error) -> ui.execute(() -> answered(asked, outcomeOf(outcome, error))));
	}

	private void answered(long asked, Outcome<Tabs.Listing> outcome) {
		asking = false;
		if (changes == 0 && asked > lastChange) {
			switch (outcome) {
			case Outcome.Ok<Tabs.Listing> ok -> {
				listing = ok.value();
				failure = null;
			}
			case Outcome.NotOk<Tabs.Listing> not -> failure = not.failure();
			}
			news.run();
		}
		if (askAgain) {
			askAgain = false;
			pull();
		}
	}

	/** Something that changes the tabs begins; nothing counts until it is over. */
	void begin() {
		changes++;
		listing = null;
	}

	/** It is over, well or not. */
	void end() {
		changes--;
		time++;
		lastChange = time;
		pull();
	}

	/** One call that changes the tabs. @param answered told on the SWT thread, before the list is asked for again */
	<T> void change(CompletionStage<Outcome<T>> call, Consumer<Outcome<T>> answered) {
		begin();
		call.whenComplete((outcome, error) -> ui.execute(() -> {
			try {
				answered.accept(outcomeOf(outcome, error));
			} finally {
				end();
			}
		}));
	}

	private static <T> Outcome<T> outcomeOf(@Nullable Outcome<T> outcome, @Nullable Throwable error) {
		return outcome != null ? outcome
				: Outcome.notOk(Failure.failed("The host could not be asked: " + (error == null ? "" : error.getMessage()), null));
	}
}
