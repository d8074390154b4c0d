package dev.umbra.store;

import static dev.umbra.store.Given.append;
import static dev.umbra.store.Given.await;
import static dev.umbra.store.Given.commit;
import static dev.umbra.store.Given.message;
import static dev.umbra.store.Given.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.AgentId;
import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.History;
import dev.umbra.core.api.History.Browse;
import dev.umbra.core.api.History.Filter;
import dev.umbra.core.api.History.Hit;
import dev.umbra.core.api.History.Listing;
import dev.umbra.core.api.History.Mark;
import dev.umbra.core.api.History.Past;
import dev.umbra.core.api.History.Search;
import dev.umbra.core.port.StoreException;
import dev.umbra.core.session.Change;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;

class SearchTest {
	private static final SessionId S = new SessionId("s1");
	@TempDir
	Path folder;
	private MovableClock clock;
	private SqliteStore store;

	@BeforeEach
	void open() {
		clock = new MovableClock();
		store = SqliteStore.open(folder.resolve("umbra.db"), clock);
	}

	@AfterEach
	void close() {
		store.close();
	}

	@Test
	void everyWordMustBeThereAsTheBeginningOfAWord() {
		await(store.commit(Given.session(S, put(message("e1", 1, EntryStatus.DONE, "The quick brown fox")),
				put(message("e2", 2, EntryStatus.DONE, "quickly now")), put(message("e3", 3, EntryStatus.DONE, "slow")))));
		assertEquals(List.of("e2", "e1"), found("quick"));
		assertEquals(List.of("e1"), found("bro QUI"));
		assertEquals(List.of(), found("uick"));
		assertEquals(List.of(), found("quick slow"));
		assertEquals(List.of(), found(""));
		assertEquals(List.of(), found(" .-!\u0000😀"));
	}

	@Test
	void whatIsTypedIsNeverTakenAsALanguage() {
		await(store.commit(Given.session(S, put(message("e1", 1, EntryStatus.DONE, "select words from near not and or")))));
		for (String typed : List.of("\"", "select \"words", "words:from", "NEAR(select words)", "near NOT nothing*", "^select", "{words}:x",
				"AND", "a*b", "'; DROP TABLE search; --", "-", "words*", "(", "sel+wor")) {
			await(store.search(new Search(typed, Filter.ANY, 10)));
		}
		assertEquals(List.of("e1"), found("NOT and OR near"));
		assertEquals(List.of("e1"), found("sel+wor"));
		assertEquals(List.of("e1"), found("\"select*"));
	}

	@Test
	void caseAndDiacriticsMakeNoDifferenceInAnyScript() {
		await(store.commit(Given.session(S, put(message("e1", 1, EntryStatus.DONE, "Grüße aus Ångström, cafe\u0301 ΟΔΟΣ Привет हिन्दी 漢字かな 🤔naïve")))));
		for (String typed : List.of("grusse", "GRÜ", "angstrom", "café", "οδοσ", "οδος", "ПРИВ", "हिन्", "漢字", "naive")) {
			assertEquals(List.of("e1"), found(typed), typed);
		}
	}

	@Test
	void sqliteSplitsNoWordThatIsOneForUs() throws Exception {
		StringBuilder letters = new StringBuilder();
		for (int c = 1; c <= Character.MAX_CODE_POINT; c++) {
			if (Words.isWord(c)) {
				letters.append('a').appendCodePoint(c).append("b ");
			}
		}
		Path other = folder.resolve("other.db");
		List<String> all = List.of(Words.each(letters).split(" "));
		List<String> statements = new ArrayList<>(List.of("""
				CREATE VIRTUAL TABLE search USING fts5 (words, content = '', columnsize = 0,
				tokenize = "unicode61 remove_diacritics 2 categories 'L* N* M* Co'")""",
				"CREATE VIRTUAL TABLE seen USING fts5vocab (search, 'instance')"));
		for (int from = 0; from < all.size(); from += 10_000) {
			statements.add("INSERT INTO search (rowid, words) VALUES (" + (from + 1) + ", '" + String.join(" ", all.subList(from, Math.min(all.size(), from + 10_000))) + "')");
		}
		Databases.run(other, statements.toArray(String[]::new));
		int words = all.size();
		assertTrue(words > 10_000, () -> "only " + words);
		assertEquals(List.of(String.valueOf(words)), Databases.query(other, "SELECT count(*) FROM seen"));
	}

