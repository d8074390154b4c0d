package dev.umbra.core.reducer;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.SessionStatus;

/** The open entries that wait for the person: how many of which sort, and which request of the agent's is which. */
final class Waiting {
	private final Map<String, EntryId> requests = new HashMap<>();
	private int permissions;
	private int inputs;
	private int logins;

	/** @param before the same entry while it was open, or null */
	void put(@Nullable Entry before, Entry now) {
		if (before != null) {
			count(before, -1);
		}
		if (now.status().open()) {
			count(now, 1);
		}
	}

	private void count(Entry entry, int by) {
		switch (entry.detail()) {
		case Detail.Permission permission -> {
			permissions += by;
			index(permission.request(), entry.id(), by);
		}
		case Detail.Input input -> {
			inputs += by;
			index(input.request(), entry.id(), by);
		}
		case Detail.Login login -> logins += by;
		default -> {
			// waits for nobody
		}
		}
	}

	private void index(String request, EntryId entry, int by) {
		if (by > 0) {
			requests.put(request, entry);
		} else {
			requests.remove(request, entry);
		}
	}

	@Nullable
	EntryId asked(String request) {
		return requests.get(request);
	}

	/** What a turn that is at {@code status} by itself waits for: a permission before an input before a login. */
	SessionStatus status(SessionStatus status) {
		if (permissions > 0) {
			return SessionStatus.WAITING_PERMISSION;
		}
		if (inputs > 0) {
			return SessionStatus.WAITING_INPUT;
		}
		if (logins > 0) {
			return SessionStatus.WAITING_KEY;
		}
		return switch (status) {
		case WAITING_PERMISSION, WAITING_INPUT, WAITING_KEY -> SessionStatus.RUNNING;
		case PENDING, STARTING, RUNNING, IDLE, INTERRUPTED, COMPLETED, CANCELLED, FAILED -> status;
		};
	}

	boolean login() {
		return logins > 0;
	}

	/** Whether an entry is something that waits, or waited, for the person. */
	static boolean concerns(Entry entry) {
		return entry.detail() instanceof Detail.Permission || entry.detail() instanceof Detail.Input
				|| entry.detail() instanceof Detail.Login;
	}

	/** How an item came to its end, as the end of a sentence; null for an entry that never waited. */
	static @Nullable String how(Entry entry) {
		if (!concerns(entry)) {
			return null;
		}
		String by = switch (entry.detail()) {
		case Detail.Permission permission when permission.decidedBy() != null -> permission.decidedBy();
		case Detail.Permission permission -> permission.answeredBy();
		case Detail.Input input -> input.answeredBy();
		case Detail.Login login -> login.answeredBy();
		default -> null;
		};
		return switch (entry.status()) {
		case DONE -> by == null ? "it is done" : "it was answered by " + by;
		case CANCELLED -> by == null ? "it was cancelled" : "it was cancelled by " + by;
		case EXPIRED -> "it expired with its agent's process";
		case FAILED, PENDING, RUNNING -> "it came to its end";
		};
	}
}
