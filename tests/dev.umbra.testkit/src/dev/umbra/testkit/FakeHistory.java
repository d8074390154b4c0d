package dev.umbra.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.History;
import dev.umbra.core.api.Notes;
import dev.umbra.core.feed.Card;
import dev.umbra.core.feed.CardKind;
import dev.umbra.core.feed.NewCard;
import dev.umbra.core.port.Entries;
import dev.umbra.core.port.FeedRecords;
import dev.umbra.core.port.HistoryRecords;
import dev.umbra.core.port.NoteRecords;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.SessionSummary;

/** {@link FeedRecords}, {@link HistoryRecords} and {@link NoteRecords} in memory, of the {@link FakeEntries} beside it. Any thread. */
public final class FakeHistory implements FeedRecords, HistoryRecords, NoteRecords {
	/** What a card takes beside its label and summary, in bytes. */
	private static final int CARD_BYTES = 100;
	private static final int SNIPPET = 60;

	/** The feed of one agent. */
	private static final class Feed {
		final TreeMap<Long, Card> cards = new TreeMap<>();
		long next = 1;
		long change;
	}

	/** Guards everything, since deletions and commits concern both. */
	private final FakeEntries entries;
	private final Map<AgentId, Feed> feeds = new HashMap<>();
	private final Map<String, Notes.Note> notes = new LinkedHashMap<>();
	private int mostCards = Integer.MAX_VALUE;
	private long mostBytes = Long.MAX_VALUE;

	public FakeHistory(FakeEntries entries) {
		this.entries = entries;
		entries.onCards(this::keep);
	}

	private void keep(List<NewCard> cards) {
		synchronized (entries) {
			for (NewCard card : cards) {
				Feed feed = feeds.computeIfAbsent(card.agent(), agent -> new Feed());
				Card former = card.entry() == null ? null : feed.cards.values().stream()
						.filter(each -> card.entry().equals(each.entry()) && Objects.equals(card.session(), each.session())).findFirst()
						.orElse(null);
				long nr = former == null ? feed.next++ : former.nr();
				feed.cards.put(nr, new Card(nr, ++feed.change, former == null ? card.time() : former.time(), card.kind(),
						card.status(), card.label(), card.summary(), card.session(), null, card.entry()));
				bound(feed);
			}
		}
	}

	private void bound(Feed feed) {
		Card removed = null;
		while (!feed.cards.isEmpty() && (real(feed) > mostCards || bytes(feed) > mostBytes)) {
			removed = feed.cards.pollFirstEntry().getValue();
		}
		if (removed != null) {
			feed.cards.put(removed.nr(), new Card(removed.nr(), ++feed.change, removed.time(), CardKind.OLDER_REMOVED,
					EntryStatus.DONE, "", "", null, null, null));
		}
	}

	private static long real(Feed feed) {
		return feed.cards.values().stream().filter(card -> card.kind() != CardKind.OLDER_REMOVED).count();
	}

	private static long bytes(Feed feed) {
		return feed.cards.values().stream().filter(card -> card.kind() != CardKind.OLDER_REMOVED)
				.mapToLong(card -> CARD_BYTES + card.label().length() + card.summary().length()).sum();
	}

