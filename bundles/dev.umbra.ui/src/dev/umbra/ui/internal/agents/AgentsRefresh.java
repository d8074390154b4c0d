package dev.umbra.ui.internal.agents;

import java.util.Hashtable;
import java.util.Map;

import jakarta.inject.Inject;

import org.eclipse.e4.core.di.extensions.OSGiBundle;
import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.swt.widgets.Display;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

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
 * {@value #SECTION}. The handler runs on EventAdmin's thread and only takes note; the refresh begins on the SWT thread and waits for
 * nothing.
 *
 * <p>Why not {@code @EventTopic}: e4 takes such a handler back only when its object was collected, and until then one of an application
 * that has ended would still be told.
 */
public final class AgentsRefresh {
	/** As it is counted. */
	static final String SECTION = "agents";
	private static final String[] TOPICS = { AgentsChanged.TOPIC, RelayStateChanged.TOPIC };
	private final LiveServices live;

	@Inject
	public AgentsRefresh(UISynchronize ui, Display display, LiveServices live, @OSGiBundle BundleContext bundles) {
		this.live = live;
		Gathering gathering = new Gathering(Clocks.SYSTEM, (delay, work) -> ui.asyncExec(() -> {
			if (!display.isDisposed()) {
				display.timerExec(Math.toIntExact(delay.toMillis()), work);
			}
		}), this::refresh);
		ServiceRegistration<EventHandler> registration = bundles.registerService(EventHandler.class, event -> {
			if (!display.isDisposed()) {
				gathering.hint();
			}
		}, new Hashtable<>(Map.of(EventConstants.EVENT_TOPIC, TOPICS)));
		display.disposeExec(() -> close(registration));
	}

	private static void close(ServiceRegistration<EventHandler> registration) {
		try {
			registration.unregister();
		} catch (IllegalStateException e) {
			// the bundle stopped before the application ended, which took it back
		}
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
