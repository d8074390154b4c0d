package dev.umbra.host;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Cause;
import dev.umbra.core.CommandId;
import dev.umbra.core.SessionId;
import dev.umbra.wire.Failures;

/**
 * Deletes archived sessions that are older than the person wants to keep, and the oldest ones while the store is larger:
 * a little after the start, after a change of the setting, and then a few times a day. Without the setting it does nothing
 * and has no timer. Any thread; nothing blocks, one deletion at a time.
 */
final class Retiring {
	private static final System.Logger LOG = System.getLogger(Retiring.class.getName());
	private static final Duration SOON = Duration.ofMinutes(1);
	private static final Duration EVERY = Duration.ofHours(6);
	private static final int BATCH = 50;
	private final HostParts parts;
	private final HostSettings settings;
	private final SessionEndings endings;
	private @Nullable ScheduledFuture<?> timer;
	private boolean busy;

	Retiring(HostParts parts, HostSettings settings, SessionEndings endings) {
		this.parts = parts;
		this.settings = settings;
		this.endings = endings;
	}

	/** The host is up, or the settings changed. */
	void look() {
		lookIn(SOON);
	}

	private synchronized void lookIn(Duration wait) {
		if (timer != null) {
			timer.cancel(false);
			timer = null;
		}
		if (!settings.retention().isNone()) {
			timer = parts.ticks().schedule(this::round, wait.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	/** What one round has done. */
	private record Round(Retention retention, Set<SessionId> deleted, Set<SessionId> left) {
	}

	private void round() {
		synchronized (this) {
			if (busy) {
				return;
			}
			busy = true;
		}
		Round round = new Round(settings.retention(), new HashSet<>(), new HashSet<>());
		Instant cutoff = round.retention().cutoff(parts.clocks().instant());
		CompletionStage<Void> old = cutoff == null ? CompletableFuture.completedFuture(null) : deleteOld(round, cutoff);
		old.thenCompose(nothing -> round.retention().bytes() == 0 ? CompletableFuture.completedFuture(null) : shrink(round))
				.whenComplete((nothing, error) -> done(round, error));
	}

	private void done(Round round, @Nullable Throwable error) {
		synchronized (this) {
			busy = false;
		}
		if (!round.deleted().isEmpty()) {
			LOG.log(System.Logger.Level.INFO, "retention: " + round.deleted().size() + " archived sessions were deleted");
		}
		if (error != null) {
			parts.events().problem("Archived sessions could not be deleted as the setting \"retention\" says: "
					+ Failures.of(error).message());
		}
		lookIn(EVERY);
	}

	private CompletionStage<Void> deleteOld(Round round, Instant cutoff) {
		return parts.history().archivedBefore(cutoff, BATCH + round.left().size()).thenCompose(found -> {
			List<SessionId> old = found.stream().filter(each -> !round.left().contains(each)).toList();
			CompletionStage<Void> all = CompletableFuture.completedFuture(null);
			for (SessionId each : old) {
				all = all.thenCompose(nothing -> delete(round, each));
			}
			return old.isEmpty() ? all : all.thenCompose(nothing -> deleteOld(round, cutoff));
		});
	}

	/** One after the other, the oldest first, until the store is small enough or nothing archived is left. */
	private CompletionStage<Void> shrink(Round round) {
		return parts.store().used().thenCompose(used -> used <= round.retention().bytes()
				? CompletableFuture.completedFuture(null)
				: parts.history().archivedBefore(parts.clocks().instant(), 1 + round.left().size()).thenCompose(found -> {
					SessionId oldest = found.stream().filter(each -> !round.left().contains(each)).findFirst().orElse(null);
					if (oldest == null) {
						LOG.log(System.Logger.Level.INFO, "retention: the store holds " + (used >> 20)
								+ " MiB, more than wanted, and nothing archived is left in it that could be deleted");
						return CompletableFuture.completedFuture(null);
					}
					return delete(round, oldest).thenCompose(nothing -> shrink(round));
				}));
	}

	/** One that was opened again meanwhile is left alone. */
	private CompletionStage<Void> delete(Round round, SessionId session) {
		return endings.delete(session, CommandId.random(), Cause.SYSTEM).handle((deleted, error) -> {
			if (error == null) {
				round.deleted().add(session);
			} else {
				round.left().add(session);
				LOG.log(System.Logger.Level.WARNING, "retention: session " + session + " was not deleted: "
						+ Failures.of(error).message());
			}
			return null;
		});
	}
}
