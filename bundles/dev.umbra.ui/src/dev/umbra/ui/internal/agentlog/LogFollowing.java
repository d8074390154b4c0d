package dev.umbra.ui.internal.agentlog;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Agents;
import dev.umbra.core.agent.AgentLog;
import dev.umbra.ui.internal.live.HostAnswers;

/**
 * Follows one agent's log: one patient call at a time, the next when its answer is there. No timer: the host answers when
 * there is a line, or after a while without one. After a failure it rests until {@link #again}. Any thread; listeners are told
 * on the thread that brought the answer.
 */
final class LogFollowing {
	private static final int PAGE = 1_000;
	/** A host that answers a patient call with nothing sooner than this cannot wait: it is not asked again at once. */
	private static final Duration AT_ONCE = Duration.ofMillis(500);

	/** Where the lines are asked for. */
	interface Source {
		CompletionStage<Outcome<AgentLog>> log(Agents.Log question);
	}

	private final Supplier<@Nullable Source> source;
	private final InstantSource clock;
	private final Runnable changed;
	private final LogLines lines = new LogLines();
	private @Nullable AgentId agent;
	private AgentLog.Kind kind = AgentLog.Kind.LOG;
	private long after;
	/** Of what is followed now; an answer to an older question is thrown away. */
	private long generation;
	private boolean asking;
	private boolean closed;
	private @Nullable String failure;

	/** @param source null while there is none @param changed told after each answer that changed something */
	LogFollowing(Supplier<@Nullable Source> source, InstantSource clock, Runnable changed) {
		this.source = source;
		this.clock = clock;
		this.changed = changed;
	}

	LogLines lines() {
		return lines;
	}

	synchronized @Nullable AgentId agent() {
		return agent;
	}

	synchronized AgentLog.Kind kind() {
		return kind;
	}

	/** What went wrong last, in words; null if it goes well. */
	synchronized @Nullable String failure() {
		return failure;
	}

	/** From the beginning of what the host has. @param newAgent null for none */
	void follow(@Nullable AgentId newAgent, AgentLog.Kind newKind) {
		synchronized (this) {
			agent = newAgent;
			kind = newKind;
			after = 0;
			generation++;
			asking = false;
			failure = null;
			lines.clear();
		}
		ask();
	}

	/** Something may be there now that was not: a host, a process. Asks unless it is asking. */
	void again() {
		ask();
	}

	synchronized void close() {
		closed = true;
		generation++;
	}

	private void ask() {
		Source service = source.get();
		Agents.Log question;
		long mine;
		synchronized (this) {
			if (closed || asking || agent == null || service == null) {
				return;
			}
			asking = true;
			mine = generation;
			question = new Agents.Log(agent.value(), kind, after, PAGE, true);
		}
		Instant begun = clock.instant();
		service.log(question).whenComplete((outcome, error) -> answered(mine, begun, outcome, error));
	}

	private void answered(long mine, Instant begun, @Nullable Outcome<AgentLog> outcome, @Nullable Throwable error) {
		boolean goOn = false;
		synchronized (this) {
			if (mine != generation) {
				return;
			}
			asking = false;
			if (outcome instanceof Outcome.Ok<AgentLog>(AgentLog piece)) {
				failure = null;
				after = piece.next();
				lines.add(piece);
				goOn = !piece.lines().isEmpty() || Duration.between(begun, clock.instant()).compareTo(AT_ONCE) >= 0;
			} else {
				failure = outcome instanceof Outcome.NotOk<AgentLog>(Failure failed) ? HostAnswers.words(failed) : String.valueOf(error);
			}
		}
		changed.run();
		if (goOn) {
			ask();
		}
	}
}
