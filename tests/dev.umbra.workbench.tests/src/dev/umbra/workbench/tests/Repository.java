package dev.umbra.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A working tree of a real repository. */
record Repository(Path folder) {
	/** A new one on the branch {@code main}, with a first commit of {@code README}. */
	static Repository made(Path folder) throws IOException, InterruptedException {
		Repository made = new Repository(Files.createDirectories(folder));
		made.git("init", "-q", "-b", "main");
		made.git("config", "user.name", "Ann");
		made.git("config", "user.email", "ann@example.org");
		made.write("README", "first\n");
		made.git("add", ".");
		made.git("commit", "-q", "-m", "Begin");
		return made;
	}

	void write(String file, String text) throws IOException {
		Files.writeString(folder.resolve(file), text);
	}

	String read(String file) throws IOException {
		return Files.readString(folder.resolve(file));
	}

	boolean has(String file) {
		return Files.exists(folder.resolve(file));
	}

	/** Runs git there. @return what it says, without the line end */
	String git(String... arguments) throws IOException, InterruptedException {
		Ran ran = ran(arguments);
		assertEquals(0, ran.exit(), () -> String.join(" ", arguments) + ": " + ran.said());
		return ran.said();
	}

	record Ran(int exit, String said) {
	}

	/** Runs git there, whether it fails or not. */
	Ran ran(String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().put("GIT_EDITOR", ":");
		Process process = builder.start();
		String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
		assertTrue(process.waitFor(Await.LIMIT.toSeconds(), TimeUnit.SECONDS), () -> String.join(" ", command));
		return new Ran(process.exitValue(), said);
	}
}
