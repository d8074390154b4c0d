package dev.umbra.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.umbra.core.AgentId;
import dev.umbra.core.Failure;
import dev.umbra.core.agent.DeviceLayer.EnvMode;
import dev.umbra.core.agent.Launch;
import dev.umbra.core.port.AgentRuntime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a person runs an agent's login on a terminal: as the agent tells it, without the secrets that the host keeps. */
class TerminalLoginTest {
	private static final String METHODS = """
			[{"id":"web","name":"Web"},{"id":"tui","name":"In a terminal","type":"terminal","args":["--setup","a b"],\
			"env":{"MODE":"login","UMBRA_AGENT":"x","A B":"y","N":5}},{"id":"bare","name":"Bare","type":"terminal"}]""";

	@TempDir
	Path folder;

	@Test
	void theAgentsOwnCommandWithWhatItTellsButWithoutSecrets() throws Exception {
		try (Agents agents = new Agents(folder)) {
			Path program = agent(METHODS);
			Launch launch = launch(program, Map.of("PLAIN", "p", "MODE", "work", "API_KEY", "hunter22"));
			assertEquals(
					new AgentRuntime.LoginProgram(program.toString(), List.of("acp", "--setup", "a b"),
							Map.of("PLAIN", "p", "MODE", "login"), folder.toString()),
					Agents.get(agents.runtime.loginProgram(launch, "tui")));
			assertEquals(1, starts(), "nothing was known: it was asked once");
			assertEquals(new AgentRuntime.LoginProgram(program.toString(), List.of("acp"), Map.of("PLAIN", "p", "MODE", "work"),
					folder.toString()), Agents.get(agents.runtime.loginProgram(launch, "bare")));
			assertEquals(1, starts());
		}
	}

	@Test
	void whatTheLastRunToldCountsUntilTheAgentIsForgotten() throws Exception {
		try (Agents agents = new Agents(folder)) {
			Launch launch = launch(agent(METHODS), Map.of());
			Agents.get(Agents.get(agents.runtime.start(launch, agents.heard)).end());
			Agents.get(agents.runtime.loginProgram(launch, "tui"));
			assertEquals(1, starts());
			agents.runtime.forget(launch.agent());
			Agents.get(agents.runtime.loginProgram(launch, "tui"));
			assertEquals(2, starts());
		}
	}

	@Test
	void aMethodThatRunsInNoTerminalIsRefusedWithThoseThatDo() throws Exception {
		try (Agents agents = new Agents(folder)) {
			Launch launch = launch(agent(METHODS), Map.of());
			for (String method : List.of("web", "other", "")) {
				Failure failure = Agents.failure(agents.runtime.loginProgram(launch, method));
				assertTrue(failure.message().contains("it offers: web (not in a terminal), tui, bare"), failure.message());
			}
			Launch without = launch(agent("5"), Map.of());
			assertTrue(Agents.failure(agents.runtime.loginProgram(without, "tui")).message().contains("it offers: none"));
		}
	}

	private long starts() throws Exception {
		try (var lines = Files.lines(folder.resolve("starts"))) {
			return lines.count();
		}
	}

	private Launch launch(Path program, Map<String, String> env) {
		return new Launch(AgentId.random(), "fake", program.toString(), List.of("acp"), env, Set.of("API_KEY"), EnvMode.LOGIN, folder,
				"h:a", folder.resolve("logs/agent.log"), Duration.ofSeconds(20));
	}

	private Path agent(String methods) throws Exception {
		Path file = Files.writeString(folder.resolve("agent"), "#!/bin/sh\necho start >> " + folder.resolve("starts")
				+ "\nread line\ncat <<'END'\n{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"protocolVersion\":1,\"authMethods\":" + methods
				+ "}}\nEND\nexec cat > /dev/null\n");
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
		return file;
	}
}
