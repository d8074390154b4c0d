package dev.umbra.client.snapshot;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.Clocks;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Directory;
import dev.umbra.core.api.Feed;
import dev.umbra.core.api.Git;
import dev.umbra.core.api.History;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Relays;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Teams;

/**
 * What {@link Snapshots} shows, over the contracts, wherever they are carried out, without a rhythm of its own: it follows and
 * pulls what it is told to. Contracts may come, change and go. What was pulled once
 * is pulled again when its contract changes or the host is found again, and what is watched is attached again. Without a
 * contract everything answers {@code host_unreachable}, in words. Any thread; nothing blocks.
 */
public final class LiveSnapshots implements AutoCloseable {
	/** Where to ask; null: nowhere. */
	public record Contracts(@Nullable Sessions sessions, @Nullable Agents agents, @Nullable Attention attention,
			@Nullable Host host, @Nullable Feed feed, @Nullable History history, @Nullable Git git, Catalogs catalogs) {
		public static final Contracts NONE = new Contracts(null, null, null, null);

		/** For whom the catalog is of no interest. */
		public Contracts(@Nullable Sessions sessions, @Nullable Agents agents, @Nullable Attention attention, @Nullable Host host,
				@Nullable Feed feed, @Nullable History history, @Nullable Git git) {
			this(sessions, agents, attention, host, feed, history, git, Catalogs.NONE);
		}

		/** For whom neither feeds, nor the history, nor git are of interest. */
		public Contracts(@Nullable Sessions sessions, @Nullable Agents agents, @Nullable Attention attention, @Nullable Host host) {
			this(sessions, agents, attention, host, null, null, null);
		}
	}

	/** Where to ask about the catalog and how it travels. */
	public record Catalogs(@Nullable Personas personas, @Nullable Teams teams, @Nullable Directory directory, @Nullable Relays relays) {
		public static final Catalogs NONE = new Catalogs(null, null, null, null);
	}

	private final Clocks clocks;
	private final Set<AttachedSession> watches = ConcurrentHashMap.newKeySet();
	private final Set<FollowedFeed> feeds = ConcurrentHashMap.newKeySet();
	private final Set<FollowedPast> pasts = ConcurrentHashMap.newKeySet();
	private final Pulled<Agents.Listing> agents = pulled(Contracts::agents, all -> all.list(new Agents.ListAll()));
	private final Pulled<Agents.Presets> presets = pulled(Contracts::agents, all -> all.presets(new Nothing()));
	private final Pulled<Sessions.Listing> sessions = pulled(Contracts::sessions, all -> all.list(new Sessions.ListAll(false)));
	private final Pulled<Attention.Listing> attention = pulled(Contracts::attention, all -> all.list(new Attention.ListAll()));
	private final Pulled<Host.Status> host = pulled(Contracts::host, one -> one.status(new Nothing()));
	private volatile Contracts contracts;
	private volatile boolean lost;

	/** @param clocks for the rate at which listeners are told */
	public LiveSnapshots(Contracts contracts, Clocks clocks) {
		this.contracts = contracts;
		this.clocks = clocks;
	}

	static Failure nobody() {
		return new Failure(Failure.Code.HOST_UNREACHABLE, "There is no host to ask.",
				"Try again: a host is started when one is needed.");
	}

	private static Failure gone() {
		return new Failure(Failure.Code.HOST_UNREACHABLE, "The host has ended, or cannot be reached.",
				"What you do next starts one; or choose Start the host.");
	}

	private <C, T> Pulled<T> pulled(Function<Contracts, @Nullable C> which, Function<C, CompletionStage<Outcome<T>>> call) {
		return new Pulled<>(() -> asked(which, call));
	}

