package dev.umbra.host;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Clocks;
import dev.umbra.core.EntryId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Sessions.Item;
import dev.umbra.core.session.SessionSummary;

/**
 * A session's latest commits and the clients that follow them. Each client is behind by its own revision and takes what
 * it can: a slow one costs no memory and slows nobody; when the commits it needs are forgotten it is told to ask again.
 * Any thread; a client's sink runs on one thread at a time.
 */
final class SessionFeed {
	private static final System.Logger LOG = System.getLogger(SessionFeed.class.getName());
	/** Commits kept for those who are behind: so many, and so many UTF-16 code units of text. */
	private static final int MAX_COMMITS = 4000;
	private static final long MAX_SIZE = 4L << 20;
	/** One message carries no more than this, unless a single commit does. */
	private static final long MAX_MESSAGE = 1L << 20;
	/** At most 30 a second to one client. */
	private static final long GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(33);

	/** @param size rough UTF-16 code units */
	record Committed(long revision, @Nullable SessionSummary summary, List<Item> items, long size) {
	}

	private final SessionId session;
	private final Supplier<String> epoch;
	private final Clocks clocks;
	private final ScheduledExecutorService ticks;
	private final ArrayDeque<Committed> ring = new ArrayDeque<>();
	private final List<Attachment> attachments = new ArrayList<>();
	private long size;
	private long forgotten;
	private boolean ended;

	/** @param revision of the session now: what came before is not here */
	SessionFeed(SessionId session, Supplier<String> epoch, long revision, Clocks clocks, ScheduledExecutorService ticks) {
		this.session = session;
		this.epoch = epoch;
		this.forgotten = revision;
		this.clocks = clocks;
		this.ticks = ticks;
	}

	/** A commit that is durable: shown to everyone who follows. */
	void publish(Committed commit) {
		List<Attachment> all;
		synchronized (this) {
			ring.addLast(commit);
			size += commit.size();
			while (ring.size() > MAX_COMMITS || size > MAX_SIZE && ring.size() > 1) {
				Committed oldest = ring.removeFirst();
				size -= oldest.size();
				forgotten = oldest.revision();
			}
			all = List.copyOf(attachments);
		}
		all.forEach(Attachment::kick);
	}

	/**
	 * Follows from a revision on.
	 *
	 * @param sink takes what it is given, or says false: not now, {@link Attachment#kick} me when there is room
	 */
	Attachment attach(String name, long after, Predicate<Sessions.Changes> sink) {
		Attachment attachment = new Attachment(name, after, sink);
		synchronized (this) {
			attachments.add(attachment);
		}
		return attachment;
	}

	synchronized boolean followed() {
		return !attachments.isEmpty();
	}

	/** Forgets all commits, unless somebody follows. @return whether nobody does */
	synchronized boolean rest() {
		if (followed()) {
			return false;
		}
		if (!ring.isEmpty()) {
			forgotten = ring.getLast().revision();
			ring.clear();
			size = 0;
		}
		return true;
	}

	/** The session is no more: whoever follows is told to ask again, and will be told so. */
	void end() {
		List<Attachment> all;
		synchronized (this) {
			ended = true;
			all = List.copyOf(attachments);
		}
		all.forEach(Attachment::kick);
	}

	/** What was committed is not what the store tells now: whoever follows is told to ask again. */
	void renew(long revision) {
		List<Attachment> all;
		synchronized (this) {
			ring.clear();
			size = 0;
			forgotten = revision;
			all = List.copyOf(attachments);
		}
		all.forEach(Attachment::forget);
	}

	private Sessions.Changes lost(String attachment, long from) {
		return new Sessions.Changes(attachment, session, epoch.get(), from, from, true, null, List.of());
	}

	/** Everything after a revision as one change; null if nothing is, {@code lost} if it is forgotten. */
	private synchronized Sessions.@Nullable Changes after(String attachment, long from) {
		if (!ended && from >= (ring.isEmpty() ? forgotten : ring.getLast().revision())) {
			return null;
		}
		if (ended || from < forgotten) {
			return lost(attachment, from);
		}
		Joined joined = new Joined();
		for (Committed commit : ring) {
			if (commit.revision() > from && !joined.add(commit)) {
				break;
			}
		}
		return joined.changes(attachment, from);
	}

