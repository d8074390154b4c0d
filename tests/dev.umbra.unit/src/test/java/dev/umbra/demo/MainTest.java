package dev.umbra.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo agent as the process it is. */
class MainTest {
	@Test
	@Timeout(60)
	void runsAsAProcessUntilTheEndOfItsInput(@TempDir Path temp) throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), Main.class.getName()).redirectError(ProcessBuilder.Redirect.DISCARD);
		builder.environment().put("UMBRA_DEMO_STATE", temp.resolve("state").toString());
		Process process = builder.start();
		try {
			RecordingClient client = new RecordingClient(process.getInputStream(), process.getOutputStream()).initialized(true);
			String session = client.newSession(temp);
			assertEquals("end_turn", client.prompt(session, "count to 5 every 1 ms"));
			assertEquals("1 2 3 4 5", client.said(session));
			client.endInput();
			assertTrue(process.waitFor(20, TimeUnit.SECONDS));
			assertEquals(0, process.exitValue());
		} finally {
			process.destroyForcibly();
		}
	}
}
