package dev.umbra.client.store;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

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
import dev.umbra.client.snapshot.SessionSnapshot;
import dev.umbra.client.snapshot.SessionWatch;
import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.client.snapshot.Subscription;
import dev.umbra.core.AgentId;
import dev.umbra.core.Cause;
import dev.umbra.core.Clocks;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Changing;
import dev.umbra.core.api.Git;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Relays;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.event.HostEvent;
import dev.umbra.core.event.HostStateChanged;
import dev.umbra.core.event.SessionAdvanced;
import dev.umbra.core.event.SessionClosed;
import dev.umbra.core.session.SessionSummary;

/**
 * The one source of truth for what a window shows. It hears the host's events, which are hints to pull; it pulls by itself, by
 * {@link Cadence}, what no push can be relied on for, and as a safety net what can; and it marks what has become stale. Parts
 * only read and listen. A session is followed once, however many read it.
 *
 * <p>What it asks, it asks through {@link LiveSnapshots}; this class decides when. Any thread; nothing blocks. Lock: the
 * monitor guards which sessions are kept, for moments.
 */
public final class SessionStore implements Snapshots, AutoCloseable {
	private static final System.Logger LOG = System.getLogger(SessionStore.class.getName());
	/** What the person chose. */
	public record Choices(Polling polling, boolean push) {
		/** The node of the preferences in which they are kept. */
		public static final String NODE = "dev.umbra.client";
		/** {@link Polling#word}. */
		public static final String POLLING = "polling";
		/** A boolean. */
		public static final String PUSH = "push";
		public static final Choices USUAL = new Choices(Polling.ADAPTIVE, true);
	}

	private final LiveSnapshots live;
	private final Rhythm.Surroundings around;
	private final Incidents incidents = new Incidents();
	private final Pushes pushes = new Pushes(this::pushChanged);
	private final Map<SessionId, KeptSession> kept = new HashMap<>();
	private final List<Consumer<HostEvent>> news = new CopyOnWriteArrayList<>();
	private final KeptLists lists;
	private final KeptGits gits;
	private final Hints hints;
	private volatile StoreCounters counters = StoreCounters.NONE;
	private volatile Choices choices = Choices.USUAL;
	private boolean windowShown = true;

	/**
	 * @param live is closed with this
	 * @param ticks is not: whoever made it ends it
	 * @param chance from 0 up to, not including, 1; for jitter
	 */
	public SessionStore(LiveSnapshots live, Clocks clocks, ScheduledExecutorService ticks, DoubleSupplier chance) {
		this.live = live;
		around = new Rhythm.Surroundings(clocks, ticks, chance, () -> counters, incidents);
		lists = new KeptLists(live, around, this::first, this::tellUnheard);
		gits = new KeptGits(new KeptGit.Source() {
			@Override
			public <T> CompletionStage<Outcome<T>> ask(Function<Git, CompletionStage<Outcome<T>>> call) {
				return live.asked(Contracts::git, call);
			}
		}, around, this::first);
		hints = new Hints(lists, gits, this::isFollowed, () -> counters);
	}

	/**
	 * One over a connection, for programs without services: told of its events, its commands, its end and its return. Parameters
	 * as of the constructor; the connection is not closed with the store.
	 */
	public static SessionStore over(RemoteHost remote, Clocks clocks, ScheduledExecutorService ticks, DoubleSupplier chance) {
		SessionStore store = new SessionStore(new LiveSnapshots(Contracts.NONE, clocks), clocks, ticks, chance);
		store.use(() -> new Contracts(remote.sessions(), remote.agents(), remote.attention(), remote.host(), remote.feed(), remote.history(),
				remote.git(), new Catalogs(remote.personas(), remote.teams(), remote.directory(), remote.relays())));
		remote.onEvent(store::heard);
		remote.onCommand(store::commanded);
		remote.onLink(state -> {
			if (state == LinkState.LOST) {
				store.hostLost();
			}
			if (remote.isConnected()) {
				store.hostFound();
			}
		});
		return store;
	}

