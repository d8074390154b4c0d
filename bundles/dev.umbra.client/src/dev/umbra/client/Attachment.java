package dev.umbra.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.Id;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Sessions.Attach;
import dev.umbra.core.api.Sessions.Attached;
import dev.umbra.core.api.Sessions.Changes;
import dev.umbra.core.api.Sessions.Item;
import dev.umbra.core.session.Entry;
import dev.umbra.wire.Methods;
import dev.umbra.wire.PeerClosedException;

/**
 * One followed session, across as many connections as it takes. The consumer sees revisions rise without gap or double:
 * changes that come before the answer of an attach wait for it, those it covers already are dropped, and where something
 * is missing (the host says <i>lost</i>, a gap, a new connection) it attaches again after the last revision seen. Each
 * attach has its own name on the wire, so what is left of a former one cannot be mistaken.
 *
 * <p>A host that has started anew (another epoch), or one too far ahead, answers with its newest page; the entries that
 * changed since the last revision are then read too, so that the consumer misses nothing. It sees the new epoch in the
 * changes it gets.
 *
 * <p>Lock: {@code lock} guards the state and is held while the consumer runs, which must not block; nothing else is
 * called with it.
 */
final class Attachment {
	private static final System.Logger LOG = System.getLogger(Attachment.class.getName());

	private enum State {
		ATTACHING, ATTACHED, ENDED
	}

	/** The names on the wire of all attachments. */
	interface Names {
		void add(String wireName, Attachment attachment);

		void remove(String wireName);
	}

	private final Attach wanted;
	private final Consumer<Changes> consumer;
	private final Names names;
	private final ReentrantLock lock = new ReentrantLock();
	private final List<Changes> early = new ArrayList<>();
	private State state = State.ATTACHING;
	private String wireName;
	private String session;
	private String epoch = "";
	private long revision;

	Attachment(Attach wanted, Consumer<Changes> consumer, Names names) {
		this.wanted = wanted;
		this.consumer = consumer;
		this.names = names;
		this.wireName = wanted.attachment();
		this.session = wanted.session();
		names.add(wireName, this);
	}

	String wireName() {
		lock.lock();
		try {
			return wireName;
		} finally {
			lock.unlock();
		}
	}

	/** The first attach was answered: tells the caller, then delivers what came meanwhile. */
	void attached(Link link, Attached answer, CompletableFuture<Outcome<Attached>> caller) {
		boolean again;
		lock.lock();
		try {
			session = answer.session().value();
			caller.complete(Outcome.ok(answer));
			again = settle(answer.epoch(), answer.revision());
		} finally {
			lock.unlock();
		}
		if (again) {
			attachAgain(link);
		}
	}

	void end() {
		lock.lock();
		try {
			state = State.ENDED;
			early.clear();
			names.remove(wireName);
		} finally {
			lock.unlock();
		}
	}

	void changes(Link link, Changes changes) {
		boolean again = false;
		lock.lock();
		try {
			if (state == State.ATTACHING) {
				early.add(changes);
			} else if (state == State.ATTACHED && changes.attachment().equals(wireName)) {
				again = !deliver(changes);
			}
		} finally {
			lock.unlock();
		}
		if (again) {
			attachAgain(link);
		}
	}

	/** Attaches after the last revision seen, if the first attach was ever answered. Returns at once. */
	void attachAgain(Link link) {
		Attach again;
		lock.lock();
		try {
			if (state == State.ENDED || epoch.isEmpty()) {
				return;
			}
			state = State.ATTACHING;
			early.clear();
			names.remove(wireName);
			wireName = Id.random();
			names.add(wireName, this);
			again = new Attach(wireName, session, epoch + ":" + revision, wanted.newest());
		} finally {
			lock.unlock();
		}
		link.call(Methods.SESSIONS_ATTACH, again)
				.thenCompose(answer -> missing(link, answer).thenAccept(entries -> resume(link, again, answer, entries)))
				.exceptionally(e -> {
					failed(again, Link.cause(e));
					return null;
				});
	}

