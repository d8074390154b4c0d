package dev.umbra.agent;

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
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.Threads;
import dev.umbra.core.TurnId;
import dev.umbra.core.Version;
import dev.umbra.core.agent.Launch;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.session.Offer;
import dev.umbra.core.session.Usage;
import dev.umbra.wire.JsonRpcPeer;
import dev.umbra.wire.Junk;
import dev.umbra.wire.PeerClosedException;
import dev.umbra.wire.RpcException;

/**
 * The client's side of ACP v1 with one agent process.
 *
 * <p>Everything the agent says is handled on the reading thread {@code agent-<name>#out}, in wire order, answers to our
 * calls included: so a turn ends after its last update (specs agents.md, rule 2), and a session's first input comes after
 * its opening was told (rule 3). Only three things come from other threads, through the lock of {@link Delivery}: notes,
 * the failure of calls when the time is up, and the end if a forked child holds the pipe.
 *
 * <p>The end is told once, by {@link #conclude}: on the reading thread when it has read everything, else 500 ms after the
 * exit. Calls that wait fail there and nowhere else, with the exit code and what stderr said (rule 4); that a pipe broke
 * earlier is no reason that helps anybody.
 */
final class AgentLink implements AgentRuntime.Link, JsonRpcPeer.Handler {
	private static final System.Logger LOG = System.getLogger(AgentLink.class.getName());
	private static final Duration PATIENCE = Duration.ofSeconds(15);
	private static final Duration PIPE_HELD = Duration.ofMillis(500);
	private static final Duration READING_AT_MOST = Duration.ofSeconds(10);
	private static final int JUNK_TOLD = 5;
	private static final int AUTH_REQUIRED = -32000;

	/** @param reopening true between session/load (or resume) and its answer: what it replays is known already (rule 12) */
	private static final class Session {
		final String id;
		final Path cwd;
		final SessionFiles files;
		final List<Runnable> held = new ArrayList<>();
		volatile boolean reopening;

		Session(String id, Path cwd, List<Path> addDirs, boolean reopening) {
			this.id = id;
			this.cwd = cwd;
			this.files = new SessionFiles(cwd, addDirs);
			this.reopening = reopening;
		}
	}

	private final Launch launch;
	private final AgentProcess process;
	private final Delivery delivery;
	private final ScheduledExecutorService ticks;
	private final JsonRpcPeer peer;
	private final Sender sender;
	private final Executor files;
	private final Fields fields;
	private final Updates updates;
	private final AgentRequests requests;
	private final Questions questions = new Questions();
	private final Map<String, Session> sessions = new ConcurrentHashMap<>();
	private final Set<CompletableFuture<JsonNode>> calls = ConcurrentHashMap.newKeySet();
	private final AtomicInteger opening = new AtomicInteger();
	private final AtomicLong junk = new AtomicLong();
	private final AtomicBoolean writingBroke = new AtomicBoolean();
	private final CompletableFuture<Void> concluded = new CompletableFuture<>();
	private final AtomicBoolean concluding = new AtomicBoolean();
	private volatile AgentFailures.@Nullable Ended end;
	private volatile long lastRead = System.nanoTime();
	private volatile @Nullable String firstJunk;
	private volatile JsonNode capabilities = JsonNodeFactory.instance.objectNode();
	private volatile AgentRuntime.Facts facts = new AgentRuntime.Facts(null, null, false, false);
	private volatile List<String> authMethods = List.of();
	// of the reading thread
	private final EarlyInput early = new EarlyInput();
	private boolean toldStranger;
	private int lineLength;

	/** Starts nothing: {@link #begin} does. */
	AgentLink(Launch launch, AgentProcess process, Delivery delivery, ScheduledExecutorService ticks) {
		this.launch = launch;
		this.process = process;
		this.delivery = delivery;
		this.ticks = ticks;
		String name = "agent-" + launch.name();
		this.peer = new JsonRpcPeer(name, process.out(), process.in(), this, JsonRpcPeer.Options.DEFAULT);
		this.sender = new Sender(name, peer::queuedBytes);
		this.files = Threads.virtualEach(name + "#fs");
		this.fields = new Fields(delivery::note);
		this.updates = new Updates(fields);
		this.requests = new AgentRequests(fields, updates, questions, delivery, files);
	}

