package dev.umbra.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.Cause;
import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Feed;
import dev.umbra.core.api.History;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Notes;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.event.SessionAdvanced;
import dev.umbra.core.feed.Card;
import dev.umbra.core.feed.CardKind;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.testkit.Sample;
import dev.umbra.wire.Methods;

/** The commands that look back: feed, search, notes, and what can be done with sessions that were. */
class PastCommandsTest {
	private static final SessionId SESSION = new SessionId("5e551011-0000-4000-8000-000000000000");
	private static final SessionId OTHER = new SessionId("07e40000-0000-4000-8000-000000000000");
	@TempDir
	Path temp;
	private Typist typist;

	@BeforeEach
	void open() {
		typist = new Typist(temp);
		SessionSummary summary = Sample.summary(SESSION).edit().title("Tidy \u001b[2Jup").status(SessionStatus.COMPLETED).build();
		typist.host.answer(Methods.SESSIONS_GET, new Sessions.One("epoch", 3, summary))
				.answer(Methods.SESSIONS_LIST, new Sessions.Listing("epoch",
						List.of(summary.edit().archived(true).build(), Sample.summary(OTHER).edit().title("Else").build())))
				.answer(Methods.SESSIONS_REOPEN, new Done()).answer(Methods.NOTES_PUT, new Done())
				.answer(Methods.SESSIONS_DELETE, new Sessions.Deleted(List.of("/data/store.bak")))
				.answer(Methods.HISTORY_BACKUPS, new History.Backups(List.of("/data/store.bak")));
	}

	@AfterEach
	void close() {
		typist.close();
	}

	private static Card card(long nr, String label, EntryStatus status) {
		return new Card(nr, nr, Sample.NOON, CardKind.TOOL, status, label, "a.txt", SESSION, "Tidy", new EntryId("entry-" + nr));
	}

	private void feed(Card... cards) {
		typist.host.on(Methods.FEED_LIST, p -> Outcome.ok(new Feed.Listing("epoch",
				List.of(cards).stream().filter(card -> p.before() == null || card.nr() < p.before()).toList(), 9, 1, false, null)));
	}

	@Test
	void aFeedIsAnArrayForProgramsAndLinesForPeople() {
		feed(card(1, "Edit", EntryStatus.DONE), card(2, "Run \u001b[2J", EntryStatus.FAILED));
		typist.ok("feed", "demo", "--json");
		assertEquals("[\"time\",\"kind\",\"title\",\"status\",\"session\"]", firstFive(typist.json().get(0).fieldNames()));
		assertEquals("Edit: a.txt", typist.json().get(0).path("title").asText());
		assertEquals("tool", typist.json().get(0).path("kind").asText());
		typist.ok("feed", "demo");
		assertEquals(2, typist.out().lines().count());
		assertTrue(typist.out().contains("✓ Edit: a.txt  [Tidy]") && typist.out().contains("✗ Run : a.txt"), typist.out());
	}

	private static String firstFive(java.util.Iterator<String> names) {
		StringBuilder out = new StringBuilder("[");
		for (int i = 0; i < 5; i++) {
			out.append(i == 0 ? "" : ",").append('"').append(names.next()).append('"');
		}
		return out.append(']').toString();
	}

	@Test
	void asManyCardsAreShownAsAreWantedWhateverThePagesAre() {
		typist.host.on(Methods.FEED_LIST, p -> Outcome.ok(p.before() == null
				? new Feed.Listing("epoch", List.of(card(3, "c", EntryStatus.DONE)), 3, 1, true, null)
				: new Feed.Listing("epoch", List.of(card(1, "a", EntryStatus.DONE), card(2, "b", EntryStatus.DONE)), 3, 1, false, "A part is damaged.")));
		typist.ok("feed", "demo", "--limit", "3", "--json");
		assertEquals(List.of("a", "b", "c"), List.of(0, 1, 2).stream().map(i -> typist.json().get(i).path("label").asText()).toList());
		assertEquals(2, typist.host.asked(Methods.FEED_LIST).getLast().path("limit").asInt());
	}

