package dev.umbra.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

import dev.umbra.core.AgentId;
import dev.umbra.core.Clocks;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Threads;
import dev.umbra.core.agent.Launch;
import dev.umbra.core.agent.Preset;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.agent.AgentLog;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.port.HostRole;

/**
 * Starts agents and finds them; each running one is an {@link AgentLink}. Works as a DS component and as a plain object:
 * {@link #open} and {@link #close} then belong to the caller. Any thread; only {@link #find} may wait, for the login shell.
 */
@Component(service = AgentRuntime.class)
public final class AgentProcesses implements AgentRuntime {
	private static final System.Logger LOG = System.getLogger(AgentProcesses.class.getName());
	/** Stdin, TERM and KILL have their times; more than all of them together is not waited for. */
	private static final long CLOSE_SECONDS = 8;

	private final Clocks clocks;
	private final LoginEnvironment login;
	private final DemoLocation demo;
	private final ScheduledExecutorService ticks = Threads.ticks();
	private final AgentLogs logs;
	private final TerminalLogins logins = new TerminalLogins();
	private final AtomicLong terminals = new AtomicLong();
	private final Set<AgentLink> running = ConcurrentHashMap.newKeySet();
	private final Map<Sink, Start> starts = new ConcurrentHashMap<>();

	/** @param role the right to be the host; agents of anything else are not ours to start */
	@Activate
	public AgentProcesses(@Reference HostRole role, @Reference Clocks clocks) {
		this(role, clocks, LoginEnvironment.ofThisUser(), DemoLocation.ofThisInstallation());
	}

	AgentProcesses(HostRole role, Clocks clocks, LoginEnvironment login, DemoLocation demo) {
		Objects.requireNonNull(role);
		this.clocks = clocks;
		this.logs = new AgentLogs(clocks, ticks);
		this.login = login;
		this.demo = demo;
	}

	/** Begins to take the login shell's environment. */
	@Activate
	public void open() {
		login.take();
	}

	/** Ends all agents, within a bound. */
	@Deactivate
	public void close() {
		List<CompletableFuture<Void>> ends = new ArrayList<>();
		running.forEach(agent -> ends.add(agent.end().toCompletableFuture()));
		try {
			CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).get(CLOSE_SECONDS, TimeUnit.SECONDS);
		} catch (TimeoutException | ExecutionException e) {
			LOG.log(System.Logger.Level.WARNING, "not all agents ended within " + CLOSE_SECONDS + " s");
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		logs.close();
		ticks.shutdownNow();
	}

	/** A start that is under way. Any thread. */
	private static final class Start {
		private final CompletableFuture<Void> givenUp = new CompletableFuture<>();
		private volatile @Nullable AgentLink link;

		/** Its process is there, and begins to be spoken to. */
		void process(AgentLink started) {
			link = started;
			givenUp.thenRun(started::end);
		}

		/** @throws FailureException if it was given up */
		void requireWanted(Launch launch) {
			if (givenUp.isDone()) {
				throw stopped(launch);
			}
		}

		/** Completes when nothing of the process is left. */
		CompletionStage<Void> ended() {
			AgentLink started = link;
			return started == null ? CompletableFuture.completedFuture(null) : started.end();
		}

		static FailureException stopped(Launch launch) {
			return AgentFailures.of(AgentFailures.name(launch) + " was stopped before it came up", null);
		}
	}

	@Override
	public CompletionStage<Link> start(Launch launch, Sink sink) {
		Logbook log = logs.open(launch);
		Start start = new Start();
		starts.put(sink, start);
		// whoever gives it up need not wait for the login shell
		CompletableFuture<Map<String, String>> environment = login.take();
		start.givenUp.thenRun(() -> environment.completeExceptionally(Start.stopped(launch)));
		return environment.thenComposeAsync(env -> start(launch, sink, env, log, start),
				Threads.virtualEach("agent-" + launch.name() + "#start")).handle((link, e) -> {
					starts.remove(sink, start);
					if (start.givenUp.isDone()) {
						return start.ended().<Link>thenCompose(gone -> CompletableFuture.failedFuture(Start.stopped(launch)));
					}
					return e == null ? CompletableFuture.completedFuture(link) : CompletableFuture.<Link>failedFuture(e);
				}).thenCompose(Function.identity()).whenComplete((link, e) -> {
					if (e != null) {
						log.note("not started: " + (e instanceof CompletionException ? e.getCause() : e).getMessage());
					}
				});
	}

	@Override
	public void giveUp(Sink sink) {
		Start start = starts.get(sink);
		if (start != null) {
			start.givenUp.complete(null);
		}
	}

