package dev.umbra.agent;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.umbra.core.Threads;
import dev.umbra.core.Version;
import dev.umbra.core.agent.Preset;
import dev.umbra.core.port.AgentRuntime;
import org.jspecify.annotations.Nullable;

/** The presets, and the check whether each is installed. To add one: a line in {@link #KNOWN}. */
final class WellKnownAgents {
	private static final Duration VERSION_LIMIT = Duration.ofSeconds(3);

	/** As their makers document them in 2026. */
	static final List<Preset> KNOWN = List.of(
			preset("demo", "Demo agent", Preset.DEMO_PROGRAM, List.of(), "part of Umbra"),
			preset("claude", "Claude", "claude-agent-acp", List.of(), "npm install -g @agentclientprotocol/claude-agent-acp"),
			preset("codex", "Codex", "codex-acp", List.of(), "npm install -g @agentclientprotocol/codex-acp"),
			preset("opencode", "opencode", "opencode", List.of("acp"), "npm install -g opencode-ai"),
			preset("gemini", "Gemini", "gemini", List.of("--acp"), "npm install -g @google/gemini-cli"),
			preset("qwen", "Qwen Code", "qwen", List.of("--acp"), "npm install -g @qwen-code/qwen-code"),
			preset("copilot", "GitHub Copilot", "copilot", List.of("--acp"), "npm install -g @github/copilot"),
			preset("cline", "Cline", "cline", List.of("--acp"), "npm install -g cline"),
			preset("goose", "goose", "goose", List.of("acp"), "see https://block.github.io/goose/docs/getting-started/installation"),
			preset("cursor", "Cursor", "cursor-agent", List.of("acp"), "see https://cursor.com/cli"));

	private final DemoLocation demo;

	WellKnownAgents(DemoLocation demo) {
		this.demo = demo;
	}

	private static Preset preset(String id, String title, String program, List<String> args, String install) {
		return new Preset(id, title, program, args, install, null, null);
	}

	/** Looks for all of them at the same time. */
	CompletionStage<List<Preset>> look(Map<String, String> environment) {
		Executor each = Threads.virtualEach("presets");
		List<CompletableFuture<Preset>> all = new ArrayList<>();
		for (Preset known : KNOWN) {
			all.add(CompletableFuture.supplyAsync(() -> looked(known, environment), each));
		}
		return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
				.thenApply(done -> all.stream().map(CompletableFuture::join).toList());
	}

	/** Other programs, looked for at the same time as well. */
	CompletionStage<AgentRuntime.Tools> tools(List<String> programs, Map<String, String> environment) {
		Executor each = Threads.virtualEach("presets");
		List<CompletableFuture<AgentRuntime.Tool>> all = programs.stream()
				.map(program -> CompletableFuture.supplyAsync(() -> tool(program, environment), each)).toList();
		return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
				.thenApply(done -> new AgentRuntime.Tools(environment.getOrDefault("PATH", ""),
						all.stream().map(CompletableFuture::join).toList()));
	}

	private static AgentRuntime.Tool tool(String program, Map<String, String> environment) {
		Path path = Programs.find(program, environment);
		return new AgentRuntime.Tool(program, path == null ? null : path.toString(),
				path == null ? null : version(path, environment));
	}

	/** How to get the program, or null if it is none of ours. */
	static @Nullable String install(String program) {
		return KNOWN.stream().filter(known -> known.program().equals(program)).map(Preset::install).findFirst().orElse(null);
	}

	private Preset looked(Preset known, Map<String, String> environment) {
		if (known.program().equals(Preset.DEMO_PROGRAM)) {
			boolean here = demo.command() != null;
			return found(known, here ? known.program() : null, here ? Version.OWN.product() : null);
		}
		Path path = Programs.find(known.program(), environment);
		return path == null ? known : found(known, path.toString(), version(path, environment));
	}

	private static Preset found(Preset known, @Nullable String path, @Nullable String version) {
		return new Preset(known.id(), known.title(), known.program(), known.args(), known.install(), path, version);
	}

	/** What {@code --version} prints, its first line; null if that takes too long. Whatever it starts is ended with it. */
	private static @Nullable String version(Path program, Map<String, String> environment) {
		List<String> command = new ArrayList<>(Programs.inOwnSession());
		command.add(program.toString());
		command.add("--version");
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(false)
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.redirectInput(new File(Programs.WINDOWS ? "NUL" : "/dev/null"));
		builder.environment().clear();
		builder.environment().putAll(environment);
		try {
			Process process = builder.start();
			CompletableFuture<String> output = new CompletableFuture<>();
			Threads.platformDaemon("version-" + program.getFileName() + "#out", () -> output.complete(read(process)));
			try {
				return firstLine(output.get(VERSION_LIMIT.toMillis(), TimeUnit.MILLISECONDS));
			} catch (TimeoutException | ExecutionException e) {
				return null;
			} finally {
				new ProcessTree(ProcessTable.ofThisSystem(), process.toHandle(), null).signal(ProcessTree.Signal.KILL);
			}
		} catch (IOException e) {
			return null;
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			return null;
		}
	}

	private static String read(Process process) {
		try (InputStream in = process.getInputStream()) {
			return new String(in.readNBytes(64 << 10), StandardCharsets.UTF_8);
		} catch (IOException e) {
			return "";
		}
	}

	private static @Nullable String firstLine(String output) {
		return output.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst()
				.map(line -> Visible.line(line, 80)).orElse(null);
	}
}
