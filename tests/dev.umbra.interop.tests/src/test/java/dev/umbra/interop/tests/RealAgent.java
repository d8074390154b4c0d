package dev.umbra.interop.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How to start the agents, so that they speak to a model on this machine and write nothing outside their own home. */
enum RealAgent {
	/** SST's opencode; asks before it edits because it is told to. Speaks OpenAI's chat completions to an unknown provider. */
	OPENCODE("opencode", "opencode") {
		@Override
		List<String> arguments(String model) {
			return List.of("acp");
		}

		@Override
		void wire(Map<String, String> env, String model) {
			env.put("OPENCODE_CONFIG_CONTENT", """
					{"model": "scripted/script", "small_model": "scripted/script", "enabled_providers": ["scripted"],
					 "provider": {"scripted": {"name": "Scripted", "npm": "@ai-sdk/openai-compatible",
					   "options": {"baseURL": "%s/v1", "apiKey": "none"},
					   "models": {"script": {"name": "Script", "tool_call": true, "limit": {"context": 100000, "output": 8000}}}}},
					 "permission": {"edit": "ask", "bash": "ask"},
					 "autoupdate": false, "share": "disabled", "lsp": false, "formatter": false}
					""".formatted(model));
			env.put("OPENCODE_DISABLE_AUTOUPDATE", "1");
			env.put("OPENCODE_DISABLE_MODELS_FETCH", "1");
			env.put("OPENCODE_DISABLE_LSP_DOWNLOAD", "1");
			env.put("OPENCODE_DISABLE_DEFAULT_PLUGINS", "1");
		}
	},
	/** Claude Code behind its ACP adapter. Speaks Anthropic's messages; as root it wants to be told that it is in a sandbox. */
	CLAUDE_AGENT_ACP("claude-agent-acp", "claude-agent-acp") {
		@Override
		void wire(Map<String, String> env, String model) {
			env.put("ANTHROPIC_BASE_URL", model);
			env.put("ANTHROPIC_API_KEY", "sk-ant-none");
			env.put("ANTHROPIC_MODEL", "claude-sonnet-4-5");
			env.put("ANTHROPIC_SMALL_FAST_MODEL", "claude-sonnet-4-5");
			env.put("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1");
			env.put("DISABLE_AUTOUPDATER", "1");
			env.put("DISABLE_TELEMETRY", "1");
			env.put("DISABLE_ERROR_REPORTING", "1");
			env.put("IS_SANDBOX", "1");
		}
	},
	/**
	 * OpenAI's Codex behind Zed's ACP adapter. Speaks OpenAI's responses. It may only read without asking, and its
	 * answers begin with a warning in plain text, since it does not know the model.
	 */
	CODEX_ACP("codex-acp", "codex-acp") {
		@Override
		List<String> arguments(String model) {
			List<String> arguments = new ArrayList<>();
			for (String setting : List.of("model=\"script\"", "model_provider=\"scripted\"",
					"model_providers.scripted={name=\"Scripted\",base_url=\"" + model
							+ "/v1\",wire_api=\"responses\",env_key=\"SCRIPTED_KEY\"}",
					"approval_policy=\"on-request\"", "sandbox_mode=\"read-only\"", "check_for_update_on_startup=false",
					"analytics.enabled=false")) {
				arguments.addAll(List.of("-c", setting));
			}
			return arguments;
		}

		@Override
		void wire(Map<String, String> env, String model) {
			env.put("SCRIPTED_KEY", "none");
			env.put("OPENAI_API_KEY", "none");
		}
	};

	private final String install;
	private final String program;

	RealAgent(String install, String program) {
		this.install = install;
		this.program = program;
	}

	static Path peers() {
		return Path.of(System.getenv("UMBRA_PEERS")).toAbsolutePath();
	}

	String word() {
		return install;
	}

	/**
	 * Its home, kept from run to run, for some fill a cache there when they start first. Beside the install, not below the
	 * system's temporary folder: Codex hides that from its own sandbox, and then cannot edit.
	 */
	Path home() throws IOException {
		Path home = peers().resolve("interop").resolve(install);
		Files.createDirectories(home.resolve(".codex"));
		return home;
	}

	Path program() throws IOException {
		Path file = peers().resolve(install).resolve("node_modules").resolve(".bin").resolve(program);
		if (!Files.isExecutable(file)) {
			throw new IOException("UMBRA_PEERS=" + peers() + " has no " + install + ": there is no program " + file);
		}
		return file;
	}

	/** @param model address of the model, {@code http://127.0.0.1:PORT} */
	List<String> arguments(String model) {
		return List.of();
	}

	Map<String, String> environment(String model) throws IOException {
		Map<String, String> env = new TreeMap<>();
		wire(env, model);
		Path home = home();
		env.put("HOME", home.toString());
		env.put("XDG_CONFIG_HOME", home.resolve(".config").toString());
		env.put("XDG_CACHE_HOME", home.resolve(".cache").toString());
		env.put("XDG_DATA_HOME", home.resolve(".local/share").toString());
		env.put("XDG_STATE_HOME", home.resolve(".local/state").toString());
		env.put("CODEX_HOME", home.resolve(".codex").toString());
		env.put("CLAUDE_CONFIG_DIR", home.resolve(".claude").toString());
		env.put("NO_PROXY", "127.0.0.1,localhost");
		env.put("no_proxy", "127.0.0.1,localhost");
		return env;
	}

	/** What makes it ask our model, and ask a person before it writes. */
	abstract void wire(Map<String, String> env, String model);
}
