package dev.umbra.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.TurnId;
import dev.umbra.core.agent.AgentLog;
import dev.umbra.core.agent.ForeignSession;
import dev.umbra.core.agent.Launch;
import dev.umbra.core.agent.Preset;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Offer;

/**
 * An {@link AgentRuntime} without processes: a test takes each start, lets it succeed or fail, and speaks as the agent.
 * What it is told is written down in words. Any thread.
 */
public final class FakeAgentRuntime implements AgentRuntime {
	private final BlockingQueue<CompletableFuture<AgentLog>> waitingForLines = new LinkedBlockingQueue<>();
	private final BlockingQueue<AgentId> forgotten = new LinkedBlockingQueue<>();
	private final BlockingQueue<FakeProcess> starts = new LinkedBlockingQueue<>();
	private final List<FakeProcess> all = new CopyOnWriteArrayList<>();
	private volatile boolean canLoad;
	private volatile Offer offer = Offer.NONE;

	/** What every session offers that is opened from now on. */
	public void offers(Offer now) {
		offer = now;
	}

	/** Whether the agents started from now on can load a session. */
	public void canLoad(boolean can) {
		canLoad = can;
	}

	/** The next start that was asked for. */
	public FakeProcess nextStart() throws InterruptedException {
		FakeProcess process = starts.poll(30, TimeUnit.SECONDS);
		if (process == null) {
			throw new AssertionError("no agent was started");
		}
		return process;
	}

	/** Starts that no test has taken yet. */
	public int startsWaiting() {
		return starts.size();
	}

	@Override
	public CompletionStage<Link> start(Launch launch, Sink sink) {
		FakeProcess process = new FakeProcess(launch, sink, canLoad, offer);
		all.add(process);
		starts.add(process);
		return process.started;
	}

	@Override
	public void giveUp(Sink sink) {
		all.stream().filter(process -> process.sink == sink && !process.started.isDone()).forEach(process -> process.told.add("give up"));
	}

	@Override
	public List<Preset> knownPresets() {
		return List.of(new Preset("demo", "Demo agent", Preset.DEMO_PROGRAM, List.of(), "It is part of Umbra.", null, null));
	}

	@Override
	public CompletionStage<List<Preset>> presets() {
		return CompletableFuture.completedFuture(knownPresets());
	}

	@Override
	public CompletionStage<Tools> tools(List<String> programs) {
		return CompletableFuture.completedFuture(new Tools("/usr/bin:/bin",
				programs.stream().map(program -> new Tool(program, "/usr/bin/" + program, "1.0")).toList()));
	}

	@Override
	public @Nullable Path find(String program) {
		return program.startsWith("/") ? Path.of(program) : null;
	}

	/** There is never a line; whoever is patient waits for ever, in {@link #waitingForLines}. */
	@Override
	public CompletionStage<AgentLog> log(AgentId agent, AgentLog.Kind kind, long after, int limit, Duration wait) {
		if (wait.isZero()) {
			return CompletableFuture.completedFuture(new AgentLog(List.of(), after, 0));
		}
		CompletableFuture<AgentLog> line = new CompletableFuture<>();
		waitingForLines.add(line);
		return line;
	}

	/** The next call that waits for a line of a log. */
	public CompletableFuture<AgentLog> nextWaitingForLines() throws InterruptedException {
		CompletableFuture<AgentLog> next = waitingForLines.poll(30, TimeUnit.SECONDS);
		if (next == null) {
			throw new AssertionError("nobody waits for a line");
		}
		return next;
	}

	@Override
	public void forget(AgentId agent) {
		forgotten.add(agent);
	}

	/** Agents whose logs were to be forgotten, in order. */
	public List<AgentId> forgotten() {
		return List.copyOf(forgotten);
	}

	@Override
	public CompletionStage<LoginProgram> loginProgram(Launch launch, String method) {
		return CompletableFuture.completedFuture(new LoginProgram(launch.program(), List.of("login", method), Map.of(),
				launch.folder().toString()));
	}

