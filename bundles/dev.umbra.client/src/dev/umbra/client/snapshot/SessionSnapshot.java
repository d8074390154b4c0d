package dev.umbra.client.snapshot;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.SessionSummary;

/**
 * One session as it was at one revision. An entry that did not change is the same object as in the snapshot before, so a
 * reader finds what is new by comparing references.
 *
 * @param summary null before the first answer
 * @param entries by ordinal, without a gap, up to the newest; the texts of all are whole
 * @param older whether the host has entries before the first of these
 * @param live whether changes are being received; false before the first answer and while the host cannot be reached
 * @param failure why the session cannot be read, or null
 */
public record SessionSnapshot(SessionId session, String epoch, long revision, @Nullable SessionSummary summary,
		List<Entry> entries, boolean older, boolean live, @Nullable Failure failure) {
	public SessionSnapshot {
		entries = List.copyOf(entries);
	}
}
