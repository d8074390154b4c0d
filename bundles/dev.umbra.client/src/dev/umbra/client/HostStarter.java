package dev.umbra.client;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Threads;
import dev.umbra.wire.Codec;
import dev.umbra.wire.DataFolder;

/**
 * Starts a host process that outlives us: from its own copy of the bundles, in a session of its own, so that neither
 * Ctrl+C in our terminal nor our end reaches it. One starter at a time per data folder, by a file lock. The new process
 * says in one line on its standard output how it went; it waits by itself for the lock of a host that is still ending.
 *
 * <p>On Windows a new process gets no Ctrl+C of ours only where it has no console; written, not verified.
 */
final class HostStarter {
	private static final System.Logger LOG = System.getLogger(HostStarter.class.getName());
	private static final Duration LIMIT = Duration.ofSeconds(60);
	private static final Duration EXIT_LIMIT = Duration.ofSeconds(5);
	private static final long MAX_ERR_BYTES = 1 << 20;
	private static final int TAIL_BYTES = 8 * 1024;
	private static final int TAIL_LINES = 15;
	/** File locks are held by a process, not by a thread: threads of one process need a lock of their own. */
	private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();
	private final Home home;
	private final @Nullable Path runtime;
	private final @Nullable Supplier<List<RuntimeBundle>> bundles;

	/**
	 * @param runtime the headless runtime, or null: {@code -Dumbra.runtime}, else beside our own jar
	 * @param bundles asked for it where there is no such folder, or null
	 */
	HostStarter(Home home, @Nullable Path runtime, @Nullable Supplier<List<RuntimeBundle>> bundles) {
		this.home = home;
		this.runtime = runtime;
		this.bundles = bundles;
	}

	/**
	 * Starts a host unless one answers meanwhile. Blocks until it is up.
	 *
	 * @param running looks for a host that answers, or null
	 * @return what {@code running} found, or null: a host was started, or another starter's host is just coming up
	 * @throws FailureException in words, if it cannot be started
	 */
	@Nullable Link start(Supplier<@Nullable Link> running) {
		return alone(() -> {
			Link other = running.get();
			if (other == null) {
				launch(runtime().prepare());
			}
			return other;
		});
	}

	/**
	 * Has the host that runs end and starts the next; whoever else wants to start one waits meanwhile. Blocks until it is up.
	 *
	 * @param end ends the running host and returns when its process is gone
	 * @throws FailureException in words, if the next cannot be started; where that is seen before, nothing was ended
	 */
	void restart(Runnable end) {
		alone(() -> {
			RuntimeCopy copy = runtime();
			end.run();
			launch(copy.prepare());
			return null;
		});
	}

	/** Which file, and what the system says of it. */
	private static String words(IOException e) {
		return e instanceof FileSystemException file && file.getReason() != null ? file.getFile() + ": " + file.getReason() : e.toString();
	}

	private RuntimeCopy runtime() throws IOException {
		Path found = RuntimeFolder.find(runtime);
		if (found != null) {
			return RuntimeCopy.of(found, home.folder().copies());
		}
		if (bundles == null) {
			throw new FailureException(RuntimeFolder.none());
		}
		return RuntimeCopy.of(bundles.get(), home.folder().copies());
	}

	private interface Start {
		@Nullable Link run() throws IOException;
	}

	private @Nullable Link alone(Start start) {
		DataFolder folder = home.folder();
		IN_THIS_PROCESS.lock();
		try {
			DataFolder.makePrivateFile(folder.startLock());
			try (FileChannel channel = FileChannel.open(folder.startLock(), StandardOpenOption.WRITE);
					FileLock lock = channel.lock()) {
				LOG.log(System.Logger.Level.DEBUG, "start lock taken: {0}", lock);
				return start.run();
			}
		} catch (IOException e) {
			throw new FailureException(unreachable("No host can be started in the data folder " + folder.path() + ": " + words(e),
					"Is the disk full, or the folder not writable?"), e);
		} finally {
			IN_THIS_PROCESS.unlock();
		}
	}

