package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.session.SessionStatus;
import dev.umbra.testkit.Shown;

/** One session, whole, by commands alone. */
class ConversationTest {
	@TempDir
	Path temp;

	@Test
	void oneLineStreamsAsksAndWritesAFile() throws IOException {
		try (HostFolder folder = HostFolder.in(temp)) {
			Ran ran = folder.umbra().run("run", "--preset", "demo", "--allow", "once", "write notes.md: Hello").ok();

			assertEquals("Hello\n", Files.readString(folder.work().resolve("notes.md")));
			assertTrue(ran.out().contains("Create notes.md") && ran.out().contains("Done: `notes.md` is created."), ran::toString);
			assertTrue(ran.err().contains("is kept: umbra prompt"), ran::toString);
			assertTrue(folder.umbra().run("agent", "list", "--json").ok().json().isEmpty(), "an ad-hoc agent is not kept");

			Ran no = folder.umbra().run("run", "--preset", "demo", "--allow", "reject", "--json", "write notes.md: Something else").ok();
			assertEquals("Hello\n", Files.readString(folder.work().resolve("notes.md")));
			assertTrue(Shown.of(no.lines()).messages().contains("I left `notes.md` as it is"), no::toString);
		}
	}

	@Test
	void theJsonLinesOfARunAreAsDocumented() {
		try (HostFolder folder = HostFolder.in(temp)) {
			Ran ran = folder.umbra().run("run", "--preset", "demo", "--json", "stream 100 words every 10 ms").ok();

			List<JsonNode> lines = ran.lines();
			String session = lines.getFirst().path("session").asText();
			assertEquals(1, lines.getFirst().size(), ran::toString);
			assertEquals("{\"stopReason\":\"end_turn\"}", lines.getLast().toString());
			long revision = 0;
			for (JsonNode line : lines.subList(1, lines.size() - 1)) {
				assertTrue(line.path("revision").asLong() >= revision, () -> "revisions go back: " + ran);
				revision = line.path("revision").asLong();
				assertTrue(line.has("entry") || line.has("append") || line.has("status"), line::toString);
			}
			assertTrue(lines.stream().filter(line -> line.has("append")).count() > 1, "it was streamed");
			// contiguous, see Shown
			assertEquals(folder.messages(session), Shown.of(lines).messages());
			assertEquals(100, Shown.of(lines).messages().strip().split("\\s+").length);
			assertEquals("stream 100 words every 10 ms", Shown.of(lines).ofKind("prompt"));

			// whoever follows later sees the same
			try (Running follower = folder.umbra().start("follow", session, "--json")) {
				follower.awaitShown(Shown.of(lines).messages().length());
				assertEquals(Shown.of(lines).messages(), follower.shown().messages());
				folder.umbra().run("session", "close", session).ok();
				follower.ended().ok();
			}
		}
	}

	@Test
	void aSecondPromptWaitsAndACancelledTurnMakesTheQueueWaitForThePerson() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			folder.addDemo();
			Umbra umbra = folder.umbra();
			String session = umbra.run("session", "new", "--agent", "demo", "--json").ok().json().path("session").asText();
			try (Running slow = umbra.start("prompt", session, "stream 40 words every 50 ms", "--follow", "--json")) {
				slow.awaitShown(1);
				assertEquals("queued", umbra.run("prompt", session, "count to 3", "--json").ok().json().path("state").asText());
				assertEquals("end_turn", Shown.of(slow.ended().ok().lines()).stopReason());
			}
			Await.until("the queued prompt's answer",
					() -> folder.summary(session).turn() == null && folder.summary(session).queued() == 0);
			assertEquals("1 2 3", folder.entries(session, "message").getLast().path("text").asText());
			assertEquals(List.of("stream 40 words every 50 ms", "count to 3"),
					folder.entries(session, "prompt").stream().map(entry -> entry.path("text").asText()).toList());

			try (Running slow = umbra.start("prompt", session, "stream 5000 words every 50 ms", "--follow", "--json")) {
				slow.awaitShown(1);
				folder.prompt(session, "count to 4");
				umbra.run("cancel", session).ok();
				assertEquals("cancelled", Shown.of(slow.ended().exits(1).lines()).stopReason());
			}
			assertEquals("cancelled", folder.entries(session, "message").getLast().path("status").asText());
			assertTrue(folder.summary(session).queuePaused());
			assertEquals(1, folder.summary(session).queued());
			assertEquals(SessionStatus.IDLE, folder.summary(session).status());
		}
	}

	@Test
	void aPermissionIsAnsweredFromAnotherProcessAndTheFirstAnswerWins() throws IOException {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			folder.addDemo();
			Umbra umbra = folder.umbra();
			String session = folder.session("demo");
			try (Running follower = umbra.start("prompt", session, "write a.txt: one", "--follow", "--json")) {
				follower.awaitErr("umbra attention answer");
				JsonNode items = umbra.run("attention", "list", "--json").ok().json();
				assertEquals(1, items.size(), items::toString);
				JsonNode item = items.path(0);
				assertEquals(session, item.path("session").asText());
				assertEquals("permission", item.path("type").asText());
				assertTrue(item.path("title").asText().contains("a.txt"), item::toString);
				assertFalse(Files.exists(folder.work().resolve("a.txt")));
				umbra.run("attention", "answer", item.path("item").asText(), "nonsense", "--json")
						.fails(2, "usage", "nonsense", "allow_once");

				List<Ran> answers = Stream.of("allow_once", "reject_once", "allow_once")
						.map(kind -> umbra.start("attention", "answer", item.path("item").asText(), kind, "--json")).toList().stream()
						.map(Running::ended).toList();

				assertEquals(1, answers.stream().filter(ran -> ran.exit() == 0).count(), answers::toString);
				assertEquals(2, answers.stream().filter(ran -> ran.exit() == 3 || ran.exit() == 5).count(), answers::toString);
				follower.ended().ok();
				JsonNode permission = folder.entries(session, "permission").getLast();
				boolean allowed = permission.path("chosen").asText().contains("allow");
				assertEquals("cli", permission.path("answeredBy").asText(), permission::toString);
				assertEquals(allowed, Files.exists(folder.work().resolve("a.txt")), permission::toString);
				assertTrue(umbra.run("attention", "list", "--json").ok().json().isEmpty());
				umbra.run("attention", "answer", item.path("item").asText(), "allow_once").failsInWords(5, "was answered already, by cli");
			}
		}
	}
}
