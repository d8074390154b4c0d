package dev.umbra.testkit;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.History;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.SessionStatus;

/** {@link History} in memory, of which every session has one prompt: its title. Answers at once, unless it is held. Any thread. */
public final class FakePast implements History {
	private final List<Past> sessions = new ArrayList<>();
	private final Deque<Runnable> held = new ArrayDeque<>();
	private final List<Object> asked = new ArrayList<>();
	private boolean holding;
	private boolean older;
	private @Nullable Failure failure;

	/** @param number its last update is so many minutes after the epoch */
	public synchronized SessionId add(int number, String agent, String title, SessionStatus status) {
		SessionId session = SessionId.random();
		Instant updated = Instant.EPOCH.plusSeconds(60L * number);
		boolean closed = status.kind() == SessionStatus.Kind.TERMINAL;
		sessions.add(new Past(session, new AgentId(agent), agent, title, "/work", status, closed, null, Instant.EPOCH, updated,
				closed ? updated : null, 1));
		return session;
	}

	public synchronized void remove(SessionId session) {
		sessions.removeIf(past -> past.session().equals(session));
	}

	/** From now on every question is answered so. @param now null: well */
	public synchronized void fail(@Nullable Failure now) {
		failure = now;
	}

	/** From now on answers wait for {@link #releaseFirst}. */
	public synchronized void hold() {
		holding = true;
	}

	/** Answers the question that waits longest, with what is there now. */
	public void releaseFirst() {
		Runnable first;
		synchronized (this) {
			first = held.removeFirst();
		}
		first.run();
	}

	/** From now on it is a host of before there were statuses in filters. */
	public synchronized void knowsNoStatuses() {
		older = true;
	}

	/** Every question so far, in order: {@link Browse} and {@link Search}. */
	public synchronized List<Object> asked() {
		return List.copyOf(asked);
	}

	private <T> CompletionStage<Outcome<T>> answer(Object question, Supplier<T> value) {
		CompletableFuture<Outcome<T>> answer = new CompletableFuture<>();
		Runnable tell = () -> answer.complete(outcome(value));
		synchronized (this) {
			asked.add(question);
			if (holding) {
				held.add(tell);
				return answer;
			}
		}
		tell.run();
		return answer;
	}

	private synchronized <T> Outcome<T> outcome(Supplier<T> value) {
		return failure == null ? Outcome.ok(value.get()) : Outcome.notOk(failure);
	}

	private List<Past> sorted(Filter filter) {
		return sessions.stream().filter(past -> filter.agent() == null || past.agentName().equals(filter.agent()))
				.filter(past -> older || (filter.statuses().isEmpty() || filter.statuses().contains(past.status()))
						&& (filter.archived() == null || filter.archived() == past.archived()))
				.sorted(Comparator.comparing(Past::updated).reversed()).toList();
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(Browse p) {
		return answer(p, () -> {
			List<Past> all = sorted(p.filter()).stream().filter(past -> has(past.title(), p.title())).toList();
			int from = p.after() == null ? 0 : Integer.parseInt(p.after());
			int to = Math.min(all.size(), from + (p.limit() == 0 ? 100 : p.limit()));
			return new Listing(all.subList(from, to), to < all.size() ? Integer.toString(to) : null);
		});
	}

	private static boolean has(String text, String part) {
		return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
	}

	@Override
	public CompletionStage<Outcome<Hits>> search(Search p) {
		return answer(p, () -> {
			List<Hit> all = sorted(p.filter()).stream().filter(past -> has(past.title(), p.text()))
					.map(past -> new Hit(past.session(), past.title(), past.agentName(), past.archived(), new EntryId(past.session().value()),
							EntryKind.PROMPT, past.updated(), past.title(), List.of()))
					.toList();
			return new Hits(all.subList(0, Math.min(p.limit(), all.size())), all.size() > p.limit());
		});
	}

	@Override
	public CompletionStage<Outcome<Places>> find(Find p) {
		return answer(p, () -> new Places(List.of(), false));
	}

	@Override
	public CompletionStage<Outcome<Backups>> backups(Nothing p) {
		return answer(p, () -> new Backups(List.of()));
	}
}
