package dev.umbra.host;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Cause;
import dev.umbra.core.event.HostStateChanged;

/**
 * When the host ends: told to, told to when idle, or after a while with nothing to do: no client, no turn that runs or
 * waits, no agent marked <i>keep running</i>. Any thread.
 */
final class Ending {
	private static final System.Logger LOG = System.getLogger(Ending.class.getName());
	private final HostParts parts;
	private final HostSettings settings;
	private final BooleanSupplier turnsRun;
	private final BooleanSupplier kept;
	private final LocalApi api;
	private @Nullable ScheduledFuture<?> timer;
	private boolean whenIdle;
	private boolean ended;
	private @Nullable String reason;

	Ending(HostParts parts, HostSettings settings, BooleanSupplier turnsRun, BooleanSupplier kept, LocalApi api) {
		this.parts = parts;
		this.settings = settings;
		this.turnsRun = turnsRun;
		this.kept = kept;
		this.api = api;
	}

	synchronized String word() {
		return reason != null && !whenIdle ? "ending" : whenIdle ? "ending when idle" : "ready";
	}

	/** Ends now, or as soon as no turn runs or waits. */
	void stop(boolean idleFirst, String why) {
		synchronized (this) {
			reason = why;
			whenIdle = idleFirst;
		}
		if (!idleFirst || !turnsRun.getAsBoolean()) {
			end(why);
		}
	}

	/** Something that keeps the host up came or went. */
	void look() {
		if (api.isClosing()) {
			return; // on its way out, and so are the timers
		}
		String why;
		synchronized (this) {
			if (timer != null) {
				timer.cancel(false);
				timer = null;
			}
			why = whenIdle && !turnsRun.getAsBoolean() ? reason : null;
			if (why == null && unused()) {
				Duration wait = settings.idleEnd();
				timer = parts.ticks().schedule(this::endIfUnused, wait.toMillis(), TimeUnit.MILLISECONDS);
			}
		}
		if (why != null) {
			end(why);
		}
	}

	private boolean unused() {
		return api.clients() == 0 && !turnsRun.getAsBoolean() && !kept.getAsBoolean();
	}

	/** The last look and the closing of the socket are one step: a client either is seen here or finds the door closed. */
	private void endIfUnused() {
		if (unused() && api.closeIfUnused()) {
			end("nothing to do for " + settings.idleEnd());
		} else {
			look();
		}
	}

	private void end(String why) {
		synchronized (this) {
			if (ended) {
				return;
			}
			ended = true;
		}
		LOG.log(System.Logger.Level.INFO, "ending: " + why);
		parts.events().publish(new HostStateChanged(parts.epoch(), 1, Cause.SYSTEM, "ending"));
		parts.role().end(why);
	}
}