	private Cadence first() {
		return Cadence.first(choices.polling(), pushes.now());
	}

	/** What no event told. */
	private void tellUnheard(String epoch, SessionId session) {
		if (pushes.now() == Cadence.Push.HEALTHY) {
			return;
		}
		SessionSummary row = lists.rows().row(session);
		tell(row == null ? new SessionClosed(epoch, 0, Cause.SYSTEM, session)
				: new SessionAdvanced(epoch, row.revision(), Cause.SYSTEM, session));
	}

	// what is told from outside

	/** From now on this counts. */
	public void counters(StoreCounters present) {
		counters = present;
	}

	/** No longer this, if it did. */
	public void uncounted(StoreCounters gone) {
		if (counters == gone) {
			counters = StoreCounters.NONE;
		}
	}

	/** What a person chose takes effect at once. */
	public void choose(Choices now) {
		Choices before = choices;
		if (now.equals(before)) {
			return;
		}
		choices = now;
		everyRhythm(rhythm -> rhythm.change(cadence -> cadence.polling(now.polling())));
		if (now.push() != before.push()) {
			pushes.want(now.push());
			everySession().forEach(session -> session.push(now.push()));
			again();
		}
	}

	/** See {@link LiveSnapshots#use}. */
	public void use(Supplier<Contracts> present) {
		Contracts before = live.contracts();
		live.use(present);
		Contracts now = live.contracts();
		if (before.sessions() != now.sessions()) {
			// another contract is another connection
			pushes.connected(now.sessions() != null);
			everySession().forEach(session -> session.suspend(now.sessions() == null));
		}
		lists.changed(before, now);
		if (before.git() != now.git()) {
			gits.found();
		}
	}

	/** The connection ended: nothing is asked until there is another. */
	public void hostLost() {
		live.hostLost();
		pushes.connected(false);
		everySession().forEach(session -> session.suspend(true));
		lists.suspend(true);
		gits.suspend(true);
	}

	/** There is a connection again, maybe to another host. */
	public void hostFound() {
		lists.rows().forget();
		lists.suspend(false);
		gits.suspend(false);
		everySession().forEach(session -> session.suspend(false));
		pushes.connected(true);
		live.hostFound();
		again();
		gits.found();
	}

	/** An event of the host, as it came. */
	public void heard(HostEvent event) {
		if (event instanceof HostStateChanged state) {
			stateChanged(state);
		} else if (choices.push()) {
			pushes.heard();
			hints.heard(event);
		}
		if (choices.push() || event instanceof HostStateChanged) {
			tell(event);
		}
	}

	private void stateChanged(HostStateChanged event) {
		// one that was just connected to is asked already
		if (event.state().equals("ready") && !live.isLost() && !lists.rows().isOf(event.epoch())) {
			lists.rows().forget();
			again();
		}
	}

	/** Whether its changes come by themselves. */
	private boolean isFollowed(SessionId session, String epoch) {
		KeptSession present;
		synchronized (this) {
			present = kept.get(session);
		}
		return present != null && present.now().live() && present.now().epoch().equals(epoch);
	}

	/** A command of this window was carried out. */
	public void commanded(Changing command) {
		if (KeptCatalog.isChangedBy(command)) {
			lists.catalogAgain();
		}
		Commanded what = Commanded.of(command);
		if (what == null) {
			return;
		}
		for (KeptSession each : everySession()) {
			if (what.session() == null || each.id().equals(what.session())) {
				each.invalidate(what.resumed());
			}
		}
		lists.sessions().rhythm().expire();
		if (pushes.now() != Cadence.Push.HEALTHY) {
			if (what.session() != null) {
				lists.rows().hint(what.session());
			}
			lists.sessions().again();
			lists.attention().again();
		}
	}

	// what is done about it

	private void pushChanged(Cadence.Push now) {
		LOG.log(System.Logger.Level.DEBUG, "push is {0}", now);
		everyRhythm(rhythm -> rhythm.change(cadence -> cadence.push(now)));
	}

