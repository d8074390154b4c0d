package dev.umbra.core.session;

import java.util.Locale;

/** Where an entry stands. Pending and running entries are <i>open</i>; the others have ended and have an end time. */
public enum EntryStatus {
	PENDING, RUNNING, DONE, FAILED, CANCELLED, EXPIRED;

	public boolean open() {
		return this == PENDING || this == RUNNING;
	}

	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}
}