	@Test
	void aFollowedFeedGoesOnUntilItsAgentIsGone() {
		typist.host.on(Methods.FEED_LIST, p -> {
			if (p.after() == null) {
				typist.host.tell(Methods.EVENT, new SessionAdvanced("epoch", 4, Cause.SYSTEM, SESSION));
				return Outcome.ok(new Feed.Listing("epoch", List.of(card(1, "Edit", EntryStatus.RUNNING)), 1, 1, false, null));
			}
			if (p.after() == 1) {
				typist.host.tell(Methods.EVENT, new SessionAdvanced("epoch", 5, Cause.SYSTEM, SESSION));
				return Outcome.ok(new Feed.Listing("epoch", List.of(card(2, "Run", EntryStatus.DONE)), 2, 1, false, null));
			}
			return Outcome.notOk(Failure.notFound("There is no agent \"demo\".", null));
		});
		assertEquals(3, typist.umbra("feed", "demo", "--follow", "--json"));
		assertEquals(2, typist.out().lines().count(), typist.out());
	}

	@Test
	void aSearchIsFilteredAndPrintedSafely() {
		typist.host.answer(Methods.HISTORY_SEARCH, new History.Hits(List.of(new History.Hit(SESSION, "Tidy", "demo", true,
				new EntryId("entry-1"), EntryKind.MESSAGE, Sample.NOON, "the \u001b[2Jhouse", List.of(new History.Mark(4, 5)))), true));
		typist.ok("search", "house", "red", "--agent", "demo", "--folder", "sub", "--from", "2030-01-01", "--until", "2030-01-02T12:00:00Z",
				"--limit", "3", "--json");
		var asked = typist.host.asked(Methods.HISTORY_SEARCH).getLast();
		assertEquals("house red", asked.path("text").asText());
		assertEquals(3, asked.path("limit").asInt());
		assertEquals(typist.folder.path().resolve("sub").toString(), asked.path("filter").path("folder").asText());
		assertEquals("2030-01-02T12:00:00Z", asked.path("filter").path("until").asText());
		assertEquals(SESSION.value(), typist.json().get(0).path("session").asText());
		assertEquals("entry-1", typist.json().get(0).path("entry").asText());
		typist.ok("search", "house");
		assertTrue(typist.out().contains("the house") && typist.out().contains("(closed)") && !typist.out().contains("\u001b"), typist.out());
		assertTrue(typist.err().contains("There is more"));
		typist.fails(2, "search", "x", "--from", "yesterday");
		typist.fails(2, "search");
	}

	@Test
	void theDayOfUntilIsMeantWithAllOfIt() {
		typist.host.answer(Methods.HISTORY_SEARCH, new History.Hits(List.of(), false));
		typist.ok("search", "x", "--from", "2030-01-31", "--until", "2030-01-31");
		var filter = typist.host.asked(Methods.HISTORY_SEARCH).getLast().path("filter");
		assertEquals(24 * 3600, java.time.Duration.between(java.time.Instant.parse(filter.path("from").asText()),
				java.time.Instant.parse(filter.path("until").asText())).toSeconds());
		assertEquals("Nothing found.\n", typist.out());
	}

	@Test
	void aTextIsFoundInOneSession() {
		typist.host.answer(Methods.HISTORY_FIND,
				new History.Places(List.of(new History.Place(new EntryId("entry-1"), 7, false, 30, 5)), false));
		typist.ok("session", "find", "5e55", "red", "house", "--json");
		assertEquals("[{\"entry\":\"entry-1\",\"ordinal\":7,\"inTitle\":false,\"offset\":30,\"length\":5}]\n", typist.out());
		assertEquals("red house", typist.host.asked(Methods.HISTORY_FIND).getLast().path("text").asText());
	}

	@Test
	void sessionsAreListedAndSearchedByStatus() {
		assertEquals(2, typist.ok("session", "list", "--status", "idle,completed", "--json").json().size());
		assertTrue(typist.host.asked(Methods.SESSIONS_LIST).getLast().path("all").asBoolean(), "completed ones are closed");
		assertEquals(0, typist.ok("session", "list", "--status", "interrupted", "--json").json().size());
		assertFalse(typist.host.asked(Methods.SESSIONS_LIST).getLast().path("all").asBoolean());
		assertTrue(typist.fails(2, "session", "list", "--status", "happy").contains("waiting_permission"));
		typist.host.answer(Methods.HISTORY_SEARCH, new History.Hits(List.of(), false));
		typist.ok("search", "x", "--status", "failed");
		assertEquals("[\"failed\"]", typist.host.asked(Methods.HISTORY_SEARCH).getLast().path("filter").path("statuses").toString());
	}

