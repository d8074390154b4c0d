package dev.umbra.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A repository of as many small files as are wanted, a hundred in a folder, all in one commit. */
final class BigRepository {
	private static final int IN_A_FOLDER = 100;

	private BigRepository() {
	}

	/** The git command of this machine. */
	static Path git() {
		for (String each : System.getenv("PATH").split(":")) {
			Path program = Path.of(each.isEmpty() ? "." : each, "git");
			if (Files.isExecutable(program)) {
				return program;
			}
		}
		throw new IllegalStateException("There is no git on the PATH.");
	}

	/** The name of a file, from 0 on. */
	static String name(int number) {
		return String.format(Locale.ROOT, "src/part%03d/file%02d.txt", number / IN_A_FOLDER, number % IN_A_FOLDER);
	}

	static Path make(Path folder, int files) throws IOException {
		for (int i = 0; i < files; i++) {
			Path file = folder.resolve(name(i));
			if (i % IN_A_FOLDER == 0) {
				Files.createDirectories(file.getParent());
			}
			Files.writeString(file, "file " + i + "\nand a second line\n");
		}
		run(folder, "init", "-q", "-b", "main");
		run(folder, "add", "-A");
		run(folder, "-c", "user.name=bench", "-c", "user.email=bench@localhost", "-c", "commit.gpgSign=false", "commit", "-q", "-m", "all of them");
		// so that no file is as young as the index, which would have it read each time
		run(folder, "update-index", "-q", "--refresh");
		return folder;
	}

	/** @return the lines it says */
	static List<String> run(Path folder, String... words) {
		List<String> command = new ArrayList<>(List.of(git().toString()));
		command.addAll(List.of(words));
		try {
			Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
			List<String> lines;
			try (var out = process.inputReader()) {
				lines = out.lines().toList();
			}
			if (process.waitFor() != 0) {
				throw new IOException("git failed: " + command);
			}
			return lines;
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(e);
		}
	}
}
