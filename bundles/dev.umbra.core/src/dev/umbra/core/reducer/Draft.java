package dev.umbra.core.reducer;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.session.Change;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.GrowingText;
import dev.umbra.core.session.QueuedPrompt;
import dev.umbra.core.session.SessionSummary;

/**
 * A state in the making: copied once per batch instead of once per update, so that a flood costs what it carries. Lives
 * on one thread, inside one call.
 */
final class Draft {
	SessionSummary summary;
	long lastOrdinal;
	final Map<EntryId, Entry> open;
	final Map<EntryId, GrowingText> texts;
	final LinkedHashMap<String, Entry> tools;
	List<QueuedPrompt> queue;
	@Nullable
	EntryId stream;
	@Nullable
	String streamMessage;
	final Set<String> allowed;

	Draft(SessionState state) {
		summary = state.summary();
		lastOrdinal = state.lastOrdinal();
		open = state.openCopy();
		texts = new HashMap<>(state.texts());
		tools = new LinkedHashMap<>(state.tools());
		queue = state.queue();
		stream = state.stream();
		streamMessage = state.streamMessage();
		allowed = new HashSet<>(state.allowed());
	}

	SessionState freeze() {
		return new SessionState(summary, lastOrdinal, Collections.unmodifiableMap(open),
				Collections.unmodifiableMap(texts), Collections.unmodifiableMap(tools), queue, stream, streamMessage,
				Collections.unmodifiableSet(allowed));
	}

	/** The one place where a change changes a state. Applied twice it changes nothing more. */
	void apply(Change change) {
		switch (change) {
		case Change.SummaryPut put -> {
			boolean newTurn = put.summary().turn() != null && !put.summary().turn().equals(summary.turn());
			summary = put.summary();
			if (newTurn) {
				tools.values().removeIf(tool -> !tool.status().open());
				allowed.clear();
			}
		}
		case Change.QueuePut put -> queue = put.queue();
		case Change.BlobPut put -> {
			// bytes are for the store
		}
		case Change.TextAppended append -> grow(append);
		case Change.EntryPut put -> put(put.entry());
		}
	}

	private void grow(Change.TextAppended append) {
		GrowingText text = texts.getOrDefault(append.entry(), GrowingText.EMPTY);
		Entry entry = open.get(append.entry());
		if (entry == null || append.offset() < text.length()) {
			return;
		}
		GrowingText grown = text.append(append.text());
		texts.put(append.entry(), grown);
		open.put(append.entry(), bare(entry, grown.length()));
	}

	private void put(Entry entry) {
		lastOrdinal = Math.max(lastOrdinal, entry.ordinal());
		GrowingText text = entry.length() > entry.text().length() ? texts.getOrDefault(entry.id(), GrowingText.EMPTY)
				: GrowingText.of(entry.text());
		if (entry.status().open()) {
			boolean again = !open.containsKey(entry.id());
			open.put(entry.id(), bare(entry, entry.length()));
			if (again && entry.ordinal() < lastOrdinal) {
				inOrder();
			}
			texts.put(entry.id(), text);
		} else {
			open.remove(entry.id());
			texts.remove(entry.id());
			if (entry.id().equals(stream)) {
				stream = null;
				streamMessage = null;
			}
		}
		if (entry.detail() instanceof Detail.Tool tool) {
			tools.put(tool.call(), bare(entry, entry.length()));
			forgetOldTools();
		}
		if (entry.kind() == EntryKind.PERMISSION && entry.status() == EntryStatus.DONE
				&& entry.detail() instanceof Detail.Permission permission && permits(permission)) {
			allowed.addAll(permission.paths());
		}
	}

	/** An entry that was opened again goes back to its place. */
	private void inOrder() {
		List<Entry> all = open.values().stream().sorted(Comparator.comparingLong(Entry::ordinal)).toList();
		open.clear();
		all.forEach(entry -> open.put(entry.id(), entry));
	}

	private void forgetOldTools() {
		if (tools.size() <= SessionState.MAX_TOOLS) {
			return;
		}
		String oldest = null;
		for (Map.Entry<String, Entry> tool : tools.entrySet()) {
			if (!tool.getValue().status().open()) {
				oldest = tool.getKey();
				break;
			}
		}
		tools.remove(oldest == null ? tools.firstEntry().getKey() : oldest);
	}

	private static boolean permits(Detail.Permission permission) {
		return permission.options().stream()
				.anyMatch(option -> option.id().equals(permission.chosen()) && option.kind().startsWith("allow"));
	}

	/** Texts live apart: an entry inside a state carries only the length. */
	private static Entry bare(Entry e, long length) {
		return new Entry(e.id(), e.ordinal(), e.revision(), e.turn(), e.kind(), e.status(), "", length, e.created(),
				e.ended(), e.detail());
	}
}