	/** Everything that was asked for is compared with the host. */
	private void again() {
		lists.again();
		everySession().stream().filter(session -> session.rhythm().cadence().shown() && session.now().live())
				.forEach(session -> session.due(true));
	}

	private void tell(HostEvent event) {
		for (Consumer<HostEvent> listener : news) {
			try {
				listener.accept(event);
			} catch (RuntimeException e) {
				LOG.log(System.Logger.Level.WARNING, "a listener to the news failed", e);
			}
		}
	}

	private synchronized List<KeptSession> everySession() {
		return List.copyOf(kept.values());
	}

	private void everyRhythm(Consumer<Rhythm> what) {
		lists.everyRhythm(what);
		gits.everyRhythm(what);
		everySession().forEach(session -> what.accept(session.rhythm()));
	}

	private void seen(KeptSession.SessionSummaryAt summary) {
		if (lists.rows().put(summary.epoch(), summary.summary())) {
			lists.sessionsPace().hint();
		}
	}

	// what parts read

	/** What was noticed to be stale, the oldest first, at most 100. */
	public Incidents incidents() {
		return incidents;
	}

	@Override
	public Known<SessionSummary> session(SessionId session) {
		KeptSession present;
		synchronized (this) {
			present = kept.get(session);
		}
		SessionSnapshot followed = present == null ? null : present.look();
		if (followed != null && followed.summary() != null) {
			return new Known<>(followed.summary(), followed.failure());
		}
		lists.sessions().look();
		return new Known<>(lists.rows().row(session), sessions().now().failure());
	}

	@Override
	public Subscription onNews(Consumer<HostEvent> listener) {
		Consumer<HostEvent> mine = event -> listener.accept(event);
		news.add(mine);
		return () -> news.remove(mine);
	}

	@Override
	public void shown(boolean anyWindow) {
		synchronized (this) {
			windowShown = anyWindow;
		}
		lists.windowShown(anyWindow);
		gits.windowShown(anyWindow);
		everySession().forEach(session -> session.windowShown(anyWindow));
	}

	@Override
	public Pulled<Agents.Listing> agents() {
		return lists.agents().pulled();
	}

	@Override
	public Pulled<CatalogSnapshot> catalog() {
		return lists.catalog().beside().pulled();
	}

	@Override
	public Pulled<Relays.Listing> relays() {
		return lists.catalog().relays().pulled();
	}

	@Override
	public void catalogChanged() {
		if (choices.push()) {
			lists.catalogHint();
		}
	}

	@Override
	public Pulled<Agents.Presets> presets() {
		return live.presets();
	}

	@Override
	public Pulled<Sessions.Listing> sessions() {
		return lists.sessions().pulled();
	}

	@Override
	public Pulled<Attention.Listing> attention() {
		return lists.attention().pulled();
	}

	@Override
	public Pulled<Host.Status> host() {
		return lists.host();
	}

	@Override
	public SessionWatch watch(SessionId session) {
		KeptSession used;
		boolean fresh;
		SessionWatch reader;
		synchronized (this) {
			KeptSession present = kept.get(session);
			fresh = present == null;
			used = present != null ? present : new KeptSession(live.follow(session), around, first(), windowShown, pushes, this::seen, this::unread);
			kept.put(session, used);
			reader = used.read();
		}
		if (fresh) {
			used.open(choices.push());
		}
		used.showing();
		return reader;
	}

	private void unread(KeptSession session) {
		synchronized (this) {
			if (session.isRead() || !kept.remove(session.id(), session)) {
				return;
			}
		}
		session.close();
	}

	@Override
	public GitWatch git(SessionId session) {
		return gits.watch(session);
	}

	@Override
	public void written(Path path) {
		gits.written(path);
	}

	@Override
	public FeedWatch feed(AgentId agent) {
		return live.feed(agent);
	}

	@Override
	public PastWatch past() {
		return live.past();
	}

	/** Ends all timers and watches. */
	@Override
	public void close() {
		lists.suspend(true);
		gits.close();
		everySession().forEach(KeptSession::close);
		live.close();
	}
}
