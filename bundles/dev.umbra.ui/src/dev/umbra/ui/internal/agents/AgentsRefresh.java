package dev.umbra.ui.internal.agents;

import jakarta.inject.Inject;

import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.core.di.extensions.EventTopic;
import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.swt.widgets.Display;

import dev.umbra.client.ClientCounters;
import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.core.Clocks;
import dev.umbra.core.event.AgentsChanged;
import dev.umbra.core.event.RelayStateChanged;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.live.LiveServices;

/**
 * Has agents, catalog and relays read anew when they changed, wherever that was: an add-on, one per application, whatever windows and
 * parts there are and whichever identity is in use. Events are gathered ({@link Gathering}); each refresh is counted as
 * {@value #SECTION}. Handlers run on EventAdmin's thread and only take note; the refresh begins on the SWT thread and waits for nothing.
 */
public final class AgentsRefresh {
	/** As it is counted. */
	static final String SECTION = "agents";
	private final LiveServices live;
	private final Gathering gathering;

	@Inject
	public AgentsRefresh(UISynchronize ui, Display display, LiveServices live) {
		this.live = live;
		gathering = new Gathering(Clocks.SYSTEM, (delay, work) -> ui.asyncExec(() -> {
			if (!display.isDisposed()) {
				display.timerExec(Math.toIntExact(delay.toMillis()), work);
			}
		}), this::refresh);
	}

	@Inject
	@Optional
	void agents(@EventTopic(AgentsChanged.TOPIC) AgentsChanged event) {
		gathering.hint();
	}

	@Inject
	@Optional
	void relay(@EventTopic(RelayStateChanged.TOPIC) RelayStateChanged event) {
		gathering.hint();
	}

	private void refresh() {
		HostServices services = live.now();
		Snapshots snapshots = services.snapshots();
		if (snapshots == null) {
			return;
		}
		ClientCounters counters = services.get(ClientCounters.class);
		if (counters != null) {
			counters.refreshed(SECTION);
		}
		snapshots.catalogChanged();
	}
}
