package dev.umbra.host.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.client.RemoteHost;
import dev.umbra.core.CommandId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Tabs;
import dev.umbra.core.event.AgentStateChanged;
import dev.umbra.core.event.AgentsChanged;
import dev.umbra.core.event.AttentionChanged;
import dev.umbra.core.event.HostStateChanged;
import dev.umbra.core.event.SessionAdvanced;
import dev.umbra.core.event.SessionClosed;
import dev.umbra.core.event.SessionOpened;
import dev.umbra.core.event.TabsChanged;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.wire.DataFolder;

/**
 * A window and its host: this framework has only the client, the host is a process of its own that the first call starts.
 * All tests share one data folder, so that the host's bundles are copied once.
 */
class HostProcessTest {
	@TempDir
	static Path temp;
	private static DataFolder folder;
	private static Path work;

	@BeforeAll
	static void theWindowLooksAtAFreshFolder() throws Exception {
		folder = DataFolder.open(temp.resolve("home"), System.getenv());
		work = Files.createDirectory(temp.resolve("work"));
		Framework.clientLooksAt(folder.path());
	}

	@AfterAll
	static void theHostEnds() throws Exception {
		stop(folder);
		Framework.clientLooksAt(Framework.BORN_WITH);
	}

	@AfterEach
	void nothingOfTheHostCameUpHere() {
		assertEquals(List.of(), Framework.activeHostComponents());
	}

	/** Returns when no host of this folder runs any more. */
	private static void stop(DataFolder folder) throws Exception {
		if (!Files.exists(folder.pointer())) {
			return;
		}
		try (RemoteHost remote = RemoteHost.connect(folder, RemoteHost.Options.of("tests").withoutStart())) {
			long pid = Answers.ok(remote.host().stop(new Host.Stop(false, false))).pid();
			await(pid);
		}
	}

	private static void await(long pid) throws Exception {
		ProcessHandle process = ProcessHandle.of(pid).orElse(null);
		if (process != null) {
			process.onExit().get(Heard.PATIENCE.toSeconds(), TimeUnit.SECONDS);
		}
	}

	private static Host.Status status() throws Exception {
		return Answers.ok(Framework.service(Host.class).status(new Nothing()));
	}

	/** Events travel in one line with answers: after the answer of a later call they are here, if they come at all. */
	private static void settle(Heard heard) throws Exception {
		status();
		heard.settle();
	}

	@Test
	void theFirstCallStartsAHostAndWhatItAnnouncesIsHeardHereOnce() throws Exception {
		stop(folder);
		try (Heard heard = Heard.fromNowOn()) {
			Answers.ok(Framework.service(Agents.class).add(Answers.demo("first")));
			settle(heard);
			assertEquals(1, heard.of(AgentsChanged.class).size());
			Host.Status status = status();
			assertNotEquals(ProcessHandle.current().pid(), status.pid());
			assertEquals(folder.path().toString(), status.home());
			assertEquals(status.epoch(), heard.of(AgentsChanged.class).getFirst().epoch());
			heard.await("ready", () -> heard.of(HostStateChanged.class).stream()
					.anyMatch(event -> event.state().equals("ready") && event.epoch().equals(status.epoch())));
		}
	}

	@Test
	void whatAnotherClientDoesIsHeardHereOnce() throws Exception {
		status();
		try (Heard heard = Heard.fromNowOn();
				RemoteHost other = RemoteHost.connect(folder, RemoteHost.Options.of("other").withoutStart())) {
			Agents.Added added = Answers.ok(other.agents().add(Answers.demo("of the other")));
			heard.await("its agent", () -> !heard.of(AgentsChanged.class).isEmpty());
			settle(heard);
			assertEquals(1, heard.of(AgentsChanged.class).size());
			Agents.Listing listing = Answers.ok(Framework.service(Agents.class).list(new Agents.ListAll()));
			assertTrue(listing.agents().stream().anyMatch(agent -> agent.agent().id().equals(added.id())));
			assertTrue(listing.revision() >= heard.of(AgentsChanged.class).getFirst().revision());
		}
	}

	@Test
	void aRepeatedCommandIsDoneAndAnnouncedOnce() throws Exception {
		status();
		try (Heard heard = Heard.fromNowOn()) {
			Agents.Add add = Answers.demo("once");
			Agents.Added first = Answers.ok(Framework.service(Agents.class).add(add));
			assertEquals(first, Answers.ok(Framework.service(Agents.class).add(add)));
			settle(heard);
			assertEquals(1, heard.of(AgentsChanged.class).size());
		}
	}

