package dev.umbra.store;

import static dev.umbra.store.Given.NOON;
import static dev.umbra.store.Given.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.AgentId;
import dev.umbra.core.EntryId;
import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.agent.McpServer;
import dev.umbra.core.port.Entries;
import dev.umbra.core.port.StoreException;
import dev.umbra.core.session.Blob;
import dev.umbra.core.session.Change;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Detail.ToolContent;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.QueuedPrompt;
import dev.umbra.core.session.Offer;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.core.session.Usage;

class RoundTripTest {
	private static final SessionId S = new SessionId("session-1");
	private static final Offer OFFER = new Offer(List.of(new Offer.Mode("plan", "Plan", "only plans"), new Offer.Mode("ask", "Ask", null)),
			List.of(new Offer.Option("m", "Model", null, "model", "select", "big",
					List.of(new Offer.Choice("big", "Big", null, null), new Offer.Choice("small", "Small", "fast", "cheap"))),
					new Offer.Option("b", "Web", "search", null, "boolean", "true", List.of())),
			List.of(new Offer.Command("review", "reviews", "what"), new Offer.Command("clear", "", null)), true, false, true);
	private static final List<McpServer> MCP = List.of(new McpServer.Stdio("s", "/bin/mcp", List.of("-a", "b c"), Map.of("K", "${KEY}")),
			new McpServer.Http("h", "https://example.org/mcp", Map.of("Authorization", "Bearer ${TOKEN}")),
			new McpServer.Sse("e", "https://example.org/sse", Map.of()));
	private static final Enclosure IMAGE = new Enclosure(Enclosure.Kind.IMAGE, "a \"b\".png", "image/png", "file:///a.png", "abc", 3);
	private static final Enclosure LINK = new Enclosure(Enclosure.Kind.LINK, "l", null, "file:///l", null, 0);
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
	void everyPartOfASummaryComesBack() {
		SessionSummary full = new SessionSummary(S, new AgentId("a"), "Bär", "title ✓", true, SessionStatus.WAITING_PERMISSION, "/w",
				List.of("/x", "/y \"z\""), "/tree", "branch", "mode", "model", "high", OFFER, Map.of("mode", "plan", "option:x", "y"), MCP, new SessionId("parent"), "acp-1",
				new TurnId("t"), "end_turn", new Usage(1L, 2L, 3L, 4L, 0.25, "EUR"), 2, true, true, 1, NOON, NOON.plusMillis(1),
				NOON.plusMillis(2));
		await(store.commit(Given.commit(S, 1, new Change.SummaryPut(full))));
		assertEquals(full, await(store.session(S)).orElseThrow());
		SessionSummary bare = Given.summary(S).edit().revision(2).build();
		await(store.commit(Given.commit(S, 2, new Change.SummaryPut(bare))));
		assertEquals(bare, await(store.session(S)).orElseThrow());
	}