	@Override
	public CompletionStage<List<String>> endOrphans(String folderHash) {
		return CompletableFuture.completedFuture(List.of());
	}

	/** One process of one agent. */
	public static final class FakeProcess implements Link {
		private static final long FIRST_PID = 40_000;
		private final Launch launch;
		private final Sink sink;
		private final CompletableFuture<Link> started = new CompletableFuture<>();
		private final CompletableFuture<Void> ended = new CompletableFuture<>();
		private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
		private final List<String> sessions = new ArrayList<>();
		private final Offer offer;
		private final Map<String, RuntimeException> refused = new ConcurrentHashMap<>();
		private final List<Opening> openings = new CopyOnWriteArrayList<>();
		private volatile boolean silent;
		private volatile List<AgentInput> early = List.of();
		private volatile Facts facts;
		private volatile List<ForeignSession> listed = List.of();

		private FakeProcess(Launch launch, Sink sink, boolean canLoad, Offer offer) {
			this.offer = offer;
			this.launch = launch;
			this.sink = sink;
			this.facts = new Facts("fake", "1", canLoad, false);
		}

		public Launch launch() {
			return launch;
		}

		/** It comes up. */
		public FakeProcess up() {
			started.complete(this);
			return this;
		}

		/** It cannot be started, or does not speak. */
		public void failStart(Failure failure) {
			started.completeExceptionally(new FailureException(failure));
		}

		/** Sessions cannot be opened in it. */
		public void refuseSessions(Failure failure) {
			refuse("open", new FailureException(failure));
		}

		/** From now on what it is told in words that begin so fails; null: no more. */
		public void refuse(String beginning, @Nullable RuntimeException failure) {
			if (failure == null) {
				refused.remove(beginning);
			} else {
				refused.put(beginning, failure);
			}
		}

		/** Sessions cannot be opened in it until somebody logs in by one of these methods. */
		public void wantLogin(Detail.LoginMethod... methods) {
			LoginWanted wanted = new LoginWanted(Failure.agentFailed("Log in first.", null), List.of(methods));
			refuse("open", wanted);
			refuse("reopen", wanted);
		}

		/** From now on it does not answer what it is told of modes, options and logins. */
		public void answerNothing() {
			silent = true;
		}

		/** How its sessions were opened, in order. */
		public List<Opening> openings() {
			return List.copyOf(openings);
		}

		/** It says something. */
		public void say(String acpSession, AgentInput input) {
			sink.input(acpSession, input);
		}

		public void say(String acpSession, String message) {
			say(acpSession, new AgentInput.Chunk(AgentInput.Stream.MESSAGE, null, message));
		}

		/** It is gone. */
		public void exit(int code, String stderr, boolean asked) {
			sink.exited(code, stderr, asked);
			ended.complete(null);
		}

		/** What it is told next, in words: {@code open CWD}, {@code prompt SESSION TURN TEXT}, {@code cancel SESSION} … */
		public String nextTold() throws InterruptedException {
			String words = told.poll(30, TimeUnit.SECONDS);
			if (words == null) {
				throw new AssertionError("the agent was told nothing");
			}
			return words;
		}

		/** What it was told and no test has read yet. */
		public List<String> told() {
			return List.copyOf(told);
		}

		@Override
		public long pid() {
			return FIRST_PID;
		}

		/** What it says of itself, from now on. */
		public FakeProcess says(Facts other) {
			facts = other;
			return this;
		}

		/** The sessions it lists, from now on. */
		public FakeProcess lists(ForeignSession... sessions) {
			listed = List.of(sessions);
			return this;
		}

		@Override
		public Facts facts() {
			return facts;
		}

		@Override
		public synchronized CompletionStage<Opened> open(Opening opening, Consumer<Opened> known) {
			told.add("open " + opening.cwd());
			openings.add(opening);
			RuntimeException failure = refused("open");
			if (failure != null) {
				return CompletableFuture.failedFuture(failure);
			}
			String session = "acp-" + (sessions.size() + 1);
			sessions.add(session);
			return opened(session, known);
		}

