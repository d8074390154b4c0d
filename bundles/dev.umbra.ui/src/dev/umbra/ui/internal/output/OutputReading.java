package dev.umbra.ui.internal.output;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.eclipse.osgi.util.NLS;

import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Sessions.TextRange;

/** The whole output of a tool call, range after range, one call at a time. Any thread; nothing blocks. */
public final class OutputReading {
	/** Code units of a range: the most that the host gives. */
	public static final int STEP = 1_048_576;
	/** More than the host keeps. UTF-16 code units. */
	static final long MOST = 16L << 20;

	/** Asks the host for a range. */
	public interface Ranges {
		CompletionStage<Outcome<TextRange>> from(long offset);
	}

	private final Ranges ranges;
	private final StringBuilder text = new StringBuilder();

	private OutputReading(Ranges ranges) {
		this.ranges = ranges;
	}

	/**
	 * Never completes exceptionally.
	 *
	 * @param kept what the entry has: all of it where the host has no more
	 */
	static CompletionStage<Outcome<String>> all(Ranges ranges, Supplier<String> kept) {
		return new OutputReading(ranges).next().thenApply(outcome -> switch (outcome) {
		case Outcome.NotOk<String>(Failure failure) when failure.code() == Failure.Code.NOT_FOUND -> Outcome.ok(kept.get());
		case Outcome.NotOk<String> refused -> refused;
		case Outcome.Ok<String> read -> read;
		}).exceptionally(error -> Outcome.notOk(Failure.failed(NLS.bind(Messages.unread, error.getMessage()), null)));
	}

	private CompletionStage<Outcome<String>> next() {
		return ranges.from(text.length()).thenCompose(outcome -> switch (outcome) {
		case Outcome.NotOk<TextRange>(Failure failure) -> done(Outcome.notOk(failure));
		case Outcome.Ok<TextRange>(TextRange range) -> taken(range);
		});
	}

	private CompletionStage<Outcome<String>> taken(TextRange range) {
		if (range.length() > MOST || range.offset() != text.length() || range.text().isEmpty() && text.length() < range.length()) {
			return done(Outcome.notOk(Failure.failed(NLS.bind(Messages.unread, range.offset()), null)));
		}
		text.append(range.text());
		return text.length() < range.length() ? next() : done(Outcome.ok(text.toString()));
	}

	private static CompletionStage<Outcome<String>> done(Outcome<String> outcome) {
		return CompletableFuture.completedFuture(outcome);
	}
}
