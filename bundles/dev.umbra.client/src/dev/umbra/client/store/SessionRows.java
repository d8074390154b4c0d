package dev.umbra.client.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;

/**
 * The rows of the list of sessions, put together from whole lists, from single sessions of which an event told, and from what
 * comes for sessions that are followed anyway: so that one session that works does not make all of them travel. A row of a
 * lower revision never replaces one of a higher.
 *
 * <p>Lock: the monitor, for moments; the host is asked without it.
 */
final class SessionRows {
	/** Single sessions are asked for only where they are no more than this; else the whole list is. */
	private static final int FEW = 8;
	/** Asked for at once: a list of thousands comes in pieces, so that nothing else has to wait behind megabytes. */
	private static final int PAGE = 250;
	/** Pages that are read in one go while nothing is known: a window that is just coming up has other things to compute. */
	private static final int FIRST_PAGES = 4;
	private static final Comparator<SessionSummary> NEWEST_FIRST = Comparator.comparing(SessionSummary::updated)
			.thenComparing(SessionSummary::created).reversed();

	/** How the host is asked. */
	interface Source {
		<T> CompletionStage<Outcome<T>> ask(Function<Sessions, CompletionStage<Outcome<T>>> call);
	}

	private final Source source;
	private final Map<SessionId, SessionSummary> rows = new HashMap<>();
	private final Set<SessionId> hinted = new LinkedHashSet<>();
	/** Put here while a whole list was on its way: it may not know them yet. */
	private final Set<SessionId> putMeanwhile = new HashSet<>();
	private final Set<SessionId> changed = new LinkedHashSet<>();
	/** What was read of a list that goes on; empty: nothing is left to read. */
	private List<Sessions.Listing> begun = List.of();
	private String epoch = "";
	private long revision;
	private boolean whole = true;
	private boolean put;
	private Sessions.@Nullable Listing listing;

	SessionRows(Source source) {
		this.source = source;
	}

	/** The whole list is asked for next, whatever is known. */
	synchronized void forget() {
		whole = true;
	}

	/** Whether the rows are of this epoch. */
	synchronized boolean isOf(String other) {
		return other.equals(epoch);
	}

	/** @return whether there is something to ask for: an event told of this position */
	synchronized boolean hint(SessionId session, String epochOfIt, long revisionOfIt) {
		if (!epochOfIt.equals(epoch)) {
			whole = true;
			return true;
		}
		SessionSummary known = rows.get(session);
		return (known == null || known.revision() < revisionOfIt) && hinted.add(session);
	}

	/** It was changed, or removed, to what nobody knows yet. */
	synchronized void hint(SessionId session) {
		hinted.add(session);
	}

	/** @return whether it was news */
	synchronized boolean put(String epochOfIt, SessionSummary summary) {
		SessionSummary known = rows.get(summary.id());
		if (!epochOfIt.equals(epoch) || known != null && known.revision() >= summary.revision()) {
			return false;
		}
		set(summary);
		hinted.remove(summary.id());
		putMeanwhile.add(summary.id());
		put = true;
		return true;
	}

	/** Whether the next {@link #ask} needs no host: all that is new came by itself. */
	synchronized boolean isLocal() {
		return !whole && put && hinted.isEmpty();
	}

	synchronized @Nullable SessionSummary row(SessionId session) {
		return rows.get(session);
	}

	synchronized SessionStatus.Kind kind() {
		return rows.values().stream().anyMatch(row -> row.status().kind() == SessionStatus.Kind.ACTIVE) ? SessionStatus.Kind.ACTIVE
				: SessionStatus.Kind.IDLE;
	}

	/** The sessions that are others since the last call. */
	synchronized Set<SessionId> takeChanged() {
		Set<SessionId> all = Set.copyOf(changed);
		changed.clear();
		return all;
	}

	/**
	 * Asks for what is missing, or for everything if nothing is known to be; one call at a time. Of a very long list, of which
	 * nothing is known yet, the newest thousand are answered, and {@link Sessions.Listing#next} is not null: asked again, when the
	 * window has time for it, the rest is read too.
	 */
	CompletionStage<Outcome<Sessions.Listing>> ask() {
		List<Sessions.Get> few = new ArrayList<>();
		Sessions.ListAll all;
		List<Sessions.Listing> before;
		synchronized (this) {
			boolean some = !whole && (put || !hinted.isEmpty()) && hinted.size() <= FEW;
			boolean rest = !whole && hinted.isEmpty() && !put && !begun.isEmpty();
			if (!some && !rest) {
				begun = List.of();
			}
			if (begun.isEmpty()) {
				putMeanwhile.clear();
			}
			before = rest ? begun : List.of();
			all = some ? null
					: rest ? new Sessions.ListAll(false, null, PAGE, begun.getLast().next())
							: new Sessions.ListAll(false, whole || revision == 0 ? null : epoch + ":" + revision, PAGE, null);
			if (some) {
				for (SessionId id : hinted) {
					SessionSummary known = rows.get(id);
					few.add(new Sessions.Get(id.value(), known == null ? null : epoch + ":" + known.revision()));
				}
			}
			hinted.clear();
			put = false;
			whole = false;
		}
		return all != null ? whole(all, before) : few(few);
	}

