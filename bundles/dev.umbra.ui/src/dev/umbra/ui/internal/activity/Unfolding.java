package dev.umbra.ui.internal.activity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.eclipse.swt.widgets.Control;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.feed.Card;
import dev.umbra.core.session.Entry;
import dev.umbra.ui.internal.live.HostAnswers;

/**
 * The cards that a person has unfolded, with what they stand for: read when that is wanted, and again when the card has changed since.
 * On the SWT thread.
 */
final class Unfolding implements FeedRows.Unfolded {
	/** @param change of the card when it was read */
	private record Read(long change, List<String> lines) {
	}

	private final Control control;
	private final Supplier<@Nullable Sessions> sessions;
	private final Runnable changed;
	private final Runnable gone;
	private final Map<Long, Read> open = new HashMap<>();
	private long version;

	/** @param changed there is more or less to be shown; @param gone a card stands for something that is not there any more */
	Unfolding(Control control, Supplier<@Nullable Sessions> sessions, Runnable changed, Runnable gone) {
		this.control = control;
		this.sessions = sessions;
		this.changed = changed;
		this.gone = gone;
	}

	/** Grows with everything that changes what is to be shown. */
	@Override
	public long version() {
		return version;
	}

	/** Of another feed there is nothing unfolded. */
	void clear() {
		open.clear();
		version++;
	}

	@Override
	public boolean isOpen(Card card) {
		return open.containsKey(card.nr());
	}

	/** @param wanted unfolded from now on, or folded */
	void set(Card card, boolean wanted) {
		if (wanted == isOpen(card) || card.session() == null || card.entry() == null) {
			return;
		}
		if (wanted) {
			open.put(card.nr(), new Read(-1, List.of(Messages.lines_reading)));
		} else {
			open.remove(card.nr());
		}
		version++;
		changed.run();
	}

	/** What an unfolded card stands for; reads it if that is not known as it is now. */
	@Override
	public List<String> lines(Card card) {
		Read known = open.getOrDefault(card.nr(), new Read(card.change(), List.of()));
		SessionId session = card.session();
		EntryId entry = card.entry();
		if (known.change() != card.change() && session != null && entry != null) {
			open.put(card.nr(), new Read(card.change(), known.lines()));
			HostAnswers.ask(control, sessions.get(), service -> service.entry(new Sessions.ReadEntry(session.value(), entry)),
					found -> read(card, FeedLines.of(found)), failure -> failed(card, failure));
		}
		return known.lines();
	}

	private void read(Card card, List<String> lines) {
		Read before = open.get(card.nr());
		if (before != null && before.change() == card.change()) {
			open.put(card.nr(), new Read(card.change(), lines));
			version++;
			changed.run();
		}
	}

	private void failed(Card card, Failure failure) {
		boolean deleted = failure.code() == Failure.Code.NOT_FOUND;
		read(card, List.of(deleted ? Messages.lines_deleted : HostAnswers.words(failure)));
		if (deleted) {
			gone.run();
		}
	}
}
