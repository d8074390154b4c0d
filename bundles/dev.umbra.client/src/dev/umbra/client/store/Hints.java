package dev.umbra.client.store;

import java.util.function.BiPredicate;
import java.util.function.Supplier;

import dev.umbra.core.SessionId;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Attention;
import dev.umbra.core.event.AgentStateChanged;
import dev.umbra.core.event.AgentsChanged;
import dev.umbra.core.event.AttentionChanged;
import dev.umbra.core.event.GitChanged;
import dev.umbra.core.event.HostEvent;
import dev.umbra.core.event.SessionAdvanced;
import dev.umbra.core.event.SessionClosed;
import dev.umbra.core.event.SessionOpened;

/** What is pulled because of an event; nothing where the position it tells of is known already. Any thread. */
final class Hints {
	private final KeptLists lists;
	private final KeptGits gits;
	private final BiPredicate<SessionId, String> followed;
	private final Supplier<StoreCounters> counters;

	/** @param followed whether changes of a session of this epoch come by themselves */
	Hints(KeptLists lists, KeptGits gits, BiPredicate<SessionId, String> followed, Supplier<StoreCounters> counters) {
		this.lists = lists;
		this.gits = gits;
		this.followed = followed;
		this.counters = counters;
	}

	void heard(HostEvent event) {
		switch (event) {
		case SessionOpened e -> session(e.session(), e);
		case SessionAdvanced e -> session(e.session(), e);
		case SessionClosed e -> {
			lists.rows().hint(e.session());
			lists.sessions().hint();
		}
		case AgentsChanged e -> {
			// very many may come at once: whoever gathers them says when to pull
		}
		case AgentStateChanged e -> agents(e);
		case AttentionChanged e -> {
			Attention.Listing known = lists.attention().pulled().now().value();
			if (known == null || isNews(e, known.epoch(), known.revision())) {
				lists.attention().hint();
			}
		}
		case GitChanged e -> gits.changed(e.folder());
		case HostEvent other -> {
			// what it tells of is not kept here
		}
		}
	}

	private void agents(HostEvent event) {
		Agents.Listing known = lists.agents().pulled().now().value();
		if (known == null || isNews(event, known.epoch(), known.revision())) {
			lists.agents().hint();
		}
	}

	private static boolean isNews(HostEvent event, String epoch, long revision) {
		return !event.epoch().equals(epoch) || event.revision() > revision;
	}

	private void session(SessionId session, HostEvent event) {
		boolean known = lists.rows().row(session) != null && followed.test(session, event.epoch());
		// what is news for the list comes with the changes of what is followed
		if (known || !lists.rows().hint(session, event.epoch(), event.revision())) {
			counters.get().pushed(true);
		} else if (event instanceof SessionOpened) {
			lists.sessions().hint();
		} else {
			counters.get().pushed(lists.sessionsPace().hint());
		}
	}
}
