package dev.umbra.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

import org.eclipse.core.runtime.FileLocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

import dev.umbra.client.RemoteHost;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.SessionStatus;

/**
 * The promise of the product, with the product as people start it: a window that is killed in the middle of an answer costs
 * nothing. The agent writes a ledger of what it says, each line on disk before it is said; the store, and what a window
 * shows that is opened afterwards, are equal to it.
 */
class WindowKilledTest {
	private static final int TIMES = 10;
	private static final int LINES = 2000;
	private static final int PER_SECOND = 1000;
	@TempDir
	Path temp;

	@Test
	void nothingIsLostOrDoubledWhenTheWindowIsKilledInTheMiddleOfAnAnswer(TestReporter reporter) throws Exception {
		long seed = Long.getLong("umbra.test.seed", System.nanoTime());
		reporter.publishEntry("umbra.test.seed", Long.toString(seed));
		Random random = new Random(seed);
		Path home = temp.resolve("home");
		try (OtherWindow other = OtherWindow.on(home)) {
			other.add("fake", Product.JAVA, List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m", "-cp", classPath(),
					"dev.umbra.testkit.FakeAgent"));
			SessionId session = other.opened("fake", temp, "Killed");
			String all = "";
			for (int time = 0; time < TIMES; time++) {
				Path part = temp.resolve("ledger-" + time);
				Await.until(() -> "the end of the window before", () -> clients(other) == 1);
				Process window = start(home);
				try {
					Await.until(() -> "the window at the host; " + Files.readString(temp.resolve("window.log")), () -> {
						assertTrue(window.isAlive(), "the window ended by itself");
						return clients(other) == 2;
					});
					other.prompt(session, "[[ledger " + part + " " + LINES + " " + PER_SECOND + "]]");
					int moment = random.nextInt(LINES);
					Await.until(() -> moment + " lines", () -> lines(part) >= moment);
				} finally {
					window.destroyForcibly();
					window.waitFor();
				}
				Await.until(() -> "the end of the turn", () -> other.status(session) == SessionStatus.IDLE);
				assertEquals(LINES, lines(part), "the ledger of time " + time);
				all += Files.readString(part);
			}
			assertEquals(all, stored(other.remote(), session));
			try (Window window = Window.open()) {
				window.await("the tab", () -> window.sessions().equals(List.of(session)));
				String last = Files.readString(temp.resolve("ledger-" + (TIMES - 1)));
				window.await("the last answer, whole", () -> shown(window).endsWith(last));
				String seen = window.ui(() -> shown(window));
				assertEquals(all.substring(all.length() - seen.length()), seen);
			}
		}
	}

	/** The lines of the ledger that the window shows, of as many answers as it has loaded. */
	private static String shown(Window window) {
		StringBuilder text = new StringBuilder();
		for (String word : window.transcript().split("(?=ledger [0-9])")) {
			if (word.matches("(?s)ledger [0-9]+\\b.*")) {
				text.append(word.replaceAll("(?s)^(ledger [0-9]+).*", "$1")).append('\n');
			}
		}
		return text.toString();
	}

	/** At the host, the asking one included. */
	private static int clients(OtherWindow other) {
		return Await.ok(other.remote().host().status(new Nothing())).clients();
	}

	private static long lines(Path file) throws Exception {
		try (Stream<String> lines = Files.exists(file) ? Files.lines(file) : Stream.of()) {
			return lines.count();
		}
	}

	private static String stored(RemoteHost remote, SessionId session) {
		StringBuilder text = new StringBuilder();
		long from = 0;
		boolean more = true;
		while (more) {
			Sessions.Page page = Await.ok(remote.sessions().entries(new Sessions.Read(session.value(), null, 0, from, false)));
			for (Entry entry : page.entries()) {
				text.append(entry.kind() == EntryKind.MESSAGE ? entry.text() : "");
			}
			from = page.nextOrdinal();
			more = page.more();
		}
		return text.toString();
	}

	private Process start(Path home) throws Exception {
		return Product.window(home, temp).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(temp.resolve("window.log").toFile())).start();
	}

	/** Of the fake agent, which runs without OSGi. */
	private static String classPath() {
		List<String> jars = new ArrayList<>(List.of(Objects.requireNonNull(System.getProperty("umbra.testkit"))));
		for (String name : List.of("dev.umbra.core", "dev.umbra.wire", "com.fasterxml.jackson.core.jackson-core",
				"com.fasterxml.jackson.core.jackson-databind", "com.fasterxml.jackson.core.jackson-annotations")) {
			Bundle bundle = Arrays.stream(Window.CONTEXT.getBundles()).filter(each -> each.getSymbolicName().equals(name)).findAny().orElseThrow();
			jars.add(FileLocator.getBundleFileLocation(bundle).orElseThrow().toString());
		}
		return String.join(File.pathSeparator, jars);
	}
}
