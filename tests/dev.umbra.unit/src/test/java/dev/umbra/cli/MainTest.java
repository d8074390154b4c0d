package dev.umbra.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.AgentId;
import dev.umbra.core.EntryId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.TurnId;
import dev.umbra.core.agent.AgentState;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Sessions.Item;
import dev.umbra.core.api.Tabs;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.testkit.FakeHost;
import dev.umbra.testkit.Sample;
import dev.umbra.wire.Codec;
import dev.umbra.wire.DataFolder;
import dev.umbra.wire.Methods;

class MainTest {
	private static final SessionId SESSION = new SessionId("5e551011-0000-4000-8000-000000000000");
	private static final TurnId TURN = new TurnId("turn-1");
	private final ByteArrayOutputStream out = new ByteArrayOutputStream();
	private final ByteArrayOutputStream err = new ByteArrayOutputStream();
	private final Map<String, String> env = new HashMap<>();
	private String typed = "";
	private boolean person;
	private DataFolder folder;
	private FakeHost host;

	@BeforeEach
	void open(@TempDir Path temp) {
		folder = DataFolder.open(temp.resolve("home"), Map.of());
		host = FakeHost.start(folder);
	}

	@AfterEach
	void close() {
		host.close();
	}

	private int umbra(String... args) {
		out.reset();
		err.reset();
		List<String> all = new ArrayList<>(List.of("--home", folder.path().toString()));
		all.addAll(List.of(args));
		return Main.run(all.toArray(String[]::new), terminal(out));
	}

