package dev.umbra.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.umbra.core.AgentId;
import dev.umbra.core.Clocks;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.TurnId;
import dev.umbra.core.agent.DeviceLayer.EnvMode;
import dev.umbra.core.agent.Launch;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.port.HostRole;
import dev.umbra.testkit.FakeAgent;
import dev.umbra.testkit.ScriptedAgent;
import dev.umbra.wire.JsonTree;

/** Starts fake agents as real processes for one test, and ends what is left. */
final class Agents implements AutoCloseable {
	/** What a test's agent is: the launch in parts. */
	record Setting(Path folder, String hash, Map<String, String> env, EnvMode mode, Duration timeout) {
		Setting with(Duration limit) {
			return new Setting(folder, hash, env, mode, limit);
		}

		Setting with(Map<String, String> more, EnvMode with) {
			return new Setting(folder, hash, more, with, timeout);
		}
	}

	final Heard heard = new Heard();
	final AgentProcesses runtime;
	final Setting setting;
	private final Path log;

	Agents(Path folder) {
		this(folder, new LoginEnvironment(System.getenv(), null, Duration.ofSeconds(5)));
	}

	Agents(Path folder, LoginEnvironment login) {
		this.runtime = new AgentProcesses(new TestRole(folder), Clocks.SYSTEM, login, new DemoLocation(null, ""));
		this.setting = new Setting(folder, "h" + UUID.randomUUID(), Map.of(), EnvMode.LOGIN, Duration.ofSeconds(30));
		this.log = folder.resolve("logs").resolve("agent.log");
	}

	Path log() {
		return log;
	}

	/** A fake agent of this script. */
	Launch launch(Setting with, String... script) {
		List<String> arguments = FakeAgent.arguments(script);
		return launch(with, FakeAgent.command().getFirst(), arguments);
	}

	Launch launch(Setting with, String program, List<String> arguments) {
		return new Launch(AgentId.random(), "fake", program, arguments, with.env(), with.mode(), with.folder(),
				with.hash() + ":the-agent", log, with.timeout());
	}

	AgentRuntime.Link start(String... script) throws Exception {
		return get(runtime.start(launch(setting, script), heard));
	}

	/** Started, doing what this script of {@link ScriptedAgent} says. {@code $folder} stands for the folder in it. */
	AgentRuntime.Link scripted(String script) throws Exception {
		return scripted(setting, script);
	}

	AgentRuntime.Link scripted(Setting with, String script) throws Exception {
		Path file = Files.writeString(setting.folder().resolve("script.json"),
				script.replace("$folder", setting.folder().toString()));
		return get(runtime.start(launch(with, FakeAgent.command().getFirst(), ScriptedAgent.arguments(file, record())), heard));
	}

	private Path record() {
		return setting.folder().resolve("record.jsonl");
	}

	/** What a scripted agent was sent so far, the requests and notifications of this method: their parameters. */
	List<JsonNode> sent(String method) throws IOException {
		List<JsonNode> sent = new ArrayList<>();
		for (String line : Files.readAllLines(record())) {
			JsonNode message = JsonTree.parse(line);
			if (message.path("method").asText("").equals(method)) {
				sent.add(message.path("params"));
			}
		}
		return sent;
	}

	/** What a scripted agent was answered to its request of this id, a JSON value: the whole messages. */
	List<JsonNode> answered(String id) throws IOException {
		List<JsonNode> answers = new ArrayList<>();
		for (String line : Files.readAllLines(record())) {
			JsonNode message = JsonTree.parse(line);
			if (!message.has("method") && message.path("id").toString().equals(id)) {
				answers.add(message);
			}
		}
		return answers;
	}

	/** Started, with one session in the folder: its id is {@code ses-1}. */
	AgentRuntime.Link session(String... script) throws Exception {
		AgentRuntime.Link link = start(script);
		get(link.open(setting.folder(), List.of()));
		return link;
	}

	static TurnId prompt(AgentRuntime.Link link, String text) {
		TurnId turn = new TurnId(UUID.randomUUID().toString());
		link.prompt("ses-1", turn, text);
		return turn;
	}

	static <T> T get(CompletionStage<T> stage) throws Exception {
		return stage.toCompletableFuture().get(40, TimeUnit.SECONDS);
	}

	/** The expected failure with which the stage completes. */
	static Failure failure(CompletionStage<?> stage) throws Exception {
		try {
			throw new AssertionError("no failure but " + get(stage));
		} catch (ExecutionException e) {
			if (e.getCause() instanceof FailureException failure) {
				return failure.failure();
			}
			throw e;
		}
	}

	@Override
	public void close() {
		runtime.close();
	}

	static Map<String, String> env(String... pairs) {
		Map<String, String> env = new HashMap<>();
		for (int i = 0; i < pairs.length; i += 2) {
			env.put(pairs[i], pairs[i + 1]);
		}
		return env;
	}

	static List<String> list(String... words) {
		return new ArrayList<>(List.of(words));
	}

	private record TestRole(Path home) implements HostRole {
		@Override
		public Path socket() {
			return home.resolve("socket");
		}

		@Override
		public String epoch() {
			return "test";
		}

		@Override
		public Instant since() {
			return Instant.EPOCH;
		}

		@Override
		public void startFailed(Failure failure) {
			throw new FailureException(failure);
		}

		@Override
		public void ready() {
		}

		@Override
		public void end(String reason) {
		}
	}

	/** In this folder, with nothing besides. */
	static AgentRuntime.Opening opening(Path folder) {
		return new AgentRuntime.Opening(folder, List.of(), List.of());
	}
}
