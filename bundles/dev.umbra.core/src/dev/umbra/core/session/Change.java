package dev.umbra.core.session;

import java.util.List;

import dev.umbra.core.EntryId;

/**
 * One fact of a commit. A commit is a list of changes under one revision; applied in order they give the next state, so
 * a replayed or doubled change is harmless.
 */
public sealed interface Change {
	/** The entry, whole, new or changed. */
	record EntryPut(Entry entry) implements Change {
	}

	/** @param offset length of the entry's text before, in UTF-16 code units */
	record TextAppended(EntryId entry, long offset, String text) implements Change {
	}

	record SummaryPut(SessionSummary summary) implements Change {
	}

	/**
	 * The whole output of a tool call, of which the entry keeps only a part, grows, or is said anew from a place on; there
	 * once, however often it is put.
	 *
	 * @param offset in UTF-16 code units: the length of the output before, or the offset of an earlier one of these, which it
	 *        replaces with all that came after that
	 * @param text empty only to take away what it replaces
	 */
	record OutputAppended(EntryId entry, long offset, String text) implements Change {
	}

	/** Bytes that an enclosure of this commit names; there once, however often they are put. */
	record BlobPut(Blob blob) implements Change {
	}

	/** The queue, whole: it is short. */
	record QueuePut(List<QueuedPrompt> queue) implements Change {
		public QueuePut {
			queue = List.copyOf(queue);
		}
	}
}
