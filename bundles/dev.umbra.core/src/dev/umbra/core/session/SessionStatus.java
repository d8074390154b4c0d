package dev.umbra.core.session;

import java.util.Locale;

/** What a session is doing. Everything that shows, counts or stores a status reads this one table. */
public enum SessionStatus {
	/** Waits for a free place among the running turns. */
	PENDING(Kind.ACTIVE),
	/** The agent is coming up. */
	STARTING(Kind.ACTIVE),
	/** A turn runs. */
	RUNNING(Kind.ACTIVE),
	/** The turn waits for a permission. */
	WAITING_PERMISSION(Kind.ACTIVE),
	/** The turn waits for an answer. */
	WAITING_INPUT(Kind.ACTIVE),
	/** The turn waits for a login. */
	WAITING_KEY(Kind.ACTIVE),
	/** Between turns. */
	IDLE(Kind.IDLE),
	/** A turn was cut by a crash of the agent or of the host. */
	INTERRUPTED(Kind.IDLE),
	/** Closed while idle. */
	COMPLETED(Kind.TERMINAL),
	/** Stopped and closed. */
	CANCELLED(Kind.TERMINAL),
	/** The store cannot open it. */
	FAILED(Kind.TERMINAL);

	public enum Kind {
		ACTIVE, IDLE, TERMINAL
	}

	private final Kind kind;

	SessionStatus(Kind kind) {
		this.kind = kind;
	}

	public Kind kind() {
		return kind;
	}

	/** The word of the store, the wire and the command line, for example {@code waiting_permission}. */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}
}
