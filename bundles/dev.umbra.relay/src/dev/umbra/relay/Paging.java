package dev.umbra.relay;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.umbra.nostr.Event;
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

	/** @param genuine ids of those whose signatures are true */
	void page(List<Event> events, Set<String> genuine) {
		boolean fresh = seen.addAll(genuine);
		if (events.isEmpty() || ++pages >= MOST_PAGES) {
			done = true;
			incomplete |= !events.isEmpty();
			return;
		}
		long oldest = events.stream().filter(event -> genuine.contains(event.id().hex())).mapToLong(Event::createdAt).min()
				.orElseGet(() -> events.stream().mapToLong(Event::createdAt).min().orElse(0));
		boolean cut = events.size() >= limit || events.size() >= fullest && events.size() % ROUND == 0;
		fullest = Math.max(fullest, events.size());
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