	@Test
	void promptsMessagesAndTitlesOfToolsAreFoundButNoThoughtsAndNoOutput() {
		await(store.commit(Given.session(S, put(of("p", 1, EntryKind.PROMPT, new Detail.Plain(), "needle in a prompt")),
				put(of("t", 2, EntryKind.THOUGHT, new Detail.Plain(), "needle in a thought")),
				put(of("c", 3, EntryKind.TOOL, tool("Look for a needle", "needle"), "needle in the output")),
				put(of("d", 4, EntryKind.TOOL, tool("Other", "needle"), "needle in the output")))));
		assertEquals(List.of("c", "p"), found("needle"));
	}

	@Test
	void aMessageIsFoundWhenItHasEndedWithAllThatItSays() {
		await(store.commit(Given.session(S, put(message("e1", 1, EntryStatus.RUNNING, "first")), append("e1", 5, " sec"))));
		assertEquals(List.of(), found("first"));
		await(store.commit(commit(S, 2, append("e1", 9, "ond"))));
		assertEquals(List.of(), found("first"));
		await(store.commit(commit(S, 3, put(announced("e1", 12)))));
		assertEquals(List.of("e1"), found("second"));
		assertEquals(List.of("e1"), found("first"));
	}

	@Test
	void whatChangesAfterItsEndIsFoundByItsNewWordsOnly() throws Exception {
		await(store.commit(Given.session(S, put(message("e1", 1, EntryStatus.DONE, "alpha")),
				put(of("c", 2, EntryKind.TOOL, tool("Read alpha", null), "")))));
		assertEquals(List.of("c", "e1"), found("alpha"));
		await(store.commit(commit(S, 2, put(message("e1", 1, EntryStatus.DONE, "beta")), put(of("c", 2, EntryKind.TOOL, tool("Read beta", null), "")))));
		assertEquals(List.of(), found("alpha"));
		assertEquals(List.of("c", "e1"), found("beta"));
		await(store.commit(commit(S, 3, append("e1", 4, " gamma"))));
		assertEquals(List.of("e1"), found("beta gamma"));
		await(store.commit(commit(S, 4, put(message("e1", 1, EntryStatus.RUNNING, "delta")))));
		assertEquals(List.of("c"), found("beta"));
		assertEquals(List.of(), found("delta"));
		Databases.run(store.file(), "INSERT INTO search (search) VALUES ('integrity-check')");
		assertEquals(List.of("1"), Databases.query(store.file(), "SELECT count(*) FROM (SELECT rowid FROM search WHERE search MATCH 'beta OR alpha OR gamma')"));
	}

	@Test
	void aLongTextIsFoundByWordsAnywhereInItEvenWhereItIsCut() {
		String filler = "lorem ipsum ".repeat(TextPieces.LONGEST / 12 - 1);
		String text = filler + "lorem crossing ipsum " + filler + filler + "last";
		await(store.commit(Given.session(S, put(message("e1", 1, EntryStatus.DONE, text)))));
		assertEquals(List.of("e1"), found("crossing"));
		assertEquals(List.of("e1"), found("last"));
		Hit hit = await(store.search(new Search("cross", Filter.ANY, 10))).hits().getFirst();
		assertEquals("crossing", marked(hit).getFirst());
		await(store.commit(commit(S, 2, put(message("e1", 1, EntryStatus.DONE, "short")))));
		assertEquals(List.of(), found("lorem"));
	}

