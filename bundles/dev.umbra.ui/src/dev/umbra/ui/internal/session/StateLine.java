package dev.umbra.ui.internal.session;

import java.util.List;
import java.util.Optional;

import org.eclipse.osgi.util.NLS;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.ui.internal.text.ForeignText;

/**
 * What is said about a session that does not just run or rest, and what a person can do about it. Pure.
 *
 * @param label of the button, or null where there is none
 */
record StateLine(InlineBar.Tone tone, String words, @Nullable String label, Cure cure) {
	enum Cure {
		NOTHING,
		/** Has the agent go on. */
		RESUME,
		/** Brings it back after it was closed, or could not be opened. */
		REOPEN
	}

	/**
	 * @param resuming the agent was asked to go on, and has not yet
	 * @param pending what a turn waits for that has to wait
	 */
	static Optional<StateLine> of(SessionSummary summary, List<Entry> entries, boolean resuming, String pending) {
		return switch (summary.status()) {
		case INTERRUPTED -> Optional.of(resuming ? new StateLine(InlineBar.Tone.WARNING, Messages.resuming, null, Cure.NOTHING)
				: new StateLine(InlineBar.Tone.WARNING, Messages.interrupted, Messages.interrupted_resume, Cure.RESUME));
		case PENDING -> Optional.of(new StateLine(InlineBar.Tone.NOTICE, pending, null, Cure.NOTHING));
		case COMPLETED, CANCELLED -> Optional.of(new StateLine(InlineBar.Tone.NOTICE, Messages.closed, Messages.closed_reopen, Cure.REOPEN));
		case FAILED -> Optional.of(new StateLine(InlineBar.Tone.ERROR, NLS.bind(Messages.not_opened, why(entries)).strip(), Messages.retry, Cure.REOPEN));
		case STARTING, RUNNING, WAITING_PERMISSION, WAITING_INPUT, WAITING_KEY, IDLE -> Optional.empty();
		};
	}

	/** What the newest error says, with what can be done; empty where none is known. */
	private static String why(List<Entry> entries) {
		for (Entry entry : entries.reversed()) {
			if (entry.detail() instanceof Detail.Fault fault) {
				return ForeignText.shownOnOneLine(fault.hint() == null ? fault.message() : fault.message() + " " + fault.hint());
			}
		}
		return "";
	}
}