		/** What it says of every session before anyone has the answer to its opening. */
		public void saysEarly(AgentInput... inputs) {
			early = List.of(inputs);
		}

		private CompletionStage<Opened> opened(String session, Consumer<Opened> known) {
			Opened opened = new Opened(session, null, null, null, offer);
			known.accept(opened);
			early.forEach(input -> say(session, input));
			return CompletableFuture.completedFuture(opened);
		}

		@Override
		public CompletionStage<Opened> reopen(String acpSession, Opening opening, Consumer<Opened> known) {
			told.add("reopen " + acpSession);
			openings.add(opening);
			RuntimeException failure = refused("reopen");
			return failure != null ? CompletableFuture.failedFuture(failure) : opened(acpSession, known);
		}

		@Override
		public void prompt(String acpSession, TurnId turn, List<Content> content) {
			told.add("prompt " + acpSession + " " + turn + " " + content.stream().map(FakeProcess::words)
					.collect(Collectors.joining(" + ")));
		}

		@Override
		public void cancel(String acpSession) {
			told.add("cancel " + acpSession);
		}

		@Override
		public void answerPermission(String request, @Nullable String option) {
			told.add("permission " + request + " " + (option == null ? "cancelled" : option));
		}

		@Override
		public void answerAction(String request, boolean allowed) {
			told.add("action " + request + " " + (allowed ? "allowed" : "refused"));
		}

		private static String words(Content content) {
			return switch (content) {
			case Content.Text text -> text.text();
			case Content.Enclosed enclosed -> "[" + enclosed.enclosure().kind() + " " + enclosed.enclosure().name() + "]";
			};
		}

		@Override
		public CompletionStage<Opened> adopt(String acpSession, Opening opening, Consumer<Opened> known) {
			told.add("adopt " + acpSession);
			openings.add(opening);
			RuntimeException failure = refused("adopt");
			return failure != null ? CompletableFuture.failedFuture(failure) : opened(acpSession, known);
		}

		@Override
		public void answerInput(String request, String action, @Nullable String content) {
			told.add("input " + request + " " + action + (content == null ? "" : " " + content));
		}

		@Override
		public CompletionStage<Void> setMode(String acpSession, String mode) {
			return did("mode " + acpSession + " " + mode);
		}

		@Override
		public CompletionStage<Void> setOption(String acpSession, String option, String value) {
			return did("option " + acpSession + " " + option + " " + value);
		}

		@Override
		public void killTerminal(String terminal) {
			told.add("kill " + terminal);
		}

		@Override
		public void endTerminals(String acpSession) {
			told.add("end terminals of " + acpSession);
		}

		@Override
		public CompletionStage<Void> closeSession(String acpSession) {
			return did("close " + acpSession);
		}

		@Override
		public CompletionStage<Void> deleteSession(String acpSession) {
			return did("delete " + acpSession);
		}

		@Override
		public CompletionStage<List<ForeignSession>> sessions(@Nullable String cwd) {
			told.add("sessions");
			return CompletableFuture.completedFuture(listed);
		}

		@Override
		public CompletionStage<Void> authenticate(String method) {
			CompletionStage<Void> done = did("authenticate " + method);
			if (!done.toCompletableFuture().isCompletedExceptionally()) {
				refuse("open", null);
				refuse("reopen", null);
			}
			return done;
		}

		@Override
		public CompletionStage<Void> logout() {
			return did("logout");
		}

		private CompletionStage<Void> did(String words) {
			told.add(words);
			RuntimeException failure = refused(words);
			return silent ? new CompletableFuture<>()
					: failure != null ? CompletableFuture.failedFuture(failure) : CompletableFuture.completedFuture(null);
		}

		private @Nullable RuntimeException refused(String words) {
			return refused.entrySet().stream().filter(each -> words.startsWith(each.getKey())).map(Map.Entry::getValue)
					.findFirst().orElse(null);
		}

		@Override
		public CompletionStage<Void> end() {
			told.add("end");
			return ended;
		}
	}
}