	@Test
	void snippetsAreOneLineWithTheWordsMarked() {
		String before = "word ".repeat(100);
		await(store.commit(Given.session(S, put(message("e1", 1, EntryStatus.DONE, before + "here\nis the Né\u0065dle,\tand anotherneedle needles 😀 " + before)))));
		Hit hit = await(store.search(new Search("needl", Filter.ANY, 10))).hits().getFirst();
		assertEquals(List.of("Néedle", "needles"), marked(hit));
		assertTrue(hit.snippet().startsWith("…word ") && hit.snippet().endsWith("…"), hit.snippet());
		assertFalse(hit.snippet().contains("\n") || hit.snippet().contains("\t"), hit.snippet());
		assertTrue(hit.snippet().length() <= 202, hit.snippet());
		assertEquals(EntryKind.MESSAGE, hit.kind());
		assertEquals("a title", hit.title());
	}

	@Test
	void oddTextsAreFoundToo() {
		await(store.commit(Given.session(S, put(message("e1", 1, EntryStatus.DONE, "nul\0inside \ud83d alone")))));
		assertEquals(List.of("e1"), found("inside"));
		assertEquals(List.of("nul"), marked(await(store.search(new Search("nul", Filter.ANY, 10))).hits().getFirst()));
	}

	@Test
	void filtersAreOfTheSessionAndFoldersGoBySegments() {
		session("a", "/home/x/project", "agent-1", "one", 0);
		session("b", "/home/x/project/sub", "agent-2", "two", 10);
		session("c", "/home/x/project2", "agent-2", "two", 20);
		assertEquals(List.of("c", "b", "a"), searched(Filter.ANY));
		assertEquals(List.of("b", "a"), searched(new Filter(null, "/home/x/project", null, null)));
		assertEquals(List.of("b", "a"), searched(new Filter(null, "/home/x/project/", null, null)));
		assertEquals(List.of("c", "b", "a"), searched(new Filter(null, "/", null, null)));
		assertEquals(List.of("c", "b"), searched(new Filter("agent-2", null, null, null)));
		assertEquals(List.of("a"), searched(new Filter("one", null, null, null)));
		assertEquals(List.of("c", "b"), searched(new Filter(null, null, Given.NOON.plusSeconds(10), null)));
		assertEquals(List.of("a"), searched(new Filter(null, null, null, Given.NOON.plusSeconds(10))));
		assertEquals(List.of("b"), searched(new Filter("two", "/home/x/project", Given.NOON, Given.NOON.plusSeconds(11))));
	}

	@Test
	void filtersAreOfTheStatusToo() {
		session("a", "/tmp", "agent-1", "one", 0);
		session("b", "/tmp", "agent-1", "one", 10);
		session("c", "/tmp", "agent-1", "one", 20);
		status("b", SessionStatus.WAITING_PERMISSION, false);
		status("c", SessionStatus.COMPLETED, true);
		assertEquals(List.of("c", "b", "a"), both(Filter.ANY));
		assertEquals(List.of("b"), both(Filter.ANY.of(Set.of(SessionStatus.WAITING_PERMISSION), null)));
		assertEquals(List.of("b", "a"), both(Filter.ANY.of(Set.of(SessionStatus.WAITING_PERMISSION, SessionStatus.IDLE), null)));
		assertEquals(List.of(), both(Filter.ANY.of(Set.of(SessionStatus.WAITING_INPUT), null)));
		assertEquals(List.of("c"), both(Filter.ANY.of(Set.of(), true)));
		assertEquals(List.of("b", "a"), both(Filter.ANY.of(Set.of(), false)));
		assertEquals(List.of(), both(Filter.ANY.of(Set.of(SessionStatus.IDLE), true)));
	}

	private void status(String id, SessionStatus status, boolean archived) {
		SessionSummary now = await(store.session(new SessionId(id))).orElseThrow();
		await(store.commit(commit(now.id(), 2, new Change.SummaryPut(now.edit().revision(2).status(status).archived(archived).build()))));
	}

	/** By the list, and by a search. */
	private List<String> both(Filter filter) {
		List<String> found = searched(filter);
		assertEquals(found, await(store.past(new Browse("", filter, null, 10))).sessions().stream().map(past -> past.session().value()).toList());
		return found;
	}

	@Test
	void moreIsSaidExactly() {
		for (int i = 0; i < 5; i++) {
			session("s" + i, "/tmp", "agent-1", "one", i);
		}
		assertTrue(await(store.search(new Search("needle", Filter.ANY, 4))).more());
		assertFalse(await(store.search(new Search("needle", Filter.ANY, 5))).more());
	}

