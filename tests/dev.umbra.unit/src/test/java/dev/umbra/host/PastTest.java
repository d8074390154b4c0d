package dev.umbra.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.AgentId;
import dev.umbra.core.Cause;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.History;
import dev.umbra.core.api.Notes;
import dev.umbra.core.api.Sessions;
import dev.umbra.testkit.Sample;

/** History and notes, as the host checks and resolves what is asked. */
class PastTest {
	@TempDir
	Path home;
	private TestHost host;
	private HistoryService history;
	private NotesService notes;

	@BeforeEach
	void begin() {
		host = new TestHost(home).with(Sample.agent(Sample.AGENT, "demo"), Sample.agent(new AgentId("agent-2"), "other"));
		history = new HistoryService(host.parts, host.mailboxes, host.lives);
		notes = new NotesService(host.parts);
	}

	@AfterEach
	void end() {
		host.mailboxes.end("end of the test");
	}

	private SessionId session(String agent, String folder, String title) {
		return TestHost.value(host.sessions
				.create(new Sessions.Create(CommandId.random(), agent, folder, List.of(), title, null))).session();
	}

	private List<String> titles(@Nullable String agent, @Nullable String folder) {
		return TestHost.value(history.list(new History.Browse("", new History.Filter(agent, folder, null, null), null, 0)))
				.sessions().stream().map(History.Past::title).sorted().toList();
	}

	@Test
	void anAgentIsNamedByNameByIdAndByTheNameItHad() {
		session("demo", "/tmp", "one");
		session("other", "/tmp", "two");
		assertEquals(List.of("one"), titles("demo", null));
		assertEquals(List.of("two"), titles("agent-2", null));
		host.lives.removed(new AgentId("agent-2"), Cause.SYSTEM);
		assertEquals(List.of("two"), titles("other", null));
		assertEquals(List.of(), titles("nobody", null));
	}

	@Test
	void aFolderIsMeantWithAllBelowItHoweverItIsWritten() {
		session("demo", home.toString(), "in");
		session("demo", "/tmp", "out");
		assertEquals(List.of("in"), titles(null, home + "/../" + home.getFileName() + "/."));
		Failure failure = TestHost.failure(history.list(new History.Browse("", new History.Filter(null, "here", null, null), null, 0)));
		assertEquals(Failure.Code.USAGE, failure.code());
	}

	@Test
	void whatHasNoWordCannotBeSearched() {
		assertEquals(Failure.Code.USAGE,
				TestHost.failure(history.search(new History.Search(" - ", History.Filter.ANY, 0))).code());
		assertEquals(Failure.Code.USAGE,
				TestHost.failure(history.search(new History.Search("x".repeat(2_000), History.Filter.ANY, 0))).code());
		SessionId session = session("demo", "/tmp", "one");
		assertEquals(Failure.Code.USAGE, TestHost.failure(history.find(new History.Find(session.value(), "", 0))).code());
		assertEquals(Failure.Code.NOT_FOUND, TestHost.failure(history.find(new History.Find("nowhere", "x", 0))).code());
	}

	@Test
	void promptsAreFoundByTheBeginningsOfTheirWords() {
		SessionId session = session("demo", "/tmp", "one");
		host.prompt(session, "Mend the Wheelbarrow");
		History.Hits hits = TestHost.value(history.search(new History.Search("wheel mend", History.Filter.ANY, 0)));
		assertEquals(List.of(session), hits.hits().stream().map(History.Hit::session).toList());
		assertEquals(1, TestHost.value(history.find(new History.Find(session.value(), "BARROW", 0))).places().size());
	}

	@Test
	void aNoteIsTheSameHoweverItsFolderIsWritten() {
		assertNull(TestHost.value(notes.get(new Notes.Get("/work/x"))).updated());
		TestHost.value(notes.put(new Notes.Put(CommandId.random(), "/work/y/../x/.", "remember")));
		Notes.Note note = TestHost.value(notes.get(new Notes.Get("/work/x/")));
		assertEquals(List.of("/work/x", "remember"), List.of(note.folder(), note.text()));
		TestHost.value(notes.put(new Notes.Put(CommandId.random(), "/work/x", "")));
		assertEquals("", TestHost.value(notes.get(new Notes.Get("/work/x"))).text());
	}

	@Test
	void aNoteThatIsTooLongOrOfNoFolderIsRefused() {
		String longest = "n".repeat(NotesService.LONGEST);
		TestHost.value(notes.put(new Notes.Put(CommandId.random(), "/work", longest)));
		assertEquals(Failure.Code.USAGE,
				TestHost.failure(notes.put(new Notes.Put(CommandId.random(), "/work", longest + "n"))).code());
		assertEquals(Failure.Code.USAGE, TestHost.failure(notes.get(new Notes.Get("work"))).code());
		assertEquals(longest, TestHost.value(notes.get(new Notes.Get("/work"))).text());
	}
}
