package dev.umbra.core.reducer;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;

/** Tool calls, upserted by the agent's id: an announcement may repeat, be missing, or come after the update. */
final class ToolCalls {
	private final Deciding d;

	ToolCalls(Deciding deciding) {
		d = deciding;
	}

	Entry update(AgentInput.ToolUpdate update) {
		d.blobs(update.blobs());
		Entry known = d.draft.tools.get(update.call());
		Entry now = known == null ? first(update) : next(update, known);
		return new TerminalRuns(d).shown(now);
	}

	private Entry first(AgentInput.ToolUpdate update) {
		d.endStream();
		EntryStatus said = status(update.status(), EntryStatus.PENDING);
		// between turns nothing would ever end it
		EntryStatus status = d.betweenTurns() && said.open() ? EntryStatus.DONE : said;
		EntryId id = d.newId();
		WholeOutput whole = new WholeOutput(d, id);
		ToolOutput.Said kept = bounded(id, update, 0, whole);
		Entry entry = d.add(id, EntryKind.TOOL, status, "", new Detail.Tool(update.call(),
				Objects.requireNonNullElse(update.title(), ""), Objects.requireNonNullElse(update.kind(), "other"),
				orEmpty(update.locations()), orEmpty(kept.content()), kept.rawInput(), kept.rawOutput(),
				!update.announced(), update.name(), List.of(), whole.length()));
		whole.record();
		return entry;
	}

	/** What the entry keeps of an update; what it cannot keep goes beside it. @param taken see {@link ToolOutput#keep} */
	private ToolOutput.Said bounded(EntryId id, AgentInput.ToolUpdate update, long taken, WholeOutput whole) {
		ToolOutput.Said said = new ToolOutput.Said(update.content(), update.rawInput(), update.rawOutput());
		ToolOutput.Kept kept = new ToolOutput(d.summary().id(), id).keep(said, taken);
		whole.cut(said, kept);
		return kept.said();
	}

	/** What the entry shows and this update does not say anew. */
	private static long taken(AgentInput.ToolUpdate update, Entry known, Detail.Tool old) {
		return known.length() + (update.content() == null ? ToolOutput.size(old.content()) : 0)
				+ (update.rawInput() == null ? ToolOutput.length(old.rawInput()) : 0)
				+ (update.rawOutput() == null ? ToolOutput.length(old.rawOutput()) : 0);
	}

	private Entry next(AgentInput.ToolUpdate update, Entry known) {
		Detail.Tool old = (Detail.Tool) known.detail();
		WholeOutput whole = new WholeOutput(d, known.id());
		ToolOutput.Said said = bounded(known.id(), update, taken(update, known, old), whole);
		Detail.Tool merged = new Detail.Tool(old.call(), given(update.title(), old.title()),
				Objects.requireNonNullElse(update.kind(), old.kind()),
				Objects.requireNonNullElse(update.locations(), old.locations()),
				Objects.requireNonNullElse(said.content(), old.content()), given(said.rawInput(), old.rawInput()),
				given(said.rawOutput(), old.rawOutput()), old.orphan() && !update.announced(),
				given(update.name(), old.name()), old.terminals(), whole.length());
		whole.record();
		EntryStatus status = status(update.status(), known.status());
		if (merged.equals(old) && status == known.status()) {
			return known;
		}
		Entry changed = known.withDetail(merged);
		if (status != known.status()) {
			boolean over = d.betweenTurns() || !d.draft.canGrow(known);
			if (!status.open()) {
				changed = changed.withEnd(status, d.given.now());
			} else {
				changed = over ? changed.withEnd(known.status(), d.given.now()) : changed.withOpen(status);
			}
		}
		d.put(changed);
		return changed;
	}

	private static EntryStatus status(@Nullable String word, EntryStatus otherwise) {
		if (word == null) {
			return otherwise;
		}
		return switch (word) {
		case "pending" -> EntryStatus.PENDING;
		case "in_progress" -> EntryStatus.RUNNING;
		case "completed" -> EntryStatus.DONE;
		case "failed" -> EntryStatus.FAILED;
		case "cancelled" -> EntryStatus.CANCELLED;
		default -> otherwise;
		};
	}

	private static <T> List<T> orEmpty(@Nullable List<T> list) {
		return list == null ? List.of() : list;
	}

	/** {@code requireNonNullElse} for an old value that may be null itself. */
	static <T extends @Nullable Object> T given(@Nullable T now, T before) {
		return now != null ? now : before;
	}
}
