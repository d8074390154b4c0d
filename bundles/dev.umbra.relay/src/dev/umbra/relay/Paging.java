package dev.umbra.relay;

import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.umbra.nostr.Filter;

/**
 * Reads a history page by page, backwards, the last second of a page again with the next one: events of one second may be on both
 * sides of a page's end. Relays cap pages silently, so only a page that brings nothing new is an end. Pure; one thread.
 */
final class Paging {
	static final int PAGE = 500;
	private static final int LARGE = 5000;
	/** No relay caps at another kind of number: a page of such a size may have been cut. */
	private static final int ROUND = 50;
	private static final int MOST_PAGES = 400;
	private final Filter filter;
	private final Set<String> seen = new HashSet<>();
	private int limit = PAGE;
	private int pages;
	/** Events in the fullest page so far: the relay gives at least so many at once. */
	private int fullest;
	private @Nullable Long until;
	private boolean done;
	private boolean incomplete;

	Paging(Filter filter) {
		this.filter = filter;
	}

	Filter next() {
		Filter page = filter.limit(limit);
		return until == null ? page : page.until(until);
	}

	int limit() {
		return limit;
	}

	boolean done() {
		return done;
	}

	/** Whether a second had more events than the relay gives at once. */
	boolean incomplete() {
		return incomplete;
	}

	/** Ids of all genuine events that came. */
	Set<String> seen() {
		return seen;
	}

	/** What will be asked for if all of a page is genuine, so that it can be asked for sooner; null where that is not clear. */
	@Nullable
	Filter expected(int events, long oldest) {
		return events == 0 || pages + 1 >= MOST_PAGES || until != null && oldest >= until ? null : filter.limit(PAGE).until(oldest);
	}

	/**
	 * @param events how many came
	 * @param genuine ids of those whose signatures are true
	 * @param oldest the second of the oldest genuine one; of the oldest, if none is
	 */
	void page(int events, Set<String> genuine, long oldest) {
		boolean fresh = seen.addAll(genuine);
		if (events == 0 || ++pages >= MOST_PAGES) {
			done = true;
			incomplete |= events > 0;
			return;
		}
		boolean cut = events >= limit || events >= fullest && events % ROUND == 0;
		fullest = Math.max(fullest, events);
		if (until == null || oldest < until) {
			until = oldest;
			limit = PAGE;
		} else if (cut && limit == PAGE) {
			limit = LARGE;
		} else if (!fresh) {
			oneSecondBack(cut);
		}
	}

	/** All of this second that can be had is here. */
	private void oneSecondBack(boolean cut) {
		if (!cut && limit == PAGE) {
			done = true;
			return;
		}
		incomplete |= cut;
		until = until == null ? null : until - 1;
		done = until == null || until < 0;
		limit = PAGE;
	}
}
