package dev.umbra.host;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.AgentState;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.reducer.SessionInput;
import dev.umbra.wire.Failures;

/**
 * The process of one agent: started, ended, and started again. Any thread; the lock is never held while calling out.
 *
 * <p>An end that nobody asked for, and a start that fails, is a crash. After a crash an agent that should be up
 * (<i>autostart</i>, <i>keep running</i>), or that a turn waits for, is started again by itself, after a {@link Backoff}; any
 * other waits for the next prompt. A prompt that comes during the wait waits with it. Three crashes within a minute open the
 * {@link CrashBreaker}: nothing starts the agent then but a person, by hand. What a person stopped stays stopped until a
 * start or a prompt.
 */
final class AgentUpkeep implements AgentRun.Owner {
	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
	private final HostParts parts;
	private final Launches launches;
	private final Offers offers;
	private final Runnable onChange;
	private final Backoff backoff = new Backoff(() -> ThreadLocalRandom.current().nextDouble());
	private final CrashBreaker breaker;
	private volatile AgentRecord record;
	/** The process that runs, comes up, or will be started by {@link #restart}; null if there is none. */
	private @Nullable AgentRun current;
	private @Nullable ScheduledFuture<?> restart;
	private long upSince;
	/** The person, or the end of the host, wants it down. */
	private boolean stopped;
	private boolean failed;
	private @Nullable String lastError;
	/** Ends that nobody asked for, and failed starts, since this host started. */
	private long crashes;
	private @Nullable Integer exitCode;

	/** @param state {@code ready} whatever its sessions do */
	record Condition(AgentState state, @Nullable Long pid, @Nullable String lastError, @Nullable Integer exitCode, long crashes) {
	}

	/** @param onChange called without the lock when the condition may have changed */
	AgentUpkeep(AgentRecord record, Launches launches, Offers offers, HostParts parts, Runnable onChange) {
		this.record = record;
		this.launches = launches;
		this.offers = offers;
		this.parts = parts;
		this.onChange = onChange;
		this.breaker = new CrashBreaker(parts.clocks());
	}

	AgentRecord record() {
		return record;
	}

	/** From now on this holds, for the next start. What failed may be tried again. */
	synchronized void record(AgentRecord changed) {
		record = changed;
		breaker.close();
		backoff.reset();
	}

	synchronized Condition condition() {
		AgentRuntime.Link link = current == null ? null : current.link();
		AgentState state;
		if (current == null) {
			state = failed ? AgentState.FAILED : AgentState.STOPPED;
		} else if (restart != null) {
			state = AgentState.BACKING_OFF;
		} else {
			state = current.up.isDone() ? AgentState.READY : AgentState.STARTING;
		}
		return new Condition(state, link == null ? null : link.pid(), lastError, exitCode, crashes);
	}

	/** The process that runs, comes up or is waited for, if there is one. */
	synchronized @Nullable AgentRun current() {
		return current;
	}

	/** Starts the process, if there is none and nobody stopped it; a failure shows in {@link #condition}. */
	void autostart() {
		synchronized (this) {
			if (stopped || current != null || breaker.until() != null) {
				return;
			}
		}
		comeUp(false);
	}

	/**
	 * The process, which is started if there is none.
	 *
	 * @param byHand whatever happened before, at once
	 * @throws FailureException in words, while the breaker is open
	 */
	AgentRun comeUp(boolean byHand) {
		AgentRun run;
		AgentRun former;
		synchronized (this) {
			stopped = false;
			if (byHand) {
				breaker.close();
				backoff.reset();
			}
			if (current != null && !current.ending() && !(byHand && restart != null)) {
				return current;
			}
			Instant until = breaker.until();
			if (until != null) {
				throw new FailureException(Failure.agentFailed(notBefore(until), startNow()));
			}
			former = restart == null ? current : null;
			run = restart != null && current != null ? current : new AgentRun(this::record, this, offers);
			stopWaiting();
			current = run;
			failed = false;
		}
		onChange.run();
		if (former == null) {
			startProcess(run);
		} else {
			// the next process comes when the former is gone: two would be in each other's way
			end(former).whenComplete((gone, error) -> startProcess(run));
		}
		return run;
	}

	private void stopWaiting() {
		if (restart != null) {
			restart.cancel(false);
			restart = null;
		}
	}

	private String notBefore(Instant until) {
		return "The agent " + record.name() + " ended or failed to start " + CrashBreaker.CRASHES + " times within "
				+ CrashBreaker.WINDOW.toSeconds() + " s. It is not started again before "
				+ TIME.format(until.atZone(ZoneId.systemDefault())) + ".";
	}

	private String startNow() {
		return "See why with: umbra agent log " + record.name() + ". To start it all the same: umbra agent start "
				+ record.name();
	}

