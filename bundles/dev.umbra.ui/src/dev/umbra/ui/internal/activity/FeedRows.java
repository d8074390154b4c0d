package dev.umbra.ui.internal.activity;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.osgi.util.NLS;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.FeedSnapshot;
import dev.umbra.core.feed.Card;

/** The rows of a feed, made of its cards and of what is unfolded; those that are known are the same objects. Not shared between threads. */
final class FeedRows {
	/** Which cards are unfolded. */
	interface Unfolded {
		/** Another one where something of it is another. */
		long version();

		boolean isOpen(Card card);

		/** What an unfolded card stands for, as far as it is known. */
		List<String> lines(Card card);
	}

	private final Unfolded unfolded;
	private @Nullable FeedSnapshot shown;
	private String filter = "";
	private LocalDate today = LocalDate.MIN;
	private long version;
	private List<FeedRow> rows = List.of();
	/** Of the cards that are known, by identity: a feed is long, and little of it is new. */
	private Map<Card, FeedRow> made = Map.of();

	FeedRows(Unfolded unfolded) {
		this.unfolded = unfolded;
	}

	/** Another feed is shown. */
	void clear() {
		shown = null;
		rows = List.of();
	}

	/** As they were made last. */
	List<FeedRow> now() {
		return rows;
	}

	/** @param wanted only cards with this in their words; empty: all */
	List<FeedRow> of(FeedSnapshot now, String wanted, LocalDate day) {
		if (now == shown && wanted.equals(filter) && day.equals(today) && version == unfolded.version()) {
			return rows;
		}
		version = unfolded.version();
		if (!day.equals(today)) {
			made = Map.of();
		}
		shown = now;
		filter = wanted;
		today = day;
		List<FeedRow> all = new ArrayList<>();
		if (wanted.isEmpty()) {
			marker(all, now);
		}
		Map<Card, FeedRow> fresh = new IdentityHashMap<>();
		for (Card card : now.cards()) {
			FeedRow row = made.get(card);
			FeedRow kept = row == null ? FeedRow.of(card, ZoneId.systemDefault(), day) : row;
			fresh.put(card, kept);
			if (wanted.isEmpty() || kept.has(wanted)) {
				add(all, kept, card);
			}
		}
		made = fresh;
		rows = List.copyOf(all);
		return rows;
	}

	private static void marker(List<FeedRow> all, FeedSnapshot now) {
		if (now.older() && !now.canLoadOlder()) {
			all.add(FeedRow.marker(NLS.bind(Messages.older_elsewhere, now.cards().size())));
		} else if (!now.older() && now.removed()) {
			all.add(FeedRow.marker(Messages.older_removed));
		}
	}

	private void add(List<FeedRow> all, FeedRow row, Card card) {
		if (!unfolded.isOpen(card)) {
			all.add(row);
			return;
		}
		all.add(row.unfolded());
		int number = 0;
		for (String line : unfolded.lines(card)) {
			all.add(row.line(++number, line));
		}
	}
}
