package dev.umbra.host;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.port.Repositories;
import dev.umbra.core.port.HostRole;
import dev.umbra.core.port.StoreFile;
import dev.umbra.nostr.BouncySchnorr;
import dev.umbra.testkit.FakeAgentRuntime;
import dev.umbra.testkit.FakeAgentRuntime.FakeProcess;
import dev.umbra.testkit.FakeCatalog;
import dev.umbra.testkit.FakeEntries;
import dev.umbra.testkit.FakeRecords;
import dev.umbra.testkit.FakeGitRecords;
import dev.umbra.testkit.FakeHistory;
import dev.umbra.testkit.FakeRelaySync;
import dev.umbra.testkit.FakeRepositories;
import dev.umbra.testkit.FakeRules;
import dev.umbra.testkit.FakeSecrets;
import dev.umbra.testkit.FakeSettings;
import dev.umbra.testkit.FakeWindows;
import dev.umbra.testkit.ManualClock;
import dev.umbra.testkit.ManualTicks;
import dev.umbra.testkit.Sample;
import dev.umbra.wire.DataFolder;

/** The pieces of a host put together around fakes: no store, no processes, no time that passes by itself. */
final class TestHost {
	static final String EPOCH = "epoch";
	final ManualClock clock = new ManualClock();
	final ManualTicks ticks = new ManualTicks(clock);
	final FakeEntries entries = new FakeEntries();
	final FakeRecords records = new FakeRecords(entries);
	final FakeWindows windows = new FakeWindows(entries);
	final FakeSettings settingsStore = new FakeSettings(entries);
	final FakeSecrets secrets = new FakeSecrets();
	final FakeRules rules = new FakeRules(entries);
	final FakeHistory past = new FakeHistory(entries);
	final FakeCatalog catalog = new FakeCatalog();
	final FakeAgentRuntime runtime = new FakeAgentRuntime();
	final HeardEvents heard = new HeardEvents();
	final Role role;
	private final NoFile file;
	final HostParts parts;
	final HostSettings settings;
	final EmbeddedRelay relay;
	final AgentLives lives;
	final RulesService ruling;
	final SessionTurns turns;
	final SessionMailboxes mailboxes;
	final SessionsService sessions;
	final AgentsService agents;
	final AttentionService attention;
	final QueueService queue;
	final TabsService tabs;
	final DraftsService drafts;
	final FakeGitRecords gitRecords = new FakeGitRecords(entries);
	final Repositories repositories;
	final GitFolders folders;
	final SessionGits gits;
	final SessionWorktrees worktrees;
	final GitService git;
	final LocalApi api;
	final Ending ending;
	/** Git commands that were started, as the metrics are told. */
	volatile long gitRuns;
	final MetricsService metrics;
	final HostCatalog personas;
	final Calls calls;
	final FakeRelaySync relays = new FakeRelaySync();
	final RelaysService relaying;
	volatile boolean kept;
	/** Bytes the store has in use. */
	volatile long used;
	/** By how much that shrinks whenever it was looked at. */
	volatile long shrinks;
	/** Another program wrote to the store; said once. */
	final AtomicBoolean foreign = new AtomicBoolean();
	/** How the store was found. */
	volatile StoreFile.Opened opened = StoreFile.Opened.SOUND;

	TestHost(Path home) {
		this(home, Sample.NOON);
	}

	TestHost(Path home, Instant since) {
		this(home, since, new FakeRepositories());
	}

	TestHost(Path home, Instant since, Repositories repositories) {
		this.repositories = repositories;
		DataFolder folder = DataFolder.open(home, Map.of());
		role = new Role(folder, since);
		file = new NoFile(home, new ArrayList<>(), this::inUse, () -> opened, foreign);
		parts = new HostParts(role, folder, clock, entries, records, windows, settingsStore, file, runtime, secrets, rules, past, past, past, catalog, relays,
				new HostEvents(heard, clock, EPOCH), new HostCounters(), ticks);
		settings = new HostSettings(settingsStore);
		lives = new AgentLives(parts, settings);
		ruling = new RulesService(parts, lives);
		turns = new SessionTurns(parts, settings, lives, this::look);
		folders = new GitFolders(parts, repositories, settings);
		mailboxes = new SessionMailboxes(parts, new GitSurroundings(turns, folders), ruling::standing);
		gits = new SessionGits(gitRecords, repositories, folders, this::look);
		worktrees = new SessionWorktrees(parts, gits, mailboxes);
		git = new GitService(parts, mailboxes, gits, worktrees);
		sessions = new SessionsService(parts, mailboxes, lives, worktrees);
		tabs = new TabsService(parts, mailboxes);
		drafts = new DraftsService(parts, mailboxes);
		api = new LocalApi(parts);
		ending = new Ending(parts, settings, () -> !mailboxes.running().isEmpty(), () -> kept, api);
		agents = new AgentsService(parts, lives, ruling);
		attention = new AttentionService(parts, sessions);
		queue = new QueueService(mailboxes, sessions);
		personas = new HostCatalog(parts, lives, sessions, agents, new BouncySchnorr());
		metrics = new MetricsService(parts, () -> gitRuns, mailboxes::awake, lives::up, api::clients);
		relaying = new RelaysService(parts, new CatalogFollowing(parts, lives, ruling), personas.identities());
		relay = new EmbeddedRelay(settings, parts.events());
		calls = new Calls(entries, sessions, agents, attention, tabs, drafts, queue, ruling, relaying,
				new FeedService(parts, lives), new HistoryService(parts, mailboxes, lives), new NotesService(parts), git,
				new HostService(parts, settings, mailboxes, turns, lives, ending, api::clients, relay), metrics).with(personas);
	}

