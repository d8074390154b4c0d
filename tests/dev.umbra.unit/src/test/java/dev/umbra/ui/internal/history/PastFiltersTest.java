package dev.umbra.ui.internal.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import org.junit.jupiter.api.Test;

import dev.umbra.client.snapshot.PastQuestion;
import dev.umbra.core.api.History;
import dev.umbra.ui.internal.history.PastFilters.Days;

class PastFiltersTest {
	private static final String HOME = "/home/me";
	private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
	private static final LocalDate TODAY = LocalDate.of(2026, 3, 29);

	private static PastFilters of(Days days, LocalDate from, LocalDate until) {
		return new PastFilters(null, "", days, from, until, PastQuestion.State.ANY);
	}

	private static PastFilters in(String folder) {
		return new PastFilters(null, folder, Days.ANY, TODAY, TODAY, PastQuestion.State.ANY);
	}

	private static History.Filter filter(PastFilters filters) {
		return filters.filter(HOME, TODAY, BERLIN);
	}

	@Test
	void noFilterLeavesNothingOut() {
		assertFalse(PastFilters.none(TODAY).isSet());
		assertEquals(History.Filter.ANY, filter(PastFilters.none(TODAY)));
	}

	@Test
	void daysAreWholeDaysOfThePersonsOwnCalendarAlsoWhenTheClockIsPutForward() {
		assertEquals(Instant.parse("2026-03-28T23:00:00Z"), filter(of(Days.TODAY, TODAY, TODAY)).from());
		assertNull(filter(of(Days.TODAY, TODAY, TODAY)).until());
		assertEquals(Instant.parse("2026-03-22T23:00:00Z"), filter(of(Days.WEEK, TODAY, TODAY)).from());
		assertEquals(Instant.parse("2026-02-27T23:00:00Z"), filter(of(Days.MONTH, TODAY, TODAY)).from());
		History.Filter day = filter(of(Days.RANGE, TODAY, TODAY));
		assertEquals(Instant.parse("2026-03-28T23:00:00Z"), day.from());
		assertEquals(Instant.parse("2026-03-29T22:00:00Z"), day.until());
	}

	@Test
	void aRangeThatEndsBeforeItBeginsIsAProblem() {
		assertNotNull(of(Days.RANGE, TODAY, TODAY.minusDays(1)).problem(HOME));
		assertNull(of(Days.RANGE, TODAY, TODAY).problem(HOME));
		assertNull(of(Days.WEEK, TODAY, TODAY.minusDays(1)).problem(HOME));
	}

	@Test
	void aFolderIsAWholePathOrBelowTheHome() {
		assertEquals("/work/project", filter(in(" /work/other/../project/ ")).folder());
		assertEquals("/home/me/project", filter(in("~/project")).folder());
		assertEquals("/home/me", filter(in("~")).folder());
		assertNull(in("/work").problem(HOME));
		assertNotNull(in("work").problem(HOME));
		assertNotNull(in("~other").problem(HOME));
		assertNotNull(in("/a\0b").problem(HOME));
		assertTrue(in("/work").isSet());
		assertNull(filter(in("  ")).folder());
	}
}
