package dev.umbra.demo;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An open session: its record, its one running turn, and which kinds of change the person allowed for good (in this
 * process: after a restart it asks again). Any thread; the monitor is held for moments only.
 */
final class Session {
	private final Set<String> alwaysAllowed = ConcurrentHashMap.newKeySet();
	private SessionRecord record;
	private @Nullable Turn running;
	private volatile Pace pace = Pace.NORMAL;

	Session(SessionRecord record) {
		this.record = record;
	}

	synchronized SessionRecord record() {
		return record;
	}

	synchronized SessionRecord change(UnaryOperator<SessionRecord> step) {
		record = step.apply(record);
		return record;
	}

	String id() {
		return record().id();
	}

	/** False if a turn runs already. */
	synchronized boolean begin(Turn turn) {
		if (running != null) {
			return false;
		}
		running = turn;
		return true;
	}

	synchronized void end(Turn turn) {
		if (running == turn) {
			running = null;
		}
	}

	synchronized Optional<Turn> running() {
		return Optional.ofNullable(running);
	}

	Pace pace() {
		return pace;
	}

	void pace(Pace chosen) {
		pace = chosen;
	}

	void allowAlways(String toolKind) {
		alwaysAllowed.add(toolKind);
	}

	boolean isAllowed(String toolKind) {
		return alwaysAllowed.contains(toolKind);
	}
}