	/** Starts reading and speaks {@code initialize}. A failure ends the process. */
	CompletionStage<AgentRuntime.Link> begin() {
		Threads.platformDaemon("agent-" + launch.name() + "#out", peer::run);
		process.exit().thenRun(() -> Threads.virtual("agent-" + launch.name() + "#exit", this::watchReading));
		ObjectNode params = JsonNodeFactory.instance.objectNode().put("protocolVersion", 1);
		ObjectNode can = params.putObject("clientCapabilities");
		can.putObject("fs").put("readTextFile", true).put("writeTextFile", true);
		can.put("terminal", false);
		params.putObject("clientInfo").put("name", "umbra").put("title", "Umbra").put("version", Version.OWN.product());
		CompletableFuture<AgentRuntime.Link> begun = new CompletableFuture<>();
		setUp("initialize", params, (answer, e) -> {
			try {
				if (e != null) {
					throw AgentFailures.refused(launch, "initialize", cause(e));
				}
				initialized(answer);
				begun.complete(this);
			} catch (RuntimeException failure) {
				process.end(false, this::closeStdin);
				begun.completeExceptionally(failure);
			}
		});
		return begun;
	}

	private void initialized(JsonNode answer) {
		JsonNode version = answer.path("protocolVersion");
		if (!version.asText("").equals("1")) {
			throw AgentFailures.of(
					AgentFailures.name(launch) + " (" + launch.program() + ") "
							+ (version.isMissingNode() ? "does not say which version of ACP it speaks"
									: "speaks version " + Visible.line(version.toString(), 40) + " of ACP; Umbra speaks version 1"),
					"Update the agent or Umbra.");
		}
		capabilities = answer.path("agentCapabilities");
		JsonNode agent = answer.path("agentInfo");
		String title = fields.text(agent, "agentInfo", "title");
		facts = new AgentRuntime.Facts(title != null ? title : fields.text(agent, "agentInfo", "name"),
				fields.text(agent, "agentInfo", "version"), capabilities.path("loadSession").asBoolean(false), has("resume"));
		List<String> methods = new ArrayList<>();
		for (JsonNode method : answer.path("authMethods")) {
			methods.add(Visible.line(method.path("name").asText(method.path("id").asText("?")), 100));
		}
		authMethods = List.copyOf(methods);
	}

	private boolean has(String sessionCapability) {
		JsonNode value = capabilities.path("sessionCapabilities").path(sessionCapability);
		return value.isObject() || value.asBoolean(false);
	}

	@Override
	public long pid() {
		return process.pid();
	}

	@Override
	public AgentRuntime.Facts facts() {
		return facts;
	}

	@Override
	public CompletionStage<AgentRuntime.Opened> open(AgentRuntime.Opening where, Consumer<AgentRuntime.Opened> known) {
		Path cwd = where.cwd();
		List<Path> addDirs = where.addDirs();
		CompletableFuture<AgentRuntime.Opened> opened = new CompletableFuture<>();
		opening.incrementAndGet();
		setUp("session/new", place(cwd, addDirs), (answer, e) -> {
			try {
				if (e != null) {
					throw openFailure("session/new", cause(e));
				}
				String id = fields.text(answer, "session/new", "sessionId");
				if (id == null) {
					throw AgentFailures.of(AgentFailures.name(launch) + " answered session/new without a session id", null);
				}
				sessions.put(id, new Session(id, cwd, addDirs, false));
				AgentRuntime.Opened session = opened(id, answer);
				known.accept(session);
				opened.complete(session);
				opening.decrementAndGet();
				early.take(id).forEach(Runnable::run);
				long dropped = early.takeDropped();
				if (dropped > 0) {
					delivery.note(dropped + " updates that came before the answer to session/new were dropped: more than "
							+ EarlyInput.MAX + " or " + (EarlyInput.MAX_BYTES >> 20) + " MiB");
				}
			} catch (RuntimeException failure) {
				opening.decrementAndGet();
				opened.completeExceptionally(failure);
			}
		});
		return opened;
	}