	@Test
	void everyKindOfDetailComesBack() {
		List<ToolContent> content = List.of(new ToolContent.Text("t"), new ToolContent.Diff("/f", null, "new"),
				new ToolContent.Diff("/f", "old", "new"), new ToolContent.Terminal("term"), new ToolContent.Media(IMAGE),
				new ToolContent.Other("audio", "{\"x\":1}"));
		List<Detail> details = List.of(new Detail.Plain(),
				new Detail.Tool("call", "Read", "read", List.of(new Detail.Location("/f", 3), new Detail.Location("/g", null)), content,
						"{\"in\":1}", null, true),
				new Detail.Tool("call", "Run", "execute", List.of(), List.of(), null, null, false, "bash",
						List.of(new Detail.TerminalRun("t1", "ls -l", "/w", true, null, null, 0),
								new Detail.TerminalRun("t2", "false", "/w", false, 1, null, 70_000),
								new Detail.TerminalRun("t3", "sleep 9", "/w", false, null, "SIGTERM", 0))),
				new Detail.Prompt(List.of(IMAGE, LINK)), new Detail.Media(IMAGE), new Detail.Notice("warning"),
				new Detail.Compaction("c1", "failed", "too large"), new Detail.Compaction("c2", "in_progress", null),
				new Detail.Input("req", "call", "Which?",
						List.of(new Detail.Field("n", "Name", "who", "string", true, List.of(), "email", ".*@.*", "\"a@b\"", 1.0, 64.0),
								new Detail.Field("c", "Colour", null, "choice", false,
										List.of(new Detail.Choice("r", "Red", null), new Detail.Choice("g", "Green", "grass")), null, null,
										null, null, null)),
						null, null, "accept", "{\"n\":\"a@b\"}", "cli"),
				new Detail.Input("req", null, "Page", List.of(), "https://example.org/login", "el-1", null, null, null),
				new Detail.Login(List.of(new Detail.LoginMethod("key", "API key", "paste it", false),
						new Detail.LoginMethod("tui", "Terminal", null, true)), "key", "cli"),
				new Detail.Login(List.of(), null, null),
				new Detail.Plan(List.of(new Detail.PlanItem("c", "high", "pending"))),
				new Detail.Permission("req", Detail.Permission.Origin.HOST, "Write", "edit", "call", new EntryId("e0"), List.of("/f"),
						"rm -rf", content, List.of(new Detail.Option("o", "allow_once", "Allow")), "o", "cli"),
				new Detail.Permission("req", Detail.Permission.Origin.AGENT, "Push", "execute", null, null, List.of(), "git push", List.of(),
						List.of(), "no", null, "rule \"no force push\""),
				new Detail.Permission("req", Detail.Permission.Origin.AGENT, "", "", null, null, List.of(), null, List.of(), List.of(),
						null, null),
				new Detail.Fault("-32603", "broken", null), new Detail.Lifecycle("interrupted"), new Detail.Unknown("new", "{\"q\":[]}"));
		for (Class<?> kind : Detail.class.getPermittedSubclasses()) {
			assertTrue(details.stream().anyMatch(kind::isInstance), () -> "this test forgets " + kind);
		}
		for (Class<?> kind : ToolContent.class.getPermittedSubclasses()) {
			assertTrue(content.stream().anyMatch(kind::isInstance), () -> "this test forgets " + kind);
		}
		List<Entry> entries = new ArrayList<>();
		for (Detail detail : details) {
			int n = entries.size() + 1;
			EntryKind kind = EntryKind.values()[n % EntryKind.values().length];
			EntryStatus status = EntryStatus.values()[n % EntryStatus.values().length];
			entries.add(new Entry(new EntryId("e" + n), n, 1, n % 2 == 0 ? null : Given.TURN, kind, status, "text " + n, ("text " + n).length(), NOON,
					status.open() ? null : NOON, detail));
		}
		await(store.commit(Given.session(S, entries.stream().map(Given::put).toArray(Change[]::new))));
		assertEquals(entries, await(store.byOrdinal(S, 0, 100, 1000)).entries());
		assertEquals(entries.stream().filter(e -> e.status().open()).toList(), await(store.live(S)).orElseThrow().open());
	}

	@Test
	void aDetailThatDoesNotDecodeIsKeptRaw() throws Exception {
		await(store.commit(Given.session(S, Given.put(Given.message("e1", 1, EntryStatus.DONE, "hello")))));
		Databases.run(store.file(), "UPDATE entry SET detail = '{\"type\":\"hologram\",\"depth\":3}', kind = 'hologram'");
		Entry read = Given.only(store, S);
		assertEquals(EntryKind.UNKNOWN, read.kind());
		assertEquals(new Detail.Unknown("hologram", "{\"type\":\"hologram\",\"depth\":3}"), read.detail());
		assertEquals("hello", read.text());
	}

	@Test
	void theQueueIsReplacedWhole() {
		QueuedPrompt one = new QueuedPrompt(new TurnId("t1"), "first 😀", "cli", NOON);
		QueuedPrompt two = new QueuedPrompt(new TurnId("t2"), "second", "product", NOON.plusMillis(5));
		await(store.commit(Given.session(S, new Change.QueuePut(List.of(one, two)))));
		assertEquals(List.of(one, two), await(store.live(S)).orElseThrow().queue());
		assertEquals(2, await(store.session(S)).orElseThrow().queued());
		await(store.commit(Given.commit(S, 2, new Change.QueuePut(List.of(two)))));
		assertEquals(List.of(two), await(store.live(S)).orElseThrow().queue());
		assertEquals(1, await(store.session(S)).orElseThrow().queued());
	}

