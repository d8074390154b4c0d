package dev.umbra.host;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import dev.umbra.core.Cause;
import dev.umbra.core.SessionId;
import dev.umbra.core.event.SessionAdvanced;
import dev.umbra.core.event.SessionClosed;
import dev.umbra.core.event.SessionOpened;
import dev.umbra.core.event.TabsChanged;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;

/** The events of one session's commits: that it goes on, at most ten times a second, that it was closed or opened again. Any thread. */
final class Announcing {
	private static final long GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
	private final SessionId session;
	private final HostParts parts;
	private final LongSupplier revision;
	private long advancedAt;
	private boolean later;

	/** @param revision the session's newest */
	Announcing(SessionId session, HostParts parts, LongSupplier revision) {
		this.session = session;
		this.parts = parts;
		this.revision = revision;
		this.advancedAt = parts.clocks().nanos() - GAP_NANOS;
	}

	/** @param subjects whose revisions were raised with the commit */
	void committed(SessionSummary before, SessionSummary now, Map<String, Long> subjects, Cause cause) {
		boolean wasClosed = before.status().kind() == SessionStatus.Kind.TERMINAL;
		boolean closed = now.status().kind() == SessionStatus.Kind.TERMINAL;
		if (closed && !wasClosed) {
			parts.events().publish(new SessionClosed(parts.epoch(), now.revision(), cause, session));
		} else if (wasClosed && !closed) {
			parts.events().publish(new SessionOpened(parts.epoch(), now.revision(), cause, session));
		}
		Long tabs = subjects.get("tabs");
		if (tabs != null) {
			parts.events().publish(new TabsChanged(parts.epoch(), tabs, cause));
		}
		advanced(cause);
	}

	/** Leading edge at once, then no more than ten a second. */
	private void advanced(Cause cause) {
		synchronized (this) {
			if (later) {
				parts.counters().coalesced(parts.events().clients());
				return;
			}
			long wait = advancedAt + GAP_NANOS - parts.clocks().nanos();
			if (wait > 0) {
				later = true;
				parts.ticks().schedule(() -> announce(cause), wait, TimeUnit.NANOSECONDS);
				return;
			}
		}
		announce(cause);
	}

	private void announce(Cause cause) {
		synchronized (this) {
			later = false;
			advancedAt = parts.clocks().nanos();
		}
		parts.events().publish(new SessionAdvanced(parts.epoch(), revision.getAsLong(), cause, session));
	}
}
