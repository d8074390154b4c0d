package dev.umbra.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Done;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.testkit.Sample;
import dev.umbra.testkit.UnaskedSessions;
import dev.umbra.wire.Codec;

/**
 * One session of a host that does what a script says, in the process that asks. Each call and each push is put into JSON and
 * read from it, as it would be on a wire, and its bytes are counted. One thread.
 */
final class HourHost extends UnaskedSessions {
	private static final String EPOCH = "1ff60d8a";
	/** Around a request or an answer on the wire. */
	private static final int ENVELOPE = 60;
	private static final int PAGE = 192;
	private final SessionId session;
	private final List<Entry> entries = new ArrayList<>();
	private SessionSummary summary;
	private long revision = 1;
	private @Nullable String attachment;
	private @Nullable Consumer<Changes> follower;
	private long sent;
	private long calls;
	private long bytes;

	HourHost(SessionId session) {
		this.session = session;
		summary = Sample.summary(session);
	}

	long calls() {
		return calls;
	}

	long bytes() {
		return bytes;
	}

	String epoch() {
		return EPOCH;
	}

	long revision() {
		return revision;
	}

	// what happens

	void status(SessionStatus status, Instant at) {
		revision++;
		summary = summary.edit().status(status).updated(at).revision(revision).build();
		push(new Changes("", session, EPOCH, sent, revision, false, summary, List.of()));
	}

	void begin(Instant at) {
		revision++;
		Entry entry = Sample.message("entry-" + (entries.size() + 1), entries.size() + 1L, EntryStatus.RUNNING, "Well: ").withRevision(revision);
		entries.add(entry);
		summary = summary.edit().updated(at).revision(revision).build();
		push(new Changes("", session, EPOCH, sent, revision, false, summary, List.of(new Item.Upsert(entry))));
	}

	void append(String text) {
		revision++;
		Entry before = entries.getLast();
		entries.set(entries.size() - 1, before.withText(before.text() + text).withRevision(revision));
		push(new Changes("", session, EPOCH, sent, revision, false, null, List.of(new Item.Append(before.id(), revision, before.length(), text))));
	}

	private void push(Changes changes) {
		Consumer<Changes> present = follower;
		if (present != null) {
			String json = Codec.json(new Changes(String.valueOf(attachment), session, EPOCH, changes.from(), changes.revision(), false,
					changes.summary(), changes.items()));
			bytes += json.length() + ENVELOPE;
			sent = revision;
			present.accept(Codec.read(json, Changes.class));
		} else {
			sent = revision;
		}
	}

	/** An event went to the client. */
	void announced() {
		bytes += 160;
	}

	// what is asked

	private <T> CompletionStage<Outcome<T>> answer(Object params, T result, Class<T> type) {
		return CompletableFuture.completedFuture(Outcome.ok(travelled(params, result, type)));
	}

	/** Counts a call, and what it says both ways. */
	<T> T travelled(Object params, T result, Class<T> type) {
		calls++;
		String json = Codec.json(result);
		bytes += Codec.json(params).length() + json.length() + 2L * ENVELOPE;
		return Codec.read(json, type);
	}

	private boolean isNow(@Nullable String position) {
		return (EPOCH + ":" + revision).equals(position);
	}

	@Override
	public CompletionStage<Outcome<One>> get(Get p) {
		return answer(p, new One(EPOCH, revision, isNow(p.ifRevision()) ? null : summary), One.class);
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(ListAll p) {
		return answer(p, new Listing(EPOCH, revision, isNow(p.ifRevision()) ? null : List.of(summary)), Listing.class);
	}

	@Override
	public CompletionStage<Outcome<Page>> entries(Read p) {
		return answer(p, new Page(session, EPOCH, revision, EPOCH + ":" + revision, entries.size(), false, false, newest()), Page.class);
	}

	@Override
	public CompletionStage<Outcome<Attached>> attach(Attach p, Consumer<Changes> changes) {
		attachment = p.attachment();
		follower = changes;
		sent = revision;
		return answer(p, new Attached(session, EPOCH, revision, summary, true, newest()), Attached.class);
	}

	@Override
	public CompletionStage<Outcome<Done>> detach(Detach p) {
		follower = null;
		return answer(p, new Done(), Done.class);
	}

	private List<Entry> newest() {
		return List.copyOf(entries.subList(Math.max(0, entries.size() - PAGE), entries.size()));
	}
}