	@Test
	void sessionsAreListedByAgentFolderAndWhetherTheyAreClosed() {
		assertEquals(2, typist.ok("session", "list", "--all", "--json").json().size());
		assertEquals(SESSION.value(), typist.ok("session", "list", "--archived", "--json").json().get(0).path("session").asText());
		assertEquals(0, typist.ok("session", "list", "--agent", "nobody", "--json").json().size());
		assertEquals(2, typist.ok("session", "list", "--agent", "demo", "--folder", "/tmp", "--json").json().size());
		assertEquals(0, typist.ok("session", "list", "--folder", "/tm", "--json").json().size());
		assertEquals("No such sessions.\n", typist.ok("session", "list", "--from", "2031-01-01").out());
	}

	@Test
	void aDocumentIsPrintedPieceByPiece() {
		typist.host.on(Methods.SESSIONS_EXPORT, p -> Outcome.ok(
				p.from() == null ? new Sessions.Exported("# One\n", "2") : new Sessions.Exported("two\n", null)));
		assertEquals("# One\ntwo\n", typist.ok("session", "export", "5e55", "--format", "md").out());
		assertTrue(typist.fails(2, "session", "export", "5e55", "--format", "pdf").contains("md, html or json"));
		typist.fails(2, "session", "export", "5e55");
	}

