package dev.umbra.client.store;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.session.SessionStatus;

/**
 * When one subject is asked for next: a value; each thing that happens makes the next one. It knows no clock and no chance.
 *
 * <p>A push that is healthy makes pulls a safety net, one a minute. Without one, what is active is asked for at a fixed pace;
 * what is idle ever less often, from the third pull on that brought nothing, until something changes; what is over not at all,
 * unless it was just resumed: then it counts as active for a while, until its status says so. What is hidden is not asked for.
 *
 * @param polling what the person chose
 * @param push what is known of the push
 * @param kind of the subject's status
 * @param shown whether anybody looks
 * @param unchanged pulls in a row that brought nothing new
 * @param failures pulls in a row that failed
 * @param grace how much longer what is over counts as active, after it was resumed
 */
public record Cadence(Polling polling, Push push, SessionStatus.Kind kind, boolean shown, int unchanged, int failures,
		Duration grace) {
	/** Whether changes are told unasked. */
	public enum Push {
		/** They are not: there is no connection, or the person chose so. */
		OFF,
		/** They should be, but nothing showed it yet, or one was missed. */
		UNPROVEN, HEALTHY
	}

	/** What a pull came to. */
	public enum Answer {
		CHANGED, UNCHANGED, FAILED
	}

	/** Between two pulls of what is active, and the shortest of all. */
	public static final Duration ACTIVE = Duration.ofSeconds(2);
	/** Between two pulls of what is idle, at most; also of what cannot be reached. */
	public static final Duration SLOWEST = Duration.ofSeconds(30);
	/** Between two comparisons of positions while push is healthy. */
	public static final Duration SAFETY = Duration.ofSeconds(60);
	/** How long something resumed counts as active whatever its status says. */
	public static final Duration RESUMED = Duration.ofSeconds(20);
	/** How old what is known may be for a reader while push is off or unproven. */
	public static final Duration LIFE = Duration.ofSeconds(10);
	/** Pulls that bring nothing before the pace goes down. */
	private static final int PATIENCE = 3;
	private static final double SLOWER = 1.5;
	/** A share of the delay, both ways, so that many subjects do not ask at one moment. */
	private static final double JITTER = 0.1;

	/** Of something nobody looks at yet. */
	public static Cadence first(Polling polling, Push push) {
		return new Cadence(polling, push, SessionStatus.Kind.IDLE, false, 0, 0, Duration.ZERO);
	}

	/** A pull was answered. A change or a failure keeps the kind that is told with it; pass the known one where none is. */
	public Cadence answered(Answer answer, SessionStatus.Kind now) {
		Duration left = now == SessionStatus.Kind.ACTIVE ? Duration.ZERO : graceAfterThis();
		boolean same = now == kind;
		return switch (answer) {
		case CHANGED -> new Cadence(polling, push, now, shown, 0, 0, left);
		case UNCHANGED -> new Cadence(polling, push, now, shown, same ? unchanged + 1 : 0, 0, left);
		case FAILED -> new Cadence(polling, push, now, shown, unchanged, failures + 1, left);
		};
	}

	private Duration graceAfterThis() {
		Duration waited = delay();
		return waited == null || waited.compareTo(grace) >= 0 ? Duration.ZERO : grace.minus(waited);
	}

	/** A push told of a change. */
	public Cadence pushed(SessionStatus.Kind now) {
		return new Cadence(polling, push, now, shown, 0, 0, now == SessionStatus.Kind.ACTIVE ? Duration.ZERO : grace);
	}

	/** What is known of the push is something else now. */
	public Cadence push(Push now) {
		return now == push ? this : new Cadence(polling, now, kind, shown, 0, failures, grace);
	}

	public Cadence polling(Polling now) {
		return now == polling ? this : new Cadence(now, push, kind, shown, 0, failures, grace);
	}

	public Cadence shown(boolean now) {
		return now == shown ? this : new Cadence(polling, push, kind, now, 0, failures, grace);
	}

	/** A command made it go on, or may have. */
	public Cadence resumed() {
		return new Cadence(polling, push, kind, shown, 0, 0, RESUMED);
	}

	/** Until the next pull, counted from the last answer; null: none by itself. */
	public @Nullable Duration delay() {
		return delay(failures);
	}

	private @Nullable Duration delay(int failed) {
		boolean asks = shown && polling != Polling.OFF && (kind != SessionStatus.Kind.TERMINAL || !grace.isZero());
		if (!asks) {
			return null;
		}
		if (failed > 0) {
			return slower(ACTIVE, 2, failed - 1);
		}
		if (push == Push.HEALTHY) {
			return SAFETY;
		}
		if (polling == Polling.FIXED || kind != SessionStatus.Kind.IDLE) {
			return ACTIVE;
		}
		return unchanged < PATIENCE ? ACTIVE : slower(ACTIVE, SLOWER, unchanged - PATIENCE + 1);
	}

	private static Duration slower(Duration from, double factor, int times) {
		double millis = from.toMillis() * Math.pow(factor, times);
		return millis < SLOWEST.toMillis() ? Duration.ofMillis((long) millis) : SLOWEST;
	}

	/** Beyond this age what is known is stale; null: never. That pulls fail makes it no younger. */
	public @Nullable Duration staleAfter() {
		Duration delay = delay(0);
		return delay == null ? null : delay.multipliedBy(2);
	}

	/** How old what is known may be for a reader; null: as old as it likes, since changes are told. */
	public @Nullable Duration life() {
		return push == Push.HEALTHY ? null : LIFE;
	}

	/** @param chance from 0 up to, not including, 1 */
	public static Duration jittered(Duration delay, double chance) {
		return Duration.ofNanos(Math.round(delay.toNanos() * (1 - JITTER + 2 * JITTER * chance)));
	}
}
