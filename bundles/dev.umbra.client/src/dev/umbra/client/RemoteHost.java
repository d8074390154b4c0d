package dev.umbra.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Outcome;
import dev.umbra.core.Threads;
import dev.umbra.core.Version;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Changing;
import dev.umbra.core.api.Done;
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
import dev.umbra.core.event.HostEvent;
import dev.umbra.wire.Codec;
import dev.umbra.wire.DataFolder;
import dev.umbra.wire.Method;
import dev.umbra.wire.Methods;
import dev.umbra.wire.PeerClosedException;

/**
 * The host of a data folder, seen from another process. A call that is open when the connection ends is sent once more on
 * a new one, to a host started for it if need be: reading is harmless, and changing calls carry a command id, so nothing
 * happens twice. Only {@code host/stop} is never repeated. What is followed goes on after a new connection, see
 * {@link #sessions()}. Any thread may call anything; only {@link #connect} and {@link #connectNow} block.
 *
 * <p>Locks: {@code connecting} is held while connecting (blocking, by virtual threads or the caller of {@code connect}),
 * the monitor for moments; nothing foreign is called with the monitor.
 */
public final class RemoteHost implements AutoCloseable {
	private static final System.Logger LOG = System.getLogger(RemoteHost.class.getName());
	private static final long FIRST_RETRY_MILLIS = 100;
	private static final long LAST_RETRY_MILLIS = 2000;

	/**
	 * @param clientName what the host and its log call us, for example {@code cli}
	 * @param startIfAbsent start a host when none runs
	 * @param runtime the headless runtime folder to start it from; null: {@code -Dumbra.runtime}, else beside our own jar
	 * @param keepConnected look for a host again when the connection ended, also with nothing followed
	 * @param anyVersion take a host of another major version too: it can be stopped, and nothing else
	 * @param bundles asked for the runtime where there is no such folder, at each start; null: there is none then
	 */
	public record Options(String clientName, boolean startIfAbsent, @Nullable Path runtime, boolean keepConnected,
			boolean anyVersion, @Nullable Supplier<List<RuntimeBundle>> bundles) {
		public static Options of(String clientName) {
			return new Options(clientName, true, null, false, false, null);
		}

		public Options withoutStart() {
			return new Options(clientName, false, runtime, keepConnected, anyVersion, bundles);
		}

		public Options withRuntime(Path folder) {
			return new Options(clientName, startIfAbsent, folder, keepConnected, anyVersion, bundles);
		}

		public Options withBundles(Supplier<List<RuntimeBundle>> runtimeBundles) {
			return new Options(clientName, startIfAbsent, runtime, keepConnected, anyVersion, runtimeBundles);
		}

		public Options keptConnected() {
			return new Options(clientName, startIfAbsent, runtime, true, anyVersion, bundles);
		}

		public Options withAnyVersion() {
			return new Options(clientName, startIfAbsent, runtime, keepConnected, true, bundles);
		}
	}

	/**
	 * @param repeats how often it may still be sent again
	 * @param starts whether a host may be started for it
	 */
	private record Request<R>(String method, JsonNode params, Class<R> result, CompletableFuture<Outcome<R>> answer,
			int repeats, boolean starts) {
		void fail(Failure failure) {
			answer.complete(Outcome.notOk(failure));
		}

		Request<R> again(boolean mayStart) {
			return new Request<>(method, params, result, answer, repeats - 1, mayStart);
		}
	}

	private final Options options;
	private final Version own;
	private final HostStarter starter;
	private final Connector connector;
	private final ReentrantLock connecting = new ReentrantLock();
	private final Attachments attachments = new Attachments();
	private final Notifications notifications = new Notifications(attachments, this::lost);
	private final List<Consumer<LinkState>> linkListeners = new CopyOnWriteArrayList<>();
	private final List<Consumer<Changing>> commandListeners = new CopyOnWriteArrayList<>();
	private final Sessions sessions = new RemoteSessions(this);
	private final Agents agents = new RemoteAgents(this);
	private final Attention attention = new RemoteAttention(this);
	private final Tabs tabs = new RemoteTabs(this);
	private final Drafts drafts = new RemoteDrafts(this);
	private final Queue queue = new RemoteQueue(this);
	private final Feed feed = new RemoteFeed(this);
	private final History history = new RemoteHistory(this);
	private final Notes notes = new RemoteNotes(this);
	private final Git git = new RemoteGit(this);
	private final Rules rules = new RemoteRules(this);
	private final Personas personas = new RemotePersonas(this);
	private final Teams teams = new RemoteTeams(this);
	private final Directory directory = new RemoteDirectory(this);
	private final Identities identities = new RemoteIdentities(this);
	private final Relays relays = new RemoteRelays(this);
	private final Host host = new RemoteHostCalls(this);
	private final Metrics metrics = new RemoteMetrics(this);
	private final ClientCounters counters = new ClientCounters();
	private final Reporting reporting;
	private volatile @Nullable Link link;
	private volatile boolean closed;
	private @Nullable ScheduledExecutorService ticks;

