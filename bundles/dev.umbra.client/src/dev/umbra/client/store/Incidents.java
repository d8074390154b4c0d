package dev.umbra.client.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest stale incidents of a window, each logged once. Any thread. */
public final class Incidents {
	private static final System.Logger LOG = System.getLogger(Incidents.class.getName());
	/** So many are kept. */
	static final int MOST = 100;
	private final Deque<StaleIncident> newest = new ArrayDeque<>();

	Incidents() {
	}

	void add(StaleIncident incident) {
		synchronized (this) {
			if (newest.size() == MOST) {
				newest.removeFirst();
			}
			newest.addLast(incident);
		}
		LOG.log(System.Logger.Level.WARNING, "stale: " + incident.subject() + ", last updated " + incident.updated() + ", now "
				+ incident.now() + ", interval " + incident.interval());
	}

	/** The oldest of them first. */
	public synchronized List<StaleIncident> all() {
		return List.copyOf(newest);
	}
}
