package dev.umbra.host.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.client.RemoteHost;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Nothing;
import dev.umbra.wire.DataFolder;

/** A host process with one bundle more than the product has: the test kit, whose clocks a test can move. */
class TestKitTest {
	private static final String EXTRA = "umbra.runtime.extra";
	private static final String FLAGS = "umbra.host.flags";
	@TempDir
	Path temp;
	private Path clock;

	@BeforeEach
	void hostsAreStartedWithTheTestKit() {
		clock = temp.resolve("clock");
		System.setProperty(EXTRA, Objects.requireNonNull(System.getProperty("umbra.testkit")));
		System.setProperty(FLAGS, "-Dumbra.test.clock=" + clock);
	}

	@AfterEach
	void andOthersWithout() {
		System.clearProperty(EXTRA);
		System.clearProperty(FLAGS);
	}

	@Test
	void theClocksOfARealHostCanBeMoved() throws Exception {
		DataFolder folder = DataFolder.open(temp.resolve("home"), System.getenv());
		try (RemoteHost remote = RemoteHost.connect(folder, RemoteHost.Options.of("tests"))) {
			ProcessHandle process = ProcessHandle.of(Answers.ok(remote.host().status(new Nothing())).pid()).orElseThrow();
			try {
				Instant before = created(remote, "today");
				move(Duration.ofDays(40));
				Instant after = created(remote, "in forty days");
				assertTrue(Duration.between(before, after).compareTo(Duration.ofDays(40)) >= 0, before + " " + after);
			} finally {
				Answers.ok(remote.host().stop(new Host.Stop(false, false)));
				process.onExit().get(Heard.PATIENCE.toSeconds(), TimeUnit.SECONDS);
			}
		}
	}

	private void move(Duration ahead) throws Exception {
		Path fresh = Files.writeString(temp.resolve("clock.new"), ahead.toString());
		Files.move(fresh, clock, StandardCopyOption.ATOMIC_MOVE);
	}

	private static Instant created(RemoteHost remote, String agent) throws Exception {
		Answers.ok(remote.agents().add(Answers.demo(agent)));
		return Answers.ok(remote.agents().get(new Agents.Get(agent))).agent().created();
	}
}