	/** What an answer that starts anew does not tell: entries changed since, older than its page. */
	private CompletionStage<List<Entry>> missing(Link link, Attached answer) {
		long seen = revision;
		if (!answer.reset() || answer.revision() <= seen) {
			return CompletableFuture.completedFuture(answer.entries());
		}
		Map<EntryId, Entry> found = new LinkedHashMap<>();
		return pages(link, answer.epoch() + ":" + seen, found).thenApply(nothing -> {
			for (Entry entry : answer.entries()) {
				Entry older = found.get(entry.id());
				if (older == null || older.revision() < entry.revision()) {
					found.put(entry.id(), entry);
				}
			}
			return found.values().stream().sorted((a, b) -> Long.compare(a.ordinal(), b.ordinal())).toList();
		});
	}

	private CompletionStage<Void> pages(Link link, String after, Map<EntryId, Entry> into) {
		return link.call(Methods.SESSIONS_ENTRIES, new Sessions.Read(session, after, 0, 0, false))
				.thenCompose(page -> {
					page.entries().forEach(entry -> into.put(entry.id(), entry));
					return page.more() && !page.next().equals(after) ? pages(link, page.next(), into)
							: CompletableFuture.completedFuture(null);
				});
	}

	private void resume(Link link, Attach request, Attached answer, List<Entry> entries) {
		boolean again = false;
		lock.lock();
		try {
			if (state != State.ATTACHING || !wireName.equals(request.attachment())) {
				return;
			}
			List<Item> items = entries.stream().<Item>map(Item.Upsert::new).toList();
			if (!items.isEmpty() || answer.revision() != revision || !answer.epoch().equals(epoch)) {
				long from = revision;
				give(new Changes(wanted.attachment(), answer.session(), answer.epoch(), from, answer.revision(), false,
						answer.summary(), items));
			}
			again = settle(answer.epoch(), answer.revision());
		} finally {
			lock.unlock();
		}
		if (again) {
			attachAgain(link);
		}
	}

	/** A lost connection brings us back by itself; a refusal is final, and the consumer is told by <i>lost</i>. */
	private void failed(Attach request, Throwable cause) {
		if (cause instanceof PeerClosedException) {
			return;
		}
		LOG.log(System.Logger.Level.WARNING, "session " + request.session() + " cannot be followed any more: "
				+ cause.getMessage());
		lock.lock();
		try {
			if (state == State.ATTACHING && wireName.equals(request.attachment())) {
				state = State.ENDED;
				names.remove(wireName);
				give(new Changes(wanted.attachment(), new SessionId(session), epoch, revision, revision, true,
						null, List.of()));
			}
		} finally {
			lock.unlock();
		}
	}

	/** True if something is missing still. */
	private boolean settle(String newEpoch, long newRevision) {
		epoch = newEpoch;
		revision = newRevision;
		if (state == State.ENDED) {
			return false;
		}
		state = State.ATTACHED;
		List<Changes> waiting = List.copyOf(early);
		early.clear();
		for (Changes changes : waiting) {
			if (changes.attachment().equals(wireName) && !deliver(changes)) {
				return true;
			}
		}
		return false;
	}

	/** False if something is missing: it was not given. */
	private boolean deliver(Changes changes) {
		if (changes.lost() || !changes.epoch().equals(epoch) || changes.from() > revision) {
			return false;
		}
		if (changes.revision() <= revision) {
			return true;
		}
		List<Item> items = changes.from() == revision ? changes.items()
				: changes.items().stream().filter(item -> revisionOf(item) > revision).toList();
		long from = revision;
		revision = changes.revision();
		give(new Changes(wanted.attachment(), changes.session(), changes.epoch(), from, revision, false,
				changes.summary(), items));
		return true;
	}

	private static long revisionOf(Item item) {
		return switch (item) {
		case Item.Upsert upsert -> upsert.entry().revision();
		case Item.Append append -> append.revision();
		};
	}

	private void give(Changes changes) {
		try {
			consumer.accept(changes);
		} catch (RuntimeException e) {
			LOG.log(System.Logger.Level.WARNING, "a follower of session " + session + " failed", e);
		}
	}
}