	@Test
	void enclosuresOfAQueuedPromptComeBack() {
		QueuedPrompt prompt = new QueuedPrompt(new TurnId("t1"), "look", List.of(IMAGE, LINK), "cli", NOON);
		await(store.commit(Given.session(S, new Change.QueuePut(List.of(prompt)))));
		assertEquals(List.of(prompt), await(store.live(S)).orElseThrow().queue());
	}

	@Test
	void bytesAreKeptOncePerSessionAndComeInRanges() throws Exception {
		byte[] bytes = new byte[100_000];
		new Random(4).nextBytes(bytes);
		Blob blob = Blob.of(bytes);
		SessionId other = new SessionId("other");
		await(store.commit(Given.session(S, new Change.BlobPut(blob), new Change.BlobPut(Blob.of(bytes.clone())))));
		await(store.commit(Given.commit(S, 2, new Change.BlobPut(blob))));
		await(store.commit(Given.session(other, new Change.BlobPut(blob), new Change.BlobPut(Blob.of(new byte[0])))));
		assertEquals(List.of("3"), Databases.query(store.file(), "SELECT count(*) FROM blob"));
		ByteArrayOutputStream read = new ByteArrayOutputStream();
		while (read.size() < bytes.length) {
			Entries.Bytes range = await(store.blob(S, blob.hash(), read.size(), 30_000)).orElseThrow();
			assertEquals(read.size(), range.offset());
			assertEquals(bytes.length, range.length());
			read.writeBytes(range.bytes());
		}
		assertArrayEquals(bytes, read.toByteArray());
		assertEquals(0, await(store.blob(S, blob.hash(), 100_000, 10)).orElseThrow().bytes().length);
		assertEquals(100_000, await(store.blob(S, blob.hash(), 200_000, 10)).orElseThrow().offset());
		assertEquals(0, await(store.blob(other, Blob.of(new byte[0]).hash(), 0, 10)).orElseThrow().length());
		assertTrue(await(store.blob(S, Blob.of(new byte[0]).hash(), 0, 10)).isEmpty());
		assertTrue(await(store.blob(new SessionId("stranger"), blob.hash(), 0, 10)).isEmpty());
	}

	@Test
	void bytesGoWithTheirSession() throws Exception {
		await(store.commit(Given.session(S, new Change.BlobPut(Blob.of(new byte[] { 1 })))));
		store.close();
		Databases.run(store.file(), "PRAGMA foreign_keys = ON", "DELETE FROM session");
		assertEquals(List.of("0"), Databases.query(store.file(), "SELECT count(*) FROM blob"));
	}

	@Test
	void whatWaitsIsFoundByItsIndex() throws Exception {
		try (Connection connection = Databases.open(store.file()); Statement statement = connection.createStatement();
				ResultSet plan = statement.executeQuery("EXPLAIN QUERY PLAN " + SessionReader.WAITING)) {
			assertTrue(plan.next());
			assertTrue(plan.getString("detail").contains("USING INDEX entry_waiting"), plan.getString("detail"));
			assertFalse(plan.next(), "nothing is sorted");
		}
	}

	@Test
	void anyStringComesBackAsItWent() {
		List<String> odd = List.of("", "\0", "a\0b", "\ud83d", "\ude00", "x\ude00\ud83dy", "😀", "e\u0301 \u202e ß \uffff \ufffe",
				"line\r\nline\u2028", "'; DROP TABLE entry; --");
		List<Entry> entries = new ArrayList<>();
		for (String text : odd) {
			int n = entries.size() + 1;
			Entry plain = Given.message("e" + n, n, EntryStatus.DONE, text);
			entries.add(plain.withDetail(new Detail.Unknown("name " + text, text)));
		}
		SessionSummary summary = Given.summary(S).edit().title(String.join("|", odd)).addDirs(odd).build();
		await(store.commit(Given.commit(S, 1, new Change.SummaryPut(summary))));
		await(store.commit(Given.commit(S, 2, entries.stream().map(Given::put).toArray(Change[]::new))));
		assertEquals(entries.stream().map(e -> e.withRevision(2)).toList(), await(store.byOrdinal(S, 0, 100, 1000)).entries());
		assertEquals(summary.edit().revision(2).build(), await(store.session(S)).orElseThrow());
	}

