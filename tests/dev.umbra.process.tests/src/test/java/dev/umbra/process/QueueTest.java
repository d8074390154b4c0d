package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.session.SessionStatus;

/** Prompts that wait: seen, changed, and sent before their time. */
class QueueTest {
	@TempDir
	Path temp;

	private static List<String> waiting(Umbra umbra, String session) {
		JsonNode queue = umbra.run("queue", session, "--json").ok().json();
		return StreamSupport.stream(queue.path("prompts").spliterator(), false).map(prompt -> prompt.path("text").asText()).toList();
	}

	@Test
	void whatWaitsIsEditedMovedRemovedAndSentNow() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			Umbra umbra = folder.umbra();
			String session = folder.session(folder.addFake("fake"));
			folder.prompt(session, "[[text begun]][[hang]]");
			folder.awaitMessages(session, 1);
			for (String text : List.of("one", "two", "three", "four")) {
				assertEquals("queued", umbra.run("prompt", session, text, "--json").ok().json().path("state").asText());
			}
			assertEquals(List.of("one", "two", "three", "four"), waiting(umbra, session));

			umbra.run("queue", session, "edit", "2", "two, changed").ok();
			umbra.run("queue", session, "move", "3", "1").ok();
			umbra.run("queue", session, "remove", "2").ok();
			assertEquals(List.of("three", "two, changed", "four"), waiting(umbra, session));
			umbra.run("queue", session, "remove", "4", "--json").fails(3, "not_found", "3 wait");

			umbra.run("queue", session, "send-now", "3").ok();

			Await.until("the end of the queue", () -> folder.summary(session).queued() == 0 && folder.summary(session).turn() == null);
			assertEquals(List.of("[[text begun]][[hang]]", "four", "three", "two, changed"),
					folder.entries(session, "prompt").stream().map(entry -> entry.path("text").asText()).toList());
			assertEquals("begunyou said: fouryou said: threeyou said: two, changed", folder.messages(session));
			assertEquals(SessionStatus.IDLE, folder.summary(session).status());
		}
	}

	@Test
	void theQueueOutlivesTheHostAndIsPausedThen() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			String session = folder.session(folder.addFake("fake"));
			folder.prompt(session, "[[text begun]][[hang]]");
			folder.awaitMessages(session, 1);
			folder.prompt(session, "later");
			folder.umbra().run("queue", session, "edit", "1", "later, changed").ok();

			folder.killHost();
			folder.disconnect();
			folder.start();

			Umbra umbra = folder.umbra();
			JsonNode queue = umbra.run("queue", session, "--json").ok().json();
			assertTrue(queue.path("paused").asBoolean(), queue::toString);
			assertEquals(List.of("later, changed"), waiting(umbra, session));
			assertTrue(umbra.run("queue", session).ok().out().contains("Paused:"));
			umbra.run("queue", session, "send-now", "1").ok();
			Await.until("the answer", () -> folder.summary(session).queued() == 0 && folder.summary(session).turn() == null);
			assertTrue(folder.messages(session).endsWith("you said: later, changed"), () -> folder.messages(session));
		}
	}
}
