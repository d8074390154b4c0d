package dev.umbra.relay;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** What a row of the outbox comes to at this moment. */
sealed interface Saying {
	/** The relay has it already: the row can go. */
	record Nothing() implements Saying {
	}

	/** Not before then. */
	record Later(Instant at) implements Saying {
	}

	/** Something that is said by an event. */
	sealed interface ByEvent extends Saying {
	}

	/**
	 * A version of the record.
	 *
	 * @param earliest the first second it may be dated; it has to be later than what the relay has
	 * @param exact whether that very second is wanted: for a version that another relay has already
	 */
	record Version(String wireD, String content, boolean shared, boolean encrypted, long earliest, boolean exact) implements ByEvent {
	}

	/** The signed event that another relay has, unchanged. */
	record Same(String json, String wireD, String content, boolean shared) implements ByEvent {
	}

	/** A deletion request (kind 5). */
	record Request(String wireD, long earliest) implements ByEvent {
	}

	/** First to be found out: whether the relay keeps that deletion request and gives it to others. */
	record AskWhetherKept(String event) implements Saying {
	}

	/** A version that says that the record is gone. */
	record GraveOf(String wireD, boolean encrypted, long earliest) implements ByEvent {
	}

	/** What is known of a deletion request: whether {@code REQ ids} gave it back. Null: nobody asked. */
	interface Keeping {
		@Nullable
		Boolean kept(String event);
	}
}