	@Test
	void aCommitWithoutSummaryMovesRevisionAndTime() {
		await(store.commit(Given.session(S, Given.put(Given.message("e1", 1, EntryStatus.RUNNING, "")))));
		clock.move(java.time.Duration.ofSeconds(7));
		await(store.commit(Given.commit(S, 2, Given.append("e1", 0, "x"))));
		SessionSummary summary = await(store.session(S)).orElseThrow();
		assertEquals(2, summary.revision());
		assertEquals(NOON.plusSeconds(7), summary.updated());
	}

	@Test
	void sessionsAreListedNewestFirstAndArchivedOnesOnlyOnDemand() {
		for (int i = 0; i < 3; i++) {
			SessionId id = new SessionId("s" + i);
			SessionSummary summary = Given.summary(id).edit().updated(NOON.plusSeconds(i)).archived(i == 1).build();
			await(store.commit(Given.commit(id, 1, new Change.SummaryPut(summary))));
		}
		assertEquals(List.of("s2", "s0"), await(store.sessions(false)).stream().map(s -> s.id().value()).toList());
		assertEquals(List.of("s2", "s1", "s0"), await(store.sessions(true)).stream().map(s -> s.id().value()).toList());
	}

	@Test
	void pagesOfSessionsJoinWithoutGapAlsoWhileOneOfThemChanges() {
		for (int i = 0; i < 5; i++) {
			SessionId id = new SessionId("s" + i);
			await(store.commit(Given.commit(id, 1, new Change.SummaryPut(Given.summary(id).edit().archived(i == 1).build()))));
		}
		Entries.SessionPage first = await(store.sessions(false, 0, 2));
		SessionId old = new SessionId("s0");
		await(store.commit(Given.commit(old, 2, new Change.SummaryPut(Given.summary(old).edit().updated(NOON.plusSeconds(9)).build()))));
		Entries.SessionPage second = await(store.sessions(false, first.next(), 2));
		assertEquals(List.of("s4", "s3"), first.sessions().stream().map(s -> s.id().value()).toList());
		assertEquals(List.of("s2", "s0"), second.sessions().stream().map(s -> s.id().value()).toList());
		assertEquals(0, second.next());
		assertEquals(5, await(store.sessions(true, 0, 5)).sessions().size());
	}

	@Test
	void talliesCountWhatIsNotArchivedByAgent() {
		for (int i = 0; i < 4; i++) {
			SessionId id = new SessionId("s" + i);
			SessionSummary summary = Given.summary(id).edit().archived(i == 1).status(i == 2 ? SessionStatus.RUNNING : SessionStatus.IDLE).build();
			await(store.commit(Given.commit(id, 1, new Change.SummaryPut(summary))));
		}
		assertEquals(Map.of(Given.summary(S).agent(), new Entries.Tally(3, 1)), await(store.tallies()));
	}

	@Test
	void sessionsAreFoundByTheirBeginningAtMostTen() {
		for (int i = 0; i < 12; i++) {
			await(store.commit(Given.session(new SessionId("ab%" + (char) ('a' + i)))));
		}
		await(store.commit(Given.session(new SessionId("abc"))));
		assertEquals(10, await(store.sessionsBeginning("ab%")).size());
		assertEquals(List.of(new SessionId("abc")), await(store.sessionsBeginning("abc")));
		assertEquals(List.of(), await(store.sessionsBeginning("ab_")));
		assertEquals(10, await(store.sessionsBeginning("")).size());
	}

	@Test
	void unfinishedAreActiveSessionsAndThoseWithAnOpenEntryButNoneThatCouldNotBeOpened() {
		List<SessionId> expected = new ArrayList<>();
		for (SessionStatus status : SessionStatus.values()) {
			SessionId id = new SessionId(status.word());
			await(store.commit(Given.commit(id, 1, new Change.SummaryPut(Given.summary(id).edit().status(status).build()))));
			if (status.kind() == SessionStatus.Kind.ACTIVE) {
				expected.add(id);
			}
		}
		assertEquals(expected, await(store.unfinished()));
		for (SessionStatus status : SessionStatus.values()) {
			SessionId id = new SessionId(status.word());
			await(store.commit(Given.commit(id, 2, new Change.SummaryPut(Given.summary(id).edit().status(status).revision(2).build()),
					Given.put(Given.message("open", 1, EntryStatus.RUNNING, "half")))));
		}
		assertEquals(Arrays.stream(SessionStatus.values()).filter(status -> status != SessionStatus.FAILED)
				.map(status -> new SessionId(status.word())).toList(), await(store.unfinished()));
	}