	/** Asks a contract; where there is none, or no connection, the failure says so. */
	public <C, T> CompletionStage<Outcome<T>> asked(Function<Contracts, @Nullable C> which, Function<C, CompletionStage<Outcome<T>>> call) {
		return switch (present(which)) {
		case Outcome.Ok<C>(C contract) -> call.apply(contract);
		case Outcome.NotOk<C>(Failure failure) -> CompletableFuture.completedFuture(Outcome.notOk(failure));
		};
	}

	private <C> Outcome<C> present(Function<Contracts, @Nullable C> which) {
		if (lost) {
			// asking would start a host, and it may be that somebody stopped it; what a person does starts one
			return Outcome.notOk(gone());
		}
		C contract = which.apply(contracts);
		return contract == null ? Outcome.notOk(nobody()) : Outcome.ok(contract);
	}

	/** Whether the connection ended and there is no other yet. */
	public boolean isLost() {
		return lost;
	}

	public Contracts contracts() {
		return contracts;
	}

	/**
	 * From now on these are asked.
	 *
	 * @param present says what is there now; called with a lock, so that of two calls at once the later one counts
	 */
	public void use(Supplier<Contracts> present) {
		Contracts former;
		Contracts next;
		synchronized (this) {
			former = contracts;
			next = present.get();
			contracts = next;
		}
		if (!former.equals(next)) {
			lost = false;
		}
		if (former.sessions() != next.sessions()) {
			watches.forEach(AttachedSession::hostLost);
			watches.forEach(AttachedSession::hostFound);
			again(sessions);
		}
		if (former.agents() != next.agents()) {
			again(agents);
			again(presets);
		}
		if (former.attention() != next.attention()) {
			again(attention);
		}
		if (former.host() != next.host()) {
			again(host);
		}
		if (former.feed() != next.feed()) {
			feeds.forEach(FollowedFeed::pull);
		}
		if (former.history() != next.history()) {
			pasts.forEach(FollowedPast::again);
		}
	}

	/** The connection to the host ended: nothing is received any more, nothing is asked. No host is started for that. */
	public void hostLost() {
		lost = true;
		watches.forEach(AttachedSession::hostLost);
	}

	/** There is a connection again: everything that is known is read again. */
	public void hostFound() {
		lost = false;
		watches.forEach(AttachedSession::hostFound);
		again(sessions);
		again(agents);
		again(presets);
		again(attention);
		again(host);
		feeds.forEach(FollowedFeed::pull);
		pasts.forEach(FollowedPast::again);
	}

	private static void again(Pulled<?> pulled) {
		if (pulled.now().asked()) {
			pulled.pull();
		}
	}

	public Pulled<Agents.Listing> agents() {
		return agents;
	}

	public Pulled<Agents.Presets> presets() {
		return presets;
	}

	public Pulled<Sessions.Listing> sessions() {
		return sessions;
	}

	public Pulled<Attention.Listing> attention() {
		return attention;
	}

	public Pulled<Host.Status> host() {
		return host;
	}

	public SessionWatch watch(SessionId session) {
		FollowedSession watch = follow(session);
		watch.open();
		return watch;
	}

	/** As {@link #watch}, for who gives it its rhythm, and opens it. */
	public FollowedSession follow(SessionId session) {
		AttachedSession watch = new AttachedSession(session, () -> contracts.sessions(), clocks, watches::remove);
		watches.add(watch);
		return watch;
	}

	public FeedWatch feed(AgentId agent) {
		FollowedFeed feed = new FollowedFeed(agent, p -> asked(Contracts::feed, one -> one.list(p)), feeds::remove);
		feeds.add(feed);
		feed.pull();
		return feed;
	}

	public PastWatch past() {
		FollowedPast past = new FollowedPast(FollowedPast.Source.of(() -> present(Contracts::history)), pasts::remove);
		pasts.add(past);
		return past;
	}

	/** Closes all watches. */
	@Override
	public void close() {
		watches.forEach(AttachedSession::close);
		feeds.forEach(FollowedFeed::close);
		pasts.forEach(FollowedPast::close);
	}
}
