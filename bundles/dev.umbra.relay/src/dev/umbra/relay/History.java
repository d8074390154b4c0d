package dev.umbra.relay;

import org.jspecify.annotations.Nullable;

import dev.umbra.nostr.Filter;

/**
 * The reading of one history, page by page. The next page is asked for before this one is taken, and comes while this one is stored; it is
 * asked for once more if this one was not what it seemed: a forged event may have any date. One thread.
 */
final class History {
	/** Digits of an event's id. */
	private static final int ID = 64;
	private final Paging paging;
	private final Pages pages;
	private @Nullable Batch page;
	private String name = "";
	private String beginning = "";
	private Inbox.@Nullable Taking taking;

	/** What a history needs of its conversation. */
	interface Pages {
		/** @return a name of the question */
		String ask(Batch page, Filter filter);

		/** The question is not meant any more. */
		void drop(String name);

		Batch batch();

		/** Verifies a page, and begins to store it. */
		Inbox.Taking begin(Batch page);

		/** Nothing else was heard since that was begun but events of the next page. */
		void end(Inbox.Taking taking);
	}

	History(Filter filter, Pages pages) {
		this.paging = new Paging(filter);
		this.pages = pages;
	}

	void begin() {
		ask(paging.next());
	}

	private void ask(Filter filter) {
		Batch fresh = pages.batch();
		page = fresh;
		name = pages.ask(fresh, filter);
		beginning = "[\"EVENT\",\"" + name + "\",{\"id\":\"";
	}

	/** How many events the page that is open may have. */
	int limit() {
		return paging.limit();
	}

	/**
	 * Whether that is an event of the open page that is known already, which its id says: then it was noted, and the rest of it need not be
	 * read. Only of frames in the form that most relays write; others are read whole.
	 */
	boolean glanced(String frame) {
		int begin = beginning.length();
		int end = begin + ID;
		Batch open = page;
		return open != null && frame.length() > end && frame.charAt(end) == '"' && frame.startsWith(beginning) && open.known(frame.substring(begin, end));
	}

	/** How many events of the open page came. */
	int events() {
		return page == null ? 0 : page.events();
	}

	/** All of a page has come. @return the paging if it was the last one, else null: more was asked for */
	@Nullable
	Paging came(Batch whole) {
		page = null;
		Filter expected = paging.expected(whole.events(), whole.oldest());
		if (expected != null) {
			ask(expected);
		}
		settle();
		taking = pages.begin(whole);
		paging.page(whole.events(), whole.genuine(), whole.oldestGenuine());
		boolean right = !paging.done() && paging.next().equals(expected);
		if (expected != null && !right) {
			page = null;
			pages.drop(name);
		}
		if (!paging.done() && !right) {
			ask(paging.next());
		}
		if (paging.done()) {
			settle();
		}
		return paging.done() ? paging : null;
	}

	/** Waits until the last page that came is stored, before anything else is dealt with. */
	void settle() {
		Inbox.Taking open = taking;
		if (open != null) {
			taking = null;
			pages.end(open);
		}
	}
}
