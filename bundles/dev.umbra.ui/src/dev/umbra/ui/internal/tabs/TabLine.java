package dev.umbra.ui.internal.tabs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.umbra.core.SessionId;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.session.SessionWords;
import dev.umbra.ui.internal.text.ForeignText;

/**
 * One tab in the list of all. Pure.
 *
 * @param agent empty while it is not known
 * @param folder likewise
 */
record TabLine(SessionId session, String title, String agent, String folder, Icon icon) {
	/** @param order all tabs @param known what is known of sessions */
	static List<TabLine> of(List<SessionId> order, List<SessionSummary> known) {
		Map<SessionId, SessionSummary> summaries = new HashMap<>();
		known.forEach(summary -> summaries.put(summary.id(), summary));
		List<TabLine> lines = new ArrayList<>(order.size());
		for (SessionId session : order) {
			SessionSummary summary = summaries.get(session);
			lines.add(summary == null ? new TabLine(session, session.value(), "", "", Icon.SESSION)
					: new TabLine(session, SessionWords.tab(summary), ForeignText.shownOnOneLine(summary.agentName()),
							SessionWords.folder(summary.cwd(), System.getProperty("user.home")), SessionWords.icon(summary.status())));
		}
		return List.copyOf(lines);
	}

	/** Whether every word is in the title, the agent's name or the folder. @param words in lower case */
	boolean matches(String... words) {
		String all = (title + '\n' + agent + '\n' + folder).toLowerCase(Locale.ROOT);
		for (String word : words) {
			if (!all.contains(word)) {
				return false;
			}
		}
		return true;
	}
}
