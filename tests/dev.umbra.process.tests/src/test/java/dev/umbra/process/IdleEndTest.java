package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that ends for want of work while somebody comes with some. */
class IdleEndTest {
	private static final int COMMANDS = 30;
	@TempDir
	Path temp;

	@Test
	void aCommandThatMeetsAnEndingHostIsServedByTheNext() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			String idleEnd = "PT0.6S";
			folder.umbra().run("host", "set", "idle-end=" + idleEnd).ok();
			Random random = new Random(7);
			Set<String> served = new HashSet<>();
			for (int i = 0; i < COMMANDS; i++) {
				Ran ran = folder.umbra().run("host", "get", "idle-end").ok();
				assertEquals("idle-end=" + idleEnd, ran.out().strip());
				assertTrue(folder.hosts().size() <= 2, "one that ends and one that waits for its lock, at most");
				// the next command is to come before, at, and after the end
				Await.within(Duration.ofMillis(random.nextInt(600)), () -> !Files.exists(folder.pointer()));
			}
			List<String> lives = folder.log().stream()
					.filter(line -> line.contains("host ready: ") || line.contains("host ends: ")).toList();
			for (int i = 0; i < lives.size(); i++) {
				boolean ready = i % 2 == 0;
				assertTrue(lives.get(i).contains(ready ? "host ready: " : "host ends: "), () -> "two hosts at once: " + lives);
				assertFalse(ready && !served.add(lives.get(i).replaceFirst(".*epoch (\\w+).*", "$1")), lives::toString);
			}
			assertTrue(served.size() > 1, "no host has ended meanwhile: " + lives);
		}
	}
}
