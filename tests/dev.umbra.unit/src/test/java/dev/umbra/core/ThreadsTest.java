package dev.umbra.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class ThreadsTest {
	@Test
	void threadsHaveTheirNamesAndKinds() throws Exception {
		CompletableFuture<Thread> ran = new CompletableFuture<>();
		Threads.platformDaemon("agent-x#out", () -> ran.complete(Thread.currentThread()));
		Thread pipe = ran.get(10, TimeUnit.SECONDS);
		assertEquals("agent-x#out", pipe.getName());
		assertTrue(pipe.isDaemon() && !pipe.isVirtual());

		CompletableFuture<Thread> second = new CompletableFuture<>();
		Threads.virtual("session-1", () -> second.complete(Thread.currentThread()));
		assertEquals("session-1", second.get(10, TimeUnit.SECONDS).getName());
		assertTrue(second.get().isVirtual());

		assertFalse(Threads.unstarted("hook", () -> {
		}).isDaemon());
	}

	@Test
	void eachTaskHasAThreadOfItsOwn() throws Exception {
		Executor each = Threads.virtualEach("load");
		CompletableFuture<String> first = new CompletableFuture<>();
		CompletableFuture<String> second = new CompletableFuture<>();
		each.execute(() -> first.complete(Thread.currentThread().getName() + " " + second.join()));
		each.execute(() -> second.complete(Thread.currentThread().getName()));
		assertEquals("load-1 load-2", first.get(10, TimeUnit.SECONDS));
	}

	@Test
	void cancelledTicksAreForgottenAtOnce() {
		ScheduledExecutorService ticks = Threads.ticks();
		try {
			ticks.schedule(() -> {
			}, 1, TimeUnit.DAYS).cancel(false);
			assertTrue(((ScheduledThreadPoolExecutor) ticks).getQueue().isEmpty());
		} finally {
			ticks.shutdownNow();
		}
	}
}
