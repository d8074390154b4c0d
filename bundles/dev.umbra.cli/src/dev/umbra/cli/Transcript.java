package dev.umbra.cli;

import dev.umbra.core.EntryId;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.SessionSummary;

/** Where followed entries are shown. Called by one thread. */
interface Transcript {
	/** An entry not seen before, with its whole text so far. */
	void appeared(Entry entry);

	/** An open entry's text grew. @param offset UTF-16 code units shown before */
	void grew(long revision, EntryId entry, long offset, String text);

	/** An open entry is another one in more than its text, which may be cut. */
	void changed(Entry entry);

	/** An entry has ended, or changed after its end. @param shown length of the text that was shown before */
	void ended(Entry entry, long shown);

	/** The session's status is another one. */
	void status(SessionSummary summary);

	/** The turn that was waited for has ended. */
	void finished(String stopReason);

	/** After each batch. */
	void flush();
}