	@Override
	public CompletionStage<AgentRuntime.Opened> reopen(String acpSession, AgentRuntime.Opening where,
			Consumer<AgentRuntime.Opened> known) {
		Path cwd = where.cwd();
		List<Path> addDirs = where.addDirs();
		List<String> methods = new ArrayList<>();
		if (facts.canResume()) {
			methods.add("session/resume");
		}
		if (facts.canLoad()) {
			methods.add("session/load");
		}
		if (methods.isEmpty()) {
			return CompletableFuture.failedStage(AgentFailures.of(
					AgentFailures.name(launch) + " can neither resume nor load a session", "Begin a new session."));
		}
		Session session = new Session(acpSession, cwd, addDirs, true);
		sessions.put(acpSession, session);
		CompletableFuture<AgentRuntime.Opened> opened = new CompletableFuture<>();
		reopen(session, methods, addDirs, known, opened);
		return opened;
	}

	private void reopen(Session session, List<String> methods, List<Path> addDirs, Consumer<AgentRuntime.Opened> known,
			CompletableFuture<AgentRuntime.Opened> opened) {
		String method = methods.getFirst();
		ObjectNode params = place(session.cwd, addDirs).put("sessionId", session.id);
		setUp(method, params, (answer, e) -> {
			Throwable cause = e == null ? null : cause(e);
			if (cause == null) {
				AgentRuntime.Opened again = opened(session.id, answer);
				known.accept(again);
				opened.complete(again);
				session.reopening = false;
				session.held.forEach(Runnable::run);
				session.held.clear();
			} else if (cause instanceof RpcException && methods.size() > 1) {
				reopen(session, methods.subList(1, methods.size()), addDirs, known, opened);
			} else {
				sessions.remove(session.id, session);
				opened.completeExceptionally(openFailure(method, cause));
			}
		});
	}

	private ObjectNode place(Path cwd, List<Path> addDirs) {
		ObjectNode params = JsonNodeFactory.instance.objectNode().put("cwd", cwd.toString());
		if (!addDirs.isEmpty() && has("additionalDirectories")) {
			ArrayNode folders = params.putArray("additionalDirectories");
			addDirs.forEach(folder -> folders.add(folder.toString()));
		}
		params.putArray("mcpServers");
		return params;
	}

	private AgentRuntime.Opened opened(String id, JsonNode answer) {
		Updates.Options options = updates.options(answer);
		String mode = fields.text(answer.path("modes"), "modes", "currentModeId");
		String model = fields.text(answer.path("models"), "models", "currentModelId");
		return new AgentRuntime.Opened(id, mode != null ? mode : options.mode(),
				options.model() != null ? options.model() : model, options.effort(), Offer.NONE);
	}

	private RuntimeException openFailure(String method, Throwable cause) {
		if (cause instanceof RpcException error && error.code() == AUTH_REQUIRED) {
			String ways = authMethods.isEmpty() ? "" : " It offers: " + String.join(", ", authMethods) + ".";
			return AgentFailures.of(AgentFailures.name(launch) + " wants a login first: " + AgentFailures.message(error) + "." + ways,
					"Log in with the agent's own program in a terminal, then try again.");
		}
		return AgentFailures.refused(launch, method, cause);
	}

