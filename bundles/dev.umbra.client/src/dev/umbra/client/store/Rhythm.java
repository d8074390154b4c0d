package dev.umbra.client.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.Freshness;
import dev.umbra.client.store.Cadence.Answer;
import dev.umbra.core.Clocks;
import dev.umbra.core.session.SessionStatus;

/**
 * The timer of one subject: asks by its {@link Cadence}, never while an answer is on its way, and notices when what is known
 * has become stale. A second timer looks for that; one that comes much too late, or finds that the wall clock has run ahead,
 * was asleep with the machine: that is no incident, and what is known is asked for at once.
 *
 * <p>Lock: the monitor, for moments; what is to be called is collected and called after it. Any thread.
 */
final class Rhythm {
	/** A timer this much late was asleep, not slow. */
	private static final Duration ASLEEP = Duration.ofSeconds(5);

	/** What all subjects of a window share. */
	record Surroundings(Clocks clocks, ScheduledExecutorService ticks, DoubleSupplier chance, Supplier<StoreCounters> counters,
			Incidents incidents) {
	}

	/** What a subject does when its time has come. Called on the timer's thread, without the lock; must not block. */
	interface Subject {
		/** @param force although an answer is on its way, which may never come */
		void due(boolean force);

		/** Became stale, or is no longer. */
		void staleChanged();
	}

	private final String name;
	private final Surroundings around;
	private final Subject subject;
	private Cadence cadence;
	private boolean suspended;
	private boolean asking;
	private boolean stale;
	private boolean expired;
	/** Of the life of what is known now: many subjects must not end theirs at one moment. */
	private double chance;
	/** By {@link Clocks#nanos}: what is known was true then, or somebody began to look then. */
	private long youngAt;
	private @Nullable Instant updated;
	/** By {@link Clocks#nanos}; only with {@code updated}. */
	private long updatedAt;
	private @Nullable ScheduledFuture<?> timer;
	private @Nullable ScheduledFuture<?> watch;

	Rhythm(String name, Surroundings around, Cadence first, Subject subject) {
		this.name = name;
		this.around = around;
		this.cadence = first;
		this.subject = subject;
		this.youngAt = around.clocks().nanos();
	}

	synchronized Cadence cadence() {
		return cadence;
	}

	synchronized Freshness freshness() {
		return new Freshness(updated, cadence.delay(), stale);
	}

	/** Whether a reader may be given what is known without asking. */
	synchronized boolean young() {
		Duration life = cadence.life();
		return updated != null && !stale && !expired
				&& (life == null || around.clocks().nanos() - updatedAt < Cadence.jittered(life, chance).toNanos());
	}

	/** Something about the cadence is different now. */
	void change(UnaryOperator<Cadence> change) {
		step(then -> {
			Cadence before = cadence;
			cadence = change.apply(before);
			if (cadence.equals(before)) {
				return;
			}
			if (cadence.shown() && !before.shown()) {
				youngAt = around.clocks().nanos();
				recovered(then);
				if (!asking && !suspended && (updated == null || old())) {
					then.add(() -> subject.due(false));
				}
			}
			plan();
		});
	}

	private boolean old() {
		Duration life = cadence.life();
		Duration most = life == null ? Cadence.SAFETY : life;
		return cadence.delay() != null && around.clocks().nanos() - updatedAt >= most.toNanos();
	}

	/** There is no host to ask, or there is one again. */
	void suspend(boolean now) {
		step(then -> {
			suspended = now;
			asking = false;
			youngAt = around.clocks().nanos();
			recovered(then);
			plan();
		});
	}

	/** What is known is not to be given to a reader any more: it is about to change. */
	synchronized void expire() {
		expired = true;
	}

	/** An answer is on its way from now on. */
	synchronized void asking() {
		asking = true;
		cancel(timer);
		timer = null;
	}

	/** It came. @param kind of what is known now */
	void answered(Answer answer, SessionStatus.Kind kind) {
		step(then -> {
			asking = false;
			if (answer != Answer.FAILED) {
				touched(then);
			}
			cadence = cadence.answered(answer, kind);
			plan();
		});
	}

	/** A push told something. */
	void pushed(SessionStatus.Kind kind) {
		step(then -> {
			touched(then);
			Duration before = cadence.delay();
			cadence = cadence.pushed(kind);
			Duration now = cadence.delay();
			// a stream must not set a timer thirty times a second
			if (now == null ? before != null : !now.equals(before) || timer == null && !asking) {
				plan();
			}
		});
	}

	void close() {
		suspend(true);
	}

	private void touched(List<Runnable> then) {
		updated = around.clocks().instant();
		updatedAt = around.clocks().nanos();
		youngAt = updatedAt;
		expired = false;
		chance = around.chance().getAsDouble();
		recovered(then);
	}

	private void recovered(List<Runnable> then) {
		if (stale) {
			stale = false;
			then.add(subject::staleChanged);
		}
	}

	private void plan() {
		cancel(timer);
		timer = null;
		Duration delay = suspended || asking ? null : cadence.delay();
		if (delay != null) {
			around.counters().get().interval(delay);
			timer = after(Cadence.jittered(delay, around.chance().getAsDouble()), this::due);
		}
		watch();
	}

	private void watch() {
		cancel(watch);
		watch = null;
		Duration limit = suspended ? null : cadence.staleAfter();
		if (limit != null && !stale) {
			Duration left = limit.minusNanos(around.clocks().nanos() - youngAt);
			Duration wait = left.isNegative() ? Duration.ZERO : left;
			long dueAt = around.clocks().nanos() + wait.toNanos();
			Instant wallAt = around.clocks().instant().plus(wait);
			watch = after(wait, () -> look(dueAt, wallAt));
		}
	}

	private ScheduledFuture<?> after(Duration delay, Runnable work) {
		return around.ticks().schedule(work, delay.toNanos(), TimeUnit.NANOSECONDS);
	}

	private static void cancel(@Nullable ScheduledFuture<?> task) {
		if (task != null) {
			task.cancel(false);
		}
	}

	private void due() {
		synchronized (this) {
			timer = null;
			if (suspended || asking || cadence.delay() == null) {
				return;
			}
		}
		subject.due(false);
	}

	/** @param dueAt, wallAt when it should have been, by both clocks */
	private void look(long dueAt, Instant wallAt) {
		step(then -> {
			watch = null;
			Duration limit = suspended ? null : cadence.staleAfter();
			if (limit == null) {
				return;
			}
			long now = around.clocks().nanos();
			boolean slept = now - dueAt > ASLEEP.toNanos()
					|| Duration.between(wallAt, around.clocks().instant()).compareTo(ASLEEP) > 0;
			if (slept) {
				youngAt = now;
				then.add(() -> subject.due(true));
			} else if (now - youngAt >= limit.toNanos()) {
				stale = true;
				StaleIncident incident = new StaleIncident(name, updated, around.clocks().instant(), limit.dividedBy(2));
				then.add(() -> {
					around.counters().get().stale();
					around.incidents().add(incident);
					subject.staleChanged();
					subject.due(true);
				});
			}
			if (!stale) {
				watch();
			}
		});
	}

	/** @param body gets the list of what is to be done without the lock */
	private void step(Consumer<List<Runnable>> body) {
		List<Runnable> then = new ArrayList<>();
		synchronized (this) {
			body.accept(then);
		}
		then.forEach(Runnable::run);
	}
}
