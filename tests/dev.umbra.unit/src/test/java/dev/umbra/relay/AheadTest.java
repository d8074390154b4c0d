package dev.umbra.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.umbra.core.PublicKey;
import dev.umbra.core.Threads;
import dev.umbra.nostr.Event;
import dev.umbra.nostr.UnsignedEvent;

class AheadTest {
	private static final FakeSeal SEAL = new FakeSeal(new PublicKey("cd".repeat(32)), new Random(1));

	private static List<Event> events(int count) {
		List<Event> events = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			events.add(SEAL.sign(new UnsignedEvent(i, 30175, List.of(), "{}")));
		}
		return events;
	}

	private static boolean await(CountDownLatch latch) {
		try {
			return latch.await(30, TimeUnit.SECONDS);
		} catch (InterruptedException e) {
			throw new IllegalStateException(e);
		}
	}

	@Test
	void answersAreInTheOrderOfTheEventsWhicheverIsReadyFirst() {
		CountDownLatch lastIsDone = new CountDownLatch(1);
		Ahead<Long> ahead = new Ahead<>(event -> {
			if (event.createdAt() == 0) {
				await(lastIsDone);
			} else if (event.createdAt() == 99) {
				lastIsDone.countDown();
			}
			return event.createdAt();
		}, Threads.virtualEach("ahead-test"), 1);
		List<Event> events = events(100);
		events.forEach(ahead::add);
		assertEquals(events.stream().map(Event::createdAt).toList(), ahead.all());
	}

	@Test
	void theWorkBeginsBeforeItIsAskedFor() {
		CountDownLatch begun = new CountDownLatch(1);
		Ahead<Boolean> ahead = new Ahead<>(event -> {
			begun.countDown();
			return true;
		}, Threads.virtualEach("ahead-test"), 1);
		events(16).forEach(ahead::add);
		assertEquals(true, await(begun));
		assertEquals(16, ahead.all().size());
	}

	@Test
	void noMoreOthersWorkThanAreAllowed() {
		AtomicInteger begun = new AtomicInteger();
		Ahead<Boolean> ahead = new Ahead<>(event -> true, work -> begun.incrementAndGet(), 2);
		events(500).forEach(ahead::add);
		assertEquals(2, begun.get());
		assertEquals(500, ahead.all().size(), "who asks does what nobody else has done");
	}

	@Test
	void aFailureComesOutAsItIs() {
		Ahead<Boolean> ahead = new Ahead<>(event -> {
			throw new IllegalStateException("broken");
		}, Threads.virtualEach("ahead-test"), 1);
		events(40).forEach(ahead::add);
		assertEquals("broken", assertThrows(IllegalStateException.class, ahead::all).getMessage());
	}
}