	private RemoteHost(Home home, Options options, Version own, HostStarter starter) {
		this.options = options;
		this.own = own;
		this.starter = starter;
		this.connector = new Connector(home, options, own, starter, notifications, counters);
		this.reporting = new Reporting(options.clientName(), counters, () -> link,
				(task, delay) -> later(() -> Threads.virtual("client-report", task), delay));
	}

	/**
	 * Finds the host of a data folder, or starts it, and connects. Blocks, at most about a minute.
	 *
	 * @throws FailureException in words: {@code host_unreachable} if there is none and none can be started, {@code refused}
	 *         if it speaks another major version
	 */
	public static RemoteHost connect(DataFolder folder, Options options) {
		RemoteHost remote = lazy(folder, options);
		remote.connectNow();
		return remote;
	}

	/**
	 * Starts a host from this client's runtime in the place of the one that runs. No other client's start comes between, so
	 * that the next host is ours even where a client of another installation asks at that moment. Blocks as long as
	 * {@code end} does, and up to about a minute more.
	 *
	 * @param end has the running host end, if there is one, and returns when its process is gone
	 * @throws FailureException in words; if no runtime was found, nothing was ended
	 */
	public static void restart(DataFolder folder, Options options, Runnable end) {
		new HostStarter(new Home(folder), options.runtime(), options.bundles()).restart(end);
	}

	/**
	 * Has the host end as soon as no turn runs or waits, and starts the next in its place, from this client's runtime; no
	 * other client's start comes between. Waits on a thread of its own; the stage completes when the next host is up, on that
	 * thread, however long that takes. If no runtime was found, nothing was ended.
	 */
	public CompletionStage<Outcome<Done>> restartWhenIdle() {
		CompletableFuture<Outcome<Done>> answer = new CompletableFuture<>();
		Threads.virtual("client-restart", () -> {
			try {
				starter.restart(this::endWhenIdle);
				answer.complete(Outcome.ok(new Done()));
			} catch (FailureException e) {
				answer.complete(Outcome.notOk(e.failure()));
			} catch (RuntimeException e) {
				answer.completeExceptionally(e);
			}
		});
		return answer;
	}

	/** Over the present connection only: a new one would be made by the start that waits for us. */
	private void endWhenIdle() {
		Link now = link;
		if (now == null || !now.isOpen()) {
			return;
		}
		CompletableFuture<Outcome<Host.Stopping>> answer = new CompletableFuture<>();
		send(now, new Request<>(Methods.HOST_STOP.name(), Codec.tree(new Host.Stop(true, true)), Methods.HOST_STOP.result(), answer,
				0, false));
		Outcome<Host.Stopping> outcome = answer.join();
		if (outcome instanceof Outcome.NotOk<Host.Stopping>(Failure failure) && failure.code() == Failure.Code.HOST_UNREACHABLE) {
			return; // gone already
		}
		ProcessHandle.of(outcome.orThrow().pid()).ifPresent(process -> process.onExit().join());
	}

	/** Not connected yet: the first call or {@link #connectNow} does it. */
	public static RemoteHost lazy(DataFolder folder, Options options) {
		return lazy(new Home(folder), options);
	}

	/**
	 * As {@link #lazy(DataFolder, Options)}; the data folder too is made by the first call or {@link #connectNow}, which
	 * fail where it cannot be used.
	 *
	 * @param home see {@link DataFolder#resolve}
	 */
	public static RemoteHost lazy(Path home, Map<String, String> env, Options options) {
		return lazy(new Home(home, env), options);
	}

