package dev.umbra.interop.tests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.umbra.client.RemoteHost;
import dev.umbra.core.AgentId;
import dev.umbra.core.CommandId;
import dev.umbra.core.EntryId;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.wire.DataFolder;

/** A real host process on a data folder of its own, with one real agent that asks our scripted model. */
final class HostWithAgent {
	static final String CLIENT = "interop";
	private static final int LIMIT_SECONDS = 90;

	private final ScriptedModel model;
	private final Path folder;
	private final Path work;
	private final AgentId agent;
	private RemoteHost remote;

	private HostWithAgent(ScriptedModel model, Path folder, Path work, RemoteHost remote, AgentId agent) {
		this.model = model;
		this.folder = folder;
		this.work = work;
		this.remote = remote;
		this.agent = agent;
	}

	static HostWithAgent start(RealAgent kind) throws Exception {
		ScriptedModel model = ScriptedModel.start();
		// worktrees are in there, too
		Path folder = Files.createTempDirectory(kind.home(), "host").toRealPath();
		Path work = Files.createTempDirectory(kind.home(), "work").toRealPath();
		RemoteHost remote = connect(folder);
		Agents.Added added = get(remote.agents().add(new Agents.Add(CommandId.random(), kind.word(), null,
				kind.program().toString(), kind.arguments(model.address()), kind.environment(model.address()), null, false, false)));
		return new HostWithAgent(model, folder, work, remote, added.id());
	}

	private static RemoteHost connect(Path folder) {
		return RemoteHost.connect(DataFolder.open(folder.resolve("data"), System.getenv()), RemoteHost.Options.of(CLIENT));
	}

	static <T> T get(CompletionStage<Outcome<T>> answer) throws Exception {
		return answer.toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS).orThrow();
	}

	ScriptedModel model() {
		return model;
	}

	RemoteHost remote() {
		return remote;
	}

	/** A new session, in a new folder. */
	Conversation session() throws Exception {
		Path cwd = Files.createTempDirectory(work, "session");
		return session(get(remote.sessions().create(
				new Sessions.Create(CommandId.random(), agent.value(), cwd.toString(), List.of(), "", null))).session().value());
	}

	/** A new session, in a worktree of its own beside this repository. */
	Conversation sessionInWorktree(Path repository) throws Exception {
		return session(get(remote.sessions().create(new Sessions.Create(CommandId.random(), agent.value(), repository.toString(), List.of(), "Make it", null, List.of(), null, true)))
				.session().value());
	}

	/** A new repository on the branch {@code main} with a first commit. */
	Path repository() throws Exception {
		Path repository = Files.createTempDirectory(work, "repository");
		git(repository, "init", "-q", "-b", "main");
		git(repository, "config", "user.name", "Tester");
		git(repository, "config", "user.email", "tester@example.org");
		Files.writeString(repository.resolve("README.md"), "Read me.\n");
		git(repository, "add", "-A");
		git(repository, "commit", "-q", "-m", "First");
		return repository;
	}

	/** Runs git. @return what it says, without the line end */
	static String git(Path folder, String... arguments) throws Exception {
		List<String> command = new ArrayList<>(List.of("git"));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
		process.getOutputStream().close();
		String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
		if (process.waitFor() != 0) {
			throw new IOException(String.join(" ", command) + " in " + folder + ": " + said);
		}
		return said;
	}

	Conversation session(String id) throws Exception {
		return new Conversation(this, id);
	}

	/** Ends the host, waits for the end of its process, and starts another one. */
	void restart() throws Exception {
		stop();
		remote = connect(folder);
	}

	private void stop() throws Exception {
		long pid = get(remote.host().stop(new Host.Stop(false, false))).pid();
		remote.close();
		ProcessHandle.of(pid).ifPresent(process -> process.onExit().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join());
	}

	/** Ends the agent's process as a crash does. */
	void killAgent() throws Exception {
		Long pid = get(remote.agents().get(new Agents.Get(agent.value()))).pid();
		ProcessHandle process = ProcessHandle.of(Objects.requireNonNull(pid, "the agent has no process")).orElseThrow();
		process.destroyForcibly();
		process.onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
	}

	/** How many processes the host has started itself and not ended. */
	long processes() throws Exception {
		long host = get(remote.host().status(new Nothing())).pid();
		return ProcessHandle.of(host).orElseThrow().children().count();
	}

	SessionSummary summary(String session) throws Exception {
		SessionSummary summary = get(remote.sessions().get(new Sessions.Get(session, null))).summary();
		if (summary == null) {
			throw new IOException("no summary of session " + session);
		}
		return summary;
	}

	/** What {@code sessions/entries} has, by ordinal. */
	List<Entry> entries(String session) throws Exception {
		Map<EntryId, Entry> all = new LinkedHashMap<>();
		long after = 0;
		while (true) {
			Sessions.Page page = get(remote.sessions().entries(new Sessions.Read(session, null, 0, after, false)));
			for (Entry entry : page.entries()) {
				if (all.put(entry.id(), entry) != null) {
					throw new IOException("twice in the pages: " + entry);
				}
			}
			if (!page.more()) {
				return new ArrayList<>(all.values());
			}
			after = page.nextOrdinal();
		}
	}

	/** Ends the host and leaves the agent's home, nothing else. */
	void end() throws Exception {
		try {
			stop();
		} finally {
			model.close();
			delete(folder);
			delete(work);
		}
	}

	private static void delete(Path folder) throws IOException {
		try (Stream<Path> all = Files.walk(folder)) {
			for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
				Files.deleteIfExists(path);
			}
		}
	}
}