	@Test
	void oneEntryIsReadByItsId() {
		SessionId id = new SessionId("s");
		await(store.commit(Given.session(id, Given.put(Given.message("a", 1, EntryStatus.DONE, "one")),
				Given.put(Given.message("b", 2, EntryStatus.RUNNING, "two and more")))));
		Entry found = await(store.entry(id, new EntryId("b"), 3)).orElseThrow();
		assertEquals("two", found.text());
		assertEquals(12, found.length());
		assertEquals(2, found.ordinal());
		assertTrue(await(store.entry(id, new EntryId("c"), 3)).isEmpty());
		assertTrue(await(store.entry(new SessionId("nowhere"), new EntryId("a"), 3)).isEmpty());
	}

	@Test
	void recentHasTheNewestAndWhateverHasNotEnded() {
		SessionId id = new SessionId("s");
		Change[] entries = new Change[20];
		for (int i = 0; i < entries.length; i++) {
			entries[i] = Given.put(Given.message("e" + (i + 1), i + 1, i % 7 == 1 ? EntryStatus.RUNNING : EntryStatus.DONE, "text " + (i + 1)));
		}
		await(store.commit(Given.session(id, entries)));
		await(store.commit(Given.commit(id, 2, Given.append("e2", 6, " grows on"))));
		Entries.Recent recent = await(store.recent(id, 8, 10));
		assertEquals(List.of(13L, 14L, 15L, 16L, 17L, 18L, 19L, 20L), recent.newest().entries().stream().map(Entry::ordinal).toList());
		assertEquals(List.of(2L, 9L, 16L), recent.open().stream().map(Entry::ordinal).toList());
		assertEquals(2, recent.newest().revision());
		assertEquals("text 2 gro", recent.open().getFirst().text());
		assertEquals(15, recent.open().getFirst().length());
		assertThrows(StoreException.class, () -> await(store.recent(new SessionId("nowhere"), 8, 10)));
	}

	@Test
	void waitingListsQuestionsThatWaitOldestFirst() {
		Detail asked = new Detail.Permission("r", Detail.Permission.Origin.AGENT, "t", "edit", null, null, List.of(), null, List.of(),
				List.of(), null, null);
		SessionId other = new SessionId("other");
		await(store.commit(Given.session(S, Given.put(permission("new", 1, 9, EntryStatus.PENDING, asked)),
				Given.put(permission("answered", 2, 0, EntryStatus.DONE, asked)),
				Given.put(Given.message("no permission", 3, EntryStatus.PENDING, "")))));
		Detail login = new Detail.Login(List.of(), null, null);
		await(store.commit(Given.session(other, Given.put(permission("old", 1, 1, EntryStatus.PENDING, asked)),
				Given.put(new Entry(new EntryId("login"), 2, 1, Given.TURN, EntryKind.INPUT, EntryStatus.PENDING, "", 0,
						NOON.plusSeconds(5), null, login)))));
		var waiting = await(store.waiting());
		assertEquals(List.of("old", "login", "new"), waiting.stream().map(w -> w.entry().id().value()).toList());
		assertEquals(List.of(other, other, S), waiting.stream().map(w -> w.session().id()).toList());
		assertEquals(asked, waiting.getFirst().entry().detail());
	}

	@Test
	void liveKnowsTheLastOrdinalAndIsEmptyForStrangers() {
		await(store.commit(Given.session(S, Given.put(Given.message("e1", 41, EntryStatus.DONE, "")))));
		assertEquals(41, await(store.live(S)).orElseThrow().lastOrdinal());
		assertTrue(await(store.live(new SessionId("stranger"))).isEmpty());
		assertTrue(await(store.session(new SessionId("stranger"))).isEmpty());
	}

	private static Entry permission(String id, long ordinal, long seconds, EntryStatus status, Detail detail) {
		return new Entry(new EntryId(id), ordinal, 1, Given.TURN, EntryKind.PERMISSION, status, "", 0, NOON.plusSeconds(seconds),
				status.open() ? null : NOON, detail);
	}
}