	private static RemoteHost lazy(Home home, Options options) {
		return new RemoteHost(home, options, Version.OWN, new HostStarter(home, options.runtime(), options.bundles()));
	}

	/** Connects if there is no connection. Blocks. @throws FailureException as {@link #connect} */
	public void connectNow() {
		connected(options.startIfAbsent());
	}

	/** Followed sessions: see {@link Sessions#attach}; changes of another epoch than those before replace what was seen. */
	public Sessions sessions() {
		return sessions;
	}

	public Agents agents() {
		return agents;
	}

	public Attention attention() {
		return attention;
	}

	public Tabs tabs() {
		return tabs;
	}

	public Drafts drafts() {
		return drafts;
	}

	public Feed feed() {
		return feed;
	}

	public History history() {
		return history;
	}

	public Notes notes() {
		return notes;
	}

	public Git git() {
		return git;
	}

	public Queue queue() {
		return queue;
	}

	public Rules rules() {
		return rules;
	}

	public Personas personas() {
		return personas;
	}

	public Teams teams() {
		return teams;
	}

	public Directory directory() {
		return directory;
	}

	public Identities identities() {
		return identities;
	}

	public Relays relays() {
		return relays;
	}

	public Host host() {
		return host;
	}

	public Metrics metrics() {
		return metrics;
	}

	/** What this client counts about itself. */
	public ClientCounters counters() {
		return counters;
	}

	/** The host's events, on the reading thread: enqueue, do not block. Some may be lost with a connection. */
	public void onEvent(Consumer<HostEvent> listener) {
		notifications.onEvent(listener);
	}

	/** Each change of the connection's state; must not block. */
	public void onLink(Consumer<LinkState> listener) {
		linkListeners.add(listener);
	}

	/** Each command of this client that was carried out, on the thread that brings the answer; must not block. */
	public void onCommand(Consumer<Changing> listener) {
		commandListeners.add(listener);
	}

	public boolean isConnected() {
		Link now = link;
		return now != null && now.isOpen();
	}

	/** The epoch of the host we are connected to; empty while there is none. */
	public String epoch() {
		Link now = link;
		return now == null ? "" : now.epoch();
	}

	/** Why the host can only be stopped ({@link Options#anyVersion}), or null. */
	public @Nullable Failure foreignVersion() {
		Link now = link;
		return now == null ? null : now.foreign();
	}

	/** How many notifications were left out because they were not understood: a newer host says more than we know. */
	public long leftOut() {
		return notifications.leftOut();
	}

	/** Ends the connection; the host goes on. Open calls fail. */
	@Override
	public void close() {
		Link now;
		synchronized (this) {
			closed = true;
			now = link;
			link = null;
			if (ticks != null) {
				ticks.shutdownNow();
			}
		}
		attachments.clear();
		if (now != null) {
			reporting.leave(now);
			now.close();
		}
	}

	/** One call, as it goes over the wire; repeated once if the connection ends before the answer. Never fails. */
	public <P, R> CompletionStage<Outcome<R>> call(Method<P, R> method, P params) {
		CompletableFuture<Outcome<R>> answer = new CompletableFuture<>();
		if (params instanceof Changing command) {
			answer.thenAccept(outcome -> carriedOut(command, outcome));
		}
		send(new Request<>(method.name(), Codec.tree(params), method.result(), answer,
				method == Methods.HOST_STOP ? 0 : 1, options.startIfAbsent()));
		return answer;
	}

	private void carriedOut(Changing command, Outcome<?> outcome) {
		if (outcome instanceof Outcome.Ok<?>) {
			commandListeners.forEach(listener -> listener.accept(command));
		}
	}

	CompletionStage<Outcome<Sessions.Attached>> attach(Sessions.Attach p, Consumer<Sessions.Changes> consumer) {
		CompletableFuture<Outcome<Sessions.Attached>> answer = new CompletableFuture<>();
		Attachment attachment = attachments.add(p, consumer);
		call(Methods.SESSIONS_ATTACH, p).thenAccept(outcome -> {
			Link now = link;
			switch (outcome) {
			case Outcome.Ok<Sessions.Attached> ok when now != null -> attachment.attached(now, ok.value(), answer);
			case Outcome.Ok<Sessions.Attached> ok -> answer.complete(Outcome.notOk(unreachable("The connection ended.")));
			case Outcome.NotOk<Sessions.Attached> not -> {
				attachments.remove(p.attachment(), attachment);
				answer.complete(Outcome.notOk(not.failure()));
			}
			}
		});
		return answer;
	}