	@Override
	public CompletionStage<Void> add(List<NewCard> cards) {
		keep(cards);
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletionStage<FeedRecords.Page> cards(AgentId agent, @Nullable Long before, @Nullable Long after, int limit) {
		synchronized (entries) {
			Feed feed = feeds.computeIfAbsent(agent, id -> new Feed());
			List<Card> all = new ArrayList<>(feed.cards.values());
			if (after != null) {
				all.removeIf(card -> card.change() <= after);
				all.sort(Comparator.comparingLong(Card::change));
			} else if (before != null) {
				all.removeIf(card -> card.nr() >= before);
			}
			int keep = Math.min(limit, all.size());
			List<Card> page = after != null ? all.subList(0, keep) : all.subList(all.size() - keep, all.size());
			return done(new FeedRecords.Page(page.stream().map(this::titled).toList(), feed.change,
					feed.cards.isEmpty() ? 0 : feed.cards.firstKey(), keep < all.size(), null));
		}
	}

	private Card titled(Card card) {
		String title = entries.summaries().stream().filter(summary -> summary.id().equals(card.session()))
				.map(SessionSummary::title).findFirst().orElse(null);
		return new Card(card.nr(), card.change(), card.time(), card.kind(), card.status(), card.label(), card.summary(),
				card.session(), title, card.entry());
	}

	@Override
	public void bounds(int cards, long bytes) {
		synchronized (entries) {
			mostCards = cards;
			mostBytes = bytes;
			feeds.values().forEach(this::bound);
		}
	}

	/** The newest update first. */
	private List<SessionSummary> like(History.Filter filter) {
		return entries.summaries().stream().filter(fulfils(filter))
				.sorted(Comparator.comparing(SessionSummary::updated).reversed().thenComparing(summary -> summary.id().value()))
				.toList();
	}

	private static Predicate<SessionSummary> fulfils(History.Filter filter) {
		return summary -> (filter.agent() == null || filter.agent().equals(summary.agent().value())
				|| filter.agent().equals(summary.agentName()))
				&& (filter.folder() == null || summary.cwd().equals(filter.folder()) || summary.cwd().startsWith(filter.folder() + "/"))
				&& (filter.from() == null || !summary.updated().isBefore(filter.from()))
				&& (filter.until() == null || summary.updated().isBefore(filter.until()))
				&& (filter.statuses().isEmpty() || filter.statuses().contains(summary.status()))
				&& (filter.archived() == null || filter.archived() == summary.archived());
	}

	@Override
	public CompletionStage<History.Listing> past(History.Browse p) {
		synchronized (entries) {
			String wanted = p.title().toLowerCase(Locale.ROOT);
			List<SessionSummary> all = like(p.filter()).stream()
					.filter(summary -> summary.title().toLowerCase(Locale.ROOT).contains(wanted)).toList();
			int from = p.after() == null ? 0 : Integer.parseInt(p.after());
			int to = Math.min(from + p.limit(), all.size());
			return done(new History.Listing(all.subList(from, to).stream().map(this::past).toList(),
					to < all.size() ? String.valueOf(to) : null));
		}
	}

	private History.Past past(SessionSummary s) {
		return new History.Past(s.id(), s.agent(), s.agentName(), s.title(), s.cwd(), s.status(), s.archived(), s.parent(),
				s.created(), s.updated(), s.ended(), entries.transcript(s.id()).size());
	}

	@Override
	public CompletionStage<History.Hits> search(History.Search p) {
		synchronized (entries) {
			List<String> words = Arrays.stream(p.text().split("[^\\p{L}\\p{N}]+")).filter(word -> !word.isEmpty()).toList();
			List<History.Hit> hits = new ArrayList<>();
			for (SessionSummary summary : like(p.filter())) {
				for (Entry entry : entries.transcript(summary.id()).reversed()) {
					hit(summary, entry, words).ifPresent(hits::add);
				}
			}
			return done(new History.Hits(hits.subList(0, Math.min(p.limit(), hits.size())), hits.size() > p.limit()));
		}
	}

	private static Optional<History.Hit> hit(SessionSummary summary, Entry entry, List<String> words) {
		String text = searched(entry);
		List<History.Mark> found = new ArrayList<>();
		for (String word : words) {
			Matcher place = Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(word),
					Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE).matcher(text);
			if (!place.find()) {
				return Optional.empty();
			}
			found.add(new History.Mark(place.start(), word.length()));
		}
		if (found.isEmpty()) {
			return Optional.empty();
		}
		int from = Math.max(0, found.getFirst().start() - SNIPPET / 2);
		int to = Math.min(text.length(), from + SNIPPET);
		List<History.Mark> marks = found.stream().filter(mark -> mark.start() >= from && mark.start() + mark.length() <= to)
				.map(mark -> new History.Mark(mark.start() - from, mark.length())).toList();
		return Optional.of(new History.Hit(summary.id(), summary.title(), summary.agentName(), summary.archived(), entry.id(),
				entry.kind(), entry.created(), text.substring(from, to).replace('\n', ' '), marks));
	}

	private static String searched(Entry entry) {
		return entry.detail() instanceof Detail.Tool tool ? tool.title()
				: entry.kind() == EntryKind.PROMPT || entry.kind() == EntryKind.MESSAGE ? entry.text() : "";
	}

	@Override
	public CompletionStage<History.Places> find(SessionId session, String text, int limit) {
		synchronized (entries) {
			List<History.Place> places = new ArrayList<>();
			Pattern wanted = Pattern.compile(Pattern.quote(text), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
			for (Entry entry : entries.transcript(session)) {
				if (entry.detail() instanceof Detail.Tool tool) {
					places(entry, wanted, tool.title(), true, places);
				}
				places(entry, wanted, entry.text(), false, places);
			}
			return done(new History.Places(places.subList(0, Math.min(limit, places.size())), places.size() > limit));
		}
	}

	private static void places(Entry entry, Pattern wanted, String text, boolean inTitle, List<History.Place> places) {
		Matcher place = wanted.matcher(text);
		while (place.find()) {
			places.add(new History.Place(entry.id(), entry.ordinal(), inTitle, place.start(), place.end() - place.start()));
		}
	}

	@Override
	public CompletionStage<Boolean> delete(SessionId session, Entries.CommandResult command) {
		synchronized (entries) {
			feeds.values().forEach(feed -> feed.cards.values().removeIf(card -> session.equals(card.session())));
			entries.keep(command);
			return done(entries.forget(session));
		}
	}

	@Override
	public CompletionStage<List<SessionId>> archivedBefore(Instant before, int limit) {
		synchronized (entries) {
			List<SessionSummary> all = entries.summaries();
			return done(all.stream().filter(summary -> summary.archived() && summary.updated().isBefore(before))
					.filter(summary -> all.stream().noneMatch(child -> summary.id().equals(child.parent())))
					.sorted(Comparator.comparing(SessionSummary::updated)).map(SessionSummary::id).limit(limit).toList());
		}
	}

	@Override
	public CompletionStage<Optional<Notes.Note>> note(String folder) {
		synchronized (entries) {
			return done(Optional.ofNullable(notes.get(folder)));
		}
	}

	@Override
	public CompletionStage<Void> saveNote(String folder, String text, Entries.@Nullable CommandResult command) {
		synchronized (entries) {
			if (text.isEmpty()) {
				notes.remove(folder);
			} else {
				notes.put(folder, new Notes.Note(folder, text, Sample.NOON));
			}
			entries.keep(command);
			return CompletableFuture.completedFuture(null);
		}
	}

	private static <T> CompletionStage<T> done(T value) {
		return CompletableFuture.completedFuture(value);
	}
}
