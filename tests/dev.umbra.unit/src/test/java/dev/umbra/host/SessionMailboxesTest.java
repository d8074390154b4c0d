package dev.umbra.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
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
		// the session says on a thread of its own that it has come to rest
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (!first.await(20, TimeUnit.MILLISECONDS) && System.nanoTime() < deadline) {
			host.ticks.advance(SessionMailboxes.QUIET);
		}
		assertTrue(told.get() > 0, "told");
		assertEquals("renamed", TestHost.done(host.sessions.get(new Sessions.Get(session.value(), null))).orThrow().summary().title());
	}
}
