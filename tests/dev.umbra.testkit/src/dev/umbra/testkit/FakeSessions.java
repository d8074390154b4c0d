package dev.umbra.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.Position;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.SessionSummary;

/**
 * One session of a host that does what a test tells it to: commits, sends its changes late, twice or not at all, starts
 * anew with another epoch, goes back to what it was once, and answers when told. Texts are cut and pages are small, so that
 * little is enough to see much. One thread.
 */
public final class FakeSessions implements Sessions {
	private record Commit(long revision, @Nullable SessionSummary summary, List<Item> items) {
	}

	/** What is kept over a restart. */
	private record Stored(long revision, SessionSummary summary, TreeMap<Long, Entry> entries) {
	}

	private static final class Attachment {
		private final Consumer<Changes> consumer;
		private long sent;

		Attachment(Consumer<Changes> consumer, long sent) {
			this.consumer = consumer;
			this.sent = sent;
		}
	}

	private final SessionId session;
	private final int maxText;
	private final int page;
	private final Map<EntryId, Long> ordinals = new HashMap<>();
	private final TreeMap<Long, Entry> entries = new TreeMap<>();
	private final List<Commit> commits = new ArrayList<>();
	private final Map<String, Attachment> attached = new LinkedHashMap<>();
	private final Deque<Runnable> held = new ArrayDeque<>();
	private final Deque<Runnable> failing = new ArrayDeque<>();
	private final List<Attach> attaches = new ArrayList<>();
	private final List<String> detached = new ArrayList<>();
	private final List<ReadText> texts = new ArrayList<>();
	private final List<Read> reads = new ArrayList<>();
	private final List<Get> gets = new ArrayList<>();
	private final List<ListAll> lists = new ArrayList<>();
	private @Nullable Failure refusal;
	private boolean holding;
	private SessionSummary summary;
	private String epoch = "epoch-1";
	private int epochs = 1;
	private long revision = 1;

	/**
	 * @param maxText an entry shows so much of its text, and a range has no more, in code units
	 * @param page entries in a page by ordinal
	 */
	public FakeSessions(SessionId session, int maxText, int page) {
		this.session = session;
		this.maxText = maxText;
		this.page = page;
		this.summary = Sample.summary(session);
	}

	// what happens in the host

	/** Commits a new entry that has ended. */
	public Entry add(String text) {
		return add(text, EntryStatus.DONE);
	}

	/** Commits a new entry. */
	public Entry add(String text, EntryStatus status) {
		long ordinal = entries.isEmpty() ? 1 : entries.lastKey() + 1;
		Entry entry = Sample.message("entry-" + ordinal + "-" + epochs, ordinal, status, text);
		put(entry);
		return entry;
	}

	/** Commits a change of an entry. */
	public void change(long ordinal, UnaryOperator<Entry> change) {
		put(change.apply(entries.get(ordinal)));
	}

	private void put(Entry entry) {
		revision++;
		Entry now = entry.withRevision(revision);
		entries.put(now.ordinal(), now);
		ordinals.put(now.id(), now.ordinal());
		commit(new Item.Upsert(cut(now)));
	}

	/** Commits more text of an entry. */
	public void append(long ordinal, String text) {
		revision++;
		Entry before = entries.get(ordinal);
		entries.put(ordinal, before.withText(before.text() + text).withRevision(revision));
		commit(new Item.Append(before.id(), revision, before.length(), text));
	}

	/** Commits a change of the summary alone. */
	public void summary(UnaryOperator<SessionSummary> change) {
		revision++;
		summary = change.apply(summary).edit().revision(revision).build();
		commits.add(new Commit(revision, summary, List.of()));
	}

	private void commit(Item item) {
		summary = summary.edit().revision(revision).build();
		commits.add(new Commit(revision, summary, List.of(item)));
	}

	/** The end of the host's process and the start of another: nobody is attached, and what was not answered never will be. */
	public void restart() {
		renew();
		attached.clear();
	}

	/** A restart after which the connection attaches again by itself and goes on with what changed since. */
	public void restartBehindTheConnection() {
		renew();
		new LinkedHashMap<>(attached).forEach((name, attachment) -> {
			long from = attachment.sent;
			attachment.sent = revision;
			attachment.consumer.accept(new Changes(name, session, epoch, from, revision, false, summary,
					entries.values().stream().filter(entry -> entry.revision() > from).<Item>map(entry -> new Item.Upsert(cut(entry)))
							.toList()));
		});
	}

	private void renew() {
		epochs++;
		epoch = "epoch-" + epochs;
		commits.clear();
		// those who wait are told so when the test wants it: another connection may be there before
		failing.addAll(held);
		held.clear();
	}

	/** Keeps what is stored now. Running it puts that back, as a person does with a backup before a restart. */
	public Runnable backup() {
		Stored stored = new Stored(revision, summary, new TreeMap<>(entries));
		return () -> restore(stored);
	}