	@Test
	void thePastIsListedInPagesTheNewestUpdateFirst() {
		for (int i = 0; i < 7; i++) {
			session("s" + i, "/tmp", "agent-1", "one", i / 2); // updates at the same moment, too
		}
		Listing page = await(store.past(new Browse("", Filter.ANY, null, 3)));
		assertEquals(List.of("s6", "s5", "s4"), ids(page));
		page = await(store.past(new Browse("", Filter.ANY, page.next(), 3)));
		assertEquals(List.of("s3", "s2", "s1"), ids(page));
		page = await(store.past(new Browse("", Filter.ANY, page.next(), 3)));
		assertEquals(List.of("s0"), ids(page));
		assertEquals(null, page.next());
		assertEquals(2, page.sessions().getFirst().entries());
		assertEquals(List.of("s5"), ids(await(store.past(new Browse("TITLE of s5", Filter.ANY, null, 3)))));
		StoreException failure = assertThrows(StoreException.class, () -> await(store.past(new Browse("", Filter.ANY, "x", 3))));
		assertEquals(Failure.Code.USAGE, failure.failure().code());
	}

	@Test
	void whatIsArchivedAndHasNoChildIsListedTheOldestFirst() {
		for (int i = 0; i < 4; i++) {
			boolean archived = i != 2;
			SessionId id = new SessionId("s" + i);
			await(store.commit(commit(id, 1, new Change.SummaryPut(Given.summary(id).edit().archived(archived)
					.parent(i == 3 ? new SessionId("s0") : null).updated(Given.NOON.plusSeconds(i)).build()))));
		}
		assertEquals(List.of("s1", "s3"), await(store.archivedBefore(Given.NOON.plusSeconds(9), 9)).stream().map(SessionId::value).toList());
		assertEquals(List.of("s1"), await(store.archivedBefore(Given.NOON.plusSeconds(3), 9)).stream().map(SessionId::value).toList());
		assertEquals(List.of("s1"), await(store.archivedBefore(Given.NOON.plusSeconds(9), 1)).stream().map(SessionId::value).toList());
	}

	private void session(String id, String cwd, String agent, String name, int seconds) {
		SessionId session = new SessionId(id);
		Instant updated = Given.NOON.plusSeconds(seconds);
		await(store.commit(commit(session, 1, new Change.SummaryPut(Given.summary(session).edit().agent(new AgentId(agent)).agentName(name)
				.cwd(cwd).title("Title of " + id).updated(updated).build()), put(message(id + "-1", 1, EntryStatus.DONE, "a needle")),
				put(message(id + "-2", 2, EntryStatus.DONE, "hay")))));
	}

	private List<String> searched(Filter filter) {
		return await(store.search(new Search("needle", filter, 10))).hits().stream().map(hit -> hit.session().value()).toList();
	}

	private List<String> found(String text) {
		return await(store.search(new Search(text, Filter.ANY, 10))).hits().stream().map(Hit::entry).map(EntryId::value).toList();
	}

	private static List<String> ids(Listing listing) {
		return listing.sessions().stream().map(Past::session).map(SessionId::value).toList();
	}

	private static List<String> marked(Hit hit) {
		return hit.marks().stream().map((Mark mark) -> hit.snippet().substring(mark.start(), mark.start() + mark.length())).toList();
	}

	private static Detail tool(String title, String output) {
		return new Detail.Tool("call", title, "search", List.of(), List.of(), null, output, false);
	}

	private static Entry of(String id, long ordinal, EntryKind kind, Detail detail, String text) {
		return new Entry(new EntryId(id), ordinal, 1, Given.TURN, kind, EntryStatus.DONE, text, text.length(), Given.NOON, Given.NOON, detail);
	}

	private static Entry announced(String id, long length) {
		return new Entry(new EntryId(id), 1, 1, Given.TURN, EntryKind.MESSAGE, EntryStatus.DONE, "", length, Given.NOON, Given.NOON,
				new Detail.Plain());
	}
}
