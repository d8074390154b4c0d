package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.session.SessionStatus;
import dev.umbra.wire.Codec;

/** What agents did and said is there afterwards: told, found, exported, and gone when it is deleted. */
class FeedAndHistoryTest {
	@TempDir
	Path temp;

	private static List<String> told(JsonNode feed) {
		List<String> told = new ArrayList<>();
		feed.forEach(card -> told.add(card.path("title").asText() + " (" + card.path("status").asText() + ")"));
		return told;
	}

	private static JsonNode feed(HostFolder folder, String agent) {
		return folder.umbra().run("feed", agent, "--json").ok().json();
	}

	@Test
	void theFeedIsTheSameAfterARestartAndGrowsOn() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			String session = folder.session(folder.addDemo());
			folder.umbra().run("prompt", session, "write notes.md: Hello", "--follow", "--allow", "once").ok();
			JsonNode before = feed(folder, "demo");
			List<String> told = told(before);
			assertTrue(told.getFirst().startsWith("Session started: "), told::toString);
			assertTrue(told.contains("Prompt: write notes.md: Hello (done)"), told::toString);
			assertTrue(told.stream().anyMatch(card -> card.startsWith("Edit: ") && card.endsWith("(done)")), told::toString);
			assertTrue(told.stream().anyMatch(card -> card.startsWith("Permission: ") && card.contains("→")), told::toString);
			assertEquals("Done: The turn is done. (done)", told.getLast());
			assertEquals(told.size(), told.stream().distinct().count(), "nothing is told twice");

			folder.umbra().run("host", "restart", "--json").ok();
			JsonNode after = feed(folder, "demo");
			List<JsonNode> cards = new ArrayList<>();
			after.forEach(cards::add);
			for (int i = 0; i < before.size(); i++) {
				assertEquals(before.get(i), cards.get(i), "card " + i);
			}
			folder.disconnect();
			folder.prompt(session, "count to 3");
			folder.awaitStatus(session, SessionStatus.IDLE);
			told = told(feed(folder, "demo"));
			assertEquals("Done: The turn is done. (done)", told.getLast());
			assertTrue(told.contains("Message: 1 2 3 (done)"), told::toString);
		}
	}

	@Test
	void aKilledHostLeavesNoCardOpen() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			String session = folder.session(folder.addDemo());
			folder.prompt(session, "write notes.md: Hello");
			folder.awaitAttention(1);
			assertTrue(told(feed(folder, "demo")).stream().anyMatch(card -> card.endsWith("(pending)")), "the permission waits");

			folder.killHost();
			folder.start();
			List<String> told = told(feed(folder, "demo"));
			assertTrue(told.stream().noneMatch(card -> card.endsWith("(pending)") || card.endsWith("(running)")), told::toString);
			assertTrue(told.stream().anyMatch(card -> card.startsWith("Permission: ") && card.endsWith("(expired)")), told::toString);
			assertEquals("Interrupted: The turn was cut off. (failed)", told.getLast());
		}
	}

	@Test
	void whatWasSaidIsFoundAndExportedWholeAndHarmless() throws IOException {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			String session = folder.session(folder.addFake("fake"));
			folder.prompt(session, "[[text <script>alert('Wheelbarrow')</script> of the gardener]]");
			folder.awaitStatus(session, SessionStatus.IDLE);
			JsonNode hits = folder.umbra().run("search", "wheelbar", "garden", "--json").ok().json();
			List<String> found = new ArrayList<>();
			hits.forEach(hit -> found.add(hit.path("kind").asText()));
			assertTrue(found.contains("message") && hits.get(0).path("session").asText().equals(session), hits::toString);
			assertEquals(0, folder.umbra().run("search", "wheelbar", "--agent", "nobody", "--json").ok().json().size());
			assertTrue(folder.umbra().run("session", "find", session, "WHEELBARROW", "--json").ok().json().size() >= 2);

			Path html = folder.work().resolve("session.html");
			folder.umbra().run("session", "export", session, "--format", "html", "--out", html.toString()).ok();
			String page = Files.readString(html);
			assertTrue(page.contains("&lt;script&gt;alert(") && !page.contains("<script"), page);
			assertTrue(page.contains("Content-Security-Policy") && page.endsWith("</html>\n"), page);
			JsonNode json = Codec.parse(folder.umbra().run("session", "export", session, "--format", "json").ok().out());
			List<JsonNode> entries = new ArrayList<>();
			json.path("entries").forEach(entries::add);
			assertEquals(folder.entries(session), entries, "the document has what the session has");
			assertTrue(folder.umbra().run("session", "export", session, "--format", "md").ok().out().contains("## You"));
		}
	}

	@Test
	void whatIsDeletedIsInNoFileOfTheStore() throws IOException {
		String rare = "zyxomma-petiolatum-7f3a91";
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			String agent = folder.addFake("fake");
			String session = folder.session(agent);
			String kept = folder.session(agent);
			folder.prompt(session, "[[text the " + rare + " flies]]");
			folder.awaitStatus(session, SessionStatus.IDLE);
			folder.prompt(kept, "[[text stays]]");
			folder.awaitStatus(kept, SessionStatus.IDLE);
			assertTrue(holding(folder, rare).size() > 0, "it is stored before");

			folder.umbra().run("session", "delete", session, "--yes").failsInWords(5, "close");
			folder.umbra().run("session", "close", session).ok();
			folder.umbra().run("session", "delete", session).failsInWords(5, "--yes");
			folder.umbra().run("session", "delete", session, "--yes", "--json").ok();

			assertEquals(List.of(), holding(folder, rare), "no file of the store holds a byte of it");
			folder.umbra().run("session", "show", session).exits(3);
			assertEquals(0, folder.umbra().run("search", "zyxomma", "--json").ok().json().size());
			assertTrue(told(feed(folder, "fake")).stream().noneMatch(card -> card.contains(rare)));
			assertTrue(told(feed(folder, "fake")).stream().anyMatch(card -> card.contains("stays")));
			assertEquals("stays", folder.messages(kept));
		}
	}

	/** Files of the store that hold the text; logs, which tell of sessions by their ids alone, are not among them. */
	private static List<Path> holding(HostFolder folder, String text) throws IOException {
		try (Stream<Path> files = Files.list(folder.path())) {
			List<Path> store = files.filter(Files::isRegularFile).filter(file -> file.getFileName().toString().contains("umbra.db")
					|| file.getFileName().toString().contains("store")).toList();
			assertFalse(store.isEmpty(), "the store was not found in " + folder.path());
			List<Path> holding = new ArrayList<>();
			for (Path file : store) {
				if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
					holding.add(file);
				}
			}
			return holding;
		}
	}

	@Test
	void aClosedSessionIsReopenedAndNotesSurviveARestart() throws IOException {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			String session = folder.session(folder.addFake("fake"));
			folder.umbra().run("session", "close", session).ok();
			assertEquals(session,
					folder.umbra().run("session", "list", "--archived", "--json").ok().json().get(0).path("session").asText());
			folder.umbra().run("session", "reopen", session).ok();
			assertEquals(SessionStatus.IDLE, folder.summary(session).status());
			folder.umbra().by("sh", "-c", "printf 'Buy milk' | \"$0\" \"$@\"").run("notes", ".", "-").ok();
			folder.umbra().run("host", "restart", "--json").ok();
			JsonNode note = folder.umbra().run("notes", folder.work() + "/../" + folder.work().getFileName(), "--json").ok().json();
			assertEquals("Buy milk", note.path("text").asText());
			assertTrue(Path.of(note.path("folder").asText()).endsWith(folder.work().getFileName()));
		}
	}
}
