package dev.umbra.host.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.client.RemoteHost;
import dev.umbra.core.CommandId;
import dev.umbra.core.FailureException;
import dev.umbra.core.SessionId;
import dev.umbra.core.agent.AgentState;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Drafts;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Tabs;
import dev.umbra.core.event.AgentStateChanged;
import dev.umbra.core.event.AgentsChanged;
import dev.umbra.core.event.AttentionChanged;
import dev.umbra.core.event.GitChanged;
import dev.umbra.core.event.HostEvent;
import dev.umbra.core.event.HostStateChanged;
import dev.umbra.core.event.ProblemRaised;
import dev.umbra.core.event.RelayStateChanged;
import dev.umbra.core.event.SessionAdvanced;
import dev.umbra.core.event.SessionClosed;
import dev.umbra.core.event.SessionOpened;
import dev.umbra.core.event.TabsChanged;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.port.Entries;
import dev.umbra.core.port.Records;
import dev.umbra.core.port.Settings;
import dev.umbra.core.port.StoreFile;
import dev.umbra.core.port.WindowRecords;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.SessionStatus;

/** Host and client in one framework: whoever has the role brings the host up here, and takes it down. */
class EmbeddedHostTest {
	private static final List<Class<?>> CONTRACTS = List.of(Sessions.class, Agents.class, Attention.class, Tabs.class, Drafts.class,
			Host.class);
	private static final List<Class<?>> PORTS = List.of(Entries.class, Records.class, WindowRecords.class, Settings.class,
			StoreFile.class, AgentRuntime.class);
	@TempDir
	Path temp;
	private Path home;
	private Path work;

	@BeforeEach
	void folders() throws Exception {
		Framework.clientLooksAt(Framework.BORN_WITH);
		home = temp.resolve("home");
		work = Files.createDirectory(temp.resolve("work"));
	}

	@AfterEach
	void theClientIsBackAndTheHostIsGone() {
		assertEquals(List.of(), Framework.activeHostComponents());
		for (Class<?> contract : CONTRACTS) {
			assertEquals(List.of(true), Framework.references(contract).stream().map(Framework::isRemote).toList(), contract::getName);
		}
	}

	@Test
	void theRoleBringsUpEveryServiceOnceAndTurnsTheClientOff() throws Exception {
		try (Heard heard = Heard.fromNowOn(); EmbeddedHost host = EmbeddedHost.start(home)) {
			for (Class<?> port : PORTS) {
				assertEquals(1, Framework.references(port).size(), port::getName);
			}
			for (Class<?> contract : CONTRACTS) {
				assertEquals(List.of(false), Framework.references(contract).stream().map(Framework::isRemote).toList(), contract::getName);
			}
			assertEquals(List.of(), Framework.references(RemoteHost.class));
			assertTrue(Files.exists(home.resolve("umbra.db")));
			Host.Status status = Answers.ok(Framework.service(Host.class).status(new Nothing()));
			assertEquals(host.epoch(), status.epoch());
			assertEquals(host.home().toString(), status.home());
			heard.await("ready", () -> heard.hostStates().equals(List.of("ready")));
			assertEquals(host.epoch(), heard.of(HostStateChanged.class).getFirst().epoch());
		}
	}

	@Test
	void anAgentsChangeIsAnnouncedOnceAndInRevisionsThatCanBeRead() throws Exception {
		try (Heard heard = Heard.fromNowOn(); EmbeddedHost host = EmbeddedHost.start(home)) {
			Agents agents = Framework.service(Agents.class);
			Answers.ok(agents.add(Answers.demo("one")));
			heard.settle();
			AgentsChanged added = assertInstanceOf(AgentsChanged.class, heard.all().getLast());
			assertEquals(1, heard.of(AgentsChanged.class).size());
			assertEquals(host.epoch(), added.epoch());
			Agents.Listing listing = Answers.ok(agents.list(new Agents.ListAll()));
			assertEquals(added.revision(), listing.revision());
			assertEquals(List.of("one"), listing.agents().stream().map(agent -> agent.agent().name()).toList());

			Answers.ok(agents.remove(new Agents.Remove(CommandId.random(), "one", false)));
			heard.settle();
			assertEquals(List.of(added.revision(), added.revision() + 1),
					heard.of(AgentsChanged.class).stream().map(AgentsChanged::revision).toList());
		}
	}

