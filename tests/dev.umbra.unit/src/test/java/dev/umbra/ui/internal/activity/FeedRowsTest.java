package dev.umbra.ui.internal.activity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import dev.umbra.client.snapshot.FeedSnapshot;
import dev.umbra.core.AgentId;
import dev.umbra.core.EntryId;
import dev.umbra.core.SessionId;
import dev.umbra.core.feed.Card;
import dev.umbra.core.feed.CardKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.testkit.Sample;

class FeedRowsTest {
	private static final LocalDate TODAY = LocalDate.of(2030, 1, 2);

	/** What is unfolded, by a card's number. */
	private static final class Opened implements FeedRows.Unfolded {
		private final Map<Long, List<String>> open = new HashMap<>();
		private long version;

		void put(long card, String... lines) {
			open.put(card, List.of(lines));
			version++;
		}

		@Override
		public long version() {
			return version;
		}

		@Override
		public boolean isOpen(Card card) {
			return open.containsKey(card.nr());
		}

		@Override
		public List<String> lines(Card card) {
			return open.get(card.nr());
		}
	}

	private final Opened opened = new Opened();
	private final FeedRows rows = new FeedRows(opened);
	private final FeedSnapshot three = snapshot(3);

	private static FeedSnapshot snapshot(long cards) {
		return new FeedSnapshot(new AgentId("a"), LongStream.rangeClosed(1, cards).mapToObj(nr -> new Card(nr, nr, Sample.NOON, CardKind.TOOL,
				EntryStatus.DONE, "tool " + nr, "summary", new SessionId("s"), "title", new EntryId("e" + nr))).toList(), false, true, true, null, null);
	}

	private List<String> words(String wanted) {
		return rows.of(three, wanted, TODAY).stream().map(row -> row.part() == 0 ? row.label() : row.summary()).toList();
	}

	@Test
	void whatACardStandsForIsBelowIt() {
		assertEquals(List.of("tool 1", "tool 2", "tool 3"), words("").subList(1, 4), "behind the marker");
		opened.put(2, "its", "lines");
		assertEquals(List.of("tool 1", "tool 2", "its", "lines", "tool 3"), words("").subList(1, 6));
		assertEquals(List.of("tool 2", "its", "lines"), words("TOOL 2"), "also where the others are left out");
		assertEquals(FeedRow.Fold.OPEN, rows.of(three, "", TODAY).get(2).fold());
	}

	@Test
	void whatIsKnownStaysTheSameObject() {
		List<FeedRow> before = rows.of(three, "", TODAY);
		assertSame(before, rows.of(three, "", TODAY));
		opened.put(2, "line");
		List<FeedRow> after = rows.of(three, "", TODAY);
		assertSame(before.get(1), after.get(1));
		assertTrue(after.size() > before.size());
		rows.clear();
		assertEquals(List.of(), rows.now());
	}
}