	@Override
	public void prompt(String acpSession, TurnId turn, List<AgentRuntime.Content> content) {
		ObjectNode params = JsonNodeFactory.instance.objectNode().put("sessionId", acpSession);
		ArrayNode prompt = params.putArray("prompt");
		for (AgentRuntime.Content piece : content) {
			if (piece instanceof AgentRuntime.Content.Text text) {
				prompt.addObject().put("type", "text").put("text", text.text());
			}
		}
		ask("session/prompt", params, (answer, e) -> {
			AgentInput outcome = e == null ? turnEnded(turn, answer) : turnFailed(turn, cause(e));
			delivery.outcome(acpSession, outcome);
		});
	}

	private AgentInput turnEnded(TurnId turn, JsonNode answer) {
		String reason = fields.text(answer, "the answer to session/prompt", "stopReason");
		Usage usage = updates.turnUsage(answer);
		return new AgentInput.TurnEnded(turn, reason == null ? "end_turn" : reason, usage);
	}

	private AgentInput turnFailed(TurnId turn, Throwable e) {
		String message = e instanceof RpcException error ? AgentFailures.message(error)
				: Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
		return new AgentInput.TurnFailed(turn, AgentFailures.code(e), message, e instanceof AgentFailures.Ended);
	}

	/** The agent hears that its questions are moot before it hears of the cancel (rule 6). */
	@Override
	public void cancel(String acpSession) {
		questions.cancel(acpSession);
		ObjectNode params = JsonNodeFactory.instance.objectNode().put("sessionId", acpSession);
		sender.send(() -> {
			try {
				peer.notify("session/cancel", params);
			} catch (PeerClosedException e) {
				broken();
			}
		});
	}

	@Override
	public void answerPermission(String request, @Nullable String option) {
		questions.answerPermission(request, option);
	}

	@Override
	public void answerAction(String request, boolean allowed) {
		questions.answerWrite(request, allowed);
	}

	@Override
	public CompletionStage<AgentRuntime.Opened> adopt(String acpSession, AgentRuntime.Opening where,
			Consumer<AgentRuntime.Opened> known) {
		return notYet();
	}

	@Override
	public void answerInput(String request, String action, @Nullable String content) {
		notYet();
	}

	@Override
	public CompletionStage<Void> setMode(String acpSession, String mode) {
		return notYet();
	}

	@Override
	public CompletionStage<Void> setOption(String acpSession, String option, String value) {
		return notYet();
	}

	@Override
	public void killTerminal(String terminal) {
		notYet();
	}

	@Override
	public CompletionStage<Void> closeSession(String acpSession) {
		return notYet();
	}

	@Override
	public CompletionStage<Void> deleteSession(String acpSession) {
		return notYet();
	}

	@Override
	public CompletionStage<List<AgentRuntime.ForeignSession>> sessions(@Nullable String cwd) {
		return notYet();
	}

	@Override
	public CompletionStage<Void> authenticate(String method) {
		return notYet();
	}

	@Override
	public CompletionStage<Void> logout() {
		return notYet();
	}

	private static <T> CompletionStage<T> notYet() {
		return CompletableFuture.failedStage(AgentFailures.of("not available yet", null));
	}

	@Override
	public CompletionStage<Void> end() {
		return process.end(true, this::closeStdin);
	}

	private void closeStdin() {
		peer.finish();
	}

	// ---- our calls

	/** As {@link #ask}, with the time limit of the start, and a note when it takes long (rule 5). */
	private void setUp(String method, ObjectNode params, BiConsumer<JsonNode, Throwable> then) {
		CompletableFuture<JsonNode> answer = ask(method, params, then);
		Duration limit = launch.startTimeout();
		ScheduledFuture<?> note = PATIENCE.compareTo(limit) >= 0 ? null
				: later(PATIENCE, () -> delivery.note("still no answer to " + method + " after " + PATIENCE.toSeconds() + " s"));
		ScheduledFuture<?> stop = later(limit, () -> {
			if (calls.remove(answer)) {
				answer.completeExceptionally(AgentFailures.unanswered(launch, method, limit.toSeconds(), process.stderrTail(),
						junkWords()));
			}
		});
		answer.whenComplete((value, e) -> {
			if (note != null) {
				note.cancel(false);
			}
			stop.cancel(false);
		});
	}