	/** Commits in a row, as one message. */
	private final class Joined {
		/** By entry, where it was put last, unless something was said of its text since. */
		private final Map<EntryId, Integer> upserts = new HashMap<>();
		private final List<@Nullable Item> items = new ArrayList<>();
		private final StringBuilder grown = new StringBuilder();
		private Item.@Nullable Append growing;
		private @Nullable SessionSummary summary;
		private long upTo;
		private long size;

		/** @return false if it is too much for the same message */
		boolean add(Committed commit) {
			if (size > 0 && size + commit.size() > MAX_MESSAGE) {
				return false;
			}
			size += commit.size();
			upTo = commit.revision();
			summary = commit.summary() != null ? commit.summary() : summary;
			commit.items().forEach(this::add);
			return true;
		}

		private void add(Item item) {
			switch (item) {
			case Item.Append more -> {
				Item.Append now = growing;
				if (now == null || !now.entry().equals(more.entry()) || now.offset() + grown.length() != more.offset()) {
					flush();
					now = more;
				}
				grown.append(more.text());
				growing = new Item.Append(more.entry(), more.revision(), now.offset(), "");
				upserts.remove(more.entry());
			}
			case Item.Upsert upsert -> {
				flush();
				Integer former = upserts.put(upsert.entry().id(), items.size());
				if (former != null) {
					items.set(former, null);
				}
				items.add(upsert);
			}
			}
		}

		private void flush() {
			Item.Append last = growing;
			if (last != null) {
				items.add(new Item.Append(last.entry(), last.revision(), last.offset(), grown.toString()));
				grown.setLength(0);
				growing = null;
			}
		}

		Sessions.Changes changes(String attachment, long from) {
			flush();
			List<Item> all = new ArrayList<>();
			for (Item item : items) {
				if (item != null) {
					all.add(item);
				}
			}
			return new Sessions.Changes(attachment, session, epoch.get(), from, upTo, false, summary, all);
		}
	}

	/** Whether there is more after a revision that is not forgotten. */
	private synchronized boolean more(long from) {
		return !ring.isEmpty() && ring.getLast().revision() > from;
	}

	/** One client's place in the feed. */
	final class Attachment {
		private final String name;
		private final Predicate<Sessions.Changes> sink;
		private long sent;
		private long notBefore;
		private boolean busy;
		private boolean again;
		private boolean closed;
		private boolean forgotten;

		private Attachment(String name, long after, Predicate<Sessions.Changes> sink) {
			this.name = name;
			this.sent = after;
			this.sink = sink;
			this.notBefore = clocks.nanos();
		}

		/** Sends what is missing, now or as soon as the rate allows. Never blocks. */
		void kick() {
			synchronized (this) {
				if (closed) {
					return;
				}
				if (busy) {
					again = true;
					return;
				}
				long wait = notBefore - clocks.nanos();
				busy = true;
				if (wait > 0) {
					ticks.schedule(this::send, wait, TimeUnit.NANOSECONDS);
					return;
				}
			}
			send();
		}

		private void send() {
			boolean retry;
			do {
				if (closed()) {
					return;
				}
				Sessions.Changes changes = isForgotten() ? lost(name, sent()) : after(name, sent());
				boolean taken = changes != null && offer(changes);
				boolean rest = taken && more(changes.revision());
				synchronized (this) {
					if (taken) {
						sent = changes.revision();
						closed |= changes.lost();
					}
					if (changes != null) {
						// one that had no room too: else each commit would put together all it is behind by, in vain
						notBefore = clocks.nanos() + GAP_NANOS;
					}
					retry = (again || rest) && !closed;
					again = false;
					busy = retry;
					if (retry && changes != null) {
						ticks.schedule(this::send, GAP_NANOS, TimeUnit.NANOSECONDS);
						retry = false;
					}
				}
			} while (retry);
			if (closed()) {
				close();
			}
		}

		/** A client that fails is let go: it must not stop the session, nor those who follow it beside it. */
		private boolean offer(Sessions.Changes changes) {
			try {
				return sink.test(changes);
			} catch (RuntimeException e) {
				LOG.log(System.Logger.Level.WARNING, "session " + session + ": the client " + name + " failed, detached", e);
				close();
				return false;
			}
		}

		private void forget() {
			synchronized (this) {
				forgotten = true;
			}
			kick();
		}

		private synchronized boolean isForgotten() {
			return forgotten;
		}

		private synchronized long sent() {
			return sent;
		}

		private synchronized boolean closed() {
			return closed;
		}

		void close() {
			synchronized (this) {
				closed = true;
			}
			synchronized (SessionFeed.this) {
				attachments.remove(this);
			}
		}
	}
}
