package dev.umbra.host;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.event.EventAdmin;

import dev.umbra.core.Cause;
import dev.umbra.core.Clocks;
import dev.umbra.core.Failure;
import dev.umbra.core.Threads;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Directory;
import dev.umbra.core.api.Drafts;
import dev.umbra.core.api.Feed;
import dev.umbra.core.api.Git;
import dev.umbra.core.api.History;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Identities;
import dev.umbra.core.api.Metrics;
import dev.umbra.core.api.Notes;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Queue;
import dev.umbra.core.api.Relays;
import dev.umbra.core.api.Rules;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Tabs;
import dev.umbra.core.api.Teams;
import dev.umbra.core.event.HostStateChanged;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.port.CatalogRecords;
import dev.umbra.core.port.Entries;
import dev.umbra.core.port.FeedRecords;
import dev.umbra.core.port.GitRecords;
import dev.umbra.core.port.HistoryRecords;
import dev.umbra.core.port.HostRole;
import dev.umbra.core.port.NoteRecords;
import dev.umbra.core.port.Records;
import dev.umbra.core.port.RelayServer;
import dev.umbra.core.port.RelaySync;
import dev.umbra.core.port.Repositories;
import dev.umbra.core.port.RuleRecords;
import dev.umbra.core.port.Secrets;
import dev.umbra.core.port.Settings;
import dev.umbra.core.port.StoreFile;
import dev.umbra.core.port.WindowRecords;
import dev.umbra.nostr.Schnorr;
import dev.umbra.wire.DataFolder;
import dev.umbra.wire.Failures;
import dev.umbra.wire.osgi.EventAdminPoster;

/**
 * The host, put together. Comes up when its parts and the {@link HostRole} are there: loads what is stored, repairs what a
 * crash left, opens the local API, offers the contracts as services, and says ready. Goes in the opposite order: no new
 * clients, turns cut in words, agents ended, timers stopped.
 */
@Component(service = {})
public final class HostServices {
	private static final System.Logger LOG = System.getLogger(HostServices.class.getName());
	private static final Duration LOAD_LIMIT = Duration.ofSeconds(30);
	private static final Duration AGENTS_LIMIT = Duration.ofSeconds(8);
	private final ScheduledExecutorService ticks = Threads.ticks();
	private final HostParts parts;
	private final HostSettings settings;
	private final AgentLives lives;
	private final SessionTurns turns;
	private final SessionMailboxes mailboxes;
	private final LocalApi api;
	private final Ending ending;
	private final Resting resting;
	private final SessionsService sessions;
	private final AgentsService agents;
	private final AttentionService attention;
	private final TabsService tabs;
	private final DraftsService drafts;
	private final QueueService queue;
	private final RulesService rules;
	private final RelaysService relays;
	private final FeedService feed;
	private final HistoryService history;
	private final NotesService notes;
	private final HostCatalog catalog;
	private final GitFolders folders;
	private final SessionGits gits;
	private final GitService git;
	private final HostService host;
	private final EmbeddedRelay relay;
	private final MetricsService metrics;
	private final Retiring retiring;
	private final ForeignCommits foreign;
	private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

	@Activate
	public HostServices(@Reference HostRole role, @Reference Clocks clocks, @Reference Entries entries,
			@Reference Records records, @Reference WindowRecords windows, @Reference Settings settingsStore, @Reference StoreFile store,
			@Reference AgentRuntime runtime, @Reference Secrets secrets, @Reference RuleRecords ruleRecords,
			@Reference FeedRecords feedRecords, @Reference HistoryRecords historyRecords, @Reference NoteRecords noteRecords, @Reference GitRecords gitRecords,
			@Reference Repositories repositories,
			@Reference CatalogRecords catalogRecords, @Reference RelaySync relaySync, @Reference Schnorr schnorr, @Reference EventAdmin admin) {
		HostEvents events = new HostEvents(new EventAdminPoster(admin), clocks, role.epoch());
		parts = new HostParts(role, DataFolder.open(role.home(), System.getenv()), clocks, entries, records, windows,
				settingsStore, store, runtime, secrets, ruleRecords, feedRecords, historyRecords, noteRecords, catalogRecords,
				relaySync, events, new HostCounters(), ticks);
		settings = new HostSettings(settingsStore);
		lives = new AgentLives(parts, settings);
		rules = new RulesService(parts, lives);
		turns = new SessionTurns(parts, settings, lives, this::look);
		folders = new GitFolders(parts, repositories, settings);
		mailboxes = new SessionMailboxes(parts, new GitSurroundings(turns, folders), rules::standing);
		gits = new SessionGits(gitRecords, repositories, folders, this::look);
		SessionWorktrees worktrees = new SessionWorktrees(parts, gits, mailboxes);
		git = new GitService(parts, mailboxes, gits, worktrees);
		sessions = new SessionsService(parts, mailboxes, lives, worktrees);
		retiring = new Retiring(parts, settings, sessions.endings());
		foreign = new ForeignCommits(parts, settings, lives, rules, mailboxes);
		agents = new AgentsService(parts, lives, rules);
		attention = new AttentionService(parts, sessions);
		tabs = new TabsService(parts, mailboxes);
		drafts = new DraftsService(parts, mailboxes);
		catalog = new HostCatalog(parts, lives, sessions, agents, schnorr);
		relays = new RelaysService(parts, new CatalogFollowing(parts, lives, rules), catalog.identities());
		queue = new QueueService(mailboxes, sessions);
		feed = new FeedService(parts, lives);
		history = new HistoryService(parts, mailboxes, lives);
		notes = new NotesService(parts);
		relay = new EmbeddedRelay(settings, events);
		api = new LocalApi(parts);
		ending = new Ending(parts, settings, this::turnsRun, this::kept, api);
		resting = new Resting(ticks, this::turnsRun);
		mailboxes.onRest(resting::look);
		host = new HostService(parts, settings, mailboxes, turns, lives, ending, api::clients, relay);
		metrics = new MetricsService(parts, repositories::runs, mailboxes::awake, lives::up, api::clients);
	}

