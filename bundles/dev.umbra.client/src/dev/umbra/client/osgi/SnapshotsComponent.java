package dev.umbra.client.osgi;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

import dev.umbra.client.LinkState;
import dev.umbra.client.RemoteHost;
import dev.umbra.client.snapshot.CatalogSnapshot;
import dev.umbra.client.snapshot.FeedWatch;
import dev.umbra.client.snapshot.GitWatch;
import dev.umbra.client.snapshot.Known;
import dev.umbra.client.snapshot.LiveSnapshots;
import dev.umbra.client.snapshot.LiveSnapshots.Catalogs;
import dev.umbra.client.snapshot.LiveSnapshots.Contracts;
import dev.umbra.client.snapshot.PastWatch;
import dev.umbra.client.snapshot.Pulled;
import dev.umbra.client.snapshot.SessionWatch;
import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.client.snapshot.Subscription;
import dev.umbra.client.store.SessionStore;
import dev.umbra.client.store.StoreCounters;
import dev.umbra.core.AgentId;
import dev.umbra.core.Clocks;
import dev.umbra.core.SessionId;
import dev.umbra.core.Threads;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Directory;
import dev.umbra.core.api.Feed;
import dev.umbra.core.api.Git;
import dev.umbra.core.api.History;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Relays;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Teams;
import dev.umbra.core.event.HostEvent;
import dev.umbra.core.session.SessionSummary;

/**
 * The service {@link Snapshots}, one object as long as the bundle runs: a {@link SessionStore} that hears the events of this
 * framework's EventAdmin. It follows the contracts as they come and go: a host's own in this framework go before those of a
 * {@link RemoteHost}, of whose connection and commands it hears too.
 *
 * <p>Lock: the monitor guards which services there are, for moments; the store is told without it.
 */
@Component(service = { Snapshots.class, EventHandler.class }, immediate = true, property = EventConstants.EVENT_TOPIC + "=dev/umbra/*")
public final class SnapshotsComponent implements Snapshots, EventHandler {
	private static final System.Logger LOG = System.getLogger(SnapshotsComponent.class.getName());
	/** Of an event's record. */
	private static final String RECORD = "org.eclipse.e4.data";

	/** The services of one contract. */
	private static final class Choice<C> {
		private final List<C> own = new ArrayList<>();
		private final List<C> remote = new ArrayList<>();

		void add(C service, Map<String, Object> properties) {
			(Boolean.TRUE.equals(properties.get("umbra.remote")) ? remote : own).add(service);
		}

		void remove(C service) {
			own.remove(service);
			remote.remove(service);
		}

		@Nullable C best() {
			return !own.isEmpty() ? own.getFirst() : remote.isEmpty() ? null : remote.getFirst();
		}
	}

	private final ScheduledExecutorService ticks = Threads.ticks();
	private final SessionStore store = new SessionStore(new LiveSnapshots(Contracts.NONE, Clocks.SYSTEM), Clocks.SYSTEM, ticks,
			() -> ThreadLocalRandom.current().nextDouble());
	private final Choice<Sessions> sessions = new Choice<>();
	private final Choice<Agents> agents = new Choice<>();
	private final Choice<Attention> attention = new Choice<>();
	private final Choice<Host> host = new Choice<>();
	private final Choice<Feed> feed = new Choice<>();
	private final Choice<History> history = new Choice<>();
	private final Choice<Git> git = new Choice<>();
	private final Choice<Personas> personas = new Choice<>();
	private final Choice<Teams> teams = new Choice<>();
	private final Choice<Directory> directory = new Choice<>();
	private final Choice<Relays> relays = new Choice<>();
	private @Nullable RemoteHost remote;
	private @Nullable ChosenInPreferences chosen;
	private boolean choiceKnown;

	/** The services are bound by their own methods. */
	@Activate
	public SnapshotsComponent() {
	}

	@Deactivate
	void close() {
		ChosenInPreferences present;
		synchronized (this) {
			present = chosen;
			chosen = null;
			choiceKnown = true;
		}
		if (present != null) {
			present.close();
		}
		store.close();
		ticks.shutdownNow();
	}

	/** The store, which knows what the person chose from the first time on that somebody looks. */
	private SessionStore store() {
		synchronized (this) {
			if (choiceKnown) {
				return store;
			}
			choiceKnown = true;
		}
		try {
			ChosenInPreferences fresh = new ChosenInPreferences(store::choose);
			synchronized (this) {
				chosen = fresh;
			}
		} catch (IllegalStateException e) {
			LOG.log(System.Logger.Level.DEBUG, "no preferences in this framework", e);
		}
		return store;
	}

	@Override
	public void handleEvent(Event event) {
		if (event.getProperty(RECORD) instanceof HostEvent record) {
			store.heard(record);
		}
	}