	private void startProcess(AgentRun run) {
		CompletionStage<AgentRuntime.Link> starting;
		try {
			starting = launches.launch(record).thenCompose(launch -> {
				run.launched(launch);
				CompletionStage<AgentRuntime.Link> start = parts.runtime().start(launch, run);
				if (run.ending()) {
					// stopped while the launch was put together: there was nothing yet to give up
					parts.runtime().giveUp(run);
				}
				return start;
			});
		} catch (RuntimeException e) {
			starting = CompletableFuture.failedFuture(e);
		}
		starting.whenComplete((link, error) -> {
			if (error != null && run.ending()) {
				startGivenUp(run);
			} else if (error != null) {
				startFailed(run, Failures.of(error), error);
			} else if (run.speaks()) {
				synchronized (this) {
					upSince = parts.clocks().nanos();
				}
				run.up.complete(link);
			} else {
				startFailed(run, Failure.agentFailed("The agent " + record.name() + " ended as soon as it had started.",
						"See why with: umbra agent log " + record.name()), null);
			}
			onChange.run();
		});
	}

	/** Nobody wants it any more: that is no crash. */
	private void startGivenUp(AgentRun run) {
		boolean again;
		synchronized (this) {
			again = current == run && !stopped && shouldBeUp();
			if (current == run) {
				current = null;
			}
		}
		run.up.completeExceptionally(new FailureException(stoppedBefore()));
		if (again) {
			autostart();
		}
	}

	private Failure stoppedBefore() {
		return Failure.agentFailed("The agent " + record.name() + " was stopped before it came up.", "Send the prompt again to start it.");
	}

	private void startFailed(AgentRun run, Failure failure, @Nullable Throwable error) {
		synchronized (this) {
			if (current == run) {
				current = null;
				failed = true;
				lastError = failure.message();
				crashed(Duration.ZERO, false);
			}
		}
		run.up.completeExceptionally(new FailureException(failure, error));
	}

	/** Called with the lock. @param wanted whether a turn waits for the next process */
	private void crashed(Duration ran, boolean wanted) {
		crashes++;
		breaker.crashed();
		Duration wait = backoff.after(ran);
		Instant until = breaker.until();
		boolean again = !stopped && (wanted || shouldBeUp());
		if (until != null) {
			failed = true;
			lastError = lastError + " " + notBefore(until) + " " + startNow();
			if (again) {
				parts.ticks().schedule(this::autostart, CrashBreaker.OPEN.toMillis(), TimeUnit.MILLISECONDS);
			}
		} else if (again) {
			AgentRun next = new AgentRun(this::record, this, offers);
			current = next;
			restart = parts.ticks().schedule(() -> startAgain(next), wait.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	private boolean shouldBeUp() {
		return record.device().autostart() || record.device().keepRunning();
	}

	private void startAgain(AgentRun run) {
		synchronized (this) {
			if (current != run || restart == null) {
				return;
			}
			restart = null;
			failed = false;
		}
		onChange.run();
		startProcess(run);
	}

	@Override
	public void exited(AgentRun run, int code, String stderrTail, boolean asked) {
		String words = words(code);
		boolean spoke = run.exits();
		boolean again = false;
		synchronized (this) {
			if (current == run || current == null || restart != null) {
				exitCode = code;
			}
			if (spoke && current == run) {
				current = null;
				again = asked && !stopped && shouldBeUp();
				if (!asked) {
					lastError = words;
					crashed(Duration.ofNanos(parts.clocks().nanos() - upSince), run.isWaitedFor());
				}
			}
			// else it did not come up: why, is known better than by its exit code; or the next one is current already
		}
		run.gone(new SessionInput.AgentGone(words, asked ? "" : stderrTail));
		if (again) {
			autostart();
		}
		onChange.run();
	}

	private String words(int code) {
		String how = code > 128 ? "was ended by signal " + (code - 128) : "ended with exit code " + code;
		return "The agent " + record.name() + " " + how + ".";
	}

	/**
	 * Ends the process, if there is one, and keeps the agent down until it is started by hand or a prompt needs it; completes
	 * when nothing of it is left.
	 */
	CompletionStage<Void> end() {
		AgentRun run;
		AgentRun never = null;
		synchronized (this) {
			stopped = true;
			failed = false;
			run = current;
			if (restart != null) {
				never = current;
				current = null;
				stopWaiting();
			}
		}
		if (never != null) {
			never.up.completeExceptionally(new FailureException(stoppedBefore()));
		}
		onChange.run();
		return run == null ? CompletableFuture.completedFuture(null) : end(run);
	}

	/** A process that comes up is not waited for: its start is given up. */
	private CompletionStage<Void> end(AgentRun run) {
		CompletionStage<Void> gone = run.end();
		parts.runtime().giveUp(run);
		return gone;
	}

	/** Ends the process, if there is one, and only that: an agent that should be up comes up again. */
	CompletionStage<Void> endProcess() {
		AgentRun run;
		synchronized (this) {
			run = restart == null ? current : null;
		}
		return run == null ? CompletableFuture.completedFuture(null) : end(run);
	}
}
