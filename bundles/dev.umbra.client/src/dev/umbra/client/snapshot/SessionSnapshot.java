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
 * @param epoch of the host that told it; empty before the first answer
 * @param summary null before the first answer
 * @param entries by ordinal, without a gap, up to the newest. A text of more than 64 Ki code units may for a moment be only
 *        its beginning ({@link Entry#length} tells): the rest is on its way and comes as the next change
 * @param older whether the host has entries before the first of these
 * @param live whether changes are being received; false before the first answer and while the host cannot be reached
 * @param failure why the session, or something of it, cannot be read, or null; what was known before is still here
 */
public record SessionSnapshot(SessionId session, String epoch, long revision, @Nullable SessionSummary summary,
		List<Entry> entries, boolean older, boolean live, @Nullable Failure failure) {
	public SessionSnapshot {
		entries = List.copyOf(entries);
	}
}
