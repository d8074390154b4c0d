package dev.umbra.host;

import static dev.umbra.host.TestHost.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.event.SessionClosed;
import dev.umbra.core.session.SessionSummary;

/** What is archived is deleted by age and by size, if a person set so, and not otherwise. */
class RetiringTest {
	@TempDir
	Path home;
	private TestHost host;
	private Retiring retiring;

	@BeforeEach
	void begin() {
		host = new TestHost(home).withAgent();
		retiring = new Retiring(host.parts, host.settings, host.sessions.endings());
		host.settings.onChange(retiring::look);
	}

	private SessionId closed() {
		SessionId session = host.session();
		value(host.sessions.close(new Sessions.Close(CommandId.random(), session.value(), Sessions.CloseMode.STOP, "test")));
		return session;
	}

	private void set(String retention) {
		TestHost.done(host.settings.put("retention", retention, null));
	}

	private Set<SessionId> there() {
		return TestHost.done(host.entries.sessions(true)).stream().map(SessionSummary::id).collect(Collectors.toSet());
	}

	/** A deletion goes through the session's own thread; the next ones follow it. */
	private void awaitDeleted(SessionId... sessions) throws InterruptedException {
		for (SessionId each : sessions) {
			host.heard.await(SessionClosed.class, closed -> closed.session().equals(each)
					&& host.heard.of(SessionClosed.class).stream().filter(other -> other.session().equals(each)).count() == 2);
		}
	}

	/** It looks again later. */
	private void awaitTimer() {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
		while (host.ticks.waiting() == 0) {
			assertTrue(System.nanoTime() - end < 0, "it does not look again");
			Thread.onSpinWait();
		}
	}

	@Test
	void withoutTheSettingNothingIsDeletedAndNoTimerRuns() {
		SessionId session = closed();
		host.ticks.advance(Duration.ofHours(1));
		int timers = host.ticks.waiting();
		retiring.look();
		assertEquals(timers, host.ticks.waiting());
		host.ticks.advance(Duration.ofDays(2000));
		assertEquals(Set.of(session), there());
	}

	@Test
	void whatIsOlderIsDeletedAndWhatIsOpenOrYoungerStays() throws Exception {
		SessionId old = closed();
		SessionId alsoOld = closed();
		SessionId open = host.session();
		host.ticks.advance(Duration.ofDays(89));
		SessionId young = closed();
		set("P90D");
		host.ticks.advance(Duration.ofHours(12));
		assertEquals(Set.of(old, alsoOld, open, young), there());
		host.ticks.advance(Duration.ofDays(2));
		awaitDeleted(old, alsoOld);
		assertEquals(Set.of(open, young), there());
	}

	@Test
	void theOldestAreDeletedUntilTheStoreIsSmallEnough() throws Exception {
		List<SessionId> all = List.of(closed(), closed(), closed(), closed());
		SessionId open = host.session();
		host.used = 5000;
		host.shrinks = 1000;
		set("2500");
		host.ticks.advance(Duration.ofMinutes(2));
		awaitDeleted(all.get(0), all.get(1), all.get(2));
		assertEquals(Set.of(all.get(3), open), there());
	}

	@Test
	void aStoreThatStaysLargeLosesNoOpenSession() throws Exception {
		SessionId session = closed();
		SessionId open = host.session();
		host.used = 5000;
		set("1KiB");
		host.ticks.advance(Duration.ofMinutes(2));
		awaitDeleted(session);
		assertEquals(Set.of(open), there());
		awaitTimer();
		host.ticks.advance(Duration.ofHours(7));
		assertEquals(Set.of(open), there());
	}
}