	private ScheduledFuture<?> later(Duration delay, Runnable action) {
		return ticks.schedule(() -> Threads.virtual("agent-" + launch.name() + "#time", action), delay.toMillis(),
				TimeUnit.MILLISECONDS);
	}

	/**
	 * Sends a request; completes on the reading thread, or by {@link #conclude}. Never blocks.
	 *
	 * @param then attached before anything is sent: it has run when the agent's next line is handled
	 */
	private CompletableFuture<JsonNode> ask(String method, ObjectNode params, BiConsumer<JsonNode, Throwable> then) {
		CompletableFuture<JsonNode> asked = new CompletableFuture<>();
		asked.whenComplete(then);
		calls.add(asked);
		AgentFailures.Ended over = end;
		if (over != null) {
			// not on the caller's thread: it may be the one that has to take what comes of it
			Threads.virtual("agent-" + launch.name() + "#late", () -> fail(asked, over));
			return asked;
		}
		sender.send(() -> peer.call(method, params, (result, e) -> {
			Throwable cause = e == null ? null : cause(e);
			if (cause instanceof PeerClosedException) {
				broken();
			} else if (cause != null) {
				fail(asked, cause);
			} else if (calls.remove(asked)) {
				asked.complete(result);
			}
		}));
		return asked;
	}

	private void fail(CompletableFuture<JsonNode> asked, Throwable cause) {
		if (calls.remove(asked)) {
			asked.completeExceptionally(cause);
		}
	}

	/** Nothing can be written any more: mostly its exit is about to be noticed; if not, an agent that is deaf is ended. */
	private void broken() {
		if (writingBroke.compareAndSet(false, true) && !ticks.isShutdown()) {
			later(Duration.ofSeconds(1), () -> {
				if (!process.exit().isDone()) {
					delivery.note("it does not take any more messages; it is ended");
					process.end(false, this::closeStdin);
				}
			});
		}
	}

	// ---- what the agent says, on the reading thread

	@Override
	public CompletionStage<JsonNode> request(String method, JsonNode params) {
		CompletableFuture<JsonNode> answer = new CompletableFuture<>();
		if (!AgentRequests.METHODS.contains(method)) {
			answer.completeExceptionally(RpcException.methodNotFound(method));
			return answer;
		}
		String id = fields.text(params, method, "sessionId");
		if (id == null) {
			answer.completeExceptionally(RpcException.invalidParams("no sessionId"));
			return answer;
		}
		Session session = sessions.get(id);
		if (session == null && opening.get() == 0) {
			answer.completeExceptionally(RpcException.invalidParams("no such session: " + id));
		} else if (session == null) {
			early.add(id, lineLength, () -> answer(id, method, params, answer));
		} else if (session.reopening && !method.equals(AgentRequests.READ)) {
			session.held.add(() -> answer(id, method, params, answer));
		} else {
			answer(id, method, params, answer);
		}
		return answer;
	}

	private void answer(String id, String method, JsonNode params, CompletableFuture<JsonNode> answer) {
		Session session = Objects.requireNonNull(sessions.get(id), id);
		requests.handle(session.id, session.cwd, session.files, method, params, answer);
	}

	@Override
	public void notification(String method, JsonNode params) {
		if (!method.equals("session/update")) {
			if (!method.startsWith("$/") && !method.startsWith("_")) {
				fields.leftOut("the agent's notifications", "unknown method " + Visible.line(method, 100));
			}
			return;
		}
		String id = fields.text(params, method, "sessionId");
		JsonNode update = params.path("update");
		if (id == null || !update.isObject()) {
			fields.leftOut(method, "an update without a session or without content");
			return;
		}
		Session session = sessions.get(id);
		if (session != null) {
			if (!session.reopening) {
				deliver(id, update);
			}
		} else if (opening.get() > 0) {
			early.add(id, lineLength, () -> deliver(id, update));
		} else {
			int left = early.clear();
			if (!toldStranger || left > 0) {
				toldStranger = true;
				delivery.note("updates of a session that is not open here are left out: " + Visible.line(id, 100));
			}
		}
	}

