package dev.umbra.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.umbra.client.RemoteHost;
import dev.umbra.core.FailureException;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Nothing;
import dev.umbra.wire.DataFolder;

/** A data folder of our own below the temporary folder, and its host. Closing ends the host and removes the folder. */
final class HostProcess implements AutoCloseable {
	private final Path folder;
	private @Nullable RemoteHost remote;

	private HostProcess(Path folder) {
		this.folder = folder;
	}

	/** Nothing runs yet. */
	static HostProcess fresh() throws IOException {
		return new HostProcess(Files.createTempDirectory("umbra-bench"));
	}

	Path home() {
		return folder.resolve("data");
	}

	/** A folder for sessions. */
	Path work() throws IOException {
		return Files.createDirectories(folder.resolve("work"));
	}

	/** A folder for anything else, removed with all the rest. */
	Path scratch(String name) throws IOException {
		return Files.createDirectories(folder.resolve(name));
	}

	/** Starts the host, or finds it. */
	HostProcess start() {
		remote = RemoteHost.connect(DataFolder.open(home(), System.getenv()), RemoteHost.Options.of("bench"));
		return this;
	}

	RemoteHost remote() {
		RemoteHost started = remote;
		if (started == null) {
			throw new IllegalStateException("not started");
		}
		return started;
	}

	<T> T get(CompletionStage<Outcome<T>> answer) throws InterruptedException, ExecutionException, TimeoutException {
		return answer.toCompletableFuture().get(90, TimeUnit.SECONDS).orThrow();
	}

	long pid() throws Exception {
		return get(remote().host().status(new Nothing())).pid();
	}

	void disconnect() {
		RemoteHost started = remote;
		remote = null;
		if (started != null) {
			started.close();
		}
	}

	/** Ends the host that runs, whoever started it, and waits for the end of its process. */
	void stop() throws Exception {
		disconnect();
		RemoteHost last;
		try {
			last = RemoteHost.connect(DataFolder.open(home(), System.getenv()), RemoteHost.Options.of("bench").withoutStart());
		} catch (FailureException none) {
			return;
		}
		try (last) {
			long pid = get(last.host().stop(new Host.Stop(false, false))).pid();
			ProcessHandle.of(pid).ifPresent(process -> process.onExit().orTimeout(60, TimeUnit.SECONDS).join());
		}
	}

	@Override
	public void close() throws Exception {
		stop();
		try (Stream<Path> all = Files.walk(folder)) {
			for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
				Files.deleteIfExists(path);
			}
		}
	}

	/** The environment of a command that is to speak to this host. */
	ProcessBuilder command(List<String> command) {
		ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.redirectError(ProcessBuilder.Redirect.DISCARD);
		builder.environment().remove("UMBRA_RUNTIME");
		builder.environment().put("UMBRA_HOME", home().toString());
		builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
		return builder;
	}
}
