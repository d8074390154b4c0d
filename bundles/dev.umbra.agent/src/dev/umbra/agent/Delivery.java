package dev.umbra.agent;

import java.util.concurrent.locks.ReentrantLock;

import dev.umbra.core.port.AgentInput;
import dev.umbra.core.port.AgentRuntime;

/**
 * The one way to the {@link AgentRuntime.Sink}: one call at a time, none of the agent's after the end was told, secrets blotted out
 * of words, and what a sink throws ends nothing. Lock: {@code lock} is held while the sink runs, which may be long; nothing else is ever locked
 * inside.
 */
final class Delivery {
	private static final System.Logger LOG = System.getLogger(Delivery.class.getName());

	private final String agent;
	private final AgentRuntime.Sink sink;
	private final Logbook log;
	private final ReentrantLock lock = new ReentrantLock();
	private boolean over;

	/** @param agent its name; @param log hears of notes and of the end, too */
	Delivery(String agent, AgentRuntime.Sink sink, Logbook log) {
		this.agent = agent;
		this.sink = sink;
		this.log = log;
	}

	/** What the agent said; dropped after the end. */
	void input(String session, AgentInput input) {
		locked(() -> {
			if (!over) {
				sink.input(session, input);
			}
		});
	}

	/** How a turn came out: told also after the end, so that no prompt waits for ever. */
	void outcome(String session, AgentInput input) {
		AgentInput told = input instanceof AgentInput.TurnFailed failed
				? new AgentInput.TurnFailed(failed.turn(), failed.code(), log.blotter().text(failed.message()), failed.gone())
				: input;
		locked(() -> sink.input(session, told));
	}

	void note(String words) {
		locked(() -> {
			if (!over) {
				log.note(words);
				sink.note(log.blotter().text(words));
			}
		});
	}

	/** The last call. */
	void exited(int exitCode, String stderrTail, boolean asked) {
		locked(() -> {
			if (!over) {
				over = true;
				log.note(exitCode < 0 ? "lost" : (asked ? "was ended" : "ended by itself") + ", exit code " + exitCode);
				sink.exited(exitCode, stderrTail, asked);
			}
		});
	}

	/** Whether a call is going on. */
	boolean isBusy() {
		return lock.isLocked();
	}

	private void locked(Runnable call) {
		lock.lock();
		try {
			call.run();
		} catch (RuntimeException e) {
			LOG.log(System.Logger.Level.ERROR, "agent " + agent + ": what it said could not be handled", e);
		} finally {
			lock.unlock();
		}
	}
}
