package dev.umbra.demo;

import dev.umbra.core.Clocks;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/** The program {@code umbra:demo}: ACP on stdin and stdout, logs on stderr, until the end of stdin. */
public final class Main {
	private Main() {
	}

	/** Arguments are not used. Ends with exit code 0 when stdin ends. */
	public static void main(String[] args) {
		PrintStream stdout = System.out;
		System.setOut(System.err);
		SessionShelf shelf = new SessionShelf(stateFolder(System.getenv()), Clocks.SYSTEM);
		new DemoAgent(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out), shelf).run();
		stdout.flush();
	}

	/** Where sessions are kept: {@code UMBRA_DEMO_STATE}, else below {@code XDG_STATE_HOME}, else below the home folder. */
	static Path stateFolder(Map<String, String> environment) {
		String own = environment.getOrDefault("UMBRA_DEMO_STATE", "");
		if (!own.isBlank()) {
			return Path.of(own).toAbsolutePath();
		}
		String state = environment.getOrDefault("XDG_STATE_HOME", "");
		Path base = state.isBlank() || !Path.of(state).isAbsolute()
				? Path.of(System.getProperty("user.home"), ".local", "state") : Path.of(state);
		return base.resolve("umbra-demo");
	}
}
