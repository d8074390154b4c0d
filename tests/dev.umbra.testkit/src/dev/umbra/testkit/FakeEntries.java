package dev.umbra.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.AgentId;
import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.feed.NewCard;
import dev.umbra.core.port.Entries;
import dev.umbra.core.port.StoreException;
import dev.umbra.core.session.Blob;
import dev.umbra.core.session.Change;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.QueuedPrompt;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;

/**
 * {@link Entries} in memory, as strict as the real one or stricter: a revision that does not follow the last, and an
 * append that leaves a gap, fail. A test can fill the disk, make the next commit fail, hold commits back, and look at
 * every commit. Any thread; stages complete on the thread that lets them.
 */
public final class FakeEntries implements Entries {
	public static final Failure DISK_FULL = Failure.failed("The disk is full.", "Make room on it.");

	public static final Failure DAMAGED = Failure.failed("What is kept of the session is damaged.", "Look at: umbra doctor");

	private static final class Kept {
		@Nullable
		SessionSummary summary;
		final TreeMap<Long, Entry> entries = new TreeMap<>();
		final Map<EntryId, Long> ordinals = new HashMap<>();
		List<QueuedPrompt> queue = List.of();
		final Map<String, Blob> blobs = new HashMap<>();
		final Map<EntryId, String> outputs = new HashMap<>();
	}

	private final Map<SessionId, Kept> sessions = new LinkedHashMap<>();
	private final Map<CommandId, String> results = new HashMap<>();
	private final Map<String, Long> subjects = new HashMap<>();
	private final List<Commit> commits = new ArrayList<>();
	private final List<Runnable> held = new ArrayList<>();
	private volatile Consumer<Commit> onCommit = commit -> {
	};
	private Function<SessionId, OptionalLong> onArchived = session -> OptionalLong.empty();
	private Consumer<List<NewCard>> onCards = cards -> {
	};
	private boolean full;
	private boolean holding;
	private int refused;
	private int unread;
	private @Nullable RuntimeException next;

	/** From now on no commit has room, or all have again. */
	public synchronized void diskFull(boolean isFull) {
		full = isFull;
		notifyAll();
	}

	/** How many commits found the disk full. */
	public synchronized int refused() {
		return refused;
	}

	/** Waits until so many commits were made. */
	public synchronized void awaitCommits(int count) throws InterruptedException {
		awaitThat(() -> commits.size() >= count);
	}

	/** Waits until so many commits found the disk full. */
	public synchronized void awaitRefused(int count) throws InterruptedException {
		awaitThat(() -> refused >= count);
	}

	/** Waits until so many commits are held back. */
	public synchronized void awaitHeld(int count) throws InterruptedException {
		awaitThat(() -> held.size() >= count);
	}

	/** Waits until the session is on disk like this. */
	public synchronized SessionSummary awaitSession(SessionId session, Predicate<SessionSummary> like)
			throws InterruptedException {
		awaitThat(() -> {
			SessionSummary summary = kept(session).summary;
			return summary != null && like.test(summary);
		});
		return Objects.requireNonNull(kept(session).summary);
	}

	private void awaitThat(BooleanSupplier there) throws InterruptedException {
		long end = System.nanoTime() + 30_000_000_000L;
		while (!there.getAsBoolean()) {
			long left = (end - System.nanoTime()) / 1_000_000;
			if (left <= 0) {
				throw new AssertionError("waited in vain: " + commits.size() + " commits, " + refused + " refused, " + held.size()
						+ " held back");
			}
			wait(left);
		}
	}

	/** How many commits raised a subject. */
	synchronized long revision(String subject) {
		return subjects.getOrDefault(subject, 0L);
	}

	/** The next commit fails with this. */
	public synchronized void failNext(RuntimeException failure) {
		next = failure;
	}

	/** So many times a session's state cannot be read: what is on disk of it is damaged. */
	public synchronized void failReads(int times) {
		unread = times;
	}

	/** Commits do not complete until {@link #release}. */
	public synchronized void hold() {
		holding = true;
	}

	public void release() {
		List<Runnable> waiting;
		synchronized (this) {
			holding = false;
			waiting = List.copyOf(held);
			held.clear();
		}
		waiting.forEach(Runnable::run);
	}

	/** Called after each commit, before its stage completes. */
	public void onCommit(Consumer<Commit> action) {
		onCommit = action;
	}

