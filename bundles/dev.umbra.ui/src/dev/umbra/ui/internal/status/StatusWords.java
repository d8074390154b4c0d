package dev.umbra.ui.internal.status;

import java.time.Instant;
import java.util.List;

import org.eclipse.osgi.util.NLS;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.Version;
import dev.umbra.core.api.Host;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.ui.internal.live.Ages;
import dev.umbra.ui.internal.live.HostReach.Phase;

/** What the trim says. Any thread. */
final class StatusWords {
	private StatusWords() {
	}

	/**
	 * @param status null while nothing is known
	 * @param restarting this window asked for a restart that waits for the turns to end
	 */
	static String host(Phase phase, Host.@Nullable Status status, Version own, boolean restarting) {
		return switch (phase) {
		case STARTING -> Messages.host_starting;
		case UNREACHABLE -> restarting ? Messages.host_starting : Messages.host_unreachable;
		case ENDING -> restarting ? Messages.host_restarting : Messages.host_ending;
		case READY -> {
			if (restarting) {
				yield Messages.host_restarts;
			}
			int order = status == null ? 0 : compared(status.version(), own.product());
			yield order == 0 ? Messages.host_ready
					: NLS.bind(order < 0 ? Messages.host_older : Messages.host_newer, status.version());
		}
		};
	}

	/** Whether there is something about the host that a person should look at. */
	static boolean otherVersion(Host.@Nullable Status status, Version own) {
		return status != null && compared(status.version(), own.product()) != 0;
	}

	/** By numbers, then, where one is a text, as text. */
	static int compared(String a, String b) {
		String[] left = a.split("[.-]");
		String[] right = b.split("[.-]");
		for (int i = 0; i < Math.max(left.length, right.length); i++) {
			int order = part(i < left.length ? left[i] : "0", i < right.length ? right[i] : "0");
			if (order != 0) {
				return order;
			}
		}
		return 0;
	}

	private static int part(String a, String b) {
		return a.matches("\\d{1,9}") && b.matches("\\d{1,9}") ? Integer.compare(Integer.parseInt(a), Integer.parseInt(b))
				: a.compareTo(b);
	}

	/** Sessions that work without the person. */
	static int running(List<SessionSummary> sessions) {
		return (int) sessions.stream().map(SessionSummary::status).filter(StatusWords::runs).count();
	}

	private static boolean runs(SessionStatus status) {
		return switch (status) {
		case STARTING, RUNNING -> true;
		case PENDING, WAITING_PERMISSION, WAITING_INPUT, WAITING_KEY, IDLE, INTERRUPTED, COMPLETED, CANCELLED, FAILED -> false;
		};
	}

	/** Sessions whose turn waits for a place among those that may run at once. */
	static int pending(List<SessionSummary> sessions) {
		return (int) sessions.stream().filter(session -> session.status() == SessionStatus.PENDING).count();
	}

	/** @param status null while nothing is known */
	static String running(List<SessionSummary> sessions, Host.@Nullable Status status) {
		int running = running(sessions);
		int pending = pending(sessions);
		if (pending == 0) {
			return NLS.bind(Messages.running, running);
		}
		return status == null || status.turnLimit() <= 0 ? NLS.bind(Messages.running_pending, running, pending)
				: NLS.bind(Messages.running_limit, new Object[] { running, status.turnLimit(), pending });
	}

	static String waiting(int count) {
		return switch (count) {
		case 0 -> Messages.waiting_none;
		case 1 -> Messages.waiting_one;
		default -> NLS.bind(Messages.waiting_many, count);
		};
	}

	/** Everything about the host, a fact per line. */
	static String details(Host.Status status, Version own, Instant now) {
		StringBuilder text = new StringBuilder(NLS.bind(Messages.details, new Object[] { status.version(), status.pid(),
				Ages.lasting(status.since(), now), status.sessions(), status.runningTurns(), status.waiting(), status.agents(),
				status.clients(), status.home(), megabytes(status.storeBytes()), megabytes(status.heapBytes()), status.turnLimit(), status.waitingTurns() }));
		if (otherVersion(status, own)) {
			text.append("\n\n").append(NLS.bind(Messages.details_other, own.product()));
		}
		return text.toString();
	}

	private static String megabytes(long bytes) {
		return NLS.bind(Messages.megabytes, Math.ceilDiv(bytes, 1024 * 1024));
	}
}
