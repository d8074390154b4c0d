package dev.umbra.relay;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.catalog.CatalogRecord;
import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.catalog.Kept;
import dev.umbra.core.port.CatalogRecords.Grave;
import dev.umbra.core.port.CatalogRecords.Head;
import dev.umbra.core.port.CatalogRecords.Queued;
import dev.umbra.core.port.CatalogRecords.RelayRecord;

/**
 * What becomes of an event that came by a relay. Pure but for the {@link Working} that it writes.
 * <p>
 * Two things are kept apart. The <i>head</i> is what this relay has, by the relay's own order. The <i>record</i> is what this person has:
 * the newest of all relays, where a tombstone wins its second, and an edit of this device that was not sent yet counts from the
 * moment it was made. Where the two say different things afterwards, the relay is told: so whatever was lost, refused or
 * came in another order is set right by the next version, and all devices end with the same.
 */
final class Receiving {
	enum Verdict {
		/** It is the head already. */
		ECHO,
		/** The relay has something newer. */
		OLDER,
		/** The record is now what it says. */
		TAKEN,
		/** It is the relay's newest, but what is here is newer still, and will be sent. */
		OUTDONE
	}

	private final Instant now;
	private final Merging merge;

	/** Puts what came over what is stored: what the new content does not mention stays. */
	@FunctionalInterface
	interface Merging {
		String merged(Coordinate at, @Nullable String stored, String content);
	}

	Receiving(Instant now, Merging merge) {
		this.now = now;
		this.merge = merge;
	}

	Verdict receive(Working working, Received in) {
		Head head = working.head(in.relay());
		if (head != null && head.event().equals(in.event())) {
			return Verdict.ECHO;
		}
		if (!in.replaces(head)) {
			remind(working, in, head);
			return Verdict.OLDER;
		}
		working.head(in.head());
		boolean wins = wins(working, in);
		if (wins) {
			take(working, in, head);
		}
		settle(working, in);
		return wins ? Verdict.TAKEN : Verdict.OUTDONE;
	}

	/**
	 * An event of this device that a relay has accepted. What was edited here since stays, however that event is dated; what came meanwhile
	 * and is older gives way to it, as it does on every other device.
	 */
	void accepted(Working working, Received in) {
		Head head = working.head(in.relay());
		boolean newest = in.replaces(head);
		if (newest) {
			working.head(in.head());
			boolean same = working.entry() == null ? in.gone() : same(working.entry(), in);
			if (same ? later(working, in) : !edited(working) && wins(working, in)) {
				take(working, in, head);
			}
			if (in.request() && working.entry() == null && working.row(in.relay()) == null) {
				working.queue(in.relay(), now);
			}
		}
		settle(working, in);
	}

	/** Whether it is what was edited here, and no relay has it yet. */
	private static boolean edited(Working working) {
		return working.entry() != null ? working.entry().event().isEmpty() : working.grave() != null && working.grave().event().isEmpty();
	}

	/** Whether what is said anyway gets a later date thereby, or its first event. */
	private static boolean later(Working working, Received in) {
		CatalogRecord entry = working.entry();
		Grave grave = working.grave();
		if (entry == null && grave == null) {
			return false;
		}
		long known = entry != null ? entry.createdAt() : grave.createdAt();
		return edited(working) ? in.createdAt() >= known : in.createdAt() > known;
	}

	/** An edit, or a deletion, that no relay has yet counts from its own date, even against something older that says the same. */
	private static boolean wins(Working working, Received in) {
		CatalogRecord entry = working.entry();
		Grave grave = working.grave();
		if (entry != null) {
			return entry.event().isEmpty() ? in.createdAt() > entry.createdAt() || in.createdAt() == entry.createdAt() && same(entry, in)
					: later(in, entry.createdAt(), entry.event(), false);
		}
		if (grave != null) {
			return grave.event().isEmpty() ? in.createdAt() > grave.createdAt() || in.createdAt() == grave.createdAt() && in.gone()
					: later(in, grave.createdAt(), grave.event(), true);
		}
		return true;
	}

	private static boolean same(CatalogRecord entry, Received in) {
		return entry.content().equals(in.content()) && entry.shared() == in.shared();
	}

	/** In one second a tombstone is later than a version; of two alike the lower id is. */
	private static boolean later(Received in, long createdAt, String event, boolean gone) {
		if (in.createdAt() != createdAt) {
			return in.createdAt() > createdAt;
		}
		return in.gone() == gone ? in.event().compareTo(event) < 0 : in.gone();
	}

	private void take(Working working, Received in, @Nullable Head before) {
		CatalogRecord entry = working.entry();
		if (entry != null && !same(entry, in)) {
			Kept.Why why = entry.event().isEmpty() ? Kept.Why.CONFLICT : in.gone() ? Kept.Why.DELETED : Kept.Why.RECEIVED;
			working.keep(why, in.relay(), now);
		}
		String content = in.content();
		if (content == null) {
			working.bury(new Grave(working.at(), in.createdAt(), in.event()));
			return;
		}
		String merged = merge.merged(working.at(), base(entry, before), content);
		working.put(new CatalogRecord(working.at(), merged, in.shared(), 0, in.createdAt(), in.event(), entry == null ? now : entry.created(), now));
	}

	/** What the new content is put over: an edit that lost is not part of it, but what was there before that edit is. */
	private static @Nullable String base(@Nullable CatalogRecord entry, @Nullable Head before) {
		if (entry == null || !entry.event().isEmpty()) {
			return entry == null ? null : entry.content();
		}
		return before == null || before.deleted() ? null : before.content();
	}

	/** A version that a request has deleted came again: who sent it has not heard of the request, so the relay may not have kept it. */
	private void remind(Working working, Received in, @Nullable Head head) {
		if (head != null && Received.requests(head) && !in.gone() && in.wireD().equals(head.wireD()) && working.entry() == null
				&& working.grave() != null && working.row(in.relay()) == null) {
			working.queue(in.relay(), now);
		}
	}

	/** What has to be sent now, and what has not any more. */
	private void settle(Working working, Received in) {
		for (RelayRecord relay : working.relays()) {
			String url = relay.url();
			Queued row = working.row(url);
			if (working.differs(url)) {
				boolean held = row != null && row.held() != null && url.equals(in.relay());
				if (row == null || held || row.deletion() != (working.entry() == null)) {
					working.queue(url, now);
				}
			} else if (row != null && url.equals(in.relay()) && !(row.deletion() && in.request())) {
				working.forget(url);
			}
		}
	}
}