	/** All commits so far. */
	public synchronized List<Commit> commits() {
		return List.copyOf(commits);
	}

	/** The transcript as it is on disk, texts whole. */
	public synchronized List<Entry> transcript(SessionId session) {
		return List.copyOf(kept(session).entries.values());
	}

	private Kept kept(SessionId session) {
		return sessions.computeIfAbsent(session, id -> new Kept());
	}

	@Override
	public CompletionStage<Map<String, Long>> commit(Commit commit) {
		CompletableFuture<Map<String, Long>> stage = new CompletableFuture<>();
		Runnable work = () -> {
			try {
				Map<String, Long> raised = carryOut(commit);
				onCommit.accept(commit);
				stage.complete(raised);
			} catch (RuntimeException e) {
				stage.completeExceptionally(e);
			}
		};
		synchronized (this) {
			if (holding) {
				held.add(work);
				notifyAll();
				return stage;
			}
		}
		work.run();
		return stage;
	}

	private synchronized Map<String, Long> carryOut(Commit commit) {
		if (full) {
			refused++;
			notifyAll();
			throw new StoreException(DISK_FULL, true, new IOException("No space left on device"));
		}
		RuntimeException failure = next;
		if (failure != null) {
			next = null;
			throw failure;
		}
		Kept kept = kept(commit.session());
		long before = kept.summary == null ? 0 : kept.summary.revision();
		if (commit.revision() != before + 1) {
			throw new IllegalStateException("revision " + commit.revision() + " does not follow " + before);
		}
		boolean archived = kept.summary != null && kept.summary.archived();
		commit.changes().forEach(change -> apply(kept, commit.revision(), change));
		CommandResult result = commit.command();
		if (result != null) {
			results.put(result.command(), result.resultJson());
		}
		Map<String, Long> raised = new HashMap<>();
		commit.subjects().forEach(subject -> raised.put(subject, subjects.merge(subject, 1L, Long::sum)));
		if (!archived && kept.summary != null && kept.summary.archived()) {
			onArchived.apply(commit.session()).ifPresent(revision -> raised.put("tabs", revision));
		}
		onCards.accept(commit.cards());
		commits.add(commit);
		notifyAll();
		return raised;
	}

	private static void apply(Kept kept, long revision, Change change) {
		switch (change) {
		case Change.SummaryPut put -> kept.summary = put.summary();
		case Change.QueuePut put -> kept.queue = put.queue();
		case Change.OutputAppended whole -> output(kept, whole);
		case Change.BlobPut put -> kept.blobs.put(put.blob().hash(), put.blob());
		case Change.TextAppended append -> {
			Entry entry = kept.entries.get(kept.ordinals.get(append.entry()));
			if (append.offset() != entry.length()) {
				throw new IllegalStateException("append at " + append.offset() + " to a text of " + entry.length());
			}
			kept.entries.put(entry.ordinal(), entry.withText(entry.text() + append.text()).withRevision(revision));
		}
		case Change.EntryPut put -> {
			Entry entry = put.entry();
			Entry former = kept.entries.get(entry.ordinal());
			if (former != null && !former.id().equals(entry.id())) {
				throw new IllegalStateException("two entries with ordinal " + entry.ordinal());
			}
			if (entry.length() > entry.text().length()) {
				entry = entry.withText(former == null ? "" : former.text());
			}
			kept.ordinals.put(entry.id(), entry.ordinal());
			kept.entries.put(entry.ordinal(), entry.withRevision(revision));
		}
		}
	}

	private static void output(Kept kept, Change.OutputAppended more) {
		String former = kept.outputs.getOrDefault(more.entry(), "");
		if (more.offset() > former.length()) {
			throw new IllegalStateException("append at " + more.offset() + " to an output of " + former.length());
		}
		kept.outputs.put(more.entry(), former.substring(0, (int) more.offset()) + more.text());
	}

	@Override
	public synchronized CompletionStage<List<SessionSummary>> sessions(boolean all) {
		return done(summaries().stream().filter(summary -> all || !summary.archived())
				.sorted(Comparator.comparing(SessionSummary::updated).reversed()).toList());
	}

