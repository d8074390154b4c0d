package dev.umbra.client.osgi;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.event.EventAdmin;

import dev.umbra.client.ClientCounters;
import dev.umbra.client.HostRestart;
import dev.umbra.client.LinkState;
import dev.umbra.client.RemoteHost;
import dev.umbra.client.store.StoreCounters;
import dev.umbra.core.Cause;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Directory;
import dev.umbra.core.api.Drafts;
import dev.umbra.core.api.Feed;
import dev.umbra.core.api.Git;
import dev.umbra.core.api.History;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Metrics;
import dev.umbra.core.api.Identities;
import dev.umbra.core.api.Notes;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Queue;
import dev.umbra.core.api.Relays;
import dev.umbra.core.api.Rules;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Tabs;
import dev.umbra.core.api.Teams;
import dev.umbra.core.event.HostStateChanged;
import dev.umbra.core.port.HostRole;
import dev.umbra.wire.DataFolder;
import dev.umbra.wire.EventSink;
import dev.umbra.wire.osgi.EventAdminPoster;

/**
 * Offers the contracts of the host of another process as services ({@link HostRestart}, {@link ClientCounters}, {@link StoreCounters}, and
 * {@link RemoteHost} for the connection itself), and posts its events here. Connects at the first call, or by {@link RemoteHost#connectNow}.
 * While a {@link HostRole} is present this framework is the host, and both are off: every event is delivered once.
 *
 * <p>The data folder is {@code umbra.home} (framework or system property), else as everywhere; it is made at the first
 * connection, so a framework in which nobody asks leaves no trace. A host is started from the runtime folder that
 * {@code umbra.runtime} names, else from the one beside our own jar, else from the bundles of this framework
 * ({@link WiredRuntime}). {@code umbra.start=false} keeps it from starting one. {@code umbra.role=host}, set by the starter of a host process, turns it off from the
 * first moment, before the role is there.
 */
@Component(service = {}, immediate = true)
public final class ClientBridge {
	private final BundleContext bundles;
	private final EventSink sink;
	private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
	private @Nullable HostRole role;
	private @Nullable RemoteHost remote;
	private boolean active;
	/** Of the host that was lost: it has none to tell any more. */
	private volatile String lastEpoch = "";

	@Activate
	public ClientBridge(BundleContext bundles, @Reference EventAdmin admin) {
		this.bundles = bundles;
		this.sink = new EventAdminPoster(admin);
	}

	@Activate
	synchronized void open() {
		active = !"host".equals(bundles.getProperty("umbra.role"));
		decide();
	}

	@Deactivate
	synchronized void close() {
		active = false;
		decide();
	}

	@Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
	synchronized void bindRole(HostRole present) {
		role = present;
		decide();
	}

	synchronized void unbindRole(HostRole gone) {
		if (role == gone) {
			role = null;
			decide();
		}
	}

	private void decide() {
		boolean wanted = active && role == null;
		if (wanted && remote == null) {
			on();
		} else if (!wanted && remote != null) {
			off(remote);
		}
	}

	private void on() {
		Path home = DataFolder.resolve(bundles.getProperty("umbra.home"), System.getenv());
		RemoteHost.Options options = RemoteHost.Options.of(client()).keptConnected();
		String runtime = bundles.getProperty("umbra.runtime");
		options = runtime == null || runtime.isBlank() ? options.withBundles(new WiredRuntime(bundles))
				: options.withRuntime(Path.of(runtime));
		options = "false".equals(bundles.getProperty("umbra.start")) ? options.withoutStart() : options;
		RemoteHost fresh = RemoteHost.lazy(home, System.getenv(), options);
		fresh.onEvent(sink::publish);
		fresh.onLink(state -> link(fresh, state));
		remote = fresh;
		offer(Sessions.class, fresh.sessions());
		offer(Agents.class, fresh.agents());
		offer(Attention.class, fresh.attention());
		offer(Tabs.class, fresh.tabs());
		offer(Drafts.class, fresh.drafts());
		offer(Queue.class, fresh.queue());
		offer(Rules.class, fresh.rules());
		offer(Personas.class, fresh.personas());
		offer(Teams.class, fresh.teams());
		offer(Directory.class, fresh.directory());
		offer(Identities.class, fresh.identities());
		offer(Relays.class, fresh.relays());
		offer(Feed.class, fresh.feed());
		offer(History.class, fresh.history());
		offer(Notes.class, fresh.notes());
		offer(Git.class, fresh.git());
		offer(Host.class, fresh.host());
		offer(Metrics.class, fresh.metrics());
		offer(ClientCounters.class, fresh.counters());
		offer(StoreCounters.class, new CountedStore(fresh.counters()));
		offer(HostRestart.class, fresh::restartWhenIdle);
		offer(RemoteHost.class, fresh);
	}

	private String client() {
		String name = bundles.getProperty("umbra.client");
		return name == null ? "product" : name;
	}

	private <T> void offer(Class<T> contract, T service) {
		registrations.add(bundles.registerService(contract, service,
				new Hashtable<>(Map.of("umbra.remote", Boolean.TRUE))));
	}

	private void off(RemoteHost present) {
		remote = null;
		registrations.forEach(ServiceRegistration::unregister);
		registrations.clear();
		present.close();
	}

	private void link(RemoteHost from, LinkState state) {
		String epoch = from.epoch();
		if (!epoch.isEmpty()) {
			lastEpoch = epoch;
		}
		sink.publish(new HostStateChanged(lastEpoch, 0, Cause.SYSTEM, switch (state) {
		case CONNECTED -> "ready";
		case LOST -> "unreachable";
		}));
	}
}