	/** The bundle of the embedded relay may be missing, and may come later than the host. */
	@Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
	void bindRelay(RelayServer server) {
		relay.server(server);
	}

	void unbindRelay(RelayServer server) {
		relay.gone(server);
	}

	@Activate
	void open(BundleContext bundles) {
		try {
			load();
			new CrashRepair(parts, mailboxes).run();
			api.onClients(this::look);
			lives.onChange(this::look);
			settings.onChange(() -> {
				turns.limitChanged();
				ending.look();
				bound();
				retiring.look();
				Threads.virtual("relay-serve", relay::look);
				folders.trustChanged();
			});
			offer(bundles, Sessions.class, sessions);
			offer(bundles, Agents.class, agents);
			offer(bundles, Attention.class, attention);
			offer(bundles, Tabs.class, tabs);
			offer(bundles, Drafts.class, drafts);
			offer(bundles, Queue.class, queue);
			offer(bundles, Rules.class, rules);
			offer(bundles, Relays.class, relays);
			offer(bundles, Feed.class, feed);
			offer(bundles, History.class, history);
			offer(bundles, Notes.class, notes);
			offer(bundles, Git.class, git);
			offer(bundles, Host.class, host);
			offer(bundles, Metrics.class, metrics);
			metrics.begin();
			offer(bundles, Personas.class, catalog.personas());
			offer(bundles, Teams.class, catalog.teams());
			offer(bundles, Directory.class, catalog.directory());
			offer(bundles, Identities.class, catalog.identities());
			api.open(new Calls(parts.entries(), sessions, agents, attention, tabs, drafts, queue, rules, relays, feed, history, notes, git, host, metrics).with(catalog));
		} catch (IOException e) {
			throw failed(Failure.failed("The local API cannot listen on " + parts.role().socket() + ": " + e.getMessage(),
					"Is the folder writable? Another data folder can be named by --home."), e);
		} catch (RuntimeException e) {
			throw failed(Failures.of(e), e);
		}
		relays.load();
		parts.role().ready();
		parts.events().publish(new HostStateChanged(parts.epoch(), 0, Cause.SYSTEM, "ready"));
		// what a dead host left is ended first: its processes and ours carry the same marks
		endOrphans().thenRun(() -> lives.listed().stream().filter(life -> life.record().device().autostart())
				.forEach(AgentLife::autostart));
		relay.open();
		ending.look();
		retiring.look();
		foreign.start();
	}

	private IllegalStateException failed(Failure failure, Throwable cause) {
		close();
		parts.role().startFailed(failure);
		return new IllegalStateException(failure.message(), cause);
	}

	private <T> void offer(BundleContext bundles, Class<T> contract, T implementation) {
		registrations.add(bundles.registerService(contract, implementation, null));
	}

	private void load() {
		settings.load(now(parts.settings().all()));
		rules.load();
		bound();
		lives.load(now(parts.records().agents()), now(parts.records().revision("agents")));
		lives.loadOffers(now(parts.records().offers()));
	}

	private void bound() {
		parts.feed().bounds(settings.feedCards(), settings.feedBytes());
	}

	private CompletionStage<Void> endOrphans() {
		return parts.runtime().endOrphans(parts.folder().hash()).handle((left, error) -> {
			if (error != null) {
				LOG.log(System.Logger.Level.WARNING, "processes of the former host could not be looked for", error);
			} else {
				left.forEach(parts.events()::problem);
			}
			return null;
		});
	}

	private static <T> T now(CompletionStage<T> stage) {
		return stage.toCompletableFuture().orTimeout(LOAD_LIMIT.toSeconds(), TimeUnit.SECONDS).join();
	}

	private void look() {
		ending.look();
		resting.look();
	}

	private boolean turnsRun() {
		return !mailboxes.running().isEmpty();
	}

	private boolean kept() {
		return gits.isBusy() || relay.listening() != null || lives.all().stream().anyMatch(life -> life.record().device().keepRunning() && life.up());
	}

	@Deactivate
	void close() {
		registrations.forEach(ServiceRegistration::unregister);
		registrations.clear();
		api.unlisten();
		relay.close();
		folders.close();
		turns.close();
		mailboxes.end("The host was stopped while this turn ran. What the agent had said until then is kept.");
		lives.endAll(AGENTS_LIMIT);
		api.close();
		parts.relays().end();
		ticks.shutdownNow();
	}
}
