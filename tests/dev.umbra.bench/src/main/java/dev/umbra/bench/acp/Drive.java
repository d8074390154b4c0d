package dev.umbra.bench.acp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import com.fasterxml.jackson.databind.JsonNode;
import dev.umbra.agent.AgentProcesses;
import dev.umbra.core.AgentId;
import dev.umbra.core.Clocks;
import dev.umbra.core.TurnId;
import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.core.agent.Launch;
import dev.umbra.core.agent.McpServer;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.port.AgentRuntime.Content;
import dev.umbra.core.session.Blob;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Enclosure;
import dev.umbra.testkit.ScriptedAgent;
import dev.umbra.wire.JsonTree;

/**
 * One conversation in which everything is said that can be: every call of {@link AgentRuntime.Link} is made, and every
 * question of the agent answered, in turn with each answer there is.
 */
final class Drive implements AgentRuntime.Sink, AutoCloseable {
	static final String SESSION = "ses-1";
	static final String ADOPTED = "ses-2";
	static final String RESUMED = "ses-3";
	private static final long LIMIT_SECONDS = 60;

	private final Path folder;
	private final Path record;
	private final AgentProcesses runtime;
	private final Map<String, List<AgentInput>> heard = new HashMap<>();
	private final List<String> notes = new ArrayList<>();
	private final AtomicReference<AgentRuntime.Link> link = new AtomicReference<>();
	private final CountDownLatch turn = new CountDownLatch(1);
	private int asked;

	/** @param folder an empty one */
	Drive(Path folder) {
		this.folder = folder;
		this.record = folder.resolve("record.jsonl");
		this.runtime = new AgentProcesses(new NoHost(folder), Clocks.SYSTEM);
		runtime.open();
	}

	/** @throws IllegalStateException in words, if a call that should succeed does not */
	void run(JsonNode script) throws IOException, InterruptedException {
		Path file = Files.writeString(folder.resolve("script.json"), script.toString());
		Path java = Path.of(System.getProperty("java.home"), "bin", "java");
		Launch launch = new Launch(AgentId.random(), "scripted", java.toString(), ScriptedAgent.arguments(file, record), Map.of(),
				DeviceLayer.EnvMode.LOGIN, folder, "schema:scripted", folder.resolve("agent.log"), Duration.ofSeconds(LIMIT_SECONDS));
		AgentRuntime.Link agent = done("initialize", runtime.start(launch, this));
		link.set(agent);
		AgentRuntime.Opening opening = new AgentRuntime.Opening(folder, List.of(folder),
				List.of(new McpServer.Stdio("files", "/bin/files", List.of("-v"), Map.of("A", "1")),
						new McpServer.Http("web", "https://example.org/mcp", Map.of("Key", "k")),
						new McpServer.Sse("old", "https://example.org/sse", Map.of("Key", "k"))));
		AgentRuntime.Opened opened = done("session/new", agent.open(opening, known -> {
		}));
		done("session/load", agent.adopt(ADOPTED, opening, known -> {
		}));
		done("session/resume", agent.reopen(RESUMED, opening, known -> {
		}));
		done("session/list", agent.sessions(folder.toString()));
		done("session/set_mode", agent.setMode(SESSION, "text"));
		for (var option : opened.offer().options()) {
			done("session/set_config_option", agent.setOption(SESSION, option.id(), option.value()));
		}
		logins(agent);
		agent.prompt(SESSION, new TurnId("turn"), everything());
		if (!turn.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
			throw new IllegalStateException("the turn did not end; the agent's log: " + notes());
		}
		agent.cancel(SESSION);
		done("session/delete", agent.deleteSession(RESUMED));
		done("session/close", agent.closeSession(SESSION));
		done("the end", agent.end());
	}

	private void logins(AgentRuntime.Link agent) throws InterruptedException {
		String method = agent.facts().logins().stream().filter(login -> !login.inTerminal()).findFirst()
				.map(Detail.LoginMethod::id).orElseThrow(() -> new IllegalStateException("no login of the kind agent was understood"));
		done("authenticate", agent.authenticate(method));
		agent.authenticate(method).toCompletableFuture().cancel(true);
		done("logout", agent.logout());
	}

	private static List<Content> everything() {
		Blob bytes = Blob.of(new byte[] {1, 2, 3});
		List<Content> all = new ArrayList<>(List.of(new Content.Text("look")));
		for (Enclosure.Kind kind : Enclosure.Kind.values()) {
			boolean link = kind == Enclosure.Kind.LINK;
			all.add(new Content.Enclosed(new Enclosure(kind, "a", "text/plain", "file:///a", link ? null : bytes.hash(), link ? 0 : 3),
					link ? null : bytes));
			if (!link) {
				all.add(new Content.Enclosed(new Enclosure(kind, "pasted", null, null, bytes.hash(), 3), bytes));
			}
		}
		return all;
	}

	private static <T> T done(String what, CompletionStage<T> stage) throws InterruptedException {
		try {
			return stage.toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
		} catch (ExecutionException | TimeoutException e) {
			Throwable cause = e.getCause() == null ? e : e.getCause();
			throw new IllegalStateException(what + ": " + cause.getMessage(), e);
		}
	}

	/** Every line that we sent. */
	List<JsonNode> sent() throws IOException {
		return Files.readAllLines(record).stream().map(JsonTree::parse).toList();
	}

	/** What the agent said of a session, in order. */
	synchronized List<AgentInput> heard(String session) {
		return List.copyOf(heard.getOrDefault(session, List.of()));
	}

	synchronized List<String> notes() {
		return List.copyOf(notes);
	}

	@Override
	public void input(String acpSession, AgentInput input) {
		synchronized (this) {
			heard.computeIfAbsent(acpSession, key -> new ArrayList<>()).add(input);
		}
		AgentRuntime.Link agent = link.get();
		if (input instanceof AgentInput.PermissionAsked permission) {
			agent.answerPermission(permission.request(), asked++ % 2 == 0 ? permission.options().getFirst().id() : null);
		} else if (input instanceof AgentInput.WriteAsked write) {
			agent.answerAction(write.request(), true);
		} else if (input instanceof AgentInput.CommandAsked command) {
			agent.answerAction(command.request(), true);
		} else if (input instanceof AgentInput.InputAsked form) {
			String action = List.of("accept", "decline", "cancel").get(asked++ % 3);
			agent.answerInput(form.request(), action,
					action.equals("accept") ? "{\"a\": \"x\", \"b\": 1, \"c\": 1.5, \"d\": true, \"e\": [\"x\"]}" : null);
		} else if (input instanceof AgentInput.TurnEnded || input instanceof AgentInput.TurnFailed) {
			turn.countDown();
		}
	}

	@Override
	public synchronized void note(String words) {
		notes.add(words);
	}

	@Override
	public void exited(int exitCode, String stderrTail, boolean wanted) {
		note("exit " + exitCode + " " + stderrTail);
		turn.countDown();
	}

	@Override
	public void close() {
		runtime.close();
	}
}