	private void restore(Stored stored) {
		revision = stored.revision();
		summary = stored.summary();
		entries.clear();
		entries.putAll(stored.entries());
		ordinals.clear();
		entries.forEach((ordinal, entry) -> ordinals.put(entry.id(), ordinal));
	}

	// what reaches the client

	/** Sends everything new to everyone who is attached. */
	public void deliver() {
		List.copyOf(attached.keySet()).forEach(this::deliver);
	}

	private void deliver(String name) {
		Attachment attachment = attached.get(name);
		if (attachment != null && revision > attachment.sent) {
			Changes changes = after(name, attachment.sent, revision);
			attachment.sent = revision;
			attachment.consumer.accept(changes);
		}
	}

	/** Sends only the first of the new commits. */
	public void deliverSome() {
		for (String name : List.copyOf(attached.keySet())) {
			Attachment attachment = attached.get(name);
			if (attachment != null && revision > attachment.sent) {
				Changes changes = after(name, attachment.sent, attachment.sent + 1);
				attachment.sent++;
				attachment.consumer.accept(changes);
			}
		}
	}

	/** Sends again what is sent already, from some revision of this epoch on. */
	public void deliverAgain(long from) {
		for (String name : List.copyOf(attached.keySet())) {
			Attachment attachment = attached.get(name);
			if (attachment != null && !commits.isEmpty() && from < attachment.sent && from >= commits.getFirst().revision() - 1) {
				attachment.consumer.accept(after(name, from, attachment.sent));
			}
		}
	}

	/** What is new is lost on the way. */
	public void skip() {
		attached.values().forEach(attachment -> attachment.sent = revision);
	}

	/** Everyone is told that they are too slow, and gets nothing more. */
	public void tellLost() {
		List<Map.Entry<String, Attachment>> all = List.copyOf(attached.entrySet());
		attached.clear();
		all.forEach(each -> each.getValue().consumer.accept(new Changes(each.getKey(), session, epoch, each.getValue().sent,
				each.getValue().sent, true, null, List.of())));
	}

	private Changes after(String name, long from, long to) {
		List<Item> items = new ArrayList<>();
		SessionSummary newest = null;
		for (Commit commit : commits) {
			if (commit.revision() > from && commit.revision() <= to) {
				items.addAll(commit.items());
				newest = commit.summary();
			}
		}
		return new Changes(name, session, epoch, from, to, false, newest, items);
	}

	/** From now on answers wait for {@link #answerOne}. */
	public void hold() {
		holding = true;
	}

	/** Answers one call that waits. False: none does. */
	public boolean answerOne() {
		Runnable answer = held.poll();
		if (answer != null) {
			answer.run();
		}
		return answer != null;
	}

	/** Calls that were open at a restart fail now. */
	public void failOpenCalls() {
		List<Runnable> all = List.copyOf(failing);
		failing.clear();
		Failure former = refusal;
		refusal = new Failure(Failure.Code.HOST_UNREACHABLE, "The connection ended.", null);
		all.forEach(Runnable::run);
		refusal = former;
	}

	/** Attach, text and entries are answered by this; null: well again. */
	public void refuse(@Nullable Failure failure) {
		refusal = failure;
	}

	// what a test looks at

	/** All entries, texts whole. */
	public List<Entry> entries() {
		return List.copyOf(entries.values());
	}

	public long revision() {
		return revision;
	}

	public String epoch() {
		return epoch;
	}

	public SessionSummary summary() {
		return summary;
	}

	/** Attachments that are there now. */
	public int attachments() {
		return attached.size();
	}

	public int waiting() {
		return held.size();
	}

	public List<Attach> attaches() {
		return List.copyOf(attaches);
	}

	public List<String> detached() {
		return List.copyOf(detached);
	}

	public List<ReadText> texts() {
		return List.copyOf(texts);
	}

	public List<Read> reads() {
		return List.copyOf(reads);
	}

	public List<Get> gets() {
		return List.copyOf(gets);
	}

	public List<ListAll> lists() {
		return List.copyOf(lists);
	}

	/** How often it was asked for anything. */
	public int calls() {
		return attaches.size() + detached.size() + texts.size() + reads.size() + gets.size() + lists.size();
	}

	// the contract

	private boolean isNow(@Nullable String position) {
		return (epoch + ":" + revision).equals(position);
	}

	private <T> CompletionStage<Outcome<T>> answer(Supplier<Outcome<T>> work) {
		CompletableFuture<Outcome<T>> answer = new CompletableFuture<>();
		Runnable run = () -> {
			Failure refused = refusal;
			answer.complete(refused == null ? work.get() : Outcome.notOk(refused));
		};
		if (holding) {
			held.add(run);
		} else {
			run.run();
		}
		return answer;
	}

	private Entry cut(Entry entry) {
		String text = entry.text();
		if (text.length() <= maxText) {
			return entry;
		}
		return entry.withTextCut(text.substring(0, Character.isHighSurrogate(text.charAt(maxText - 1)) ? maxText - 1 : maxText));
	}

