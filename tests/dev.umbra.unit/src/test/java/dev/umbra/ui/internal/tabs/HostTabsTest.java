package dev.umbra.ui.internal.tabs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Tabs;

class HostTabsTest {
	private final Deque<Runnable> later = new ArrayDeque<>();
	private final List<CompletableFuture<Outcome<Tabs.Listing>>> asked = new ArrayList<>();
	private int news;
	private final HostTabs tabs = new HostTabs(later::add, this::ask, () -> news++);

	private CompletableFuture<Outcome<Tabs.Listing>> ask() {
		CompletableFuture<Outcome<Tabs.Listing>> answer = new CompletableFuture<>();
		asked.add(answer);
		return answer;
	}

	private static Outcome<Tabs.Listing> listing(String... sessions) {
		return Outcome.ok(new Tabs.Listing("e", 1, Stream.of(sessions).map(id -> new Tabs.Tab(new SessionId(id), false)).toList(), null, Map.of()));
	}

	private void answer(int question, Outcome<Tabs.Listing> outcome) {
		asked.get(question).complete(outcome);
		run();
	}

	private void run() {
		while (!later.isEmpty()) {
			later.remove().run();
		}
	}

	@Test
	void anAnswerCounts() {
		tabs.pull();
		assertNull(tabs.listing());
		answer(0, listing("a"));
		assertEquals(listing("a").orThrow(), tabs.listing());
		assertEquals(1, news);
	}

	@Test
	void manyQuestionsAtOnceAreTwo() {
		for (int i = 0; i < 10; i++) {
			tabs.pull();
		}
		assertEquals(1, asked.size());
		answer(0, listing("a"));
		assertEquals(2, asked.size());
		answer(1, listing("b"));
		assertEquals(2, asked.size());
		assertEquals(listing("b").orThrow(), tabs.listing());
	}

	@Test
	void whatWasAskedBeforeAChangeWasAnsweredDoesNotCount() {
		tabs.pull();
		CompletableFuture<Outcome<Done>> change = new CompletableFuture<>();
		tabs.change(change, outcome -> {
		});
		answer(0, listing("old"));
		assertNull(tabs.listing());
		assertEquals(0, news);
		tabs.pull();
		change.complete(Outcome.ok(new Done()));
		run();
		answer(1, listing("of the same time"));
		assertNull(tabs.listing());
		assertEquals(0, news);
		assertEquals(3, asked.size());
		answer(2, listing("new"));
		assertEquals(listing("new").orThrow(), tabs.listing());
		assertEquals(1, news);
	}

	@Test
	void nothingCountsWhileSomethingIsUnderWay() {
		tabs.pull();
		answer(0, listing("a"));
		tabs.begin();
		assertNull(tabs.listing());
		tabs.begin();
		tabs.end();
		answer(1, listing("b"));
		assertNull(tabs.listing());
		tabs.end();
		answer(2, listing("c"));
		assertEquals(listing("c").orThrow(), tabs.listing());
	}

	@Test
	void aFailureIsToldAndWhatIsKnownStays() {
		tabs.pull();
		answer(0, listing("a"));
		tabs.pull();
		answer(1, Outcome.notOk(Failure.failed("broken", null)));
		assertEquals("broken", Objects.requireNonNull(tabs.failure()).message());
		assertEquals(listing("a").orThrow(), tabs.listing());
		tabs.pull();
		answer(2, listing());
		assertNull(tabs.failure());
	}
}
