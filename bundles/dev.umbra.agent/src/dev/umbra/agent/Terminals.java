package dev.umbra.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.umbra.core.Threads;
import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.core.port.AgentInput;
import dev.umbra.wire.Blotter;
import dev.umbra.wire.RpcException;
import org.jspecify.annotations.Nullable;

/**
 * The commands that one agent has us run ({@code terminal/*}, specs agents.md, rule 11). Each waits for a decision, as a
 * write does, and runs in a folder checked like a file, with the agent's own environment. Requests come on the agent's
 * reading thread; nothing blocks it. Any thread may do the rest.
 *
 * <p>A session has at most {@value #MAX} that run; of those that ended and were never released the newest
 * {@value #MAX_ENDED} are kept, since each has up to {@value #KEEP_AT_MOST} bytes of output.
 */
final class Terminals implements AgentRequests.TerminalRequests {
	static final String CREATE = "terminal/create";
	static final String OUTPUT = "terminal/output";
	static final String WAIT = "terminal/wait_for_exit";
	static final String KILL = "terminal/kill";
	static final String RELEASE = "terminal/release";
	static final Set<String> METHODS = Set.of(CREATE, OUTPUT, WAIT, KILL, RELEASE);
	/** Variables that some agents add to every command. */
	private static final Set<String> HARMLESS = Set.of("CLAUDECODE", "CI", "TERM", "COLORTERM", "NO_COLOR", "FORCE_COLOR",
			"CLICOLOR", "COLUMNS", "LINES", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "DEBIAN_FRONTEND", "GIT_TERMINAL_PROMPT");
	static final int MAX = 32;
	static final int MAX_ENDED = 8;
	static final int KEEP = 1 << 20;
	static final int KEEP_AT_MOST = 4 << 20;

	/**
	 * What the commands of one run of an agent have in common.
	 *
	 * @param environment the agent's own
	 * @param run tells this run from all others
	 * @param ids the last number given, of all agents of this host
	 */
	record Surroundings(String agent, Map<String, String> environment, String run, AtomicLong ids, Blotter blotter,
			ScheduledExecutorService ticks) {
	}

	/** A command as it was asked for. @param line as a shell would read it, variables that it changes included */
	private record Wish(List<String> command, String line, Map<String, String> environment, int keep) {
	}

	private final Surroundings around;
	private final Fields fields;
	private final Questions questions;
	private final Delivery delivery;
	private final Executor starts;
	private final Map<String, Terminal> terminals = new ConcurrentHashMap<>();
	private volatile boolean closed;

	Terminals(Surroundings around, Fields fields, Questions questions, Delivery delivery) {
		this.around = around;
		this.fields = fields;
		this.questions = questions;
		this.delivery = delivery;
		this.starts = Threads.virtualEach("agent-" + around.agent() + "#terminal");
	}

	/** @param method one of {@link #METHODS} */
	@Override
	public void handle(OpenSession session, String method, JsonNode params, CompletableFuture<JsonNode> answer) {
		try {
			if (method.equals(CREATE)) {
				create(session, params, answer);
				return;
			}
			Terminal terminal = required(session.id, method, params);
			switch (method) {
			case OUTPUT -> answer.complete(output(terminal));
			case WAIT -> terminal.exit().thenAccept(exit -> answer.complete(exit(exit)));
			case KILL -> terminal.end().thenRun(() -> answer.complete(JsonNodeFactory.instance.objectNode()));
			default -> {
				terminals.remove(terminal.id());
				terminal.end();
				answer.complete(JsonNodeFactory.instance.objectNode());
			}
			}
		} catch (RuntimeException e) {
			answer.completeExceptionally(e);
		}
	}

	/** Ends the command of one of them, as the person wishes. An unknown one has ended already. */
	void kill(String id) {
		Terminal terminal = terminals.get(id);
		if (terminal != null) {
			terminal.end();
		}
	}

