package dev.umbra.git;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.umbra.core.Clocks;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.git.GitState;
import dev.umbra.core.git.WorkTree;
import dev.umbra.core.port.Repositories.Place;
import dev.umbra.core.session.Blob;

/** A real repository in a folder of a test, and the service that reads it. */
public final class TestRepository {
	public final Path folder;
	final GitRepositories service;

	TestRepository(Path folder) {
		this.folder = folder;
		this.service = service(folder.resolveSibling("worktrees"));
	}

	public static GitRepositories service(Path worktrees) {
		return new GitRepositories(worktrees, worktrees.resolve(".begun"), Clocks.SYSTEM, TestRepository::program, () -> "");
	}

	static Path program() {
		return Arrays.stream(System.getenv("PATH").split(File.pathSeparator)).map(Path::of).map(each -> each.resolve("git"))
				.filter(Files::isExecutable).findFirst().orElseThrow(() -> new AssertionError("these tests need git on the PATH"));
	}

	/** With a first commit of {@code a.txt} and {@code dir/b.txt}, on the branch {@code main}. */
	public static TestRepository made(Path parent) throws IOException {
		return empty(parent).with("a.txt", "one\ntwo\nthree\n").with("dir/b.txt", "b\n").committed("First");
	}

	/** Without a commit. */
	static TestRepository empty(Path parent) throws IOException {
		Path folder = Files.createDirectories(parent.toRealPath().resolve("repo"));
		TestRepository repository = new TestRepository(folder);
		repository.git("init", "-q", "-b", "main");
		repository.git("config", "user.name", "Tester");
		repository.git("config", "user.email", "tester@example.org");
		return repository;
	}

	public TestRepository with(String file, String text) throws IOException {
		Path path = folder.resolve(file);
		Files.createDirectories(path.getParent());
		Files.writeString(path, text);
		return this;
	}

	public TestRepository without(String file) throws IOException {
		Files.delete(folder.resolve(file));
		return this;
	}

	public TestRepository committed(String message) {
		git("add", "-A");
		git("commit", "-q", "-m", message);
		return this;
	}

	public String read(String file) throws IOException {
		return Files.readString(folder.resolve(file));
	}

	/** What git prints; fails the test if git fails. */
	public String git(String... args) {
		return in(folder, args);
	}

	public static String in(Path folder, String... args) {
		Ran ran = run(folder, Map.of(), args);
		if (ran.exit() != 0) {
			throw new AssertionError("git " + String.join(" ", args) + " in " + folder + ": " + ran.output());
		}
		return ran.output();
	}

	record Ran(int exit, String output) {
	}

	static Ran run(Path folder, Map<String, String> env, String... args) {
		List<String> line = new ArrayList<>(List.of("git"));
		line.addAll(List.of(args));
		try {
			ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true);
			builder.environment().putAll(env);
			Process process = builder.start();
			process.getOutputStream().close();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
			return new Ran(process.waitFor(), output);
		} catch (IOException e) {
			throw new AssertionError(e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new AssertionError(e);
		}
	}

	Place place() {
		return new Place(folder, List.of());
	}

	Place trusted() {
		return new Place(folder, List.of(folder));
	}

	GitState state() {
		return done(service.state(place()));
	}

	WorkTree tree() {
		GitState state = state();
		if (state.tree() == null) {
			throw new AssertionError(state.toString());
		}
		return state.tree();
	}

	public String head() {
		return git("rev-parse", "HEAD");
	}

	/** Short status, one line per file. */
	public String status() {
		return git("status", "--porcelain");
	}

	static <T> T done(CompletionStage<T> stage) {
		try {
			return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
		} catch (CompletionException e) {
			if (e.getCause() instanceof FailureException f) {
				throw f;
			}
			throw e;
		}
	}

	CompletionStage<String> discard(String... paths) {
		return service.discard(place(), List.of(paths), kept -> CompletableFuture.completedFuture(null));
	}

	static Failure failure(CompletionStage<?> stage) {
		try {
			throw new AssertionError("did not fail: " + done(stage));
		} catch (FailureException e) {
			return e.failure();
		}
	}

	/** Every file below a folder with what is in it, to see that nothing changed. */
	static Map<String, String> contents(Path folder) throws IOException {
		Map<String, String> contents = new TreeMap<>();
		try (Stream<Path> all = Files.walk(folder)) {
			for (Path file : (Iterable<Path>) all.filter(each -> Files.isRegularFile(each) || Files.isSymbolicLink(each))::iterator) {
				String text = Files.isSymbolicLink(file) ? "-> " + Files.readSymbolicLink(file)
						: text(Files.readAllBytes(file));
				contents.put(folder.relativize(file).toString(), text);
			}
		}
		return contents;
	}

	/** All of a short file, of a long one what tells it from others. */
	private static String text(byte[] bytes) {
		return bytes.length <= 300 ? new String(bytes, StandardCharsets.ISO_8859_1) : bytes.length + " bytes " + Blob.of(bytes).hash();
	}

	/** The working tree and what says how it stands: HEAD, index, refs, configuration. Objects may have been added. */
	Map<String, String> standing() throws IOException {
		Map<String, String> contents = contents(folder);
		contents.keySet().removeIf(file -> file.startsWith(".git/objects/") || file.equals(".git/COMMIT_EDITMSG"));
		return contents;
	}

	/** A script that leaves a mark. */
	public Path script(Path file, Path mark, String then) throws IOException {
		Files.createDirectories(file.getParent());
		Files.writeString(file, "#!/bin/sh\necho ran >> '" + mark + "'\n" + then + "\n");
		if (!file.toFile().setExecutable(true)) {
			throw new IOException("not executable: " + file);
		}
		return file;
	}
}