	@Test
	void aDocumentInAFileIsThePersonsAloneAndReplacesNone() throws Exception {
		typist.host.answer(Methods.SESSIONS_EXPORT, new Sessions.Exported("ü", null));
		typist.ok("session", "export", "5e55", "--format", "html", "--out", "a.html", "--json");
		Path file = typist.folder.path().resolve("a.html");
		assertEquals(file.toString(), typist.json().path("file").asText());
		assertEquals("ü", Files.readString(file));
		assertEquals(Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE), Files.getPosixFilePermissions(file));
		assertTrue(typist.fails(2, "session", "export", "5e55", "--format", "md", "--out", "a.html").contains("exists already"));
		assertEquals("ü", Files.readString(file));
	}

	@Test
	void halfADocumentIsNotLeftBehind() {
		typist.host.on(Methods.SESSIONS_EXPORT, p -> p.from() == null ? Outcome.ok(new Sessions.Exported("half", "2"))
				: Outcome.notOk(Failure.failed("The disk is gone.", null)));
		typist.fails(1, "session", "export", "5e55", "--format", "md", "--out", "b.md");
		assertFalse(Files.exists(typist.folder.path().resolve("b.md")));
	}

	@Test
	void deletingAsksAPersonAndNamesTheCopiesThatStay() {
		typist.person = true;
		typist.typed = "yes\n";
		typist.ok("session", "delete", "5e55");
		assertTrue(typist.out().contains("deleted for good") && typist.out().contains("/data/store.bak")
				&& typist.out().contains("Deleted."), typist.out());
		assertFalse(typist.out().contains("\u001b"));
		typist.typed = "y\n";
		assertTrue(typist.fails(5, "session", "delete", "5e55").contains("Nothing was deleted"));
		assertEquals(1, typist.host.asked(Methods.SESSIONS_DELETE).size());
		assertEquals(SESSION.value(), typist.host.asked(Methods.SESSIONS_DELETE).getFirst().path("session").asText());
	}

	@Test
	void whereNobodyCanBeAskedOnlyYesDeletes() {
		assertTrue(typist.fails(5, "session", "delete", "5e55").contains("--yes"));
		typist.ok("session", "delete", "5e55", "--yes", "--json");
		assertEquals("{\"session\":\"" + SESSION + "\",\"backups\":[\"/data/store.bak\"]}\n", typist.out());
		typist.asAgent();
		assertTrue(typist.fails(5, "session", "delete", "5e55", "--yes").contains("for a person"));
		assertEquals(1, typist.host.asked(Methods.SESSIONS_DELETE).size());
	}

	@Test
	void whoSetsALimitToWhatIsKeptIsToldWhatGoes() {
		typist.host.answer(Methods.HOST_SET, new Done()).answer(Methods.HOST_GET, new Host.Settings(Map.of("retention", "P90D")));
		assertEquals("retention=P90D\n", typist.ok("host", "set", "retention=P90D").out());
		assertTrue(typist.err().contains("deleted for good") && typist.err().contains("retention=none"), typist.err());
		assertEquals("", typist.ok("host", "set", "retention=none").err());
		typist.asAgent();
		typist.fails(5, "host", "set", "retention=P1D");
		assertEquals(2, typist.host.asked(Methods.HOST_SET).size());
	}

	@Test
	void aClosedSessionIsReopened() {
		typist.ok("session", "reopen", "5e55", "--json");
		assertEquals(SESSION.value(), typist.json().path("session").asText());
		assertEquals("5e55", typist.host.asked(Methods.SESSIONS_REOPEN).getFirst().path("session").asText());
	}

	@Test
	void aWholeOutputIsPrintedInRangesAndCannotDriveTheTerminal() {
		typist.host.on(Methods.SESSIONS_OUTPUT, p -> Outcome.ok(p.offset() == 0
				? new Sessions.TextRange(p.entry(), 0, "one\u001b[", 10) : new Sessions.TextRange(p.entry(), 5, "2Jtwo", 10)));
		assertEquals("onetwo", typist.ok("session", "output", "5e55", "entry-1").out());
		assertEquals("one\u001b[2Jtwo", typist.ok("session", "output", "5e55", "entry-1", "--json").json().path("text").asText());
	}

	@Test
	void anOutputThatIsWholeInItsEntryIsReadThere() {
		typist.host.refuse(Methods.SESSIONS_OUTPUT, Failure.notFound("Nothing more was kept.", null)).on(Methods.SESSIONS_TEXT,
				p -> Outcome.ok(new Sessions.TextRange(p.entry(), 0, "all of it", 9)));
		assertEquals("all of it", typist.ok("session", "output", "5e55", "entry-1").out());
		typist.host.refuse(Methods.SESSIONS_TEXT, Failure.notFound("There is no such entry.", null));
		assertTrue(typist.fails(3, "session", "output", "5e55", "entry-1").contains("no such entry"));
	}

	@Test
	void notesAreShownReplacedAndRemoved() {
		typist.host.on(Methods.NOTES_GET, p -> Outcome.ok(new Notes.Note(p.folder(), "remember\u001b[2J", Sample.NOON)));
		assertEquals("remember\n", typist.ok("notes", ".").out());
		assertEquals(typist.folder.path().toString(), typist.ok("notes", ".", "--json").json().path("folder").asText());
		typist.typed = "new\n";
		typist.ok("notes", "sub", "-");
		var put = typist.host.asked(Methods.NOTES_PUT).getLast();
		assertEquals("new\n", put.path("text").asText());
		assertEquals(typist.folder.path().resolve("sub").toString(), put.path("folder").asText());
		typist.typed = "";
		typist.ok("notes", "sub", "-");
		assertEquals("", typist.host.asked(Methods.NOTES_PUT).getLast().path("text").asText());
		typist.fails(2, "notes", ".", "file.txt");
		typist.fails(2, "notes", ".", "-", "--edit");
	}

	@Test
	void notesAreEditedWithThePersonsEditor() throws IOException {
		typist.host.on(Methods.NOTES_GET, p -> Outcome.ok(new Notes.Note(p.folder(), "old", Sample.NOON)));
		assertTrue(typist.fails(2, "notes", ".", "--edit").contains("$EDITOR"));
		Path editor = temp.resolve("editor");
		Files.writeString(editor, "#!/bin/sh\n[ \"$1\" = --wait ] && printf ' and new' >> \"$2\"\n");
		assertTrue(editor.toFile().setExecutable(true));
		typist.env.put("EDITOR", editor + " --wait");
		typist.ok("notes", ".", "--edit");
		assertEquals("old and new", typist.host.asked(Methods.NOTES_PUT).getLast().path("text").asText());
		typist.env.put("EDITOR", "true");
		typist.ok("notes", ".", "--edit");
		assertEquals(1, typist.host.asked(Methods.NOTES_PUT).size(), "what was not changed is not written");
		typist.env.put("EDITOR", "false");
		assertTrue(typist.fails(1, "notes", ".", "--edit").contains("nothing was changed"));
		try (var files = Files.list(typist.folder.path())) {
			assertTrue(files.noneMatch(file -> file.getFileName().toString().startsWith("notes")));
		}
	}
}
