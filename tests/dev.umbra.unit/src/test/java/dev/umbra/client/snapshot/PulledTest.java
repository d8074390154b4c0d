package dev.umbra.client.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.Threads;

class PulledTest {
	private final List<CompletableFuture<Outcome<String>>> asked = new ArrayList<>();
	private final AtomicInteger told = new AtomicInteger();
	private final Pulled<String> pulled = new Pulled<>(this::ask);

	private CompletionStage<Outcome<String>> ask() {
		CompletableFuture<Outcome<String>> answer = new CompletableFuture<>();
		asked.add(answer);
		return answer;
	}

	private void answer(int number, String value) {
		asked.get(number).complete(Outcome.ok(value));
	}

	@Test
	void nothingIsKnownBeforeTheFirstAnswer() {
		assertFalse(pulled.now().asked());
		pulled.pull();
		assertFalse(pulled.now().asked());
		answer(0, "one");
		assertEquals("one", pulled.now().present().orElseThrow());
	}

	@Test
	void anyNumberOfPullsMeanwhileAskOnceMore() {
		pulled.pull();
		pulled.pull();
		pulled.pull();
		assertEquals(1, asked.size());
		answer(0, "old");
		assertEquals(2, asked.size());
		answer(1, "new");
		assertEquals(2, asked.size());
		assertEquals("new", pulled.now().value());
	}

	@Test
	void aFailureKeepsTheOldValueAndTheNextAnswerForgetsTheFailure() {
		pulled.pull();
		answer(0, "kept");
		Failure failure = Failure.failed("no", null);
		pulled.pull();
		asked.get(1).complete(Outcome.notOk(failure));
		assertEquals(new Known<>("kept", failure), pulled.now());
		pulled.pull();
		answer(2, "kept");
		assertEquals(new Known<>("kept", null), pulled.now());
	}

	@Test
	void anExceptionIsAFailureInWordsAndTheNextPullAsksAgain() {
		pulled.pull();
		asked.get(0).completeExceptionally(new IllegalStateException("broken"));
		assertNull(pulled.now().value());
		assertTrue(pulled.now().failure().message().contains("broken"), pulled.now().failure().message());
		pulled.pull();
		answer(1, "well");
		assertNull(pulled.now().failure());
	}

	@Test
	void aSourceThatThrowsIsAFailureToo() {
		Pulled<String> throwing = new Pulled<>(() -> {
			throw new IllegalStateException("gone");
		});
		throwing.pull();
		throwing.pull();
		assertTrue(throwing.now().failure().message().contains("gone"));
	}

	@Test
	void listenersAreToldOfChangesOnlyAndOneThatFailsHarmsNobody() {
		pulled.onChange(() -> {
			throw new IllegalStateException("a listener's own fault");
		});
		Subscription subscription = pulled.onChange(told::incrementAndGet);
		pulled.pull();
		answer(0, "a");
		assertEquals(1, told.get());
		pulled.pull();
		answer(1, "a");
		assertEquals(1, told.get());
		subscription.close();
		subscription.close();
		pulled.pull();
		answer(2, "b");
		assertEquals(1, told.get());
		assertEquals("b", pulled.now().value());
	}

	@Test
	void theSameListenerTwiceIsTwoSubscriptions() {
		Runnable listener = told::incrementAndGet;
		Subscription first = pulled.onChange(listener);
		pulled.onChange(listener);
		first.close();
		first.close();
		pulled.pull();
		answer(0, "a");
		assertEquals(1, told.get());
	}

	@Test
	void aSourceThatAnswersAtOnceIsAskedInALoopNotInDepth() {
		AtomicInteger count = new AtomicInteger();
		AtomicLong self = new AtomicLong();
		List<Pulled<Integer>> mine = new ArrayList<>();
		mine.add(new Pulled<>(() -> {
			self.incrementAndGet();
			if (count.incrementAndGet() < 100_000) {
				mine.getFirst().pull();
			}
			return CompletableFuture.completedFuture(Outcome.ok(count.get()));
		}));
		mine.getFirst().pull();
		assertEquals(100_000, mine.getFirst().now().value());
		assertEquals(100_000, self.get());
	}

	/** After the last pull the value is never older than what the host had then; and it is never asked twice at a time. */
	@Test
	void pullsOfManyThreadsEndWithTheNewestValue() throws Exception {
		for (int round = 0; round < 50; round++) {
			AtomicLong host = new AtomicLong();
			AtomicInteger at = new AtomicInteger();
			AtomicInteger most = new AtomicInteger();
			Executor each = Threads.virtualEach("answer");
			Pulled<Long> many = new Pulled<>(() -> {
				most.accumulateAndGet(at.incrementAndGet(), Math::max);
				return CompletableFuture.supplyAsync(() -> {
					long value = host.get();
					Thread.yield();
					at.decrementAndGet();
					return Outcome.ok(value);
				}, each);
			});
			int threads = 8;
			int pulls = 50;
			long last = (long) threads * pulls;
			CountDownLatch newest = new CountDownLatch(1);
			many.onChange(() -> {
				if (many.now().value() == last) {
					newest.countDown();
				}
			});
			for (int thread = 0; thread < threads; thread++) {
				Threads.virtual("puller", () -> {
					for (int i = 0; i < pulls; i++) {
						host.incrementAndGet();
						many.pull();
					}
				});
			}
			assertTrue(newest.await(20, TimeUnit.SECONDS), () -> "known: " + many.now() + " of " + host.get());
			assertEquals(1, most.get());
		}
	}
}