	private Terminal terminal(OutputStream to) {
		return new Terminal(to, err, new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)), () -> person, env,
				folder.path());
	}

	private String out() {
		return out.toString(StandardCharsets.UTF_8);
	}

	private String err() {
		return err.toString(StandardCharsets.UTF_8);
	}

	private List<JsonNode> lines() {
		return out().lines().map(Codec::parse).toList();
	}

	@Test
	void everyCodeHasItsExitCodeWordsAndJson() {
		for (Failure.Code code : Failure.Code.values()) {
			host.refuse(Methods.SESSIONS_GET, new Failure(code, "What happened.", "What to do."));
			assertEquals(code.exit(), umbra("session", "show", "5e55"), code.word());
			assertEquals("umbra: What happened.\nWhat to do.\n", err());
			assertEquals("", out());
			assertEquals(code.exit(), umbra("session", "show", "5e55", "--json"), code.word());
			assertEquals("{\"error\":{\"code\":\"" + code.word()
					+ "\",\"message\":\"What happened.\",\"hint\":\"What to do.\"}}\n", err());
		}
	}

	@Test
	void wordsOfOthersCannotDriveTheTerminal() {
		host.refuse(Methods.SESSIONS_GET, Failure.failed("evil\u001b[2J", null));
		umbra("session", "show", "5e55");
		assertEquals("umbra: evil\n", err());
	}

	@Test
	void mistakesAreUsageAndTheHostIsNotAsked() {
		host.close();
		for (String line : List.of("nonsense", "session", "session nonsense", "session show", "session show 5e55 --bogus",
				"agent add x", "agent add x --preset a --command b", "agent add x --command b --env NO", "prompt 5e55",
				"session entries 5e55 --limit none", "attention answer abcd", "attention answer abcd o1 --cancel",
				"host set key", "tabs x", "agent start", "agent stop", "agent stop a b", "run", "run text", "run --agent a --preset b text", "prompt 5e55 x --allow once",
				"prompt 5e55 x --follow --allow yes", "session close 5e55 --stop --keep-running")) {
			assertEquals(2, umbra(line.split(" ")), line);
			assertTrue(err().startsWith("umbra: "), line + ": " + err());
			assertEquals(2, umbra((line + " --json").split(" ")), line);
			assertEquals("usage", Codec.parse(err()).path("error").path("code").asText(), line);
		}
	}

	@Test
	void statusStartsNoHost() {
		host.close();
		assertEquals(0, umbra("host", "status", "--json"));
		assertFalse(Codec.parse(out()).path("running").asBoolean(true));
		assertEquals(0, umbra("host", "stop", "--json"));
		assertFalse(Codec.parse(out()).path("running").asBoolean(true));
	}

	@Test
	void textAfterADoubleDashAndAFileNameSignAreJustText() {
		host.answer(Methods.SESSIONS_PROMPT, new Sessions.Prompted(TURN, "started"));
		assertEquals(0, umbra("prompt", "5e55", "--json", "--", "--follow", "@file", "${sys:user.name}"));
		assertEquals("--follow @file ${sys:user.name}",
				host.asked(Methods.SESSIONS_PROMPT).getFirst().path("text").asText());
		assertEquals("{\"turn\":\"turn-1\",\"state\":\"started\"}\n", out());
	}

	@Test
	void aDashReadsStandardInput() {
		host.answer(Methods.SESSIONS_PROMPT, new Sessions.Prompted(TURN, "queued"));
		typed = "from a\npipe, ü";
		assertEquals(0, umbra("prompt", "5e55", "-"));
		assertEquals("from a\npipe, ü", host.asked(Methods.SESSIONS_PROMPT).getFirst().path("text").asText());
	}

	@Test
	void argumentsOfAProgramMayLookLikeOptions() {
		host.answer(Methods.AGENTS_ADD, new Agents.Added(new AgentId("id"), "x", "Not found: y"));
		assertEquals(0, umbra("agent", "add", "x", "--command", "y", "--arg", "--json", "--arg", "-v", "--env", "A=b=c"));
		JsonNode add = host.asked(Methods.AGENTS_ADD).getFirst();
		assertEquals("[\"--json\",\"-v\"]", add.path("args").toString());
		assertEquals("b=c", add.path("env").path("A").asText());
		assertEquals("umbra: Not found: y\n", err());
	}

	@Test
	void tabsAreShownInTheirOrder() {
		SessionId other = new SessionId("0ther000-0000-4000-8000-000000000000");
		SessionSummary first = Sample.summary(SESSION);
		SessionSummary second = Sample.summary(other);
		host.answer(Methods.SESSIONS_LIST, new Sessions.Listing("epoch", List.of(first, second)));
		host.answer(Methods.TABS_LIST, new Tabs.Listing("epoch", 3,
				List.of(new Tabs.Tab(other, true), new Tabs.Tab(SESSION, false), new Tabs.Tab(SessionId.random(), false)), null, Map.of()));
		assertEquals(0, umbra("tabs", "--json"));
		JsonNode tabs = lines().getFirst();
		assertEquals(2, tabs.size(), "one that was deleted between two questions is left out");
		assertEquals("{\"session\":\"" + other + "\",\"title\":\"" + second.title() + "\",\"status\":\"" + second.status().word()
				+ "\",\"pinned\":true,\"agent\":\"" + second.agentName() + "\",\"agentId\":\"" + second.agent() + "\",\"cwd\":\""
				+ second.cwd() + "\",\"archived\":false}", tabs.get(0).toString());
		assertEquals(SESSION.value(), tabs.get(1).path("session").asText());
		assertEquals(0, umbra("tabs"));
		assertTrue(out().indexOf("0ther000") > 0 && out().indexOf("0ther000") < out().indexOf("5e551011"), out());
		host.answer(Methods.TABS_LIST, new Tabs.Listing("epoch", 3, List.of(), null, Map.of()));
		assertEquals(0, umbra("tabs"));
		assertTrue(out().startsWith("No tabs."), out());
	}

	@Test
	void agentsAreStartedAndStoppedByNameAndSayWhich() {
		host.answer(Methods.AGENTS_GET, new Agents.One(Sample.agent(Sample.AGENT, "demo"), AgentState.STOPPED, Sample.NOON, null, null,
				null, 0));
		host.answer(Methods.AGENTS_START, new Done()).answer(Methods.AGENTS_STOP, new Done());
		String said = "{\"id\":\"" + Sample.AGENT + "\",\"agent\":\"demo\"}\n";
		assertEquals(0, umbra("agent", "start", "demo", "--json"));
		assertEquals(said, out());
		assertEquals(0, umbra("agent", "stop", "demo", "--json"));
		assertEquals(said, out());
		assertEquals(0, umbra("agent", "stop", "demo", "--force"));
		assertEquals("Stopped demo.\n", out());
		assertEquals(List.of(false, true), host.asked(Methods.AGENTS_STOP).stream().map(stop -> stop.path("force").asBoolean()).toList());
		host.refuse(Methods.AGENTS_STOP, Failure.refused("A turn runs.", "Or --force."));
		assertEquals(5, umbra("agent", "stop", "demo"));
	}

	@Test
	void ourOwnAgentsMayNotAnswer() {
		host.answer(Methods.ATTENTION_ANSWER, new Done());
		env.put("UMBRA_AGENT", folder.hash() + ":agent-1");
		assertEquals(5, umbra("attention", "answer", "abcd", "allow_once"));
		assertEquals(5, umbra("prompt", "5e55", "x", "--follow", "--allow", "always"));
		assertTrue(host.asked(Methods.ATTENTION_ANSWER).isEmpty());
		env.put("UMBRA_AGENT", "another-host:agent-1");
		assertEquals(0, umbra("attention", "answer", "abcd", "allow_once"));
	}

	@Test
	void attentionItemsHaveTheDocumentedFields() {
		Detail.Permission permission = permission();
		host.answer(Methods.ATTENTION_LIST, new Attention.Listing("epoch", 1, List.of(new Attention.Item(new EntryId("i1"),
				"permission", SESSION, "My session", Sample.AGENT, "Write x", Sample.NOON, permission))));
		assertEquals(0, umbra("attention", "list", "--json"));
		JsonNode item = lines().getFirst().get(0);
		assertEquals("i1", item.path("item").asText());
		assertEquals("permission", item.path("type").asText());
		assertEquals(SESSION.value(), item.path("session").asText());
		assertEquals("Write x", item.path("title").asText());
		assertEquals("{\"option\":\"o1\",\"kind\":\"allow_once\",\"name\":\"Allow\"}", item.path("options").get(0).toString());
		assertEquals(0, umbra("attention", "list"));
		assertTrue(out().contains("o1 (allow_once)"), out());
	}

	@Test
	void emptyListsSayWhatToDo() {
		host.answer(Methods.SESSIONS_LIST, new Sessions.Listing("epoch", List.of()))
				.answer(Methods.AGENTS_LIST, new Agents.Listing("epoch", 0, List.of()))
				.answer(Methods.ATTENTION_LIST, new Attention.Listing("epoch", 0, List.of()));
		umbra("session", "list");
		assertTrue(out().contains("umbra run --preset demo"), out());
		umbra("agent", "list");
		assertTrue(out().contains("umbra agent add"), out());
		umbra("attention", "list");
		assertEquals("Nothing waits for you.\n", out());
		umbra("session", "list", "--json");
		assertEquals("[]\n", out());
	}

	@Test
	void allEntriesAreReadPageByPageWithTheirWholeText() {
		Entry cut = Sample.message("b", 2, EntryStatus.DONE, "0123456789").withTextCut("0123");
		host.on(Methods.SESSIONS_ENTRIES, p -> Outcome.ok(p.fromOrdinal() == 0
				? new Sessions.Page(SESSION, "epoch", 9, "epoch:1", 1, true, false,
						List.of(Sample.message("a", 1, EntryStatus.DONE, "one")))
				: new Sessions.Page(SESSION, "epoch", 11, "epoch:11", 2, false, false, List.of(cut))))
				.on(Methods.SESSIONS_TEXT, p -> Outcome.ok(new Sessions.TextRange(p.entry(), p.offset(),
						"0123456789".substring((int) p.offset(), (int) p.offset() + Math.min(3, p.limit())), 10)));
		assertEquals(0, umbra("session", "entries", "5e55", "--json"));
		JsonNode all = lines().getFirst();
		assertEquals("epoch:9", all.path("next").asText(), "the first page's position: nothing later is passed over");
		assertFalse(all.path("more").asBoolean(true));
		assertEquals(List.of("one", "0123456789"), all.path("entries").findValuesAsText("text"));
	}

	@Test
	void withALimitOnePageIsReadByRevision() {
		host.answer(Methods.SESSIONS_ENTRIES, new Sessions.Page(SESSION, "epoch", 9, "epoch:4", 0, true, false,
				List.of(Sample.message("a", 1, EntryStatus.DONE, "one"))));
		assertEquals(0, umbra("session", "entries", "5e55", "--limit", "1", "--after", "epoch:3", "--json"));
		assertEquals("epoch:4", lines().getFirst().path("next").asText());
		assertTrue(lines().getFirst().path("more").asBoolean());
		JsonNode asked = host.asked(Methods.SESSIONS_ENTRIES).getFirst();
		assertEquals("epoch:3", asked.path("after").asText());
		assertEquals(1, asked.path("limit").asInt());
		assertEquals(1, host.asked(Methods.SESSIONS_ENTRIES).size());
	}

	@Test
	void outputThatNobodyReadsEndsQuietly() {
		host.answer(Methods.SESSIONS_LIST, new Sessions.Listing("epoch", List.of(Sample.summary(SESSION))));
		OutputStream closed = new OutputStream() {
			@Override
			public void write(int b) throws IOException {
				throw new IOException("Broken pipe");
			}
		};
		assertEquals(0, Main.run(new String[] { "session", "list", "--home", folder.path().toString() }, terminal(closed)));
		assertEquals("", err());
	}

	private static Detail.Permission permission() {
		return new Detail.Permission("r", Detail.Permission.Origin.AGENT, "Write x", "edit", null, null, List.of("/x"), null,
				List.of(), List.of(new Detail.Option("o1", "allow_once", "Allow"), new Detail.Option("o2", "reject_once", "No")),
				null, null);
	}

	private static SessionSummary summary(SessionStatus status, TurnId turn, String stopReason, long revision) {
		return Sample.summary(SESSION).edit().status(status).turn(turn).stopReason(stopReason).revision(revision).build();
	}

	private static Entry entry(String id, EntryKind kind, EntryStatus status, long revision, String text, Detail detail) {
		return new Entry(new EntryId(id), revision, revision, TURN, kind, status, text, text.length(), Sample.NOON,
				status.open() ? null : Sample.NOON, detail);
	}

	private Sessions.Changes changes(long from, long to, SessionSummary summary, Item... items) {
		return new Sessions.Changes(host.asked(Methods.SESSIONS_ATTACH).getLast().path("attachment").asText(), SESSION,
				"epoch", from, to, false, summary, List.of(items));
	}

	/** A turn that streams two pieces, asks, and ends once it is answered. */
	private void playTurn(String stopReason) {
		Entry asks = entry("p", EntryKind.PERMISSION, EntryStatus.PENDING, 7, "", permission());
		host.answer(Methods.SESSIONS_ATTACH,
				new Sessions.Attached(SESSION, "epoch", 5, summary(SessionStatus.IDLE, null, "end_turn", 5), true,
						List.of(Sample.message("old", 1, EntryStatus.DONE, "of another turn"))));
		host.on(Methods.SESSIONS_PROMPT, p -> {
			host.tell(Methods.CHANGES, changes(5, 6, summary(SessionStatus.RUNNING, TURN, null, 6),
					new Item.Upsert(entry("q", EntryKind.PROMPT, EntryStatus.DONE, 6, p.text(), new Detail.Plain())),
					new Item.Upsert(entry("m", EntryKind.MESSAGE, EntryStatus.RUNNING, 6, "Hel", new Detail.Plain()))));
			host.tell(Methods.CHANGES, changes(6, 7, summary(SessionStatus.WAITING_PERMISSION, TURN, null, 7),
					new Item.Append(new EntryId("m"), 7, 3, "lo"), new Item.Upsert(asks)));
			return Outcome.ok(new Sessions.Prompted(TURN, "started"));
		});
		host.on(Methods.ATTENTION_ANSWER, p -> {
			host.tell(Methods.CHANGES, changes(7, 8, summary(SessionStatus.IDLE, null, stopReason, 8),
					new Item.Upsert(entry("p", EntryKind.PERMISSION, EntryStatus.DONE, 8, "", permission())),
					new Item.Upsert(entry("m", EntryKind.MESSAGE, EntryStatus.DONE, 8, "Hello", new Detail.Plain()))));
			return Outcome.ok(new Done());
		});
	}

	@Test
	void aFollowedPromptIsStreamedAndAnsweredByKind() {
		playTurn("end_turn");
		assertEquals(0, umbra("prompt", "5e55", "hi", "--follow", "--allow", "once", "--json"));
		assertEquals("o1", host.asked(Methods.ATTENTION_ANSWER).getFirst().path("option").asText());
		assertEquals("cli", host.asked(Methods.ATTENTION_ANSWER).getFirst().path("client").asText());
		List<String> told = lines().stream().map(line -> line.has("entry")
				? line.path("entry").path("id").asText() + ":" + line.path("entry").path("text").asText()
				: line.has("append") ? line.path("offset").asText() + "+" + line.path("append").asText()
						: line.has("status") ? line.path("status").asText() : line.path("stopReason").asText())
				.toList();
		assertEquals(List.of("q:hi", "m:Hel", "running", "3+lo", "p:", "waiting_permission", "p:", "m:Hello", "idle",
				"end_turn"), told);
		assertEquals("{\"revision\":7,\"id\":\"m\",\"offset\":3,\"append\":\"lo\"}", out().lines().toList().get(3));
		assertEquals("{\"stopReason\":\"end_turn\"}", out().lines().toList().getLast());
	}

	@Test
	void anyOtherEndOfATurnIsExitCodeOne() {
		playTurn("refusal");
		assertEquals(1, umbra("prompt", "5e55", "hi", "--follow", "--allow", "reject", "--json"));
		assertEquals("o2", host.asked(Methods.ATTENTION_ANSWER).getFirst().path("option").asText());
		assertEquals("{\"stopReason\":\"refusal\"}", out().lines().toList().getLast());
	}

	@Test
	void aPersonOnATerminalIsAsked() {
		playTurn("end_turn");
		person = true;
		typed = "x\n2\n";
		assertEquals(0, umbra("prompt", "5e55", "hi", "--follow"));
		assertEquals("o2", host.asked(Methods.ATTENTION_ANSWER).getFirst().path("option").asText());
		assertTrue(out().contains("> hi\nHello\n? Write x (edit)\n  /x\n  1) Allow\n  2) No\n  1-2? "), out());
	}

	@Test
	void withoutATerminalItWaitsAndSaysHowToAnswer() throws InterruptedException {
		playTurn("end_turn");
		Thread elsewhere = Thread.ofPlatform().start(() -> {
			while (!err().contains("umbra attention answer p OPTION")) {
				Thread.onSpinWait();
			}
			host.tell(Methods.CHANGES, changes(7, 8, summary(SessionStatus.IDLE, null, "end_turn", 8)));
		});
		assertEquals(0, umbra("prompt", "5e55", "hi", "--follow"));
		elsewhere.join();
		assertTrue(err().contains("o1 (allow_once), o2 (reject_once)"), err());
		assertTrue(host.asked(Methods.ATTENTION_ANSWER).isEmpty());
	}

	@Test
	void noOptionOfThatKindIsSaidAndLeftToOthers() throws InterruptedException {
		playTurn("end_turn");
		Thread elsewhere = Thread.ofPlatform().start(() -> {
			while (!err().contains("umbra attention answer")) {
				Thread.onSpinWait();
			}
			host.tell(Methods.CHANGES, changes(7, 8, summary(SessionStatus.IDLE, null, "end_turn", 8)));
		});
		assertEquals(0, umbra("prompt", "5e55", "hi", "--follow", "--allow", "always"));
		elsewhere.join();
		assertTrue(err().contains("--allow always"), err());
		assertTrue(host.asked(Methods.ATTENTION_ANSWER).isEmpty());
	}

	@Test
	void followBeginsWithTheNewestEntriesAndEndsWhenTheSessionIsClosed() {
		SessionSummary closed = summary(SessionStatus.COMPLETED, null, "end_turn", 6);
		host.on(Methods.SESSIONS_ATTACH, p -> {
			host.tell(Methods.CHANGES, new Sessions.Changes(p.attachment(), SESSION, "epoch", 5, 6, false, closed, List.of()));
			return Outcome.ok(new Sessions.Attached(SESSION, "epoch", 5, summary(SessionStatus.IDLE, null, null, 5), true,
					List.of(Sample.message("a", 1, EntryStatus.DONE, "one"))));
		});
		assertEquals(0, umbra("follow", "5e55", "--json"));
		assertEquals(192, host.asked(Methods.SESSIONS_ATTACH).getFirst().path("newest").asInt());
		assertEquals(List.of("idle", "completed"),
				lines().stream().filter(line -> line.has("status")).map(line -> line.path("status").asText()).toList());
		assertEquals("one", lines().getFirst().path("entry").path("text").asText());
	}

	@Test
	void followAfterAPositionReadsAllPagesFirst() {
		host.on(Methods.SESSIONS_ENTRIES, p -> Outcome.ok("epoch:2".equals(p.after())
				? new Sessions.Page(SESSION, "epoch", 5, "epoch:4", 0, true, false,
						List.of(Sample.message("a", 1, EntryStatus.DONE, "one")))
				: new Sessions.Page(SESSION, "epoch", 5, "epoch:5", 0, false, false,
						List.of(Sample.message("b", 2, EntryStatus.DONE, "two")))));
		host.answer(Methods.SESSIONS_ATTACH, new Sessions.Attached(SESSION, "epoch", 5,
				summary(SessionStatus.COMPLETED, null, null, 5), false, List.of()));
		assertEquals(0, umbra("follow", "5e55", "--after", "epoch:2", "--json"));
		assertEquals("epoch:5", host.asked(Methods.SESSIONS_ATTACH).getFirst().path("after").asText());
		assertEquals(List.of("one", "two"), lines().stream().filter(line -> line.has("entry"))
				.map(line -> line.path("entry").path("text").asText()).toList());
	}

	@Test
	void runSaysTheSessionFirst() {
		playTurn("end_turn");
		host.answer(Methods.AGENTS_ADD, new Agents.Added(new AgentId("adhoc-id"), "demo", null))
				.answer(Methods.SESSIONS_CREATE, new Sessions.Ref(SESSION));
		assertEquals(0, umbra("run", "--preset", "demo", "--allow", "once", "--json", "hi", "there"));
		assertEquals("{\"session\":\"" + SESSION.value() + "\"}", out().lines().findFirst().orElseThrow());
		assertTrue(host.asked(Methods.AGENTS_ADD).getFirst().path("adHoc").asBoolean());
		assertEquals("adhoc-id", host.asked(Methods.SESSIONS_CREATE).getFirst().path("agent").asText());
		assertEquals(folder.path().toString(), host.asked(Methods.SESSIONS_CREATE).getFirst().path("cwd").asText());
		assertEquals("hi there", host.asked(Methods.SESSIONS_PROMPT).getFirst().path("text").asText());
	}

	@Test
	void helpAndVersionNeedNoHost() {
		host.close();
		assertEquals(0, umbra("--version"));
		assertTrue(out().startsWith("umbra "), out());
		assertEquals(0, umbra("help"));
		assertTrue(out().contains("session") && out().contains("attention"), out());
		assertEquals(0, umbra("help", "session", "new"));
		assertTrue(out().contains("--cwd"), out());
		assertEquals(0, umbra("session", "new", "--help"));
		assertTrue(out().contains("--cwd"), out());
	}
}