	@Override
	public CompletionStage<Outcome<Attached>> attach(Attach p, Consumer<Changes> changes) {
		attaches.add(p);
		return answer(() -> {
			attached.put(p.attachment(), new Attachment(changes, revision));
			if (p.after() != null) {
				Position after = Position.parse(p.after(), epoch);
				if (after.epoch().equals(epoch) && after.revision() <= revision) {
					return Outcome.ok(new Attached(session, epoch, revision, summary, false, entries.values().stream()
							.filter(entry -> entry.revision() > after.revision()).sorted((a, b) -> Long.compare(a.revision(), b.revision()))
							.map(this::cut).toList()));
				}
			}
			List<Entry> all = entries();
			int from = Math.max(0, all.size() - Math.min(page, p.newest()));
			return Outcome.ok(new Attached(session, epoch, revision, summary, true,
					all.subList(from, all.size()).stream().map(this::cut).toList(),
					all.subList(0, from).stream().filter(entry -> entry.status().open()).map(this::cut).toList()));
		});
	}

	@Override
	public CompletionStage<Outcome<Done>> detach(Detach p) {
		detached.add(p.attachment());
		attached.remove(p.attachment());
		return CompletableFuture.completedFuture(Outcome.ok(new Done()));
	}

	@Override
	public CompletionStage<Outcome<Page>> entries(Read p) {
		reads.add(p);
		return answer(() -> {
			List<Entry> after = List.copyOf(entries.tailMap(p.fromOrdinal(), false).values());
			List<Entry> kept = after.subList(0, Math.min(page, after.size()));
			return Outcome.ok(new Page(session, epoch, revision, new Position(epoch, revision).toString(),
					kept.isEmpty() ? 0 : kept.getLast().ordinal(), kept.size() < after.size(), false, kept.stream().map(this::cut).toList()));
		});
	}

	@Override
	public CompletionStage<Outcome<Entry>> entry(ReadEntry p) {
		return answer(() -> {
			Long ordinal = ordinals.get(p.entry());
			return ordinal == null ? Outcome.notOk(Failure.notFound("There is no entry " + p.entry() + ".", ""))
					: Outcome.ok(cut(entries.get(ordinal)));
		});
	}

	@Override
	public CompletionStage<Outcome<TextRange>> text(ReadText p) {
		texts.add(p);
		return answer(() -> {
			Long ordinal = ordinals.get(p.entry());
			if (ordinal == null) {
				return Outcome.notOk(Failure.notFound("There is no entry " + p.entry() + ".", ""));
			}
			String text = entries.get(ordinal).text();
			int from = (int) Math.min(p.offset(), text.length());
			int to = Math.min(text.length(), from + Math.min(p.limit(), Math.max(2, maxText)));
			if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
				to--;
			}
			return Outcome.ok(new TextRange(p.entry(), from, text.substring(from, to), text.length()));
		});
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(ListAll p) {
		lists.add(p);
		return answer(() -> Outcome.ok(new Listing(epoch, revision, isNow(p.ifRevision()) ? null : List.of(summary))));
	}

	@Override
	public CompletionStage<Outcome<One>> get(Get p) {
		gets.add(p);
		return answer(() -> Outcome.ok(new One(epoch, revision, isNow(p.ifRevision()) ? null : summary)));
	}

	@Override
	public CompletionStage<Outcome<Ref>> create(Create p) {
		return notHere();
	}

	@Override
	public CompletionStage<Outcome<Prompted>> prompt(Prompt p) {
		return notHere();
	}

	@Override
	public CompletionStage<Outcome<Done>> cancel(Cancel p) {
		return notHere();
	}

	@Override
	public CompletionStage<Outcome<Done>> rename(Rename p) {
		return notHere();
	}

	@Override
	public CompletionStage<Outcome<Done>> close(Close p) {
		return notHere();
	}

	@Override
	public CompletionStage<Outcome<Done>> resume(Resume p) {
		return notHere();
	}

	@Override
	public CompletionStage<Outcome<Done>> settings(Choose p) {
		return notHere();
	}

	@Override
	public CompletionStage<Outcome<Done>> reopen(Reopen p) {
		return notHere();
	}

	@Override
	public CompletionStage<Outcome<Deleted>> delete(Delete p) {
		return notHere();
	}

	@Override
	public CompletionStage<Outcome<Exported>> export(Export p) {
		return notHere();
	}

	@Override
	public CompletionStage<Outcome<TextRange>> output(ReadOutput p) {
		return notHere();
	}

	@Override
	public CompletionStage<Outcome<BlobRange>> blob(ReadBlob p) {
		return notHere();
	}

	@Override
	public CompletionStage<Outcome<Done>> killTerminal(KillTerminal p) {
		return notHere();
	}

	private static <T> CompletionStage<Outcome<T>> notHere() {
		return CompletableFuture.completedFuture(Outcome.notOk(Failure.usage("This host's session is moved by its test.", null)));
	}
}
