package dev.umbra.client.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.umbra.client.LinkState;
import dev.umbra.client.RemoteHost;
import dev.umbra.client.snapshot.FeedWatch;
import dev.umbra.client.snapshot.Known;
import dev.umbra.client.snapshot.LiveSnapshots;
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
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Nothing;
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
	/** Between two pulls of a list because of hints: a session that streams gives ten a second. */
	static final Duration GAP = Duration.ofMillis(500);

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
	private final SessionRows rows;
	private final KeptList<Sessions.Listing> sessions;
	private final KeptList<Agents.Listing> agents;
	private final KeptList<Attention.Listing> attention;
	private final Pulled<Host.Status> host;
	private final List<KeptList<?>> lists;
	private final Pace sessionsPace;
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
		rows = new SessionRows(new SessionRows.Source() {
			@Override
			public <T> CompletionStage<Outcome<T>> ask(Function<Sessions, CompletionStage<Outcome<T>>> call) {
				return live.asked(Contracts::sessions, call);
			}
		});
		sessions = list("sessions", rows::isLocal, this::askSessions);
		agents = list("agents", () -> false, this::askAgents);
		attention = list("attention", () -> false, this::askAttention);
		host = new Pulled<>(() -> live.asked(Contracts::host, one -> one.status(new Nothing())));
		lists = List.of(sessions, agents, attention);
		sessionsPace = new Pace(clocks, ticks, GAP, sessions::again);
		hints = new Hints(rows, new Hints.Lists(sessions, agents, attention, this::presetsAgain), sessionsPace, this::isFollowed, () -> counters);
	}

	/**
	 * One over a connection, for programs without services: told of its events, its commands, its end and its return. Parameters
	 * as of the constructor; the connection is not closed with the store.
	 */
	public static SessionStore over(RemoteHost remote, Clocks clocks, ScheduledExecutorService ticks, DoubleSupplier chance) {
		SessionStore store = new SessionStore(new LiveSnapshots(Contracts.NONE, clocks), clocks, ticks, chance);
		store.use(() -> new Contracts(remote.sessions(), remote.agents(), remote.attention(), remote.host(), remote.feed(), remote.history()));
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

	private <T> KeptList<T> list(String name, BooleanSupplier local, Supplier<CompletionStage<Outcome<T>>> source) {
		return new KeptList<>(name, around, Cadence.first(choices.polling(), pushes.now()), () -> rows.kind(), local, source);
	}

	private CompletionStage<Outcome<Sessions.Listing>> askSessions() {
		return rows.ask().thenApply(outcome -> {
			List<SessionId> changed = List.copyOf(rows.takeChanged());
			if (outcome instanceof Outcome.Ok<Sessions.Listing>(Sessions.Listing listing) && pushes.now() != Cadence.Push.HEALTHY) {
				changed.forEach(id -> tellUnheard(listing.epoch(), id));
			}
			return outcome;
		});
	}

	private CompletionStage<Outcome<Agents.Listing>> askAgents() {
		Agents.Listing known = agents().now().value();
		String position = known == null ? null : known.epoch() + ":" + known.revision();
		return live.asked(Contracts::agents, all -> all.list(new Agents.ListAll(position)))
				.thenApply(outcome -> outcome.map(answer -> known != null && answer.agents() == null ? known : answer));
	}

	private CompletionStage<Outcome<Attention.Listing>> askAttention() {
		Attention.Listing known = attention().now().value();
		String position = known == null ? null : known.epoch() + ":" + known.revision();
		return live.asked(Contracts::attention, all -> all.list(new Attention.ListAll(position)))
				.thenApply(outcome -> outcome.map(answer -> known != null && answer.items() == null ? known : answer));
	}

	/** What no event told. */
	private void tellUnheard(String epoch, SessionId session) {
		SessionSummary row = rows.row(session);
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
			rows.forget();
			// another contract is another connection
			pushes.connected(now.sessions() != null);
			everySession().forEach(session -> session.suspend(now.sessions() == null));
			sessions.again();
		}
		if (before.agents() != now.agents()) {
			agents.again();
		}
		if (before.attention() != now.attention()) {
			attention.again();
		}
		if (before.host() != now.host() && host.now().asked()) {
			host.pull();
		}
	}

	/** The connection ended: nothing is asked until there is another. */
	public void hostLost() {
		live.hostLost();
		pushes.connected(false);
		everySession().forEach(session -> session.suspend(true));
		lists.forEach(list -> list.rhythm().suspend(true));
	}

	/** There is a connection again, maybe to another host. */
	public void hostFound() {
		rows.forget();
		lists.forEach(list -> list.rhythm().suspend(false));
		everySession().forEach(session -> session.suspend(false));
		pushes.connected(true);
		live.hostFound();
		again();
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
		if (event.state().equals("ready") && !live.isLost() && !rows.isOf(event.epoch())) {
			rows.forget();
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
		Commanded what = Commanded.of(command);
		if (what == null) {
			return;
		}
		for (KeptSession each : everySession()) {
			if (what.session() == null || each.id().equals(what.session())) {
				each.invalidate(what.resumed());
			}
		}
		sessions.rhythm().expire();
		if (pushes.now() != Cadence.Push.HEALTHY) {
			if (what.session() != null) {
				rows.hint(what.session());
			}
			sessions.again();
			attention.again();
		}
	}

	// what is done about it

	private void pushChanged(Cadence.Push now) {
		LOG.log(System.Logger.Level.DEBUG, "push is {0}", now);
		everyRhythm(rhythm -> rhythm.change(cadence -> cadence.push(now)));
	}

	/** Everything that was asked for is compared with the host. */
	private void again() {
		lists.forEach(KeptList::again);
		presetsAgain();
		if (host.now().asked()) {
			host.pull();
		}
		everySession().stream().filter(session -> session.rhythm().cadence().shown() && session.now().live())
				.forEach(session -> session.due(true));
	}

	private void presetsAgain() {
		if (live.presets().now().asked()) {
			live.presets().pull();
		}
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
		lists.forEach(list -> what.accept(list.rhythm()));
		everySession().forEach(session -> what.accept(session.rhythm()));
	}

	private void seen(KeptSession.SessionSummaryAt summary) {
		if (rows.put(summary.epoch(), summary.summary())) {
			sessionsPace.hint();
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
		sessions.look();
		return new Known<>(rows.row(session), sessions.pulled().now().failure());
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
		lists.forEach(list -> list.windowShown(anyWindow));
		everySession().forEach(session -> session.windowShown(anyWindow));
	}

	@Override
	public Pulled<Agents.Listing> agents() {
		return agents.pulled();
	}

	@Override
	public Pulled<Agents.Presets> presets() {
		return live.presets();
	}

	@Override
	public Pulled<Sessions.Listing> sessions() {
		return sessions.pulled();
	}

	@Override
	public Pulled<Attention.Listing> attention() {
		return attention.pulled();
	}

	@Override
	public Pulled<Host.Status> host() {
		return host;
	}

	@Override
	public SessionWatch watch(SessionId session) {
		KeptSession used;
		boolean fresh;
		SessionWatch reader;
		synchronized (this) {
			KeptSession present = kept.get(session);
			fresh = present == null;
			used = present != null ? present : new KeptSession(live.follow(session), around,
					Cadence.first(choices.polling(), pushes.now()), windowShown, pushes, this::seen, this::unread);
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
		lists.forEach(list -> list.rhythm().suspend(true));
		everySession().forEach(KeptSession::close);
		live.close();
	}
}
