package dev.umbra.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;

class SessionMailboxesTest {
	@TempDir
	Path home;

	@Test
	void aSessionThatIsQuietLeavesMemoryAndThatIsTold() throws Exception {
		TestHost host = new TestHost(home).withAgent();
		AtomicInteger told = new AtomicInteger();
		CountDownLatch first = new CountDownLatch(1);
		host.mailboxes.onRest(() -> {
			told.incrementAndGet();
			first.countDown();
		});
		SessionId session = host.session();
		TestHost.done(host.sessions.rename(new Sessions.Rename(CommandId.random(), session.value(), "renamed"))).orThrow();
		host.ticks.advance(SessionMailboxes.QUIET.minusSeconds(1));
		assertEquals(0, told.get(), "it may be looked at again");
		host.ticks.advance(Duration.ofSeconds(1).plus(SessionMailboxes.QUIET));
		assertEquals(true, first.await(20, TimeUnit.SECONDS), "told");
		assertEquals("renamed", TestHost.done(host.sessions.get(new Sessions.Get(session.value(), null))).orThrow().summary().title());
	}
}
