package dev.umbra.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.Failure;
import dev.umbra.core.TurnId;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Queue;
import dev.umbra.core.session.Enclosure;
import dev.umbra.testkit.Sample;
import dev.umbra.wire.Methods;

class QueueCommandsTest {
	private Typist typist;

	@BeforeEach
	void open(@TempDir Path folder) {
		typist = new Typist(folder);
		waits(false, prompt("t1", "first"), prompt("t2", "second"), prompt("t3", "third"));
		typist.host.answer(Methods.QUEUE_EDIT, new Done()).answer(Methods.QUEUE_MOVE, new Done())
				.answer(Methods.QUEUE_REMOVE, new Done()).answer(Methods.QUEUE_SEND_NOW, new Done());
	}

	@AfterEach
	void close() {
		typist.close();
	}

	private void waits(boolean paused, Queue.Waiting... prompts) {
		typist.host.answer(Methods.QUEUE_LIST, new Queue.Listing("epoch", 7, paused, List.of(prompts)));
	}

	private static Queue.Waiting prompt(String turn, String text) {
		return new Queue.Waiting(new TurnId(turn), text,
				List.of(new Enclosure(Enclosure.Kind.IMAGE, "a.png", "image/png", null, "hash", 3)), "cli", Sample.NOON);
	}

	@Test
	void theQueueIsListedFromOne() {
		JsonNode json = typist.ok("queue", "5e55", "--json").json();
		assertEquals("epoch", json.path("epoch").asText());
		assertEquals(7, json.path("revision").asInt());
		assertEquals("{\"n\":2,\"turn\":\"t2\",\"text\":\"second\",\"client\":\"cli\",\"created\":\"2030-01-02T12:00:00Z\",\"enclosures\":"
				+ "[{\"kind\":\"image\",\"name\":\"a.png\",\"mimeType\":\"image/png\",\"uri\":null,\"blob\":\"hash\",\"bytes\":3}]}",
				json.path("prompts").path(1).toString());
		assertTrue(typist.ok("queue", "5e55", "list").out().contains("third"));
		waits(true, prompt("t1", "first"));
		assertTrue(typist.ok("queue", "5e55").out().contains("Paused:"), typist.out());
		waits(false);
		assertEquals("Nothing waits in this session.\n", typist.ok("queue", "5e55").out());
	}

	@Test
	void aPlaceBecomesTheTurnThatStandsThere() {
		typist.ok("queue", "5e55", "edit", "2", "--json", "--", "--new", "text");
		JsonNode edit = typist.host.asked(Methods.QUEUE_EDIT).getLast();
		assertEquals("t2", edit.path("turn").asText());
		assertEquals("--new text", edit.path("text").asText());
		assertEquals("{\"turn\":\"t2\"}\n", typist.out());
		typist.ok("queue", "5e55", "move", "3", "1");
		assertEquals("t3", typist.host.asked(Methods.QUEUE_MOVE).getLast().path("turn").asText());
		assertEquals(0, typist.host.asked(Methods.QUEUE_MOVE).getLast().path("index").asInt());
		assertEquals("Removed: first\n", typist.ok("queue", "5e55", "remove", "1").out());
		assertEquals("t1", typist.host.asked(Methods.QUEUE_REMOVE).getLast().path("turn").asText());
		typist.ok("queue", "5e55", "send-now", "2");
		assertEquals("t2", typist.host.asked(Methods.QUEUE_SEND_NOW).getLast().path("turn").asText());
		assertEquals("cli", typist.host.asked(Methods.QUEUE_SEND_NOW).getLast().path("client").asText());
	}

	@Test
	void aNewTextMayComeFromStandardInput() {
		typist.typed = "of a\nfile";
		typist.ok("queue", "5e55", "edit", "1", "-");
		assertEquals("of a\nfile", typist.host.asked(Methods.QUEUE_EDIT).getLast().path("text").asText());
	}

	@Test
	void whoWasSentMeanwhileIsNotFoundInWords() {
		assertTrue(typist.fails(3, "queue", "5e55", "remove", "4").contains("3 wait"), typist.err());
		waits(false);
		assertTrue(typist.fails(3, "queue", "5e55", "send-now", "1").contains("Nothing waits"), typist.err());
		waits(false, prompt("t1", "first"));
		typist.host.refuse(Methods.QUEUE_EDIT, Failure.notFound("That prompt was sent meanwhile.", "See: umbra queue 5e55"));
		assertTrue(typist.fails(3, "queue", "5e55", "edit", "1", "x").contains("sent meanwhile"), typist.err());
	}

	@Test
	void mistakesAreUsage() {
		for (String line : List.of("queue", "queue 5e55 turn", "queue 5e55 list 1", "queue 5e55 edit", "queue 5e55 edit 1",
				"queue 5e55 move 1", "queue 5e55 move 1 2 3", "queue 5e55 move 1 0", "queue 5e55 move one 2", "queue 5e55 remove",
				"queue 5e55 remove 0", "queue 5e55 remove 1 2", "queue 5e55 send-now -1")) {
			typist.fails(2, line.split(" "));
		}
		assertTrue(typist.fails(2, "queue", "5e55", "turn").contains("send-now N"), typist.err());
	}
}
