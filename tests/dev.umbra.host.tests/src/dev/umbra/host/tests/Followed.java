package dev.umbra.host.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;

/**
 * A session as somebody sees it who attached once and then only takes what is sent. Complains, in {@link #await}, about
 * changes that leave a gap, repeat something, or do not fit the text so far.
 */
final class Followed {
	private final Map<EntryId, Entry> entries = new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
	private final Set<String> epochs = new HashSet<>();
	private final List<String> wrong = new ArrayList<>();
	private @Nullable SessionSummary summary;
	private final List<Sessions.Changes> early = new ArrayList<>();
	/** Empty until the attach was answered. */
	private String epoch = "";
	private long revision;
	private int batches;

	/** Follows over this contract from the beginning of the session. */
	static Followed over(Sessions sessions, SessionId session) throws InterruptedException, ExecutionException, TimeoutException {
		Followed followed = new Followed();
		followed.begin(Answers.ok(
				sessions.attach(new Sessions.Attach(UUID.randomUUID().toString(), session.value(), null, 0), followed::changes)));
		return followed;
	}

	private synchronized void begin(Sessions.Attached attached) {
		epoch = attached.epoch();
		revision = attached.revision();
		summary = attached.summary();
		epochs.add(epoch);
		attached.entries().forEach(entry -> entries.put(entry.id(), entry));
		early.forEach(this::changes);
	}

	private synchronized void changes(Sessions.Changes changes) {
		if (epoch.isEmpty()) {
			early.add(changes);
			return;
		}
		if (changes.lost()) {
			wrong.add("lost after " + revision);
		}
		if (epochs.add(changes.epoch())) {
			epoch = changes.epoch();
		} else if (!changes.epoch().equals(epoch) || changes.from() != revision || changes.revision() <= revision) {
			wrong.add(changes.epoch() + ":" + changes.from() + ".." + changes.revision() + " after " + epoch + ":" + revision);
		}
		revision = changes.revision();
		summary = changes.summary() == null ? summary : changes.summary();
		changes.items().forEach(this::item);
		batches++;
		notifyAll();
	}

	private void item(Sessions.Item item) {
		switch (item) {
		case Sessions.Item.Upsert upsert -> entries.put(upsert.entry().id(), upsert.entry());
		case Sessions.Item.Append append -> {
			Entry entry = entries.get(append.entry());
			if (entry == null || entry.text().length() != append.offset()) {
				wrong.add("append at " + append.offset() + " to " + entry);
			} else {
				entries.put(entry.id(), entry.withText(entry.text() + append.text()));
			}
		}
		}
	}

	/** Returns when this holds; asked again at every change. */
	synchronized void await(String what, Predicate<Followed> condition) throws InterruptedException {
		long end = System.nanoTime() + Heard.PATIENCE.toNanos();
		while (!condition.test(this)) {
			long left = (end - System.nanoTime()) / 1_000_000;
			assertTrue(left > 0, () -> "not seen: " + what + "; but: " + summary + " " + entries.values() + " " + wrong);
			wait(left);
		}
		assertEquals(List.of(), wrong);
	}

	void awaitStatus(SessionStatus status) throws InterruptedException {
		await("status " + status, seen -> seen.summary().status() == status);
	}

	/** The prompt's turn is over, well or not. */
	void awaitTurnOver() throws InterruptedException {
		await("end of the turn", seen -> seen.summary().turn() == null && seen.summary().stopReason() != null);
	}

	synchronized SessionSummary summary() {
		return Objects.requireNonNull(summary);
	}

	synchronized String epoch() {
		return epoch;
	}

	synchronized int batches() {
		return batches;
	}

	/** By ordinal. */
	synchronized List<Entry> entries() {
		return entries.values().stream().sorted((a, b) -> Long.compare(a.ordinal(), b.ordinal())).toList();
	}

	/** What the agent said so far, all messages. */
	synchronized String said() {
		StringBuilder text = new StringBuilder();
		entries().stream().filter(entry -> entry.kind() == EntryKind.MESSAGE).forEach(entry -> text.append(entry.text()));
		return text.toString();
	}
}