	private void look() {
		ending.look();
	}

	private long inUse() {
		long now = used;
		used = now - shrinks;
		return now;
	}

	/** How many backups were written. */
	int backups() {
		return file.copies().size();
	}

	/** With these agents, known by name. */
	TestHost with(AgentRecord... agents) {
		lives.load(List.of(agents), 0);
		return this;
	}

	TestHost withAgent() {
		return with(Sample.agent(Sample.AGENT, "demo"));
	}

	SessionId session() {
		return value(sessions.create(new Sessions.Create(CommandId.random(), "demo", "/tmp", List.of(), "", null))).session();
	}

	Sessions.Prompted prompt(SessionId session, String text) {
		return value(sessions.prompt(new Sessions.Prompt(CommandId.random(), session.value(), text, "test")));
	}

	AgentLife agent() {
		return lives.find("demo");
	}

	/** Lets time pass in small steps until the agent is told something. */
	String toldInTime(FakeProcess agent) throws InterruptedException {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
		while (agent.told().isEmpty() && System.nanoTime() - end < 0) {
			ticks.advance(Duration.ofMillis(10));
			Thread.yield();
		}
		return agent.nextTold();
	}

	static <T> T value(CompletionStage<Outcome<T>> stage) {
		return done(stage).orThrow();
	}

	static <T> Failure failure(CompletionStage<Outcome<T>> stage) {
		return switch (done(stage)) {
		case Outcome.Ok<T> ok -> throw new AssertionError("did not fail: " + ok);
		case Outcome.NotOk<T> not -> not.failure();
		};
	}

	static <T> T done(CompletionStage<T> stage) {
		try {
			return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
		} catch (InterruptedException | TimeoutException e) {
			throw new AssertionError("not done in time", e);
		} catch (ExecutionException e) {
			throw new AssertionError(e.getCause());
		}
	}

	/** Remembers what it was told. */
	static final class Role implements HostRole {
		private final DataFolder folder;
		private final Instant since;
		private final List<String> ends = new ArrayList<>();

		Role(DataFolder folder, Instant since) {
			this.folder = folder;
			this.since = since;
		}

		/** Every time the host was told to end, why. */
		synchronized List<String> ends() {
			return List.copyOf(ends);
		}

		@Override
		public Path home() {
			return folder.path();
		}

		@Override
		public Path socket() {
			return folder.socket();
		}

		@Override
		public String epoch() {
			return EPOCH;
		}

		@Override
		public Instant since() {
			return since;
		}

		@Override
		public void startFailed(Failure failure) {
			throw new AssertionError(failure.message());
		}

		@Override
		public void ready() {
		}

		@Override
		public synchronized void end(String reason) {
			ends.add(reason);
		}
	}

	/** @param copies where backups went */
	private record NoFile(Path file, List<Path> copies, LongSupplier inUse, Supplier<Opened> found, AtomicBoolean foreign) implements StoreFile {
		@Override
		public Opened opened() {
			return found.get();
		}

		@Override
		public long bytes() {
			return 0;
		}

		@Override
		public CompletionStage<Long> used() {
			return CompletableFuture.completedFuture(inUse.getAsLong());
		}

		@Override
		public long commits() {
			return 0;
		}

		@Override
		public int schemaVersion() {
			return 1;
		}

		@Override
		public CompletionStage<Void> backup(Path target) {
			copies.add(target);
			return CompletableFuture.completedFuture(null);
		}

		@Override
		public CompletionStage<Boolean> changedElsewhere() {
			return CompletableFuture.completedFuture(foreign.getAndSet(false));
		}

		@Override
		public CompletionStage<String> check() {
			return CompletableFuture.completedFuture("");
		}
	}
}
