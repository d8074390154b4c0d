package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.session.SessionStatus;
import dev.umbra.testkit.Ledger;
import dev.umbra.testkit.Shown;

/** The host is started by a command, and is not its child in anything that matters. */
class CtrlCTest {
	@TempDir
	Path temp;

	@Test
	void ctrlCInTheTerminalThatStartedTheHostEndsTheCommandOnly() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			String session = folder.session(folder.addFake("fake"));
			folder.umbra().run("host", "stop").ok();
			Ledger ledger = new Ledger(temp.resolve("ledger"), 800, 400);

			// this command starts host and agent, and all three would get what its terminal sends
			try (Running command = folder.umbra().inOwnGroup().start("prompt", session, ledger.prompt(), "--follow", "--json")) {
				command.awaitShown(200);
				ProcessHandle host = folder.host();

				Signals.send("INT", -command.pid());

				Ran ran = command.ended();
				assertNotEquals(0, ran.exit(), ran::toString);
				ledger.assertBegins(Shown.of(ran.lines()).messages());
				assertTrue(Await.alive(host), "the host went with its starter");
				folder.awaitStatus(session, SessionStatus.IDLE);
				assertEquals(host, folder.host());
			}
			ledger.assertComplete();
			ledger.assertSame(folder.messages(session));
		}
	}
}
