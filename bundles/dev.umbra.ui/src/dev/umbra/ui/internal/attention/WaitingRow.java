package dev.umbra.ui.internal.attention;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.eclipse.osgi.util.NLS;

import dev.umbra.core.AgentId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Attention;
import dev.umbra.ui.internal.live.Ages;
import dev.umbra.ui.internal.text.ForeignText;

/**
 * One thing that waits, in words. Any thread.
 *
 * @param session title of its session
 * @param agent its agent's name, empty if it was removed
 * @param where agent and how long it waits
 * @param together how many things of this session wait, this one among them
 */
record WaitingRow(Attention.Item item, String session, String agent, String where, int together) {
	/** What waits longest first. @param agents names by id; one that is missing was removed */
	static List<WaitingRow> of(List<Attention.Item> items, Map<AgentId, String> agents, Instant now) {
		Map<SessionId, Long> waiting = items.stream().collect(Collectors.groupingBy(Attention.Item::session, Collectors.counting()));
		return items.stream().sorted(Comparator.comparing(Attention.Item::since).thenComparing(item -> item.item().value()))
				.map(item -> of(item, agents, now, Math.toIntExact(waiting.get(item.session())))).toList();
	}

	private static WaitingRow of(Attention.Item item, Map<AgentId, String> agents, Instant now, int together) {
		String title = item.sessionTitle().isBlank() ? Messages.session_untitled : ForeignText.shownOnOneLine(item.sessionTitle());
		String agent = agents.getOrDefault(item.agent(), "");
		String age = Ages.lasting(item.since(), now);
		return new WaitingRow(item, title, agent, agent.isEmpty() ? NLS.bind(Messages.where_since, age)
				: NLS.bind(Messages.where_agent_since, ForeignText.shownOnOneLine(agent), age), together);
	}

	/** The part's own name, with how many there are. */
	static String label(int count) {
		return count == 0 ? Messages.label : NLS.bind(Messages.label_count, count);
	}
}
