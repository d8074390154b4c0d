package dev.umbra.host;

import static dev.umbra.host.TestHost.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.event.HostStateChanged;
import dev.umbra.core.event.TabsChanged;
import dev.umbra.core.port.Entries;
import dev.umbra.core.session.Change;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.testkit.FakeAgentRuntime.FakeProcess;

/** Another program writes to the store while the host runs. */
class ForeignCommitsTest {
	@TempDir
	Path home;
	private TestHost host;

	@BeforeEach
	void begin() {
		host = new TestHost(home).withAgent();
		new ForeignCommits(host.parts, host.settings, host.lives, host.ruling, host.mailboxes).start();
	}

	@AfterEach
	void end() {
		host.mailboxes.end("end of the test");
	}

	private SessionSummary summary(SessionId session) {
		SessionSummary summary = value(host.sessions.get(new Sessions.Get(session.value(), null))).summary();
		assertNotNull(summary);
		return summary;
	}

	/** Past the mailbox, as if it were not ours; once more if the mailbox wrote meanwhile. */
	private void rename(SessionId session, String title) {
		while (true) {
			SessionSummary now = summary(session);
			long revision = now.revision() + 1;
			CompletableFuture<?> commit = host.entries.commit(new Entries.Commit(session, revision,
					List.of(new Change.SummaryPut(now.edit().title(title).titleByPerson(true).revision(revision).build())), true, null, Set.of(),
					List.of())).toCompletableFuture();
			try {
				commit.orTimeout(30, TimeUnit.SECONDS).join();
				host.foreign.set(true);
				return;
			} catch (CompletionException e) {
				if (!String.valueOf(e.getMessage()).contains("does not follow")) {
					throw e;
				}
			}
		}
	}

	private HostStateChanged readAnew() throws InterruptedException {
		host.ticks.advance(ForeignCommits.EVERY);
		HostStateChanged ready = host.heard.await(HostStateChanged.class, event -> !event.epoch().equals(TestHost.EPOCH));
		host.heard.await(TabsChanged.class, event -> event.epoch().equals(ready.epoch()));
		return ready;
	}

	@Test
	void whereNobodyElseWroteTheEpochStays() {
		host.session();
		// less than a host without a client stays
		host.ticks.advance(ForeignCommits.EVERY.multipliedBy(5));
		assertEquals(TestHost.EPOCH, host.parts.epoch());
		assertEquals(List.of(), host.heard.of(HostStateChanged.class));
	}

	@Test
	void whatIsInMemoryIsReadAnewAndTheEpochIsAnother() throws Exception {
		SessionId session = host.session();
		Sessions.One before = value(host.sessions.get(new Sessions.Get(session.value(), null)));
		rename(session, "from elsewhere");
		HostStateChanged ready = readAnew();
		assertEquals("ready", ready.state());
		assertEquals(ready.epoch(), host.parts.epoch());
		Sessions.One after = value(host.sessions.get(new Sessions.Get(session.value(), before.epoch() + ":" + (before.revision() + 1))));
		assertNotNull(after.summary(), "a position of the former epoch is not the present one");
		// the mailbox goes on from what it read, and does not write the old title over it
		host.prompt(session, "go on");
		assertEquals("from elsewhere", summary(session).title());
	}

	@Test
	void whoFollowsIsToldToAskAgain() throws Exception {
		SessionId session = host.session();
		BlockingQueue<Sessions.Changes> changes = new LinkedBlockingQueue<>();
		value(host.sessions.attach(new Sessions.Attach("a", session.value(), null, 10), changes::add));
		rename(session, "from elsewhere");
		HostStateChanged ready = readAnew();
		host.ticks.advance(Duration.ofSeconds(1));
		Sessions.Changes told = changes.poll(30, TimeUnit.SECONDS);
		assertNotNull(told);
		assertTrue(told.lost());
		Sessions.Attached again = value(host.sessions.attach(new Sessions.Attach("b", session.value(), told.epoch() + ":" + told.revision(), 10),
				changes::add));
		assertEquals(ready.epoch(), again.epoch());
		assertEquals("from elsewhere", again.summary().title());
	}

	@Test
	void aTurnThatRunsGoesOn() throws Exception {
		SessionId session = host.session();
		host.prompt(session, "work");
		FakeProcess agent = host.runtime.nextStart().up();
		agent.nextTold();
		rename(session, "from elsewhere");
		readAnew();
		SessionSummary now = summary(session);
		assertEquals("from elsewhere", now.title());
		assertNotNull(now.turn());
		host.prompt(session, "queued behind it");
		assertEquals(1, summary(session).queued());
		assertEquals("from elsewhere", summary(session).title());
	}

	@Test
	void settingsAgentsAndItselfAreLookedForAgainAMinuteLater() throws Exception {
		value(host.settingsStore.put("running-turns", "3", null).thenApply(dev.umbra.core.Outcome::ok));
		assertNotEquals(3, host.settings.runningTurns());
		host.foreign.set(true);
		HostStateChanged first = readAnew();
		assertEquals(3, host.settings.runningTurns());
		host.foreign.set(true);
		// the look after it is set by the thread that read
		while (host.foreign.get()) {
			host.ticks.advance(ForeignCommits.EVERY);
		}
		HostStateChanged second = host.heard.await(HostStateChanged.class,
				event -> !Set.of(TestHost.EPOCH, first.epoch()).contains(event.epoch()));
		assertFalse(second.epoch().isEmpty());
	}
}