	/** @param before the pages that came already */
	private CompletionStage<Outcome<Sessions.Listing>> whole(Sessions.ListAll wanted, List<Sessions.Listing> before) {
		return source.ask(sessions -> sessions.list(wanted)).thenCompose(outcome -> switch (outcome) {
		case Outcome.Ok<Sessions.Listing>(Sessions.Listing answer) -> {
			if (!before.isEmpty() && !before.getFirst().epoch().equals(answer.epoch())) {
				// the beginning is of another host than the end
				forget();
				yield ask();
			}
			List<Sessions.Listing> pages = new ArrayList<>(before);
			pages.add(answer);
			String next = answer.next();
			yield next == null || isEnoughAtFirst(pages.size()) ? CompletableFuture.completedFuture(Outcome.ok(merged(pages)))
					: whole(new Sessions.ListAll(wanted.all(), null, PAGE, next), pages);
		}
		case Outcome.NotOk<Sessions.Listing> not -> {
			forget();
			yield CompletableFuture.completedFuture(not);
		}
		});
	}

	private synchronized boolean isEnoughAtFirst(int pages) {
		return pages >= FIRST_PAGES && rows.isEmpty();
	}

	/**
	 * @param pages at least one; those that were merged before may have been overtaken since. What changed while they came is known
	 *        by events, or asked for by the revision of the first
	 */
	private synchronized Sessions.Listing merged(List<Sessions.Listing> pages) {
		Sessions.Listing answer = pages.getFirst();
		if (answer.sessions() != null) {
			if (!answer.epoch().equals(epoch)) {
				changed.addAll(rows.keySet());
				rows.clear();
			}
			epoch = answer.epoch();
			revision = answer.revision();
			pages.stream().skip(begun.size()).flatMap(page -> page.sessions().stream()).forEach(this::newer);
			boolean all = pages.getLast().next() == null;
			begun = all ? List.of() : List.copyOf(pages);
			if (all) {
				Set<SessionId> there = new HashSet<>(putMeanwhile);
				pages.forEach(page -> page.sessions().forEach(summary -> there.add(summary.id())));
				rows.keySet().removeIf(id -> !there.contains(id) && changed.add(id));
			}
		}
		return present();
	}

	private void newer(SessionSummary summary) {
		SessionSummary known = rows.get(summary.id());
		if (known == null || known.revision() < summary.revision()) {
			set(summary);
		}
	}

	private CompletionStage<Outcome<Sessions.Listing>> few(List<Sessions.Get> wanted) {
		CompletionStage<@Nullable Failure> all = CompletableFuture.completedFuture(null);
		for (Sessions.Get one : wanted) {
			all = all.thenCombine(source.ask(sessions -> sessions.get(one)),
					(failure, outcome) -> failure != null ? failure : taken(new SessionId(one.session()), outcome));
		}
		return all.thenCompose(failure -> {
			if (failure != null) {
				forget();
				return CompletableFuture.completedFuture(Outcome.notOk(failure));
			}
			synchronized (this) {
				if (!whole) {
					return CompletableFuture.completedFuture(Outcome.ok(present()));
				}
			}
			// another epoch: what was told belongs to another list
			return ask();
		});
	}

	/** @return why not, or null */
	private synchronized @Nullable Failure taken(SessionId id, Outcome<Sessions.One> outcome) {
		switch (outcome) {
		case Outcome.NotOk<Sessions.One>(Failure failure) when failure.code() == Failure.Code.NOT_FOUND -> remove(id);
		case Outcome.NotOk<Sessions.One>(Failure failure) -> {
			return failure;
		}
		case Outcome.Ok<Sessions.One>(Sessions.One one) -> {
			SessionSummary summary = one.summary();
			if (!one.epoch().equals(epoch)) {
				whole = true;
			} else if (summary != null) {
				newer(summary);
				putMeanwhile.add(id);
			}
		}
		}
		return null;
	}

	private void set(SessionSummary summary) {
		if (summary.archived()) {
			remove(summary.id());
		} else {
			rows.put(summary.id(), summary);
			changed.add(summary.id());
		}
	}

	private void remove(SessionId id) {
		if (rows.remove(id) != null) {
			changed.add(id);
		}
	}

	/** The same object while nothing changed. */
	private Sessions.Listing present() {
		Sessions.Listing now = new Sessions.Listing(epoch, revision, rows.values().stream().sorted(NEWEST_FIRST).toList(),
				begun.isEmpty() ? null : begun.getLast().next());
		Sessions.Listing before = listing;
		listing = before != null && before.equals(now) ? before : now;
		return listing;
	}
}
