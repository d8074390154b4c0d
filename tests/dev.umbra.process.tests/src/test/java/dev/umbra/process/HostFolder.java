package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.client.RemoteHost;
import dev.umbra.core.CommandId;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.testkit.FakeAgent;
import dev.umbra.testkit.ScriptedAgent;
import dev.umbra.wire.Codec;
import dev.umbra.wire.DataFolder;

/**
 * A data folder with the host and the agents of it. Closing ends whatever is left of them, by PID: what was started on this
 * folder is known by its command line (the host) or by our marker in its environment (agents).
 */
final class HostFolder implements AutoCloseable {
	private final Path data;
	private final Path home;
	private final Path work;
	private @Nullable RemoteHost remote;

	private HostFolder(Path data, Path home, Path work) {
		this.data = data;
		this.home = home;
		this.work = work;
	}

	/** In a folder of the test's own; the data folder itself is not made. */
	static HostFolder in(Path folder) {
		return in(folder, folder.resolve("d"));
	}

	static HostFolder in(Path folder, Path data) {
		try {
			return new HostFolder(data, Files.createDirectories(folder.resolve("home")), Files.createDirectories(folder.resolve("work")));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	Path path() {
		return data;
	}

	Path home() {
		return home;
	}

	/** The folder that commands are called in, and sessions work in. */
	Path work() {
		return work;
	}

	Umbra umbra() {
		return Umbra.of(data, home, work);
	}

	DataFolder folder() {
		return DataFolder.open(data, Map.of());
	}

	/** Starts the host by the command, or finds it. */
	ProcessHandle start() {
		JsonNode status = umbra().run("host", "start", "--json").ok().json();
		return ProcessHandle.of(status.path("pid").asLong()).orElseThrow();
	}

	Path pointer() {
		return data.resolve("host.json");
	}

	Path socket() {
		return data.resolve("host.sock");
	}

	/** The host that runs, as its pointer file says. */
	ProcessHandle host() {
		try {
			return ProcessHandle.of(Codec.parse(Files.readString(pointer())).path("pid").asLong()).orElseThrow();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** As {@code kill -9}. */
	void killHost() {
		ProcessHandle host = host();
		host.destroyForcibly();
		Await.exit(host);
	}

	/** A client in this process; it never starts a host, and finds the next one by itself. */
	RemoteHost remote() {
		RemoteHost now = remote;
		if (now == null) {
			now = RemoteHost.lazy(folder(), RemoteHost.Options.of("test").withoutStart());
			remote = now;
		}
		return now;
	}

	void disconnect() {
		if (remote != null) {
			remote.close();
			remote = null;
		}
	}

	/** Adds a fake agent. @return its name */
	String addFake(String name, String... script) {
		return add(name, null, FakeAgent.command().getFirst(), FakeAgent.arguments(script));
	}

	/** Adds an agent that does what this script says, see {@link ScriptedAgent}. @return its name */
	String addScripted(String name, String script) {
		return add(name, null, FakeAgent.command().getFirst(), ScriptedAgent.arguments(addScript(name, script), scriptedRecord(name)));
	}

	/** What a scripted agent does from its next start on. */
	Path addScript(String name, String script) {
		try {
			return Files.writeString(home.resolve(name + ".json"), script);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** Every line that a scripted agent was sent. */
	Path scriptedRecord(String name) {
		return home.resolve(name + ".received");
	}

	String addDemo() {
		return add("demo", "demo", null, List.of());
	}

	private String add(String name, @Nullable String preset, @Nullable String program, List<String> arguments) {
		return Await.ok(remote().agents().add(
				new Agents.Add(CommandId.random(), name, preset, program, arguments, Map.of(), null, false, false))).agent();
	}

	String session(String agent) {
		return Await.ok(remote().sessions().create(
				new Sessions.Create(CommandId.random(), agent, work.toString(), List.of(), "", null))).session().value();
	}

	Sessions.Prompted prompt(String session, String text) {
		return Await.ok(remote().sessions().prompt(new Sessions.Prompt(CommandId.random(), session, text, "test")));
	}

	SessionSummary summary(String session) {
		return Objects.requireNonNull(Await.ok(remote().sessions().get(new Sessions.Get(session, null))).summary());
	}

	SessionSummary awaitStatus(String session, SessionStatus status) {
		Await.until(() -> "session " + session + " " + status + ", now " + summary(session), () -> summary(session).status() == status);
		return summary(session);
	}

	/** Until the session has so many messages. */
	void awaitMessages(String session, int count) {
		Await.until(count + " messages in session " + session, () -> Await.ok(remote().sessions()
				.entries(new Sessions.Read(session, null, 0, 0, true))).entries().stream()
				.filter(entry -> entry.kind() == EntryKind.MESSAGE).count() >= count);
	}

	/** The entries, as the command tells them to programs. */
	List<JsonNode> entries(String session) {
		JsonNode page = umbra().run("session", "entries", session, "--json").ok().json();
		return StreamSupport.stream(page.path("entries").spliterator(), false).toList();
	}

	List<JsonNode> entries(String session, String kind) {
		return ofKind(entries(session), kind);
	}

	static List<JsonNode> ofKind(List<JsonNode> entries, String kind) {
		return entries.stream().filter(entry -> entry.path("kind").asText().equals(kind)).toList();
	}

	/** The stored text of all messages. */
	String messages(String session) {
		return messages(entries(session));
	}

	static String messages(List<JsonNode> entries) {
		return ofKind(entries, "message").stream().map(entry -> entry.path("text").asText()).reduce("", String::concat);
	}

	/** Until that many items wait for the person. */
	JsonNode awaitAttention(int count) {
		Await.until(count + " items that wait",
				() -> Await.ok(remote().attention().list(new Attention.ListAll())).items().size() == count);
		return umbra().run("attention", "list", "--json").ok().json();
	}

	long agentPid(String agent) {
		return Objects.requireNonNull(Await.ok(remote().agents().get(new Agents.Get(agent))).pid());
	}

	/** Everything the host has logged on this folder, oldest first. */
	List<String> log() {
		try {
			return Files.readAllLines(data.resolve("logs/host.log.0"), StandardCharsets.UTF_8);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** PIDs of the processes that are or become hosts of this folder. */
	List<ProcessHandle> hosts() {
		return processes("cmdline", "-Dumbra.home=" + real());
	}

	/** Agents of this folder's hosts, and what they have left. */
	List<ProcessHandle> agents() {
		return Files.isDirectory(data) ? processes("environ", "UMBRA_AGENT=" + folder().hash() + ":") : List.of();
	}

	private Path real() {
		try {
			return Files.exists(data) ? data.toRealPath() : data;
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** Those one of whose words in that file of {@code /proc} is, or begins so where it ends in a colon. */
	private static List<ProcessHandle> processes(String file, String word) {
		List<ProcessHandle> found = new ArrayList<>();
		try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
			all.forEach(process -> {
				try {
					String text = Files.readString(Path.of("/proc", Long.toString(process.pid()), file), StandardCharsets.ISO_8859_1);
					if (Stream.of(text.split("\0")).anyMatch(w -> word.endsWith(":") ? w.startsWith(word) : w.equals(word))) {
						found.add(process);
					}
				} catch (IOException e) {
					// gone, or not ours
				}
			});
		}
		return found;
	}

	void assertOneHost() {
		assertEquals(1, hosts().size(), () -> "hosts: " + hosts());
	}

	void awaitNoHost() {
		Await.until(() -> "no host of " + data + ", there are " + hosts(), () -> hosts().isEmpty());
	}

	void awaitNoAgents() {
		Await.until(() -> "no agents of " + data + ", there are " + agents(), () -> agents().isEmpty());
	}

	@Override
	public void close() {
		disconnect();
		List<ProcessHandle> left = new ArrayList<>(hosts());
		left.addAll(agents());
		left.forEach(ProcessHandle::destroyForcibly);
		left.forEach(Await::exit);
		// what a dying host started in its last moment
		List<ProcessHandle> late = agents();
		late.forEach(ProcessHandle::destroyForcibly);
		late.forEach(Await::exit);
	}
}
