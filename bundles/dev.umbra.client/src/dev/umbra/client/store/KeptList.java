package dev.umbra.client.store;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.Pulled;
import dev.umbra.client.store.Cadence.Answer;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.session.SessionStatus;

/**
 * A list as a window keeps it: pulled when somebody asks or a hint comes, and by one timer as soon as it was asked for once.
 * Any thread.
 */
final class KeptList<T> implements Rhythm.Subject {
	private final Supplier<CompletionStage<Outcome<T>>> source;
	private final Supplier<SessionStatus.Kind> kind;
	private final BooleanSupplier local;
	private final Rhythm.Surroundings around;
	private final Rhythm rhythm;
	private final Pulled<T> pulled = new Pulled<>(this::ask);
	private boolean windowShown = true;
	private boolean asked;
	private boolean asking;
	/** Something was told of while nobody could see it. */
	private boolean missed;

	/**
	 * @param kind of what it tells of: an active session makes what is listed worth asking for more often
	 * @param local whether the source will answer from what came by itself, without the host: that is no pull
	 */
	KeptList(String name, Rhythm.Surroundings around, Cadence first, Supplier<SessionStatus.Kind> kind, BooleanSupplier local,
			Supplier<CompletionStage<Outcome<T>>> source) {
		this.local = local;
		this.source = source;
		this.kind = kind;
		this.around = around;
		rhythm = new Rhythm(name, around, first, this);
	}

	Pulled<T> pulled() {
		return pulled;
	}

	Rhythm rhythm() {
		return rhythm;
	}

	void windowShown(boolean shown) {
		boolean again;
		synchronized (this) {
			windowShown = shown;
			again = shown && missed;
			missed &= !shown;
		}
		showing();
		if (again) {
			again();
		}
	}

	/** Pulls again what was asked for once; later, if nobody can see it now. */
	void again() {
		synchronized (this) {
			missed |= !windowShown;
			if (!windowShown) {
				return;
			}
		}
		if (pulled.now().asked()) {
			pulled.pull();
		}
	}

	/** A hint that there is something new. */
	void hint() {
		boolean coalesced;
		synchronized (this) {
			coalesced = asking;
		}
		around.counters().get().pushed(coalesced);
		again();
	}

	/** The newest value, for somebody who looks; an old one comes anew meanwhile. */
	@Nullable
	T look() {
		boolean young = rhythm.young();
		around.counters().get().read(young);
		if (!young) {
			synchronized (this) {
				if (asking) {
					return pulled.now().value();
				}
			}
			pulled.pull();
		}
		return pulled.now().value();
	}

	private void showing() {
		boolean shown;
		synchronized (this) {
			shown = asked && windowShown;
		}
		rhythm.change(cadence -> cadence.shown(shown));
	}

	private CompletionStage<Outcome<T>> ask() {
		if (local.getAsBoolean()) {
			rhythm.pushed(kind.get());
			return source.get();
		}
		synchronized (this) {
			asking = true;
			asked = true;
		}
		long begun = around.clocks().nanos();
		rhythm.asking();
		CompletionStage<Outcome<T>> answer;
		try {
			answer = source.get();
		} catch (RuntimeException e) {
			answer = CompletableFuture.completedFuture(Outcome.notOk(Failure.failed("The host could not be asked: " + e, "Try again.")));
		}
		return answer.whenComplete((outcome, error) -> answered(outcome, begun));
	}

	private void answered(@Nullable Outcome<T> outcome, long begun) {
		synchronized (this) {
			asking = false;
		}
		Answer answer = switch (outcome) {
		case null -> Answer.FAILED;
		case Outcome.NotOk<T> not -> Answer.FAILED;
		case Outcome.Ok<T>(T value) -> value.equals(pulled.now().value()) ? Answer.UNCHANGED : Answer.CHANGED;
		};
		around.counters().get().pulled(switch (answer) {
		case CHANGED -> StoreCounters.Pull.CHANGED;
		case UNCHANGED -> StoreCounters.Pull.NOT_MODIFIED;
		case FAILED -> StoreCounters.Pull.FAILED;
		}, Duration.ofNanos(around.clocks().nanos() - begun));
		rhythm.answered(answer, kind.get());
		showing();
	}

	@Override
	public void due(boolean force) {
		pulled.pull();
	}

	@Override
	public void staleChanged() {
		// a list says that it is old by its failure
	}
}
