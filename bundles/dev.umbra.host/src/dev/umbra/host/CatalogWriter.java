package dev.umbra.host;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Cause;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.catalog.CatalogRecord;
import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.catalog.Kept;
import dev.umbra.core.port.CatalogRecords;
import dev.umbra.core.port.CatalogRecords.CatalogState;
import dev.umbra.core.port.CatalogRecords.Changed;
import dev.umbra.core.port.CatalogRecords.Grave;
import dev.umbra.core.port.CatalogRecords.Queued;
import dev.umbra.core.port.CatalogRecords.RelayRecord;
import dev.umbra.core.port.CatalogWrite;
import dev.umbra.core.port.Entries.CommandResult;

/**
 * What a person on this device does to records: each change is one transaction with its history, its outbox rows and the command's
 * result, then the event, and with it a word to the relays. Any thread; changes run in order.
 */
final class CatalogWriter {
	/** How long a deletion in a window waits for <i>Undo</i>. */
	static final Duration GRACE = Duration.ofSeconds(10);
	private final CatalogRecords records;
	private final HostParts parts;
	private final AgentLives lives;
	private final InOrder order = new InOrder("catalog");

	CatalogWriter(HostParts parts, AgentLives lives) {
		this.records = parts.catalog();
		this.parts = parts;
		this.lives = lives;
	}

	<R> CompletionStage<R> inOrder(Supplier<? extends CompletionStage<R>> work) {
		return order.run(work);
	}

	Instant now() {
		return parts.clocks().instant();
	}

	private <R> CompletionStage<R> commit(List<Coordinate> at, CatalogRecords.CatalogDecision decide, CommandResult command, R result) {
		return records.change(at, decide, command).thenApply((Changed done) -> {
			if (done.visible()) {
				lives.changed(Cause.user(""));
			}
			return result;
		});
	}

	/**
	 * Puts a content in the place of what was read; refused as <i>busy</i> if that changed in between.
	 *
	 * @param before as it was read, or null for a new record
	 * @param more writes that go with it
	 */
	<R> CompletionStage<R> put(Coordinate at, @Nullable CatalogRecord before, String content, boolean shared, Kept.Why why,
			List<CatalogWrite> more, CommandResult command, R result) {
		return commit(List.of(at), states -> {
			List<CatalogWrite> writes = new ArrayList<>(writes(states.get(at), before, content, shared, why));
			writes.addAll(more);
			return writes;
		}, command, result);
	}

	/** Several new or changed records in one transaction. */
	<R> CompletionStage<R> putAll(List<Planned> planned, List<CatalogWrite> more, CommandResult command, R result) {
		return commit(planned.stream().map(Planned::at).toList(), states -> {
			List<CatalogWrite> writes = new ArrayList<>();
			planned.forEach(each -> writes.addAll(writes(states.get(each.at()), each.before(), each.content(), each.shared(), Kept.Why.EDITED)));
			writes.addAll(more);
			return writes;
		}, command, result);
	}

	record Planned(Coordinate at, @Nullable CatalogRecord before, String content, boolean shared) {
	}

	private List<CatalogWrite> writes(CatalogState state, @Nullable CatalogRecord before, String content, boolean shared, Kept.Why why) {
		CatalogRecord there = state.record();
		if ((there == null ? 0 : there.version()) != (before == null ? 0 : before.version())) {
			throw conflict();
		}
		if (there != null && there.content().equals(content) && there.shared() == shared) {
			return List.of();
		}
		Instant now = now();
		List<CatalogWrite> writes = new ArrayList<>();
		if (there != null) {
			writes.add(new CatalogWrite.Keep(new Kept(0, state.at(), now, why, "", there.content(), there.shared())));
		}
		writes.add(new CatalogWrite.PutRecord(edited(state, there, content, shared, now)));
		state.relays().forEach(relay -> writes.add(queue(state.at(), relay, false, now, null)));
		return writes;
	}

	/** Dated after what it changes, and after a deletion that it takes back. */
	private static CatalogRecord edited(CatalogState state, @Nullable CatalogRecord there, String content, boolean shared, Instant now) {
		Grave grave = state.grave();
		CatalogRecord base = there != null ? there
				: new CatalogRecord(state.at(), content, shared, 0, grave == null ? 0 : grave.createdAt(), "", now, now);
		return base.edited(content, shared, now);
	}

	private static CatalogWrite queue(Coordinate at, RelayRecord relay, boolean deletion, Instant now, @Nullable Instant notBefore) {
		return new CatalogWrite.Queue(new Queued(at, relay.url(), deletion, 0, now, notBefore, null));
	}

	static FailureException conflict() {
		return new FailureException(Failure.busy("It was changed meanwhile, here or on another device.",
				"Look at it again; your change was not kept."));
	}

	/** @param notBefore when relays may be told; null: at once */
	<R> CompletionStage<R> delete(CatalogRecord record, @Nullable Instant notBefore, CommandResult command, R result) {
		Coordinate at = record.at();
		return commit(List.of(at), states -> {
			CatalogState state = states.get(at);
			CatalogRecord there = state.record();
			if (there == null || there.version() != record.version()) {
				throw conflict();
			}
			Instant now = now();
			List<CatalogWrite> writes = new ArrayList<>();
			writes.add(new CatalogWrite.Keep(new Kept(0, at, now, Kept.Why.DELETED, "", there.content(), there.shared())));
			writes.add(new CatalogWrite.PutGrave(new Grave(at, Math.max(now.getEpochSecond(), there.createdAt() + 1), "")));
			writes.add(new CatalogWrite.DropRecord(at));
			state.relays().forEach(relay -> writes.add(queue(at, relay, true, now, notBefore)));
			return writes;
		}, command, result);
	}

	/** Takes a deletion back within its time. @param what for the words, for example <i>persona</i> */
	<R> CompletionStage<R> undo(Coordinate at, String what, CommandResult command, R result) {
		return records.history(at).thenCompose(history -> {
			Kept deleted = history.isEmpty() || history.getFirst().why() != Kept.Why.DELETED ? null : history.getFirst();
			if (deleted == null) {
				throw new FailureException(Failure.notFound("There is no deletion of the " + what + " " + at.d() + " to be taken back.", null));
			}
			if (!deleted.at().plus(GRACE).isAfter(now())) {
				throw new FailureException(Failure.refused("The deletion of the " + what + " " + at.d() + " cannot be taken back any more.",
						"Restore it from its history: umbra " + what + " restore " + at.d() + " " + deleted.nr()));
			}
			return put(at, null, deleted.content(), deleted.shared(), Kept.Why.RESTORED, List.of(), command, result);
		});
	}

	/** Brings a line of the history back; what is there now becomes a line of it. */
	<R> CompletionStage<R> restore(Coordinate at, long nr, String what, CommandResult command, R result) {
		return records.history(at).thenCompose(history -> {
			Kept kept = history.stream().filter(each -> each.nr() == nr).findFirst()
					.orElseThrow(() -> new FailureException(Failure.notFound("The history of the " + what + " " + at.d() + " has no line " + nr + ".",
							"See it with: umbra " + what + " history " + at.d())));
			return records.states(List.of(at)).thenCompose(states -> put(at, states.get(at).record(), kept.content(), kept.shared(), Kept.Why.RESTORED,
					List.of(), command, result));
		});
	}
}
