package dev.umbra.ui.internal.questions;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The program in whose window a command runs. The command is always a list of words: none of it is read by a shell. Any
 * thread; looking for a program reads folders, starting one returns when it runs.
 */
final class TerminalPrograms {
	private enum Family {
		LINUX, MAC, WINDOWS
	}

	/** Quotes each word by itself and has Terminal run them; the words come as arguments, not as a part of the script. */
	private static final List<String> MAC_SCRIPT = List.of("on run words", "set line to \"\"", "repeat with one in words",
			"set line to line & quoted form of one & \" \"", "end repeat", "tell application \"Terminal\"", "activate", "do script line",
			"end tell", "end run");
	/** On Windows a command line is one string that two programs read each in their own way: only words that mean the same to both. */
	private static final String HARMLESS = "[A-Za-z0-9_.:\\\\/@+=-]+( [A-Za-z0-9_.:\\\\/@+=-]+)*";

	private TerminalPrograms() {
	}

	/** How to run a command in a window here; empty if no terminal program is found. */
	static Optional<List<String>> running(List<String> command) {
		String os = System.getProperty("os.name", "");
		Family family = os.startsWith("Windows") ? Family.WINDOWS : os.startsWith("Mac") ? Family.MAC : Family.LINUX;
		return switch (family) {
		case LINUX -> linux(command, TerminalPrograms::onPath);
		case MAC -> mac(command, TerminalPrograms::onPath);
		case WINDOWS -> windows(command, TerminalPrograms::onPath);
		};
	}

	/** @param find a program's path by its name */
	static Optional<List<String>> linux(List<String> command, Function<String, Optional<Path>> find) {
		for (List<String> each : List.of(List.of("x-terminal-emulator", "-e"), List.of("gnome-terminal", "--"), List.of("konsole", "-e"),
				List.of("xfce4-terminal", "-x"), List.of("xterm", "-e"))) {
			Optional<Path> program = find.apply(each.getFirst());
			if (program.isPresent()) {
				List<String> words = new ArrayList<>();
				// of a session of its own: what ends this window does not end it
				find.apply("setsid").ifPresent(setsid -> words.add(setsid.toString()));
				words.add(program.get().toString());
				words.addAll(each.subList(1, each.size()));
				words.addAll(command);
				return Optional.of(List.copyOf(words));
			}
		}
		return Optional.empty();
	}

	static Optional<List<String>> mac(List<String> command, Function<String, Optional<Path>> find) {
		return find.apply("osascript").map(program -> {
			List<String> words = new ArrayList<>(List.of(program.toString()));
			MAC_SCRIPT.forEach(line -> words.addAll(List.of("-e", line)));
			words.addAll(command);
			return List.copyOf(words);
		});
	}

	static Optional<List<String>> windows(List<String> command, Function<String, Optional<Path>> find) {
		if (command.stream().anyMatch(word -> !word.matches(HARMLESS))) {
			return Optional.empty();
		}
		Optional<Path> tabs = find.apply("wt.exe");
		List<String> words = new ArrayList<>();
		if (tabs.isPresent()) {
			words.addAll(List.of(tabs.get().toString(), "new-tab"));
		} else if (find.apply("cmd.exe").isPresent()) {
			words.addAll(List.of("cmd.exe", "/c", "start", "Umbra", "cmd.exe", "/k"));
		} else {
			return Optional.empty();
		}
		words.addAll(command);
		return Optional.of(List.copyOf(words));
	}

	static Optional<Path> onPath(String name) {
		String path = System.getenv("PATH");
		return path == null ? Optional.empty() : Arrays.stream(path.split(File.pathSeparator)).filter(each -> !each.isBlank())
				.flatMap(each -> file(each, name).stream()).findFirst();
	}

	/** @return the program of this name in this folder */
	static Optional<Path> file(String folder, String name) {
		try {
			Path file = Path.of(folder).resolve(name);
			return file.isAbsolute() && Files.isRegularFile(file) && Files.isExecutable(file) ? Optional.of(file) : Optional.empty();
		} catch (InvalidPathException e) {
			return Optional.empty();
		}
	}

	/** Starts it apart from us: nothing of it is read, nothing of ours ends it. */
	static void start(List<String> words) throws IOException {
		Process process = new ProcessBuilder(words).redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
		process.getOutputStream().close();
	}
}
