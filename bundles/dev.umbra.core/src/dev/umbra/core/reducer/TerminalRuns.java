package dev.umbra.core.reducer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.port.AgentInput;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.GrowingText;

/**
 * Commands that the agent has us run. Their output grows the tool call that shows the terminal. An agent names it there a
 * moment after it made it, so the output is held until then; a terminal that no call has shown when its command has ended
 * and the agent goes on to say something, or when the turn ends, gets an entry of its own. What a command says after that,
 * even after its turn, still counts.
 */
final class TerminalRuns {
	/** So many are known; beyond that the oldest that has ended is forgotten. */
	private static final int MAX = 256;
	/** UTF-16 code units of an entry's text that are shown as they come; the end of it comes at the end. */
	private static final int TAIL = 16 << 10;
	private static final int LIVE = ToolOutput.BOUND - TAIL;
	private static final String HEADING = "Terminal:";
	private final Deciding d;

	TerminalRuns(Deciding deciding) {
		d = deciding;
	}

	void started(AgentInput.TerminalStarted started) {
		Memory.Terminal known = d.draft.terminals.get(started.terminal());
		String call = known == null ? null : known.call();
		put(started.terminal(), new Memory.Terminal(started.command(), started.cwd(), call, GrowingText.EMPTY, true,
				null, null, 0));
		refresh(started.terminal());
	}

	void output(AgentInput.TerminalOutput output) {
		Memory.Terminal terminal = d.draft.terminals.get(output.terminal());
		if (terminal == null) {
			return;
		}
		Entry entry = entry(terminal);
		if (entry == null) {
			put(output.terminal(), (terminal.call() == null ? terminal : terminal.in(null)).said(output.text()));
		} else {
			grow(entry, output.text());
		}
	}

	void ended(AgentInput.TerminalEnded ended) {
		Memory.Terminal terminal = d.draft.terminals.get(ended.terminal());
		if (terminal == null) {
			return;
		}
		put(ended.terminal(), terminal.ended(ended.exitCode(), ended.signal(), ended.leftOut()));
		Entry entry = entry(terminal);
		if (entry != null && runs(entry, ended.terminal())) {
			tail(entry);
		}
		refresh(ended.terminal());
		if (d.betweenTurns()) {
			showAll();
		}
	}

	/** A tool call's content may show terminals. @return the entry as it is now */
	Entry shown(Entry tool) {
		Entry now = tool;
		for (Detail.ToolContent content : ((Detail.Tool) tool.detail()).content()) {
			if (content instanceof Detail.ToolContent.Terminal shown) {
				now = show(shown.terminal(), now);
			}
		}
		return now;
	}

	private Entry show(String id, Entry tool) {
		Detail.Tool detail = (Detail.Tool) tool.detail();
		Memory.Terminal terminal = d.draft.terminals.get(id);
		if (terminal == null) {
			// named before we hear of its start
			put(id, new Memory.Terminal("", "", detail.call(), GrowingText.EMPTY, false, null, null, 0));
			return tool;
		}
		if (terminal.call() != null || !d.draft.canGrow(tool)) {
			return tool;
		}
		put(id, terminal.in(detail.call()));
		d.put(tool.withDetail(with(detail, terminal.run(id))));
		grow(current(tool), terminal.waiting().toString());
		return current(tool);
	}

	private Entry current(Entry tool) {
		Entry now = d.draft.tools.get(((Detail.Tool) tool.detail()).call());
		return now == null ? tool : now;
	}

	/** Entries of their own for what ended and was shown by no call. */
	void showEnded() {
		show(false);
	}

	/** The same for what runs too: the turn ends. */
	void showAll() {
		show(true);
	}

	private void show(boolean running) {
		if (d.draft.terminals.isEmpty()) {
			return;
		}
		for (Map.Entry<String, Memory.Terminal> each : new ArrayList<>(d.draft.terminals.entrySet())) {
			Memory.Terminal terminal = each.getValue();
			if (terminal.call() == null && (running || !terminal.running())) {
				ownEntry(each.getKey(), terminal);
			}
		}
	}

	private void ownEntry(String id, Memory.Terminal terminal) {
		// the number makes it another call when the first one's entry was forgotten
		String call = "terminal:" + id + ":" + (d.draft.lastOrdinal + 1);
		EntryStatus status = terminal.running() && d.turn() != null ? EntryStatus.RUNNING
				: terminal.running() || Integer.valueOf(0).equals(terminal.exitCode()) ? EntryStatus.DONE
						: EntryStatus.FAILED;
		put(id, terminal.in(call));
		String text = terminal.waiting().toString();
		Entry entry = d.add(EntryKind.TOOL, status, text.length() <= LIVE ? text : "",
				new Detail.Tool(call, terminal.command(), "execute", List.of(),
						List.of(new Detail.ToolContent.Terminal(id)), null, null, false, null,
						List.of(terminal.run(id))));
		if (text.length() > LIVE) {
			grow(entry, text);
		}
	}

	/** The agent's process is gone, and the commands with it; after a crash of the host the entries alone know of them. */
	void gone() {
		d.draft.terminals.replaceAll((id, terminal) -> terminal.running()
				? terminal.ended(null, null, terminal.leftOut()) : terminal);
		for (Entry entry : List.copyOf(d.draft.tools.values())) {
			if (Draft.runs(entry)) {
				tail(entry);
				Entry last = current(entry);
				Detail.Tool tool = (Detail.Tool) last.detail();
				List<Detail.TerminalRun> over = tool.terminals().stream().map(run -> run.running()
						? new Detail.TerminalRun(run.terminal(), run.command(), run.cwd(), false, null, null, run.leftOut())
						: run).toList();
				d.put(last.withDetail(with(tool, over)));
			}
		}
	}

