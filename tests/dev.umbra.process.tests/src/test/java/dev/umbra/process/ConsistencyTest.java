package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.client.store.Cadence;
import dev.umbra.client.store.Polling;
import dev.umbra.client.store.SessionStore.Choices;
import dev.umbra.core.CommandId;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.testkit.SlowLink;

/** Whatever changes a session, and from wherever, every window shows what the host has. */
class ConsistencyTest {
	@TempDir
	Path temp;
	private HostFolder folder;
	private String session;

	@BeforeEach
	void begin() {
		folder = HostFolder.in(temp);
		folder.start();
		folder.addFake("fake");
		session = folder.session("fake");
	}

	@AfterEach
	void end() {
		folder.close();
	}

	private CompletableFuture<Outcome<Sessions.Prompted>> prompt(StoreWindow window, String text) {
		return window.remote().sessions().prompt(new Sessions.Prompt(CommandId.random(), session, text, "window")).toCompletableFuture();
	}

	private CompletableFuture<Outcome<Done>> rename(StoreWindow window, String title) {
		return window.remote().sessions().rename(new Sessions.Rename(CommandId.random(), session, title)).toCompletableFuture();
	}

	private void awaitSame(StoreWindow... windows) {
		for (StoreWindow window : windows) {
			Await.until(() -> "what the host has, not " + window.now().epoch() + ":" + window.now().revision() + " of "
					+ folder.summary(session).revision(), () -> {
						Sessions.One host = Await.ok(folder.remote().sessions().get(new Sessions.Get(session, null)));
						return window.now().revision() == host.revision() && window.now().epoch().equals(host.epoch())
								&& window.titleInList().equals(host.summary().title());
					});
		}
	}

	/** Everything is there once, in every window as in the store. */
	private void assertSame(StoreWindow... windows) {
		List<String> stored = folder.entries(session).stream().map(entry -> entry.path("text").asText()).toList();
		for (StoreWindow window : windows) {
			assertEquals(stored, window.texts());
		}
	}

	@Test
	@DisplayName("normal: what a window does is shown in both")
	void whatAWindowDoesIsShownInBoth() {
		try (StoreWindow one = new StoreWindow(folder, session); StoreWindow two = new StoreWindow(folder, session)) {
			Await.ok(prompt(one, "[[words]]"));
			folder.awaitStatus(session, SessionStatus.IDLE);
			awaitSame(one, two);
			assertSame(one, two);
			assertEquals(List.of(), one.store().incidents().all());
		}
	}

	@Test
	@DisplayName("concurrent writers: two windows and a command lose nothing and agree")
	void twoWindowsAndACommandThatWriteAtOnceLoseNothingAndAgree() {
		try (StoreWindow one = new StoreWindow(folder, session); StoreWindow two = new StoreWindow(folder, session)) {
			List<CompletableFuture<?>> all = new ArrayList<>();
			CompletableFuture<Void> command = CompletableFuture.runAsync(() -> {
				for (int i = 0; i < 3; i++) {
					folder.umbra().run("session", "rename", session, "by the command " + i).ok();
					folder.umbra().run("prompt", session, "[[c" + i + "]]").ok();
				}
			});
			Set<String> expected = new HashSet<>(Set.of("[[c0]]", "[[c1]]", "[[c2]]"));
			for (int i = 0; i < 10; i++) {
				expected.addAll(List.of("[[a" + i + "]]", "[[b" + i + "]]"));
				all.add(prompt(one, "[[a" + i + "]]"));
				all.add(prompt(two, "[[b" + i + "]]"));
				all.add(rename(one, "by one " + i));
				all.add(rename(two, "by two " + i));
			}
			all.forEach(CompletableFuture::join);
			command.join();
			Await.until(() -> "23 prompts sent, now " + folder.summary(session), () -> folder.summary(session).queued() == 0
					&& folder.summary(session).status() == SessionStatus.IDLE);
			awaitSame(one, two);
			assertSame(one, two);
			List<String> prompts = one.now().entries().stream().filter(entry -> entry.kind() == EntryKind.PROMPT).map(Entry::text).toList();
			assertEquals(expected, new HashSet<>(prompts));
			assertEquals(23, prompts.size());
			assertEquals(folder.summary(session).title(), one.title());
			assertEquals(one.title(), two.title());
		}
	}