	CompletionStage<Outcome<Done>> detach(Sessions.Detach p) {
		String wireName = attachments.remove(p.attachment());
		return wireName != null && isConnected() ? call(Methods.SESSIONS_DETACH, new Sessions.Detach(wireName))
				: CompletableFuture.completedFuture(Outcome.ok(new Done()));
	}

	private <R> void send(Request<R> request) {
		Link now = link;
		if (now != null && now.isOpen()) {
			send(now, request);
			return;
		}
		Threads.virtual("client-connect", () -> {
			try {
				send(connected(request.starts()), request);
			} catch (FailureException e) {
				request.fail(e.failure());
			}
		});
	}

	private <R> void send(Link over, Request<R> request) {
		over.call(request.method(), request.params()).whenComplete((node, error) -> {
			if (error == null) {
				request.answer().complete(read(request, node));
			} else if (!(Link.cause(error) instanceof PeerClosedException)) {
				request.fail(over.failure(request.method(), own, error));
			} else if (closed || request.repeats() == 0) {
				request.fail(unreachable("The connection to the host ended before it answered."));
			} else {
				LOG.log(System.Logger.Level.DEBUG, "{0} is repeated on a new connection", request.method());
				// a window that was just looking does not bring back a host that somebody stopped; it goes on when there is one
				send(request.again(request.starts() && (!options.keepConnected() || request.params().has("command"))));
			}
		});
	}

	private static <R> Outcome<R> read(Request<R> request, JsonNode node) {
		try {
			return Outcome.ok(Codec.fromTree(node, request.result()));
		} catch (IllegalArgumentException e) {
			return Outcome.notOk(Failure.failed("The host's answer to " + request.method() + " is not understood: "
					+ e.getMessage(), Greeting.RESTART));
		}
	}

	static Failure unreachable(String message) {
		return new Failure(Failure.Code.HOST_UNREACHABLE, message, "Try again: a host is started when one is needed.");
	}

	private Link connected(boolean start) {
		connecting.lock();
		try {
			Link now = link;
			if (now != null && now.isOpen()) {
				return now;
			}
			if (closed) {
				throw new FailureException(unreachable("This client was closed."));
			}
			Link fresh = connector.connect(start);
			install(fresh);
			return fresh;
		} finally {
			connecting.unlock();
		}
	}

	private void install(Link fresh) {
		synchronized (this) {
			if (closed) {
				fresh.close();
				return;
			}
			link = fresh;
		}
		reporting.wanted();
		attachments.attachAgain(fresh);
		linkListeners.forEach(listener -> listener.accept(LinkState.CONNECTED));
		if (!fresh.isOpen()) {
			lost(fresh);
		}
	}

	private void lost(Link dead) {
		synchronized (this) {
			if (link != dead) {
				return;
			}
			link = null;
			if (closed) {
				return;
			}
		}
		linkListeners.forEach(listener -> listener.accept(LinkState.LOST));
		lookAgain(FIRST_RETRY_MILLIS);
	}

	/** Looks for a host that somebody else starts: what was merely followed is no reason to start one. */
	private void lookAgain(long delay) {
		synchronized (this) {
			if (closed || !options.keepConnected() && attachments.isEmpty()) {
				return;
			}
			later(() -> Threads.virtual("client-connect", () -> look(delay)), Duration.ofMillis(delay));
		}
	}

	private synchronized void later(Runnable task, Duration delay) {
		if (closed) {
			return;
		}
		if (ticks == null) {
			ticks = Threads.ticks();
		}
		ticks.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
	}

	private void look(long delay) {
		if (closed || isConnected()) {
			return;
		}
		try {
			connected(false);
		} catch (FailureException e) {
			LOG.log(System.Logger.Level.DEBUG, "no host yet: {0}", e.getMessage());
			lookAgain(Math.min(delay * 2, LAST_RETRY_MILLIS));
		}
	}
}
