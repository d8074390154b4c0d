package dev.umbra.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.Position;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions.Attach;
import dev.umbra.core.api.Sessions.Attached;
import dev.umbra.core.api.Sessions.Changes;
import dev.umbra.core.port.Entries;
import dev.umbra.core.port.StoreException;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;

/**
 * Who follows which session. What is there is read from the store, what comes after it is sent from the session's feed: the
 * place in the feed is taken after the reading, at the revision that was read, so nothing is missing and nothing is there
 * twice. Any thread.
 */
final class Followers {
	/** A client further behind than this starts anew with the newest page. */
	private static final int MAX_CATCH_UP = 2000;
	private static final long MAX_CATCH_UP_TEXT = 4 * SessionPages.PAGE_TEXT;
	private final HostParts parts;
	private final SessionMailboxes mailboxes;
	private final Map<String, SessionFeed.Attachment> attachments = new ConcurrentHashMap<>();

	Followers(HostParts parts, SessionMailboxes mailboxes) {
		this.parts = parts;
		this.mailboxes = mailboxes;
	}

	/** @param key names the attachment in this host; @param sink see {@link SessionFeed#attach} */
	CompletionStage<Attached> attach(SessionId id, String key, Attach p, Predicate<Changes> sink) {
		return mailboxes.get(id).handle((mailbox, error) -> error == null ? following(mailbox, id, key, p, sink) : withoutMailbox(id, p, error))
				.thenCompose(found -> found);
	}

	private CompletionStage<Attached> following(SessionMailbox mailbox, SessionId id, String key, Attach p, Predicate<Changes> sink) {
		return catchUp(id, p).thenApply(found -> {
			SessionFeed.Attachment attachment = mailbox.feed().attach(p.attachment(), found.revision(), sink);
			SessionFeed.Attachment former = attachments.put(key, attachment);
			if (former != null) {
				former.close();
			}
			return found;
		}).thenApply(found -> {
			// what was committed between the read and the registration is sent from the feed
			kick(key);
			return found;
		});
	}

	/** A session that cannot go on, since something of it cannot be read, is shown all the same; nothing of it changes, so nothing follows. */
	private CompletionStage<Attached> withoutMailbox(SessionId id, Attach p, Throwable error) {
		Throwable cause = error instanceof CompletionException ? error.getCause() : error;
		if (!(cause instanceof StoreException lasting) || lasting.passing()) {
			return CompletableFuture.failedFuture(error);
		}
		Failure why = lasting.failure();
		return anew(id, newest(p)).thenApply(found -> {
			List<Entry> entries = new ArrayList<>(found.entries());
			long last = entries.isEmpty() ? 0 : entries.getLast().ordinal();
			entries.add(unopened(last + 1, found.revision(), why));
			return new Attached(id, found.epoch(), found.revision(), found.summary(), true, entries, found.open());
		}).exceptionallyCompose(also -> CompletableFuture.failedFuture(error));
	}

	private Entry unopened(long ordinal, long revision, Failure why) {
		String text = "This session can be read, but not gone on with: " + why.message() + (why.hint() == null ? "" : " " + why.hint())
				+ " Each prompt and each refresh tries it again.";
		Instant now = parts.clocks().instant();
		return new Entry(new EntryId("unopened"), ordinal, revision, null, EntryKind.NOTICE, EntryStatus.FAILED, text, text.length(), now, now,
				new Detail.Notice("warning"));
	}

	private static int newest(Attach p) {
		return p.newest() <= 0 ? SessionPages.PAGE : Math.min(p.newest(), SessionPages.PAGE);
	}

	private CompletionStage<Attached> catchUp(SessionId id, Attach p) {
		int newest = newest(p);
		Position after = p.after() == null ? null : Position.parse(p.after(), parts.epoch());
		if (after == null || !after.epoch().equals(parts.epoch())) {
			return anew(id, newest);
		}
		return parts.entries().byRevision(id, after.revision(), MAX_CATCH_UP, FeedItems.MAX_TEXT)
				.thenCompose(slice -> slice.more() || after.revision() > slice.revision() || tooLong(slice.entries())
						? anew(id, newest)
						: CompletableFuture.completedFuture(continued(id, slice)));
	}

	private CompletionStage<Attached> anew(SessionId id, int newest) {
		return parts.entries().recent(id, newest, FeedItems.MAX_TEXT).thenApply(recent -> {
			List<Entry> page = SessionPages.newest(recent.newest().entries());
			long from = page.isEmpty() ? 0 : page.getFirst().ordinal();
			List<Entry> older = recent.open().stream().filter(entry -> entry.ordinal() < from).toList();
			return new Attached(id, parts.epoch(), recent.newest().revision(), recent.newest().summary(), true, page, fitting(older));
		});
	}

	/**
	 * What has not ended, whatever it is: cut are its texts, which are read on, and only where it would be too much for one
	 * message all the same, the oldest.
	 */
	private static List<Entry> fitting(List<Entry> open) {
		int each = open.isEmpty() ? 0 : (int) (SessionPages.PAGE_TEXT / open.size());
		List<Entry> cut = open.stream().map(entry -> entry.withTextCut(FeedItems.cut(entry.text(), Math.min(each, FeedItems.MAX_TEXT)))).toList();
		int from = cut.size();
		long weight = 0;
		while (from > 0 && weight + FeedItems.weight(cut.get(from - 1)) <= MAX_CATCH_UP_TEXT) {
			from--;
			weight += FeedItems.weight(cut.get(from));
		}
		return cut.subList(from, cut.size());
	}

	private static boolean tooLong(List<Entry> entries) {
		return entries.stream().mapToLong(FeedItems::weight).sum() > MAX_CATCH_UP_TEXT;
	}

	private Attached continued(SessionId id, Entries.Slice slice) {
		return new Attached(id, parts.epoch(), slice.revision(), slice.summary(), false, slice.entries());
	}

	/** There is room again. */
	void kick(String key) {
		SessionFeed.Attachment attachment = attachments.get(key);
		if (attachment != null) {
			attachment.kick();
		}
	}

	void detach(String key) {
		SessionFeed.Attachment attachment = attachments.remove(key);
		if (attachment != null) {
			attachment.close();
			mailboxes.quiet();
		}
	}
}
