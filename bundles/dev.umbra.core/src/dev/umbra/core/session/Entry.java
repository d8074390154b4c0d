package dev.umbra.core.session;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.TurnId;

/**
 * One entry of a transcript, upserted by id.
 *
 * @param ordinal its place in the transcript, from 1, never reused
 * @param revision the session's revision of its last change
 * @param turn the turn it belongs to; null for what happens between turns
 * @param text the text so far. In a page or a change this may be only its beginning: see {@code length}
 * @param length length of the whole text in UTF-16 code units, never less than {@code text.length()}; the rest is read
 *        by {@code sessions/text}
 * @param ended null while the entry is open
 */
public record Entry(EntryId id, long ordinal, long revision, @Nullable TurnId turn, EntryKind kind, EntryStatus status,
		String text, long length, Instant created, @Nullable Instant ended, Detail detail) {
	public Entry {
		if (length < text.length()) {
			throw new IllegalArgumentException("entry " + id + ": length " + length + " < text of " + text.length());
		}
	}

	public Entry withText(String newText) {
		return new Entry(id, ordinal, revision, turn, kind, status, newText, newText.length(), created, ended, detail);
	}

	/** The same entry with only a beginning of its text; the length still tells of the whole. */
	public Entry withTextCut(String beginning) {
		return new Entry(id, ordinal, revision, turn, kind, status, beginning, length, created, ended, detail);
	}

	public Entry withRevision(long newRevision) {
		return new Entry(id, ordinal, newRevision, turn, kind, status, text, length, created, ended, detail);
	}

	public Entry withDetail(Detail newDetail) {
		return new Entry(id, ordinal, revision, turn, kind, status, text, length, created, ended, newDetail);
	}

	/** Open again or still open. */
	public Entry withOpen(EntryStatus newStatus) {
		return new Entry(id, ordinal, revision, turn, kind, newStatus, text, length, created, null, detail);
	}

	public Entry withEnd(EntryStatus newStatus, Instant at) {
		return new Entry(id, ordinal, revision, turn, kind, newStatus, text, length, created, at, detail);
	}
}