	private void launch(RuntimeCopy.Copy copy) throws IOException {
		DataFolder folder = home.folder();
		DataFolder.makePrivate(folder.logs());
		Path err = folder.logs().resolve("host.err");
		if (Files.exists(err) && Files.size(err) > MAX_ERR_BYTES) {
			Files.move(err, err.resolveSibling("host.err.1"), StandardCopyOption.REPLACE_EXISTING);
		}
		DataFolder.makePrivateFile(err);
		long before = Files.size(err);
		ProcessBuilder builder = new ProcessBuilder(command(copy)).directory(folder.path().toFile())
				.redirectInput(ProcessBuilder.Redirect.from(new File(windows() ? "NUL" : "/dev/null")))
				.redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()));
		builder.environment().keySet().removeIf(name -> name.toUpperCase(Locale.ROOT).startsWith("UMBRA_"));
		Process process;
		try {
			process = builder.start();
		} catch (IOException e) {
			throw new FailureException(unreachable("The host's Java cannot be started: " + e.getMessage(),
					"Is " + builder.command().getFirst() + " there?"), e);
		}
		answered(process, line(process), copy, err, before);
	}

	private void answered(Process process, @Nullable String line, RuntimeCopy.Copy copy, Path err, long before)
			throws IOException {
		if (line == null) {
			copy.forgetConfiguration();
			throw new FailureException(died(process, err, before));
		}
		JsonNode said;
		try {
			said = Codec.parse(line);
		} catch (IllegalArgumentException e) {
			process.destroy();
			throw new FailureException(unreachable("The host process said what no host says: " + line, "See " + err), e);
		}
		JsonNode error = said.get("error");
		if (error != null) {
			throw new FailureException(new Failure(code(error.path("code").asText()),
					error.path("message").asText("The host cannot start."), error.path("hint").textValue()));
		}
		LOG.log(System.Logger.Level.DEBUG, "host process {0}: {1}", process.pid(), line);
	}

	private static Failure.Code code(String word) {
		for (Failure.Code code : Failure.Code.values()) {
			if (code.word().equals(word)) {
				return code;
			}
		}
		return Failure.Code.FAILED;
	}

	/** The one line, or null at the end of the file. */
	private @Nullable String line(Process process) {
		CompletableFuture<@Nullable String> line = new CompletableFuture<>();
		Threads.platformDaemon("host-start#out", () -> {
			try (BufferedReader in = new BufferedReader(
					new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
				line.complete(in.readLine());
			} catch (IOException e) {
				line.complete(null);
			}
		});
		try {
			return line.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
		} catch (TimeoutException e) {
			process.destroyForcibly();
			throw new FailureException(unreachable("The host did not come up within " + LIMIT.toSeconds() + " s; it was ended.",
					"See " + home.folder().logs()), e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new FailureException(unreachable("Interrupted while the host was starting.", "Try again."), e);
		} catch (ExecutionException e) {
			throw new IllegalStateException(e);
		}
	}

	private static Failure died(Process process, Path err, long before) {
		String exit = "it is running still, silently (pid " + process.pid() + ")";
		try {
			if (process.waitFor(EXIT_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
				exit = "exit code " + process.exitValue();
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		String tail = tail(err, before);
		return unreachable("The host ended before it was up: " + exit + "." + (tail.isEmpty() ? "" : "\n" + tail),
				"See " + err + " and the other logs beside it.");
	}

	/** The last lines written after a position. */
	private static String tail(Path err, long before) {
		try (RandomAccessFile file = new RandomAccessFile(err.toFile(), "r")) {
			long from = Math.max(before, file.length() - TAIL_BYTES);
			byte[] bytes = new byte[(int) Math.max(0, file.length() - from)];
			file.seek(from);
			file.readFully(bytes);
			List<String> lines = new String(bytes, StandardCharsets.UTF_8).strip().lines().toList();
			return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
		} catch (IOException e) {
			return "";
		}
	}

	private static Failure unreachable(String message, String hint) {
		return new Failure(Failure.Code.HOST_UNREACHABLE, message, hint);
	}

	List<String> command(RuntimeCopy.Copy copy) {
		List<String> command = new ArrayList<>(detached());
		command.add(Path.of(System.getProperty("java.home"), "bin", windows() ? "java.exe" : "java").toString());
		// a collection gives back at once what it can
		command.addAll(List.of("-XX:+UseSerialGC", "-Xms16m", "-Xmx512m", "-XX:MinHeapFreeRatio=10",
				"-XX:MaxHeapFreeRatio=20", "-XX:-ShrinkHeapInSteps", "-XX:+ExitOnOutOfMemoryError", "-Djava.awt.headless=true",
				"--enable-native-access=ALL-UNNAMED", "-Dfile.encoding=UTF-8", "-Dumbra.role=host",
				// a framework that never comes to the application must not keep the process: only the application's threads do
				"-Dosgi.framework.activeThreadType=daemon",
				"-Dumbra.home=" + home.folder().path(), "-Dumbra.runtime=" + copy.path()));
		if (Runtime.version().feature() >= 22) {
			// the C library keeps what it once had unless it is asked from time to time
			command.add("-XX:TrimNativeHeapInterval=60000");
		}
		// the best of Java's code is made late, of what runs often: making it took a third of a young host's time
		command.addAll(List.of("-XX:Tier4InvocationThreshold=40000", "-XX:Tier4MinInvocationThreshold=5000", "-XX:Tier4CompileThreshold=120000",
				"-XX:Tier4BackEdgeThreshold=320000"));
		String flags = System.getProperty("umbra.host.flags", "");
		if (!flags.isBlank()) {
			command.addAll(List.of(flags.strip().split("\\s+")));
		}
		// seen from the folder where it starts: Java takes a colon in the path of a jar for the end of one
		command.addAll(List.of("-jar", home.folder().path().relativize(copy.framework()).toString(), "-configuration", copy.configuration().toString(),
				"-data", "@none", "-application", "dev.umbra.host.app"));
		return command;
	}

	/** What makes the process independent of our terminal and of our end, and its files private from birth. */
	private static List<String> detached() {
		if (windows()) {
			return List.of();
		}
		for (String dir : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
			if (!dir.isEmpty() && Files.isExecutable(Path.of(dir, "setsid"))) {
				return List.of("/bin/sh", "-c", "umask 077; exec \"$@\"", "sh", Path.of(dir, "setsid").toString());
			}
		}
		return List.of("/bin/sh", "-c", "umask 077; trap '' INT HUP; exec \"$@\"", "sh");
	}

	private static boolean windows() {
		return File.separatorChar == '\\';
	}
}