	/** The entry says how the command stands. */
	private void refresh(String id) {
		Memory.Terminal terminal = d.draft.terminals.get(id);
		Entry entry = terminal == null ? null : entry(terminal);
		if (entry != null && terminal != null) {
			Detail.Tool detail = with((Detail.Tool) entry.detail(), terminal.run(id));
			if (!detail.equals(entry.detail())) {
				d.put(entry.withDetail(detail));
			}
		}
	}

	private @Nullable Entry entry(Memory.Terminal terminal) {
		return terminal.call() == null ? null : d.draft.tools.get(terminal.call());
	}

	/** Whether this is the last one of the entry's that runs. */
	private static boolean runs(Entry entry, String terminal) {
		return ((Detail.Tool) entry.detail()).terminals().stream().noneMatch(run -> run.running() && !run.terminal().equals(terminal));
	}

	/** Shows what there is room for; the rest is kept beside the entry, and its end is held for the end. */
	private void grow(Entry entry, String text) {
		int room = (int) Math.max(0, LIVE - entry.length());
		if (text.length() <= room) {
			append(entry, text);
			return;
		}
		int end = room > 0 && Character.isHighSurrogate(text.charAt(room - 1)) ? room - 1 : room;
		String more = text.substring(end);
		WholeOutput whole = new WholeOutput(d, entry.id());
		whole.grows(WholeOutput.TERMINAL, HEADING, d.draft.text(entry.id()) + text.substring(0, end), more);
		boolean over = !entry.status().open() && !Draft.runs(entry);
		append(entry, over ? text.substring(0, end) + end(entry, more, more.length()) : text.substring(0, end));
		whole.record();
		Entry now = current(entry);
		if (!over) {
			Memory.Output kept = d.draft.outputs.getOrDefault(now.id(), Memory.Output.NONE);
			d.draft.outputs.put(now.id(), kept.unshown(last(kept.tail() + more), kept.left() + more.length()));
		}
		Detail.Tool tool = (Detail.Tool) now.detail();
		if (tool.whole() != whole.length()) {
			d.put(now.withDetail(with(tool, whole.length())));
		}
		if (!over && !Draft.runs(now)) {
			tail(current(now));
		}
	}

	private static String last(String text) {
		int from = Math.max(0, text.length() - TAIL);
		return text.substring(from > 0 && Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from);
	}

	/** What an entry shows of what it has no room for. @param tail the end of it; @param left code units of all of it */
	private String end(Entry entry, String tail, long left) {
		String last = last(tail);
		return left == last.length() ? last
				: "\n" + new ToolOutput(d.summary().id(), entry.id()).marker(left - last.length(), "characters") + "\n" + last;
	}

	/** No more comes: the entry gets the end of what it could not show. */
	private void tail(Entry entry) {
		Memory.Output kept = d.draft.outputs.get(entry.id());
		if (kept == null || kept.left() == 0) {
			return;
		}
		d.draft.outputs.put(entry.id(), kept.unshown("", 0));
		Entry now = current(entry);
		if (now.length() >= ToolOutput.BOUND) {
			return;
		}
		append(now, end(now, kept.tail(), kept.left()));
	}

	/** An ended entry is opened for as long as the text is put. */
	private void append(Entry entry, String text) {
		if (text.isEmpty()) {
			return;
		}
		if (entry.status().open()) {
			d.append(entry.id(), text);
		} else if (d.draft.canGrow(entry)) {
			d.put(entry.withOpen(EntryStatus.RUNNING));
			d.append(entry.id(), text);
			Entry grown = d.draft.open.get(entry.id());
			d.put(grown.withEnd(entry.status(), entry.ended() == null ? d.given.now() : entry.ended()));
		}
	}

	private static Detail.Tool with(Detail.Tool tool, Detail.TerminalRun run) {
		List<Detail.TerminalRun> runs = new ArrayList<>(tool.terminals());
		runs.removeIf(each -> each.terminal().equals(run.terminal()));
		runs.add(run);
		return with(tool, runs);
	}

	private static Detail.Tool with(Detail.Tool tool, long whole) {
		return new Detail.Tool(tool.call(), tool.title(), tool.kind(), tool.locations(), tool.content(), tool.rawInput(),
				tool.rawOutput(), tool.orphan(), tool.name(), tool.terminals(), whole);
	}

	private static Detail.Tool with(Detail.Tool tool, List<Detail.TerminalRun> runs) {
		return new Detail.Tool(tool.call(), tool.title(), tool.kind(), tool.locations(), tool.content(), tool.rawInput(),
				tool.rawOutput(), tool.orphan(), tool.name(), runs, tool.whole());
	}

	/** A new turn: what has ended and is shown is over. */
	void forget() {
		d.draft.terminals.values().removeIf(terminal -> !terminal.running() && terminal.call() != null);
	}

	private void put(String id, Memory.Terminal terminal) {
		d.draft.terminals.put(id, terminal);
		if (d.draft.terminals.size() > MAX) {
			d.draft.terminals.entrySet().stream().filter(each -> !each.getValue().running()).map(Map.Entry::getKey)
					.findFirst().ifPresent(d.draft.terminals::remove);
		}
	}
}