	/** In the order of their making; {@code from} counts from the end. */
	@Override
	public synchronized CompletionStage<SessionPage> sessions(boolean all, long from, int limit) {
		List<SessionSummary> found = new ArrayList<>(summaries().stream().filter(summary -> all || !summary.archived()).toList());
		found.sort(Comparator.comparing(SessionSummary::created).thenComparing(summary -> summary.id().value()));
		long end = from == 0 ? found.size() : from - 1;
		long begin = Math.max(0, end - limit);
		return done(new SessionPage(found.subList((int) begin, (int) end).reversed(), begin == 0 ? 0 : begin + 1));
	}

	@Override
	public synchronized CompletionStage<Map<AgentId, Tally>> tallies() {
		Map<AgentId, Tally> found = new HashMap<>();
		for (SessionSummary summary : summaries()) {
			if (!summary.archived()) {
				found.merge(summary.agent(), new Tally(1, summary.status().kind() == SessionStatus.Kind.ACTIVE ? 1 : 0),
						(one, other) -> new Tally(one.sessions() + other.sessions(), one.active() + other.active()));
			}
		}
		return done(found);
	}

	synchronized List<SessionSummary> summaries() {
		return sessions.values().stream().flatMap(kept -> Optional.ofNullable(kept.summary).stream()).toList();
	}

	@Override
	public synchronized CompletionStage<Optional<SessionSummary>> session(SessionId session) {
		Kept kept = sessions.get(session);
		return done(Optional.ofNullable(kept == null ? null : kept.summary));
	}

	@Override
	public synchronized CompletionStage<List<SessionId>> sessionsBeginning(String beginning) {
		return done(summaries().stream().map(SessionSummary::id).filter(id -> id.value().startsWith(beginning)).limit(10)
				.toList());
	}

	@Override
	public synchronized CompletionStage<Optional<Live>> live(SessionId session) {
		if (unread > 0) {
			unread--;
			return CompletableFuture.failedFuture(new StoreException(DAMAGED, false, new IOException("a cell is damaged")));
		}
		Kept kept = sessions.get(session);
		SessionSummary summary = kept == null ? null : kept.summary;
		if (kept == null || summary == null) {
			return done(Optional.empty());
		}
		List<Entry> open = kept.entries.values().stream().filter(entry -> entry.status().open()).toList();
		return done(Optional.of(new Live(summary, open, kept.queue, kept.entries.isEmpty() ? 0 : kept.entries.lastKey())));
	}

	@Override
	public synchronized CompletionStage<Slice> byOrdinal(SessionId session, long after, int limit, int maxText) {
		List<Entry> all = List.copyOf(kept(session).entries.tailMap(after, false).values());
		return slice(session, all.subList(0, Math.min(limit, all.size())), all.size() > limit, maxText);
	}

	@Override
	public synchronized CompletionStage<Slice> newest(SessionId session, int limit, int maxText) {
		List<Entry> all = List.copyOf(kept(session).entries.values());
		int from = Math.max(0, all.size() - limit);
		return slice(session, all.subList(from, all.size()), from > 0, maxText);
	}

	@Override
	public synchronized CompletionStage<Recent> recent(SessionId session, int limit, int maxText) {
		List<Entry> open = open(session).stream().map(entry -> cut(entry, maxText)).toList();
		return newest(session, limit, maxText).thenApply(slice -> new Recent(slice, open));
	}

	private List<Entry> open(SessionId session) {
		return kept(session).entries.values().stream().filter(entry -> entry.status().open()).toList();
	}

	@Override
	public synchronized CompletionStage<Slice> newestBefore(SessionId session, long before, int limit, int maxText) {
		List<Entry> all = List.copyOf(kept(session).entries.headMap(before, false).values());
		int from = Math.max(0, all.size() - limit);
		return slice(session, all.subList(from, all.size()), from > 0, maxText);
	}

	@Override
	public synchronized CompletionStage<Optional<Text>> output(SessionId session, EntryId entry, long offset, int limit) {
		return done(Optional.ofNullable(kept(session).outputs.get(entry)).map(output -> range(output, offset, limit)));
	}

	@Override
	public synchronized CompletionStage<Slice> byRevision(SessionId session, long after, int limit, int maxText) {
		List<Entry> all = kept(session).entries.values().stream().filter(entry -> entry.revision() > after)
				.sorted(Comparator.comparingLong(Entry::revision).thenComparingLong(Entry::ordinal)).toList();
		int end = Math.min(limit, all.size());
		while (end > 0 && end < all.size() && all.get(end).revision() == all.get(end - 1).revision()) {
			end++;
		}
		return slice(session, all.subList(0, end), end < all.size(), maxText);
	}

