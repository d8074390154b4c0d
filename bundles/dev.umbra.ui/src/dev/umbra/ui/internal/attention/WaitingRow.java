package dev.umbra.ui.internal.attention;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.eclipse.osgi.util.NLS;

import dev.umbra.core.AgentId;
import dev.umbra.core.api.Attention;
import dev.umbra.ui.internal.live.Ages;
import dev.umbra.ui.internal.text.ForeignText;

/**
 * One thing that waits, in words. Any thread.
 *
 * @param session title of its session
 * @param where agent and how long it waits
 */
record WaitingRow(Attention.Item item, String session, String where) {
	/** What waits longest first. @param agents names by id; one that is missing was removed */
	static List<WaitingRow> of(List<Attention.Item> items, Map<AgentId, String> agents, Instant now) {
		return items.stream().sorted(Comparator.comparing(Attention.Item::since).thenComparing(item -> item.item().value()))
				.map(item -> of(item, agents, now)).toList();
	}

	private static WaitingRow of(Attention.Item item, Map<AgentId, String> agents, Instant now) {
		String title = item.sessionTitle().isBlank() ? Messages.session_untitled : ForeignText.shownOnOneLine(item.sessionTitle());
		String agent = agents.get(item.agent());
		String age = Ages.lasting(item.since(), now);
		return new WaitingRow(item, title, agent == null ? NLS.bind(Messages.where_since, age)
				: NLS.bind(Messages.where_agent_since, ForeignText.shownOnOneLine(agent), age));
	}

	/** The part's own name, with how many there are. */
	static String label(int count) {
		return count == 0 ? Messages.label : NLS.bind(Messages.label_count, count);
	}
}