	/** @return completes when nothing of them runs any more */
	@Override
	public CompletionStage<Void> closeSession(String session) {
		List<CompletableFuture<Void>> ends = new ArrayList<>();
		for (Terminal terminal : ofSession(session)) {
			terminals.remove(terminal.id());
			ends.add(terminal.end().toCompletableFuture());
		}
		return CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new));
	}

	/**
	 * The agent has gone: ends all of them, later ones are refused. That they ended is told when this returns, the rest goes
	 * on by itself; where processes carry marks, {@link AgentProcess} ends them too and waits for it.
	 */
	@Override
	public void close() {
		closed = true;
		for (Terminal terminal : List.copyOf(terminals.values())) {
			terminals.remove(terminal.id());
			terminal.endUnheard();
		}
	}

	private void create(OpenSession session, JsonNode params, CompletableFuture<JsonNode> answer) {
		String named = fields.text(params, CREATE, "cwd");
		String folder = named == null ? session.opening.cwd().toString() : named;
		SessionFiles.Place place = inside(session, () -> session.files.toEnter(folder));
		Wish wish = wish(params, place.real());
		questions.action(session.id, answer, () -> starts.execute(() -> {
			try {
				if (!answer.isDone()) {
					Terminal terminal = run(session, folder, wish);
					if (!answer.complete(JsonNodeFactory.instance.objectNode().put("terminalId", terminal.id()))) {
						// taken back meanwhile: the agent never hears of it and could not end it
						terminals.remove(terminal.id());
						terminal.end();
					}
				}
			} catch (RuntimeException e) {
				answer.completeExceptionally(e);
			}
		}), key -> delivery.input(session.id,
				new AgentInput.CommandAsked(key, wish.line(), place.shown().toString())));
	}

	/** The folder is looked at again: between question and answer it may have become something else. */
	private Terminal run(OpenSession session, String folder, Wish wish) {
		SessionFiles.Place place = inside(session, () -> session.files.toEnter(folder));
		makeRoom(session.id);
		String id = "t" + around.ids().incrementAndGet();
		LiveOutput live = new LiveOutput("terminal-" + id + "#live", told(session.id, id), around.blotter(), around.ticks());
		Terminal terminal;
		try {
			terminal = Terminal.start(
					new Terminal.Setting(id, session.id, wish.command(), place.real(), wish.environment(), wish.keep()), around.run(),
					live);
		} catch (IOException e) {
			throw RpcException.internal("cannot start " + wish.command().getFirst() + ": " + e.getMessage());
		}
		terminals.put(id, terminal);
		delivery.input(session.id, new AgentInput.TerminalStarted(id, wish.line(), place.shown().toString()));
		terminal.begin();
		if (closed && terminals.remove(id) != null) {
			terminal.endUnheard();
		}
		return terminal;
	}

	private LiveOutput.Told told(String session, String id) {
		return new LiveOutput.Told() {
			@Override
			public void output(String text) {
				delivery.input(session, new AgentInput.TerminalOutput(id, text));
			}

			@Override
			public void ended(Terminal.@Nullable Exit exit, long leftOut) {
				delivery.input(session, new AgentInput.TerminalEnded(id, exit == null ? null : exit.code(),
						exit == null ? null : exit.signal(), leftOut));
			}
		};
	}

	/** @throws RpcException if too many run; of those that ended the oldest are let go */
	private void makeRoom(String session) {
		if (closed) {
			throw RpcException.internal("the connection has ended");
		}
		List<Terminal> all = ofSession(session);
		List<Terminal> running = all.stream().filter(Terminal::isRunning).toList();
		if (running.size() >= MAX) {
			throw RpcException.internal(MAX + " commands of this session run already, the oldest of them is "
					+ running.getFirst().id() + "; wait for one or end one");
		}
		all.removeAll(running);
		for (Terminal terminal : all.subList(0, Math.max(0, all.size() - MAX_ENDED + 1))) {
			terminals.remove(terminal.id());
			terminal.end();
		}
	}

	/** The oldest first. */
	private List<Terminal> ofSession(String session) {
		List<Terminal> all = new ArrayList<>(terminals.values());
		all.removeIf(terminal -> !terminal.session().equals(session));
		all.sort(Comparator.comparingLong(terminal -> Long.parseLong(terminal.id().substring(1))));
		return all;
	}

	private Terminal required(String session, String method, JsonNode params) {
		String id = fields.text(params, method, "terminalId");
		if (id == null) {
			throw RpcException.invalidParams("no terminalId");
		}
		Terminal terminal = terminals.get(id);
		if (terminal == null || !terminal.session().equals(session)) {
			throw RpcException.invalidParams("no such terminal: " + Visible.line(id, 100));
		}
		return terminal;
	}

	private static ObjectNode output(Terminal terminal) {
		Terminal.Exit exit = terminal.exitNow();
		ObjectNode answer = JsonNodeFactory.instance.objectNode().put("output", terminal.output()).put("truncated",
				terminal.truncated());
		if (exit != null) {
			answer.set("exitStatus", exit(exit));
		}
		return answer;
	}

	private static ObjectNode exit(Terminal.Exit exit) {
		return JsonNodeFactory.instance.objectNode().put("exitCode", exit.code()).put("signal", exit.signal());
	}

	private Wish wish(JsonNode params, Path cwd) {
		String command = fields.text(params, CREATE, "command");
		if (command == null || command.isBlank()) {
			throw RpcException.invalidParams("no command");
		}
		List<String> args = new ArrayList<>();
		for (JsonNode arg : params.path("args")) {
			if (!arg.isTextual()) {
				throw RpcException.invalidParams("an argument that is no text: " + Visible.line(arg.toString(), 100));
			}
			args.add(arg.textValue());
		}
		Map<String, String> environment = environment(params);
		String before = around.blotter().text(ShellWords.assignments(changed(environment)));
		Long limit = fields.number(params, CREATE, "outputByteLimit");
		int keep = limit == null || limit < 0 ? KEEP : (int) Math.min(limit, KEEP_AT_MOST);
		if (args.isEmpty() && ShellWords.isLine(command) && find(command, cwd, environment) == null) {
			return new Wish(ShellWords.run(command), before + command, environment, keep);
		}
		Path program = find(command, cwd, environment);
		if (program == null) {
			throw RpcException.internal("no such program: " + Visible.line(command, 200));
		}
		List<String> words = new ArrayList<>(List.of(command));
		words.addAll(args);
		List<String> all = new ArrayList<>(List.of(program.toString()));
		all.addAll(args);
		return new Wish(all, before + ShellWords.line(words), environment, keep);
	}

	private static @Nullable Path find(String command, Path cwd, Map<String, String> environment) {
		boolean relative = command.contains("/") && !command.startsWith("/") && !command.startsWith("~/");
		return Programs.find(relative ? cwd + "/" + command : command, environment);
	}

	private Map<String, String> environment(JsonNode params) {
		Map<String, String> environment = new TreeMap<>(around.environment());
		for (JsonNode variable : params.path("env")) {
			String name = variable.path("name").asText("");
			JsonNode value = variable.path("value");
			try {
				DeviceLayer.checkName(name);
			} catch (IllegalArgumentException e) {
				throw RpcException.invalidParams(String.valueOf(e.getMessage()));
			}
			if (!value.isTextual()) {
				throw RpcException.invalidParams("the environment variable " + name + " has no text");
			}
			if (!name.startsWith("UMBRA_")) {
				environment.put(name, value.textValue());
			}
		}
		return environment;
	}

	/**
	 * What the request changes in the agent's own environment, but for what decides nothing but looks: another PATH makes
	 * another command of the same words, so it is part of what is asked about and of what rules are held against.
	 */
	private Map<String, String> changed(Map<String, String> environment) {
		Map<String, String> changed = new TreeMap<>(environment);
		changed.entrySet().removeIf(variable -> HARMLESS.contains(variable.getKey())
				|| variable.getValue().equals(around.environment().get(variable.getKey())));
		return changed;
	}

	private <T> T inside(OpenSession session, Supplier<T> work) {
		try {
			return work.get();
		} catch (SessionFiles.Outside e) {
			delivery.input(session.id, new AgentInput.NoticeShown(e.words("run a command in a folder")));
			throw e.asError();
		}
	}
}
