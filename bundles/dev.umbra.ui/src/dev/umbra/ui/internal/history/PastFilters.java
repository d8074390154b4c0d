package dev.umbra.ui.internal.history;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.PastQuestion;
import dev.umbra.core.api.History;

/**
 * What the filters are set to. Pure.
 *
 * @param agent id, or the name of one that was removed; null for any
 * @param folder as it was typed; blank for any
 * @param from the first day of a range, inclusive
 * @param until its last day, inclusive
 */
record PastFilters(@Nullable String agent, String folder, Days days, LocalDate from, LocalDate until, PastQuestion.State state) {
	enum Days {
		ANY, TODAY, WEEK, MONTH, RANGE
	}

	static PastFilters none(LocalDate today) {
		return new PastFilters(null, "", Days.ANY, today.minusDays(6), today, PastQuestion.State.ANY);
	}

	/** Whether something is left out. */
	boolean isSet() {
		return agent != null || !folder.isBlank() || days != Days.ANY || state != PastQuestion.State.ANY;
	}

	/** What is wrong with them, in words, or null. */
	@Nullable String problem(String home) {
		if (!folder.isBlank() && path(home) == null) {
			return Messages.folder_problem;
		}
		return days == Days.RANGE && until.isBefore(from) ? Messages.days_problem : null;
	}

	private @Nullable Path path(String home) {
		String typed = folder.strip();
		String whole = typed.equals("~") || typed.startsWith("~/") ? home + typed.substring(1) : typed;
		try {
			Path path = Path.of(whole);
			return path.isAbsolute() ? path.normalize() : null;
		} catch (InvalidPathException e) {
			return null;
		}
	}

	/** Without what is wrong. Days are of the person's own calendar. */
	History.Filter filter(String home, LocalDate today, ZoneId zone) {
		Path path = folder.isBlank() ? null : path(home);
		Instant first = switch (days) {
		case ANY -> null;
		case TODAY -> start(today, zone);
		case WEEK -> start(today.minusDays(6), zone);
		case MONTH -> start(today.minusDays(29), zone);
		case RANGE -> start(from, zone);
		};
		Instant end = days == Days.RANGE ? start(until.plusDays(1), zone) : null;
		return new History.Filter(agent, path == null ? null : path.toString(), first, end);
	}

	private static Instant start(LocalDate day, ZoneId zone) {
		return day.atStartOfDay(zone).toInstant();
	}
}