	private CompletionStage<Link> start(Launch launch, Sink sink, Map<String, String> environment, Logbook log, Start start) {
		List<String> command = command(launch, environment);
		requireFolder(launch);
		requireOpen(launch);
		start.requireWanted(launch);
		Delivery delivery = new Delivery(launch.name(), sink, log);
		AgentProcess process;
		try {
			process = AgentProcess.start(launch, command, environment,
					"--- " + clocks.instant() + " " + launch.name() + " starts ---\n", log, delivery::note);
		} catch (IOException e) {
			throw AgentFailures.of(AgentFailures.name(launch) + " cannot be started: " + command.getFirst() + ": " + e.getMessage(),
					null);
		}
		AgentLink link = new AgentLink(launch, process, delivery, ticks, terminals);
		running.add(link);
		process.ended().thenRun(() -> running.remove(link));
		try {
			requireOpen(launch);
			CompletionStage<Link> beginning = link.begin();
			start.process(link);
			return beginning.thenApply(begun -> {
				logins.tell(launch.agent(), link.logins());
				return begun;
			});
		} catch (RuntimeException e) {
			link.end();
			throw e;
		}
	}

	private void requireOpen(Launch launch) {
		if (ticks.isShutdown()) {
			throw AgentFailures.of(AgentFailures.name(launch) + " is not started: the host is ending", null);
		}
	}

	private List<String> command(Launch launch, Map<String, String> environment) {
		List<String> command = new ArrayList<>();
		if (launch.program().equals(Preset.DEMO_PROGRAM)) {
			List<String> found = demo.command();
			if (found == null) {
				throw AgentFailures.of(AgentFailures.name(launch) + ": this installation has no demo agent (dev.umbra.demo)",
						"Install Umbra again.");
			}
			command.addAll(found);
		} else {
			Map<String, String> own = AgentProcess.environment(launch, environment, "");
			Path program = Programs.find(launch.program(), own);
			if (program == null) {
				throw notFound(launch);
			}
			command.add(program.toString());
		}
		command.addAll(launch.args());
		return command;
	}

	private static FailureException notFound(Launch launch) {
		String program = launch.program();
		String install = WellKnownAgents.install(program);
		boolean exists = program.startsWith("/") && Files.exists(Path.of(program));
		String how = exists ? (Files.isDirectory(Path.of(program)) ? " is a folder" : " is not an executable file")
				: program.contains("/") ? " does not exist, or is no absolute path" : " was not found on the PATH of your login shell";
		return AgentFailures.of(AgentFailures.name(launch) + ": the program " + program + how,
				exists ? "Make it executable (chmod +x), or name another program."
						: install != null ? "Install it: " + install : "Install it, or give the absolute path of the program.");
	}

	private static void requireFolder(Launch launch) {
		Path folder = launch.folder();
		String wrong = !Files.exists(folder) ? "does not exist" : !Files.isDirectory(folder) ? "is not a folder"
				: !Files.isReadable(folder) || !Files.isExecutable(folder) ? "cannot be read" : null;
		if (wrong != null) {
			throw new FailureException(Failure.usage(AgentFailures.name(launch) + ": the folder " + folder + " " + wrong,
					"Name another folder, or make this one readable."));
		}
	}

	@Override
	public List<Preset> knownPresets() {
		return WellKnownAgents.KNOWN;
	}

	@Override
	public CompletionStage<List<Preset>> presets() {
		return login.take().thenCompose(new WellKnownAgents(demo)::look);
	}

	@Override
	public CompletionStage<Tools> tools(List<String> programs) {
		return login.take().thenCompose(environment -> new WellKnownAgents(demo).tools(programs, environment));
	}

	@Override
	public @Nullable Path find(String program) {
		if (program.equals(Preset.DEMO_PROGRAM)) {
			List<String> command = demo.command();
			return command == null ? null : Path.of(command.getFirst());
		}
		return Programs.find(program, login.get());
	}

	@Override
	public CompletionStage<List<String>> endOrphans(String folderHash) {
		CompletableFuture<List<String>> done = new CompletableFuture<>();
		Threads.virtual("agent-orphans", () -> {
			try {
				done.complete(AgentProcess.endOrphans(folderHash));
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
				done.completeExceptionally(e);
			} catch (RuntimeException e) {
				done.completeExceptionally(e);
			}
		});
		return done;
	}

	@Override
	public CompletionStage<AgentLog> log(AgentId agent, AgentLog.Kind kind, long after, int limit, Duration wait) {
		return logs.next(agent, kind, after, limit, wait);
	}

	@Override
	public void forget(AgentId agent) {
		logs.forget(agent);
		logins.forget(agent);
	}

	@Override
	public CompletionStage<LoginProgram> loginProgram(Launch launch, String method) {
		CompletionStage<?> told = logins.knows(launch.agent()) ? CompletableFuture.completedStage(null)
				: start(launch, new Unheard()).thenCompose(Link::end);
		return told.thenCombine(login.take(),
				(known, environment) -> logins.program(launch, command(launch, environment), method));
	}

	/** Of an agent that is started only to tell of itself; its log has what it says. */
	private static final class Unheard implements Sink {
		@Override
		public void input(String acpSession, AgentInput input) {
			// it has no session
		}

		@Override
		public void note(String words) {
			// in the log already
		}

		@Override
		public void exited(int exitCode, String stderrTail, boolean asked) {
			// in the log already
		}
	}
}