	private void deliver(String session, JsonNode update) {
		for (AgentInput input : updates.of(update)) {
			delivery.input(session, input);
		}
	}

	@Override
	public void traffic(boolean outgoing, byte[] line, int length) {
		if (!outgoing) {
			lastRead = System.nanoTime();
			lineLength = length;
		}
	}

	@Override
	public void junk(Junk line) {
		String words = switch (line.kind()) {
		case NOT_JSON -> "a line that is not JSON: ";
		case NOT_RPC -> "a line that is no message: ";
		case OVERSIZE -> "a line that is too long (" + line.bytes() + " bytes), skipped: ";
		case INVALID_UTF8 -> "a line that is not UTF-8, repaired: ";
		case UNKNOWN_ID -> "an answer to nothing we asked: ";
		case DUPLICATE_ANSWER -> "a second answer to the same request: ";
		} + Visible.line(line.head(), 200);
		if (firstJunk == null) {
			firstJunk = words;
		}
		long count = junk.incrementAndGet();
		if (count <= JUNK_TOLD) {
			delivery.note("it wrote " + words + (count == JUNK_TOLD ? " (further ones are only counted)" : ""));
		}
	}

	private String junkWords() {
		long count = junk.get();
		return count == 0 ? "" : "; it wrote " + count + " lines that are no messages, the first: " + firstJunk;
	}

	// ---- the end

	/** Its output has ended. Mostly it has exited, or is about to; if it goes on without an output it is ended. */
	@Override
	public void closed(@Nullable Throwable cause) {
		try {
			if (!process.exitsWithin(Duration.ofSeconds(1))) {
				delivery.note("it closed its output but did not exit; it is ended");
				process.end(false, this::closeStdin);
				process.exitsWithin(Duration.ofSeconds(10));
			}
			await(process.stderrRead(), PIPE_HELD);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		conclude();
	}

	/** After the exit: waits until everything was read, but not for a child that holds the pipe and is silent. */
	private void watchReading() {
		long exit = System.nanoTime();
		try {
			while (!await(concluded, PIPE_HELD)) {
				long now = System.nanoTime();
				boolean reading = delivery.isBusy() || now - lastRead < PIPE_HELD.toNanos();
				if (!reading || now - exit > READING_AT_MOST.toNanos()) {
					conclude();
				}
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	private void conclude() {
		if (!concluding.compareAndSet(false, true)) {
			return;
		}
		int exitCode = process.exit().getNow(-1);
		String stderr = process.stderrTail();
		AgentFailures.Ended ended = AgentFailures.ended(launch, exitCode, process.asked(), stderr);
		end = ended;
		try {
			questions.close();
			if (junk.get() > JUNK_TOLD) {
				delivery.note("it wrote " + junk.get() + " lines that were no messages");
			}
			for (CompletableFuture<JsonNode> call : List.copyOf(calls)) {
				fail(call, ended);
			}
			delivery.exited(exitCode, stderr, process.asked());
		} catch (RuntimeException e) {
			LOG.log(System.Logger.Level.ERROR, AgentFailures.name(launch) + ": its end could not be handled", e);
		} finally {
			concluded.complete(null);
		}
	}

	private static boolean await(CompletableFuture<?> future, Duration limit) throws InterruptedException {
		try {
			future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
			return true;
		} catch (TimeoutException e) {
			return false;
		} catch (ExecutionException e) {
			return true;
		}
	}

	private static Throwable cause(Throwable e) {
		Throwable cause = e;
		while (cause instanceof CompletionException && cause.getCause() != null) {
			cause = cause.getCause();
		}
		return cause;
	}
}
