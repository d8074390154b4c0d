package dev.umbra.cli;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;

/** What surrounds the command: streams (UTF-8 whatever the platform says), environment, folder, and whether a person sits there. */
final class Terminal {
	private final OutputStream out;
	private final OutputStream err;
	private final InputStream in;
	private final BooleanSupplier person;
	private final Map<String, String> env;
	private final Path folder;
	private @Nullable BufferedReader lines;
	private @Nullable Boolean interactive;

	/** @param person whether standard input and output are a terminal; asked only when it matters, since it costs time */
	Terminal(OutputStream out, OutputStream err, InputStream in, BooleanSupplier person, Map<String, String> env,
			Path folder) {
		this.out = new BufferedOutputStream(out, 1 << 16);
		this.err = err;
		this.in = in;
		this.person = person;
		this.env = env;
		this.folder = folder;
	}

	static Terminal own() {
		return new Terminal(new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err), System.in,
				Terminal::atConsole, System.getenv(), Path.of("").toAbsolutePath());
	}

	private static boolean atConsole() {
		System.setProperty("jdk.console", "java.base");
		Console console = System.console();
		if (console == null) {
			return false;
		}
		try {
			return (boolean) Console.class.getMethod("isTerminal").invoke(console);
		} catch (ReflectiveOperationException before22) {
			return true; // there a console exists only for a terminal
		}
	}

	boolean interactive() {
		if (interactive == null) {
			interactive = person.getAsBoolean();
		}
		return interactive;
	}

	/** Whether dimming and colours are welcome. */
	boolean styled() {
		String term = env.getOrDefault("TERM", "");
		return interactive() && env.getOrDefault("NO_COLOR", "").isEmpty() && !term.isEmpty() && !term.equals("dumb");
	}

	Map<String, String> env() {
		return env;
	}

	/** The folder the command was called in. */
	Path folder() {
		return folder;
	}

	/** @throws OutputClosed if nobody reads any more */
	void print(String text) {
		try {
			out.write(text.getBytes(StandardCharsets.UTF_8));
		} catch (IOException e) {
			throw new OutputClosed(e);
		}
	}

	void line(String text) {
		print(text);
		print("\n");
	}

	void flush() {
		try {
			out.flush();
		} catch (IOException e) {
			throw new OutputClosed(e);
		}
	}

	/** A line on standard error, after what was printed so far. */
	void note(String text) {
		try {
			out.flush();
		} catch (IOException e) {
			// the note is for another reader
		}
		try {
			err.write((text + "\n").getBytes(StandardCharsets.UTF_8));
			err.flush();
		} catch (IOException e) {
			// there is nobody left to tell
		}
	}

	/** Everything on standard input. */
	String allInput() throws IOException {
		return new String(in.readAllBytes(), StandardCharsets.UTF_8);
	}

	/** One typed line, without echo where a person types it; null at the end. Blocks. */
	@Nullable String secret(String question) throws IOException {
		if (interactive()) {
			Console console = System.console();
			if (console != null) {
				flush();
				char[] typed = console.readPassword("%s", question);
				return typed == null ? null : new String(typed);
			}
			print(question);
			flush();
		}
		return typed();
	}

	/**
	 * Runs a program that has this terminal for itself until it ends.
	 *
	 * @return its exit code
	 * @throws IOException in words, if it cannot be started
	 */
	int hand(ProcessBuilder program) throws IOException, InterruptedException {
		flush();
		return program.inheritIO().start().waitFor();
	}

	/** The next typed line, or null at the end. Blocks. */
	@Nullable String typed() throws IOException {
		BufferedReader reader = lines;
		if (reader == null) {
			reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
			lines = reader;
		}
		return reader.readLine();
	}

	/**
	 * Has the person type a name before something happens that cannot be taken back.
	 *
	 * @param consequence what will be, shown first
	 * @param why in the words of the refusal where nobody sits at a terminal
	 * @throws FailureException refused, if nobody does or another name is typed
	 */
	void confirmed(String name, String consequence, String why) {
		if (!interactive()) {
			throw new FailureException(Failure.refused(name + ": " + why + ".", "Call it on a terminal of your own, or do it in a window."));
		}
		print(consequence + "\nType its name to allow that: ");
		flush();
		String typed;
		try {
			typed = typed();
		} catch (IOException e) {
			throw new FailureException(Failure.failed("Standard input cannot be read: " + e.getMessage(), null), e);
		}
		if (typed == null || !typed.strip().equals(name)) {
			throw new FailureException(Failure.refused("Nothing was changed: that is not its name.", null));
		}
	}
}