	@Test
	@DisplayName("background change: there when the window is looked at again")
	void whatHappensBehindAHiddenWindowIsThereWhenItIsLookedAt() {
		try (StoreWindow window = new StoreWindow(folder, session)) {
			window.store().choose(new Choices(Polling.ADAPTIVE, false));
			window.store().shown(false);
			folder.umbra().run("prompt", session, "[[in the background]]", "--follow").ok();
			folder.umbra().run("session", "rename", session, "behind its back").ok();
			assertNotEquals("behind its back", window.title(), "without a push nobody told, and nobody asked");
			window.store().shown(true);
			awaitSame(window);
			assertSame(window);
			assertEquals(List.of(), window.store().incidents().all());
		}
	}

	@Test
	@DisplayName("external change: what another process writes to the file is shown within its minute")
	void whatAnotherProgramWritesToTheFileIsShownWithinItsMinute() throws Exception {
		try (StoreWindow one = new StoreWindow(folder, session); StoreWindow two = new StoreWindow(folder, session)) {
			folder.prompt(session, "[[before]]");
			folder.awaitStatus(session, SessionStatus.IDLE);
			awaitSame(one, two);
			String epoch = one.now().epoch();
			// past host and mailbox; not even the revision is raised
			try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.path().resolve("umbra.db"));
					Statement statement = connection.createStatement()) {
				statement.execute("UPDATE session SET title = 'from elsewhere'");
			}
			Await.until(() -> "the foreign title, not " + one.title() + " and " + two.title(),
					() -> one.title().equals("from elsewhere") && two.title().equals("from elsewhere"));
			awaitSame(one, two);
			assertNotEquals(epoch, one.now().epoch());
			Await.ok(prompt(one, "[[after]]"));
			folder.awaitStatus(session, SessionStatus.IDLE);
			awaitSame(one, two);
			assertSame(one, two);
			assertEquals("from elsewhere", folder.summary(session).title(), "what the host had in memory does not overwrite it");
		}
	}

	@Test
	@DisplayName("new epoch: a host killed and started under an open window is shown as it is")
	void aHostThatWasKilledAndStartedUnderAnOpenWindowIsShownAsItIs() {
		try (StoreWindow window = new StoreWindow(folder, session)) {
			Await.ok(prompt(window, "[[before]]"));
			folder.awaitStatus(session, SessionStatus.IDLE);
			awaitSame(window);
			String epoch = window.now().epoch();
			folder.killHost();
			Await.until("a window that knows", () -> !window.now().live());
			folder.start();
			folder.umbra().run("prompt", session, "[[after]]", "--follow").ok();
			awaitSame(window);
			assertSame(window);
			assertNotEquals(epoch, window.now().epoch());
			assertFalse(window.watch().freshness().stale());
		}
	}

	@Test
	@DisplayName("slow link: at 500 ms everything is there once, and nothing counts as stale")
	void behindALinkOfHalfASecondEverythingIsThereOnceAndNothingIsStale() {
		try (SlowLink link = new SlowLink(temp.resolve("slow"), folder.socket(), Duration.ofMillis(500));
				StoreWindow slow = new StoreWindow(link.folder(), session); StoreWindow quick = new StoreWindow(folder, session)) {
			Await.ok(prompt(slow, "[[over a slow link]]"));
			Await.ok(rename(quick, "by the quick one"));
			folder.awaitStatus(session, SessionStatus.IDLE);
			awaitSame(slow, quick);
			assertSame(slow, quick);
			assertEquals(List.of(), slow.store().incidents().all());
		}
	}

	@Test
	@DisplayName("stale cache: what is old says so, is an incident, and recovers by itself")
	void whatIsKeptFromTheWindowMakesItStaleAndItRecovers() {
		try (SlowLink link = new SlowLink(temp.resolve("held"), folder.socket(), Duration.ZERO);
				StoreWindow window = new StoreWindow(link.folder(), session)) {
			window.store().choose(new Choices(Polling.FIXED, false));
			Await.until("an interval of 2 s", () -> Cadence.ACTIVE.equals(window.watch().freshness().interval()));
			link.hold();
			Await.ok(folder.remote().sessions().rename(new Sessions.Rename(CommandId.random(), session, "kept from the window")));
			Await.until("a stale window", () -> window.watch().freshness().stale());
			assertNotEquals("kept from the window", window.title());
			// noted just after it is marked, by the thread that does both
			Await.until("an incident", () -> window.store().incidents().all().stream().anyMatch(incident -> incident.subject().equals(session)));
			link.release();
			Await.until("a fresh window", () -> !window.watch().freshness().stale());
			awaitSame(window);
			assertEquals("kept from the window", window.title());
		}
	}
}