	private CompletionStage<Slice> slice(SessionId session, List<Entry> entries, boolean more, int maxText) {
		SessionSummary summary = kept(session).summary;
		if (summary == null) {
			return CompletableFuture.failedFuture(
					new StoreException(Failure.notFound("There is no session " + session + ".", ""), false, new IOException("none")));
		}
		return done(new Slice(summary, summary.revision(), more, entries.stream().map(entry -> cut(entry, maxText)).toList()));
	}

	private static Entry cut(Entry entry, int maxText) {
		return entry.text().length() <= maxText ? entry : entry.withTextCut(entry.text().substring(0, maxText));
	}

	@Override
	public synchronized CompletionStage<Optional<Entry>> entry(SessionId session, EntryId entry, int maxText) {
		return done(Optional.ofNullable(kept(session).ordinals.get(entry)).map(ordinal -> cut(kept(session).entries.get(ordinal), maxText)));
	}

	@Override
	public synchronized CompletionStage<Optional<Text>> text(SessionId session, EntryId entry, long offset, int limit) {
		Long ordinal = kept(session).ordinals.get(entry);
		if (ordinal == null) {
			return done(Optional.empty());
		}
		return done(Optional.of(range(kept(session).entries.get(ordinal).text(), offset, limit)));
	}

	private static Text range(String text, long offset, int limit) {
		int from = (int) Math.min(offset, text.length());
		return new Text(from, text.substring(from, Math.min(text.length(), from + limit)), text.length());
	}

	@Override
	public synchronized CompletionStage<Optional<Bytes>> blob(SessionId session, String hash, long offset, int limit) {
		Blob blob = kept(session).blobs.get(hash);
		if (blob == null) {
			return done(Optional.empty());
		}
		int from = (int) Math.min(offset, blob.bytes().length);
		int to = Math.min(blob.bytes().length, from + limit);
		return done(Optional.of(new Bytes(from, Arrays.copyOfRange(blob.bytes(), from, to), blob.bytes().length)));
	}

	@Override
	public synchronized CompletionStage<List<Waiting>> waiting() {
		List<Waiting> waiting = new ArrayList<>();
		for (Kept kept : sessions.values()) {
			SessionSummary summary = kept.summary;
			if (summary != null) {
				kept.entries.values().stream().filter(entry -> (entry.kind() == EntryKind.PERMISSION || entry.kind() == EntryKind.INPUT) && entry.status().open())
						.forEach(entry -> waiting.add(new Waiting(summary, entry)));
			}
		}
		return done(waiting);
	}

	@Override
	public synchronized CompletionStage<List<SessionId>> unfinished() {
		return done(summaries().stream().filter(summary -> summary.status().kind() == SessionStatus.Kind.ACTIVE
				|| summary.status() != SessionStatus.FAILED && !open(summary.id()).isEmpty()).map(SessionSummary::id).toList());
	}

	@Override
	public synchronized CompletionStage<Optional<String>> commandResult(CommandId command) {
		return done(Optional.ofNullable(results.get(command)));
	}

	@Override
	public synchronized CompletionStage<Void> remember(CommandResult command) {
		if (full) {
			return CompletableFuture.failedFuture(new StoreException(DISK_FULL, true, new IOException("No space left on device")));
		}
		keep(command);
		return CompletableFuture.completedFuture(null);
	}

	/** What is asked for the revision of {@code tabs} when a session is archived: it loses its tab in that commit. */
	synchronized void onArchived(Function<SessionId, OptionalLong> action) {
		onArchived = action;
	}

	/** Who keeps the cards of commits. */
	synchronized void onCards(Consumer<List<NewCard>> action) {
		onCards = action;
	}

	/** Forgets a session; those below it lose their parent. @return whether it had a tab */
	synchronized boolean forget(SessionId session) {
		sessions.remove(session);
		for (Kept kept : sessions.values()) {
			SessionSummary summary = kept.summary;
			if (summary != null && session.equals(summary.parent())) {
				kept.summary = summary.edit().parent(null).build();
			}
		}
		return onArchived.apply(session).isPresent();
	}

	/** Keeps a result as {@link #commit} would, for the fakes of the other ports. */
	synchronized void keep(@Nullable CommandResult result) {
		if (result != null) {
			results.put(result.command(), result.resultJson());
		}
	}

	private static <T> CompletionStage<T> done(T value) {
		return CompletableFuture.completedFuture(value);
	}
}
