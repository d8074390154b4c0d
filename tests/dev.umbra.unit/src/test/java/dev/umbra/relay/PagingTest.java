package dev.umbra.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.umbra.core.PublicKey;
import dev.umbra.nostr.Event;
import dev.umbra.nostr.Filter;
import dev.umbra.nostr.Tag;
import dev.umbra.nostr.UnsignedEvent;

class PagingTest {
	private static final FakeSeal SEAL = new FakeSeal(new PublicKey("cd".repeat(32)), new Random(1));

	@Test
	void aHistoryThatFitsIntoOnePageIsReadInTwoQuestions() {
		assertEquals(2, readsAll(events(1200, 7), 500, 7));
	}

	@Test
	void aLongHistoryIsReadWhole() {
		readsAll(events(1_700_000_000, 2345), 500, 2345);
	}

	@Test
	void aRelayThatCapsPagesSilentlyIsReadWholeToo() {
		readsAll(events(1_700_000_000, 950), 100, 950);
	}

	@Test
	void aSecondThatFillsAPageIsAskedForWithALargerLimit() {
		List<Event> events = events(1_700_000_000, 30);
		for (int i = 0; i < 700; i++) {
			events.add(event(1_700_000_010, "dense" + i));
		}
		Paging paging = read(events, 1000);
		assertEquals(730, paging.seen().size());
		assertFalse(paging.incomplete());
	}

	@Test
	void aSecondThatTheRelayNeverGivesWholeIsSaidNotAskedForForever() {
		List<Event> events = events(1_700_000_000, 30);
		for (int i = 0; i < 700; i++) {
			events.add(event(1_700_000_010, "dense" + i));
		}
		Paging paging = read(events, 500);
		assertTrue(paging.incomplete(), "part of that second is missing");
		Set<String> others = new HashSet<>(events(1_700_000_000, 30).stream().filter(event -> event.createdAt() != 1_700_000_010).map(event -> event.id().hex()).toList());
		assertTrue(paging.seen().containsAll(others), "what is before and after it is there");
	}

	@Test
	void whatThisProgramWroteInBulkIsReadWholeAndSaidToBe() {
		List<Event> events = new ArrayList<>();
		for (int i = 0; i < 5 * Dates.MOST_PER_SECOND; i++) {
			events.add(event(1_700_000_010 + i / Dates.MOST_PER_SECOND, "bulk" + i));
		}
		readsAll(events, 500, 5 * Dates.MOST_PER_SECOND);
		readsAll(events.subList(0, Dates.MOST_PER_SECOND), 500, Dates.MOST_PER_SECOND);
	}

	@Test
	void aSecondWithARoundNumberOfEventsIsWholeWhereARelayHasGivenMoreAtOnce() {
		List<Event> events = events(1_700_000_020, 300);
		for (int i = 0; i < 200; i++) {
			events.add(event(1_700_000_010, "round" + i));
		}
		readsAll(events, 500, 500);
	}

	@Test
	void aRelayThatIgnoresUntilEndsTheReading() {
		List<Event> page = events(1_700_000_000, 500);
		Paging paging = new Paging(Filter.ALL);
		int questions = 0;
		while (!paging.done() && questions < 1000) {
			questions++;
			read(paging, page);
		}
		assertTrue(paging.done(), "it ends");
		assertEquals(500, paging.seen().size());
	}

	/** @return questions */
	private static int readsAll(List<Event> events, int cap, int wanted) {
		Paging paging = new Paging(Filter.ALL);
		int questions = 0;
		while (!paging.done()) {
			questions++;
			List<Event> page = answer(events, paging.next(), cap);
			read(paging, page);
		}
		assertEquals(wanted, paging.seen().size());
		assertFalse(paging.incomplete());
		return questions;
	}

	private static Paging read(List<Event> events, int cap) {
		Paging paging = new Paging(Filter.ALL);
		while (!paging.done()) {
			List<Event> page = answer(events, paging.next(), cap);
			read(paging, page);
		}
		return paging;
	}

	private static List<Event> answer(List<Event> events, Filter filter, int cap) {
		int most = Math.min(cap, filter.limit() == null ? 100 : filter.limit());
		return events.stream().filter(filter::matches).sorted(Comparator.comparingLong(Event::createdAt).reversed().thenComparing(Event::id)).limit(most).toList();
	}

	private static void read(Paging paging, List<Event> page) {
		paging.page(page.size(), ids(page), page.stream().mapToLong(Event::createdAt).min().orElse(0));
	}

	private static Set<String> ids(List<Event> events) {
		return new HashSet<>(events.stream().map(event -> event.id().hex()).toList());
	}

	/** One a second. */
	private static List<Event> events(long first, int count) {
		List<Event> events = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			events.add(event(first + i, "d" + i));
		}
		return events;
	}

	private static Event event(long createdAt, String d) {
		return SEAL.sign(new UnsignedEvent(createdAt, 30175, List.of(Tag.of("d", d)), "{}"));
	}
}