	@Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
			policyOption = ReferencePolicyOption.GREEDY)
	void bindCounters(StoreCounters service) {
		store.counters(service);
	}

	void unbindCounters(StoreCounters service) {
		store.uncounted(service);
	}

	@Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
			policyOption = ReferencePolicyOption.GREEDY)
	void bindSessions(Sessions service, Map<String, Object> properties) {
		changed(() -> sessions.add(service, properties));
	}

	void unbindSessions(Sessions service) {
		changed(() -> sessions.remove(service));
	}

	@Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
			policyOption = ReferencePolicyOption.GREEDY)
	void bindAgents(Agents service, Map<String, Object> properties) {
		changed(() -> agents.add(service, properties));
	}

	void unbindAgents(Agents service) {
		changed(() -> agents.remove(service));
	}

	@Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
			policyOption = ReferencePolicyOption.GREEDY)
	void bindAttention(Attention service, Map<String, Object> properties) {
		changed(() -> attention.add(service, properties));
	}

	void unbindAttention(Attention service) {
		changed(() -> attention.remove(service));
	}

	@Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
			policyOption = ReferencePolicyOption.GREEDY)
	void bindHost(Host service, Map<String, Object> properties) {
		changed(() -> host.add(service, properties));
	}

	void unbindHost(Host service) {
		changed(() -> host.remove(service));
	}

	@Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
			policyOption = ReferencePolicyOption.GREEDY)
	void bindFeed(Feed service, Map<String, Object> properties) {
		changed(() -> feed.add(service, properties));
	}

	void unbindFeed(Feed service) {
		changed(() -> feed.remove(service));
	}

	@Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
			policyOption = ReferencePolicyOption.GREEDY)
	void bindHistory(History service, Map<String, Object> properties) {
		changed(() -> history.add(service, properties));
	}

	void unbindHistory(History service) {
		changed(() -> history.remove(service));
	}

	@Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
			policyOption = ReferencePolicyOption.GREEDY)
	void bindGit(Git service, Map<String, Object> properties) {
		changed(() -> git.add(service, properties));
	}

	void unbindGit(Git service) {
		changed(() -> git.remove(service));
	}

	@Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
			policyOption = ReferencePolicyOption.GREEDY)
	void bindPersonas(Personas service, Map<String, Object> properties) {
		changed(() -> personas.add(service, properties));
	}

	void unbindPersonas(Personas service) {
		changed(() -> personas.remove(service));
	}

	@Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
			policyOption = ReferencePolicyOption.GREEDY)
	void bindTeams(Teams service, Map<String, Object> properties) {
		changed(() -> teams.add(service, properties));
	}

	void unbindTeams(Teams service) {
		changed(() -> teams.remove(service));
	}

	@Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
			policyOption = ReferencePolicyOption.GREEDY)
	void bindDirectory(Directory service, Map<String, Object> properties) {
		changed(() -> directory.add(service, properties));
	}

	void unbindDirectory(Directory service) {
		changed(() -> directory.remove(service));
	}

	@Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
			policyOption = ReferencePolicyOption.GREEDY)
	void bindRelays(Relays service, Map<String, Object> properties) {
		changed(() -> relays.add(service, properties));
	}

	void unbindRelays(Relays service) {
		changed(() -> relays.remove(service));
	}

	@Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
			policyOption = ReferencePolicyOption.GREEDY)
	void bindRemote(RemoteHost service) {
		synchronized (this) {
			remote = service;
		}
		service.onLink(state -> link(service, state));
		service.onCommand(store::commanded);
	}

	synchronized void unbindRemote(RemoteHost service) {
		if (remote == service) {
			remote = null;
		}
	}

	private void changed(Runnable change) {
		synchronized (this) {
			change.run();
		}
		store.use(this::best);
	}

	private synchronized Contracts best() {
		return new Contracts(sessions.best(), agents.best(), attention.best(), host.best(), feed.best(), history.best(), git.best(),
				new Catalogs(personas.best(), teams.best(), directory.best(), relays.best()));
	}

	/** An end may be told after the connection that followed it, so what is now counts too. */
	private void link(RemoteHost from, LinkState state) {
		synchronized (this) {
			if (remote != from || sessions.best() != from.sessions()) {
				return;
			}
		}
		if (state == LinkState.LOST) {
			store.hostLost();
		}
		if (from.isConnected()) {
			store.hostFound();
		}
	}

	@Override
	public Known<SessionSummary> session(SessionId session) {
		return store().session(session);
	}

	@Override
	public Subscription onNews(Consumer<HostEvent> listener) {
		return store().onNews(listener);
	}

	@Override
	public void shown(boolean anyWindow) {
		store().shown(anyWindow);
	}

	@Override
	public Pulled<Agents.Listing> agents() {
		return store().agents();
	}

	@Override
	public Pulled<CatalogSnapshot> catalog() {
		return store().catalog();
	}

	@Override
	public Pulled<Relays.Listing> relays() {
		return store().relays();
	}

	@Override
	public void catalogChanged() {
		store().catalogChanged();
	}

	@Override
	public Pulled<Agents.Presets> presets() {
		return store().presets();
	}

	@Override
	public Pulled<Sessions.Listing> sessions() {
		return store().sessions();
	}

	@Override
	public Pulled<Attention.Listing> attention() {
		return store().attention();
	}

	@Override
	public Pulled<Host.Status> host() {
		return store().host();
	}

	@Override
	public SessionWatch watch(SessionId session) {
		return store().watch(session);
	}

	@Override
	public GitWatch git(SessionId session) {
		return store().git(session);
	}

	@Override
	public void written(Path path) {
		store().written(path);
	}

	@Override
	public FeedWatch feed(AgentId agent) {
		return store().feed(agent);
	}

	@Override
	public PastWatch past() {
		return store().past();
	}
}