	@Test
	void aTurnWithAPermissionIsAnnouncedOnEveryTopicOfItsLife() throws Exception {
		try (Heard heard = Heard.fromNowOn(); EmbeddedHost host = EmbeddedHost.start(home)) {
			Sessions sessions = Framework.service(Sessions.class);
			Attention attention = Framework.service(Attention.class);
			Agents.Added agent = Answers.ok(Framework.service(Agents.class).add(Answers.demo("demo")));
			SessionId session = Answers.ok(sessions.create(Answers.session("demo", work))).session();
			Answers.ok(Framework.service(Tabs.class).open(new Tabs.Open(CommandId.random(), session.value())));
			Followed followed = Followed.over(sessions, session);

			Answers.ok(sessions.prompt(Answers.prompt(session, "write notes.md: Hello")));
			heard.await("one thing that waits", () -> counts(heard).equals(List.of(1)));
			Attention.Listing listing = Answers.ok(attention.list(new Attention.ListAll()));
			assertEquals(1, listing.items().size());
			assertEquals(session, listing.items().getFirst().session());
			followed.awaitStatus(SessionStatus.WAITING_PERMISSION);
			assertFalse(Files.exists(work.resolve("notes.md")));
			Answers.ok(attention.answer(Answers.answer(listing.items().getFirst(), "allow_once")));
			followed.awaitTurnOver();

			assertEquals("end_turn", followed.summary().stopReason());
			assertEquals("Hello\n", Files.readString(work.resolve("notes.md")));
			assertTrue(followed.said().contains("notes.md"), followed::said);
			heard.await("nothing waits", () -> counts(heard).equals(List.of(1, 0)));
			heard.await("an agent that is ready", () -> !states(heard).isEmpty() && states(heard).getLast() == AgentState.READY);
			Answers.ok(sessions.close(Answers.close(session)));
			heard.await("closed", () -> !heard.of(SessionClosed.class).isEmpty());
			heard.await("its tab is gone", () -> heard.of(TabsChanged.class).size() == 2);

			assertEquals(List.of(AgentState.STARTING, AgentState.WORKING, AgentState.WAITING, AgentState.WORKING, AgentState.READY), states(heard));
			assertTrue(heard.of(AgentStateChanged.class).stream().allMatch(event -> event.agent().equals(agent.id())));
			assertEquals(List.of(session), heard.of(SessionOpened.class).stream().map(SessionOpened::session).toList());
			assertEquals(List.of(session), heard.of(SessionClosed.class).stream().map(SessionClosed::session).toList());
			assertEquals(List.of(1L, 2L), heard.of(TabsChanged.class).stream().map(TabsChanged::revision).toList());
			assertTrue(heard.of(SessionAdvanced.class).stream().allMatch(event -> event.session().equals(session)));
			Set<Class<?>> types = new HashSet<>();
			heard.all().forEach(event -> types.add(event.getClass()));
			Set<Class<?>> expected = new HashSet<>(Heard.TOPICS.values());
			expected.remove(ProblemRaised.class);
			// git is asked after a tool call, now or later; there is no relay
			expected.remove(GitChanged.class);
			types.remove(GitChanged.class);
			expected.remove(RelayStateChanged.class);
			assertEquals(expected, types);
			assertEquals(Set.of(host.epoch()), Set.copyOf(heard.all().stream().map(HostEvent::epoch).toList()));
		}
	}

	@Test
	void aChangeOfTheTabsIsAnnouncedOnceAndWhatOnlyOneClientShowsIsNot() throws Exception {
		try (Heard heard = Heard.fromNowOn(); EmbeddedHost host = EmbeddedHost.start(home)) {
			Tabs tabs = Framework.service(Tabs.class);
			Answers.ok(Framework.service(Agents.class).add(Answers.demo("demo")));
			SessionId session = Answers.ok(Framework.service(Sessions.class).create(Answers.session("demo", work))).session();
			Tabs.Open open = new Tabs.Open(CommandId.random(), session.value());
			Answers.ok(tabs.open(open));
			heard.settle();
			assertEquals(1, heard.of(TabsChanged.class).size());
			assertEquals(host.epoch(), heard.of(TabsChanged.class).getFirst().epoch());
			Answers.ok(tabs.client(new Tabs.Client(CommandId.random(), "product", session.value(), Map.of())));
			Answers.ok(Framework.service(Drafts.class).put(new Drafts.Put(CommandId.random(), session.value(), "typed")));
			heard.settle();
			assertEquals(1, heard.of(TabsChanged.class).size());
			Tabs.Listing listing = Answers.ok(tabs.list(new Tabs.ListFor("product")));
			assertEquals(heard.of(TabsChanged.class).getFirst().revision(), listing.revision());
			assertEquals(session, listing.active());
			assertEquals("typed", Answers.ok(Framework.service(Drafts.class).get(new Drafts.Get(session.value()))).text());
		}
	}