	@Test
	void aTurnStreamsHereWithoutGapAndIsAnnouncedTopicByTopic() throws Exception {
		try (Heard heard = Heard.fromNowOn()) {
			Sessions sessions = Framework.service(Sessions.class);
			Answers.ok(Framework.service(Agents.class).add(Answers.demo("streams")));
			SessionId session = Answers.ok(sessions.create(Answers.session("streams", work))).session();
			Followed followed = Followed.over(sessions, session);
			Answers.ok(Framework.service(Tabs.class).open(new Tabs.Open(CommandId.random(), session.value())));
			Answers.ok(sessions.prompt(Answers.prompt(session, "stream 300 words every 2 ms then write said.md: Hello")));
			heard.await("one thing that waits", () -> heard.of(AttentionChanged.class).size() == 1);
			Attention attention = Framework.service(Attention.class);
			Attention.Item item = Answers.ok(attention.list(new Attention.ListAll())).items().getFirst();
			Answers.ok(attention.answer(Answers.answer(item, "allow_once")));
			followed.awaitTurnOver();
			assertEquals("Hello\n", Files.readString(work.resolve("said.md")));

			List<Entry> stored = Answers.ok(sessions.entries(new Sessions.Read(session.value(), null, 0, 0, false))).entries();
			assertEquals(stored, followed.entries());
			assertTrue(followed.said().split("\\s+").length >= 300, followed::said);
			assertTrue(followed.batches() > 3, () -> followed.batches() + " batches");
			Answers.ok(sessions.close(Answers.close(session)));
			heard.await("closed", () -> heard.of(SessionClosed.class).size() == 1);
			settle(heard);
			assertEquals(List.of(session), heard.of(SessionOpened.class).stream().map(SessionOpened::session).toList());
			assertEquals(List.of(1, 0), heard.of(AttentionChanged.class).stream().map(AttentionChanged::count).toList());
			// one that an earlier test left behind may still arrive: advances come up to 100 ms after their commit
			assertTrue(heard.of(SessionAdvanced.class).stream().filter(event -> event.session().equals(session)).count() >= 3);
			assertEquals(2, heard.of(TabsChanged.class).size(), "opened, and closed with its session");
			assertTrue(heard.of(AgentStateChanged.class).size() >= 5);
		}
	}

	@Test
	void aKilledHostIsUnreachableAndTheNextCallStartsAnotherThatTellsWhatWasCut() throws Exception {
		Sessions sessions = Framework.service(Sessions.class);
		Agents agents = Framework.service(Agents.class);
		try (Heard heard = Heard.fromNowOn()) {
			Answers.ok(agents.add(Answers.demo("cut")));
			SessionId session = Answers.ok(sessions.create(Answers.session("cut", work))).session();
			Followed followed = Followed.over(sessions, session);
			Answers.ok(sessions.prompt(Answers.prompt(session, "stream 100000 words every 5 ms")));
			followed.await("some words", seen -> seen.said().length() > 200);
			long agent = Objects.requireNonNull(Answers.ok(agents.get(new Agents.Get("cut"))).pid());
			Host.Status before = status();

			ProcessHandle.of(before.pid()).orElseThrow().destroyForcibly();
			heard.await("unreachable", () -> heard.hostStates().contains("unreachable"));
			await(before.pid());
			String said = followed.said();

			Host.Status after = status();
			assertNotEquals(before.pid(), after.pid());
			assertNotEquals(before.epoch(), after.epoch());
			heard.await("ready again", () -> heard.of(HostStateChanged.class).stream()
					.anyMatch(event -> event.state().equals("ready") && event.epoch().equals(after.epoch())));
			followed.awaitStatus(SessionStatus.INTERRUPTED);
			assertEquals(after.epoch(), followed.epoch());
			assertTrue(followed.said().startsWith(said), followed::said);
			await(agent);

			Answers.ok(sessions.prompt(Answers.prompt(session, "count to 3 every 1 ms")));
			followed.await("an answer", seen -> seen.said().endsWith("1 2 3"));
			followed.awaitTurnOver();
			assertEquals(Answers.ok(sessions.entries(new Sessions.Read(session.value(), null, 0, 0, false))).entries().stream()
					.map(Entry::id).toList(), followed.entries().stream().map(Entry::id).toList());
		}
	}

	@Test
	void theFolderOfAnEmbeddedHostIsServedByAProcessWhenTheRoleIsGone() throws Exception {
		stop(folder);
		try (Heard heard = Heard.fromNowOn()) {
			try (EmbeddedHost host = EmbeddedHost.start(folder.path())) {
				Answers.ok(Framework.service(Agents.class).add(Answers.demo("made in the window")));
				assertEquals(host.epoch(), status().epoch());
			}
			heard.settle();
			assertEquals(1, heard.of(AgentsChanged.class).size());
			Agents.Listing listing = Answers.ok(Framework.service(Agents.class).list(new Agents.ListAll()));
			assertTrue(listing.agents().stream().anyMatch(agent -> agent.agent().name().equals("made in the window")));
			assertNotEquals(ProcessHandle.current().pid(), status().pid());

			Answers.ok(Framework.service(Agents.class).remove(new Agents.Remove(CommandId.random(), "made in the window", false)));
			settle(heard);
			assertEquals(2, heard.of(AgentsChanged.class).size());
		}
	}

	@Test
	void aStoppedHostSaysItsEndAndStaysStopped() throws Exception {
		Host.Status before = status();
		try (Heard heard = Heard.fromNowOn()) {
			stop(folder);
			heard.await("ending, then unreachable", () -> heard.hostStates().equals(List.of("ending", "unreachable")));
			assertEquals(before.epoch(), heard.of(HostStateChanged.class).getFirst().epoch());
			assertTrue(Files.notExists(folder.pointer()));
		}
	}
}
