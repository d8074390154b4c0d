package dev.umbra.ui.internal.agentlog;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

import dev.umbra.core.agent.AgentLog;

/** The newest lines of a log, so many that they can be read and no more. Any thread. */
final class LogLines {
	static final int MOST_LINES = 5_000;
	/** Code units of all lines together. */
	static final long MOST_TEXT = 16_000_000;

	private final Deque<AgentLog.Line> lines = new ArrayDeque<>();
	private long text;
	private long lost;

	synchronized void add(AgentLog piece) {
		lost += piece.lost();
		for (AgentLog.Line line : piece.lines()) {
			lines.addLast(line);
			text += line.text().length();
		}
		while (lines.size() > MOST_LINES || text > MOST_TEXT && lines.size() > 1) {
			text -= lines.removeFirst().text().length();
			lost++;
		}
	}

	/** What was shown is not any more; what comes is. */
	synchronized void clear() {
		lines.clear();
		text = 0;
		lost = 0;
	}

	/** Lines that were dropped, here or by the host, since the last {@link #clear}. */
	synchronized long lost() {
		return lost;
	}

	/** @param filter words that a line must have, in any case; blank: all */
	synchronized List<AgentLog.Line> having(String filter) {
		String wanted = filter.strip().toLowerCase(Locale.ROOT);
		return wanted.isEmpty() ? List.copyOf(lines)
				: lines.stream().filter(line -> line.text().toLowerCase(Locale.ROOT).contains(wanted)).toList();
	}
}
