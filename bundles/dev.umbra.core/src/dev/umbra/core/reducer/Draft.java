package dev.umbra.core.reducer;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.EntryId;
import dev.umbra.core.permission.CommandText;
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
	/** Who answered is remembered for so many items: for whoever comes second. */
	private static final int MAX_ANSWERED = 64;
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
	/** What waits for the person, counted and found without a look at everything that is open. */
	final Waiting waiting = new Waiting();
	final Set<String> paths;
	final Set<String> commands;
	final LinkedHashMap<EntryId, String> answered;
	final LinkedHashMap<String, Memory.Terminal> terminals;
	Effect.@Nullable StartTurn start;
	boolean goOn;
	boolean replaying;
	long notices;
	final Map<EntryId, Memory.Output> outputs;

	Draft(SessionState state) {
		summary = state.summary();
		lastOrdinal = state.lastOrdinal();
		open = state.openCopy();
		open.values().forEach(entry -> waiting.put(null, entry));
		texts = new HashMap<>(state.texts());
		tools = new LinkedHashMap<>(state.tools());
		queue = state.queue();
		stream = state.stream();
		streamMessage = state.streamMessage();
		Memory memory = state.memory();
		paths = new HashSet<>(memory.paths());
		commands = new HashSet<>(memory.commands());
		answered = new LinkedHashMap<>(memory.answered());
		terminals = new LinkedHashMap<>(memory.terminals());
		start = memory.start();
		goOn = memory.goOn();
		replaying = memory.replaying();
		notices = memory.notices();
		outputs = new HashMap<>(memory.outputs());
	}

	SessionState freeze() {
		return new SessionState(summary, lastOrdinal, Collections.unmodifiableMap(open),
				Collections.unmodifiableMap(texts), Collections.unmodifiableMap(tools), queue, stream, streamMessage,
				new Memory(Collections.unmodifiableSet(paths), Collections.unmodifiableSet(commands),
						Collections.unmodifiableMap(answered), Collections.unmodifiableMap(terminals), start, goOn,
						replaying, notices, Collections.unmodifiableMap(outputs)));
	}

	/** The one place where a change changes a state. Applied twice it changes nothing more. */
	void apply(Change change) {
		switch (change) {
		case Change.SummaryPut put -> {
			boolean newTurn = put.summary().turn() != null && !put.summary().turn().equals(summary.turn());
			summary = put.summary();
			if (newTurn) {
				tools.values().removeIf(tool -> !tool.status().open() && !runs(tool));
				outputs.keySet().retainAll(tools.values().stream().map(Entry::id).toList());
				paths.clear();
				commands.clear();
			}
		}
		case Change.QueuePut put -> queue = put.queue();
		case Change.OutputAppended whole -> {
			// read on demand
		}
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
		Entry longer = bare(entry, grown.length());
		open.put(append.entry(), longer);
		if (entry.detail() instanceof Detail.Tool tool) {
			tools.computeIfPresent(tool.call(), (call, known) -> known.id().equals(entry.id()) ? longer : known);
		}
	}

	private void put(Entry entry) {
		if (entry.ordinal() > lastOrdinal) {
			notices += entry.kind() == EntryKind.NOTICE || entry.kind() == EntryKind.ERROR ? 1 : 0;
			lastOrdinal = entry.ordinal();
		}
		GrowingText text = entry.length() > entry.text().length() ? texts.getOrDefault(entry.id(), GrowingText.EMPTY)
				: GrowingText.of(entry.text());
		waiting.put(open.get(entry.id()), entry);
		long length = entry.length();
		if (entry.status().open()) {
			length = Math.max(length, text.length());
			boolean again = !open.containsKey(entry.id());
			open.put(entry.id(), bare(entry, length));
			if (again && entry.ordinal() < lastOrdinal) {
				inOrder();
			}
			texts.put(entry.id(), text);
		} else {
			end(entry, text);
		}
		if (entry.detail() instanceof Detail.Tool tool) {
			tools.put(tool.call(), bare(entry, length));
			forgetOldTools();
		}
		if (entry.status() == EntryStatus.DONE && entry.detail() instanceof Detail.Permission permission
				&& permits(permission)) {
			cover(permission);
		}
	}

	/**
	 * What an allowed permission covers: the command it names, the files whose change it shows, and the paths it names if it
	 * is about changing them. Who was allowed to read a file, by a policy that nobody looked at, was not allowed to write it.
	 */
	private void cover(Detail.Permission permission) {
		if (permission.command() != null) {
			commands.add(CommandText.inner(permission.command()));
		}
		for (Detail.ToolContent content : permission.content()) {
			if (content instanceof Detail.ToolContent.Diff diff) {
				paths.add(diff.path());
			}
		}
		boolean changes = switch (permission.kind().toLowerCase(Locale.ROOT)) {
		case "edit", "delete", "move" -> true;
		case "read", "search", "think", "fetch", "execute", "switch_mode" -> false;
		default -> permission.decidedBy() == null;
		};
		if (changes) {
			paths.addAll(permission.paths());
		}
	}

	private void end(Entry entry, GrowingText text) {
		open.remove(entry.id());
		if (runs(entry)) {
			texts.put(entry.id(), text);
		} else {
			texts.remove(entry.id());
		}
		if (entry.id().equals(stream)) {
			stream = null;
			streamMessage = null;
		}
		String how = Waiting.how(entry);
		if (how != null) {
			answered.put(entry.id(), how);
			if (answered.size() > MAX_ANSWERED) {
				answered.pollFirstEntry();
			}
		}
	}

	/** All the text so far of an entry that can grow; empty for others. */
	String text(EntryId entry) {
		return texts.getOrDefault(entry, GrowingText.EMPTY).toString();
	}

	/** Whether a command still runs whose output is this entry's text. */
	static boolean runs(Entry entry) {
		return entry.detail() instanceof Detail.Tool tool
				&& tool.terminals().stream().anyMatch(Detail.TerminalRun::running);
	}

	/** Whether text can be added: an ended entry's text is not here any more, unless it is kept for that. */
	boolean canGrow(Entry entry) {
		return entry.status().open() || entry.length() == 0 || texts.containsKey(entry.id());
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