	private static List<Integer> counts(Heard heard) {
		return heard.of(AttentionChanged.class).stream().map(AttentionChanged::count).toList();
	}

	private static List<AgentState> states(Heard heard) {
		return heard.of(AgentStateChanged.class).stream().map(AgentStateChanged::state).toList();
	}

	@Test
	void whenTheRoleGoesNothingIsLeftAndASecondRoundFindsEverything() throws Exception {
		ProcessHandle process;
		SessionId session;
		String said;
		EmbeddedHost first = EmbeddedHost.start(home);
		try (first) {
			Sessions sessions = Framework.service(Sessions.class);
			Answers.ok(Framework.service(Agents.class).add(Answers.demo("demo")));
			session = Answers.ok(sessions.create(Answers.session("demo", work))).session();
			Followed followed = Followed.over(sessions, session);
			Answers.ok(sessions.prompt(Answers.prompt(session, "stream 100000 words every 5 ms")));
			followed.await("some words", seen -> seen.said().length() > 100);
			said = followed.said();
			long pid = Objects.requireNonNull(Answers.ok(Framework.service(Agents.class).get(new Agents.Get("demo"))).pid());
			process = ProcessHandle.of(pid).orElseThrow();
			assertTrue(process.isAlive());
			assertTrue(Files.exists(first.socket()));
			assertTrue(Files.exists(first.folder().pointer()));
		}

		assertFalse(process.isAlive());
		assertFalse(Files.exists(first.socket()));
		assertFalse(Files.exists(first.folder().pointer()));
		theClientIsBackAndTheHostIsGone();

		try (Heard heard = Heard.fromNowOn(); EmbeddedHost second = EmbeddedHost.start(home)) {
			assertNotEquals(first.epoch(), second.epoch());
			assertEquals(List.of("demo"), Answers.ok(Framework.service(Agents.class).list(new Agents.ListAll())).agents().stream()
					.map(agent -> agent.agent().name()).toList());
			Followed again = Followed.over(Framework.service(Sessions.class), session);
			assertEquals(SessionStatus.INTERRUPTED, again.summary().status());
			assertTrue(again.said().startsWith(said), again::said);
			// cut by the end of the host in words of its own, and not repaired as after a crash
			List<String> cuts = again.entries().stream().filter(entry -> entry.kind() == EntryKind.LIFECYCLE).map(Entry::text).toList();
			assertEquals(1, cuts.size(), cuts::toString);
			assertTrue(cuts.getFirst().startsWith("The host was stopped while this turn ran."), cuts::toString);

			Answers.ok(Framework.service(Sessions.class).prompt(Answers.prompt(session, "count to 3 every 1 ms")));
			again.await("an answer", seen -> seen.said().endsWith("1 2 3"));
			again.awaitTurnOver();
			assertEquals(Set.of(second.epoch()), Set.copyOf(heard.all().stream().map(HostEvent::epoch).toList()));
		}
	}

	@Test
	void theRoleCanComeAndGoAndEachRoundAnnouncesItsOwnReady() throws Exception {
		List<String> epochs = new ArrayList<>();
		try (Heard heard = Heard.fromNowOn()) {
			for (int round = 0; round < 5; round++) {
				try (EmbeddedHost host = EmbeddedHost.start(home)) {
					epochs.add(host.epoch());
				}
				theClientIsBackAndTheHostIsGone();
			}
			heard.settle();
			assertEquals(epochs, heard.of(HostStateChanged.class).stream().filter(event -> event.state().equals("ready"))
					.map(HostStateChanged::epoch).toList());
		}
	}

	@Test
	void aStoreThatCannotBeOpenedIsToldInWordsAndNothingComesUp() throws Exception {
		Files.createDirectory(home);
		Files.writeString(home.resolve("umbra.db"), "this is not a database at all, but it is long enough to be one".repeat(100));
		try (EmbeddedHost host = EmbeddedHost.begin(home)) {
			CompletionException failed = assertThrows(CompletionException.class, () -> host.whenReady().orTimeout(Heard.PATIENCE.toSeconds(), TimeUnit.SECONDS).join());
			FailureException words = assertInstanceOf(FailureException.class, failed.getCause());
			assertTrue(words.failure().message().contains("umbra.db"), words.failure()::message);
			for (Class<?> contract : CONTRACTS) {
				assertEquals(List.of(), Framework.references(contract), contract::getName);
			}
			assertFalse(Files.exists(host.socket()));
			assertFalse(Files.exists(host.folder().pointer()));
		}
		assertTrue(Files.readString(home.resolve("umbra.db")).startsWith("this is not a database"));
	}
}
