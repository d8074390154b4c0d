package dev.umbra.host;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.umbra.core.Threads;
import dev.umbra.core.TurnId;
import dev.umbra.core.reducer.SessionInput;
import dev.umbra.core.session.SessionStatus;

/**
 * A prompt has no time limit, but a person should know when its agent has said nothing for long: once per silence, with
 * what to do. What waits for the person does not count. One timer per running turn. Any thread.
 */
final class SilenceWatch {
	private final HostParts parts;
	private final HostSettings settings;

	SilenceWatch(HostParts parts, HostSettings settings) {
		this.parts = parts;
		this.settings = settings;
	}

	/** A turn begins. */
	void begin(SessionMailbox mailbox, TurnId turn) {
		lookIn(settings.idleWatchdog().toNanos(), mailbox, turn, Long.MIN_VALUE);
	}

	private void lookIn(long nanos, SessionMailbox mailbox, TurnId turn, long told) {
		parts.ticks().schedule(() -> look(mailbox, turn, told), nanos, TimeUnit.NANOSECONDS);
	}

	/** @param told when the agent was heard last before the silence that was told of */
	private void look(SessionMailbox mailbox, TurnId turn, long told) {
		var summary = mailbox.state().summary();
		if (!turn.equals(summary.turn())) {
			return;
		}
		Duration limit = settings.idleWatchdog();
		long heard = mailbox.heardAt();
		long left = limit.toNanos() - (parts.clocks().nanos() - heard);
		if (summary.status() != SessionStatus.RUNNING || left > 0 || heard == told) {
			lookIn(left > 0 ? left : limit.toNanos(), mailbox, turn, told);
			return;
		}
		String words = "The agent " + summary.agentName() + " has said nothing for " + words(limit)
				+ ". It may still be at work; to end the turn: umbra cancel " + summary.id().value().substring(0, 8);
		Threads.virtual("tell-" + mailbox.id(), () -> mailbox.tell(new SessionInput.AgentSilent(turn, words)));
		lookIn(limit.toNanos(), mailbox, turn, heard);
	}

	private static String words(Duration duration) {
		return duration.toMinutes() >= 2 ? duration.toMinutes() + " minutes" : duration.toSeconds() + " seconds";
	}
}
