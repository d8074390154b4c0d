package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.session.SessionStatus;
import dev.umbra.testkit.Shown;

/** No more turns run at once than the person has set, and who waits for a place is seen. */
class TurnLimitTest {
	@TempDir
	Path temp;

	@Test
	void theTurnBeyondTheLimitIsPendingUntilOneEndsOrTheLimitIsRaised() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			Umbra umbra = folder.umbra();
			umbra.run("host", "set", "running-turns=1").ok();
			String agent = folder.addFake("fake");
			String first = folder.session(agent);
			String second = folder.session(agent);
			String third = folder.session(agent);
			folder.prompt(first, "[[text begun]][[hang]]");
			folder.awaitMessages(first, 1);

			folder.prompt(second, "[[text second]][[hang]]");
			folder.awaitStatus(second, SessionStatus.PENDING);
			folder.prompt(third, "third");
			folder.awaitStatus(third, SessionStatus.PENDING);

			JsonNode status = umbra.run("host", "status", "--json").ok().json();
			assertEquals("1 1 2", status.path("runningTurns").asText() + " " + status.path("turnLimit").asText() + " "
					+ status.path("waitingTurns").asText(), status::toString);
			assertTrue(umbra.run("host", "status").ok().out().contains("1 running of at most 1, 2 waiting for a place"));
			assertTrue(umbra.run("session", "list").ok().out().contains("pending"));

			umbra.run("cancel", first).ok();
			folder.awaitMessages(second, 1);
			assertEquals(SessionStatus.PENDING, folder.summary(third).status());

			umbra.run("host", "set", "running-turns=2").ok();
			Await.until("the third turn's end", () -> "end_turn".equals(folder.summary(third).stopReason()));
			assertEquals("you said: third", folder.messages(third));
			assertEquals(SessionStatus.RUNNING, folder.summary(second).status());
			umbra.run("host", "set", "running-turns=0", "--json").fails(2, "usage", "running-turns");
		}
	}

	@Test
	void aTurnThatWaitsForAPlaceIsCancelledLikeAnyOther() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			Umbra umbra = folder.umbra();
			umbra.run("host", "set", "running-turns=1").ok();
			String agent = folder.addFake("fake");
			String first = folder.session(agent);
			String second = folder.session(agent);
			folder.prompt(first, "[[text begun]][[hang]]");
			folder.awaitMessages(first, 1);
			try (Running follower = umbra.start("prompt", second, "never", "--follow", "--json")) {
				folder.awaitStatus(second, SessionStatus.PENDING);
				umbra.run("cancel", second).ok();
				assertEquals("cancelled", Shown.of(follower.ended().exits(1).lines()).stopReason());
			}
			assertEquals("", folder.messages(second));
			assertEquals(SessionStatus.RUNNING, folder.summary(first).status());
		}
	}
}
