package dev.umbra.client.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import dev.umbra.core.AgentId;
import dev.umbra.core.Clocks;
import dev.umbra.core.Failure;
import dev.umbra.core.feed.Card;
import dev.umbra.core.feed.CardKind;
import dev.umbra.testkit.FakeFeed;

class FollowedFeedTest {
	private static final AgentId AGENT = new AgentId("agent");
	private final FakeFeed host = new FakeFeed(10);
	private final LiveSnapshots snapshots = new LiveSnapshots(contracts(), Clocks.SYSTEM);

	private LiveSnapshots.Contracts contracts() {
		return new LiveSnapshots.Contracts(null, null, null, null, host, null, null);
	}

	private void add(int count) {
		for (int i = 0; i < count; i++) {
			host.add(CardKind.MESSAGE, "Message", "said", null, null);
		}
	}

	private static List<Long> numbers(FeedWatch feed) {
		return feed.now().cards().stream().map(Card::nr).toList();
	}

	private static List<Long> from(long first, long last) {
		return LongStream.rangeClosed(first, last).boxed().toList();
	}

	@Test
	void theNewestPageComesFirstThenOlderOnesOnDemandThenWhatChanged() {
		add(25);
		FeedWatch feed = snapshots.feed(AGENT);
		assertEquals(from(16, 25), numbers(feed));
		assertTrue(feed.now().older());
		feed.loadOlder();
		assertEquals(from(6, 25), numbers(feed));
		feed.loadOlder();
		assertEquals(from(1, 25), numbers(feed));
		assertFalse(feed.now().older());
		int before = host.asked().size();
		feed.loadOlder();
		assertEquals(before, host.asked().size(), "there is nothing older to ask for");

		host.change(3, "changed");
		add(1);
		feed.pull();
		assertEquals(from(1, 26), numbers(feed));
		assertEquals("changed", feed.now().cards().get(2).summary());
		assertEquals(before + 1, host.asked().size());
	}

	@Test
	void aChangeOfACardThatIsNotReadYetLeavesNoGap() {
		add(25);
		FeedWatch feed = snapshots.feed(AGENT);
		host.change(2, "changed");
		feed.pull();
		assertEquals(from(16, 25), numbers(feed));
		feed.loadOlder();
		feed.loadOlder();
		assertEquals(from(1, 25), numbers(feed));
		assertEquals("changed", feed.now().cards().get(1).summary());
	}

	@Test
	void moreChangesThanAPageHasAreAllRead() {
		add(5);
		FeedWatch feed = snapshots.feed(AGENT);
		add(57);
		feed.pull();
		assertEquals(from(1, 62), numbers(feed));
	}

	@Test
	void anyNumberOfPullsWhileItAsksAskOnceMore() {
		add(1);
		FeedWatch feed = snapshots.feed(AGENT);
		AtomicInteger told = new AtomicInteger();
		feed.onChange(told::incrementAndGet);
		host.hold();
		feed.pull();
		add(1);
		feed.pull();
		feed.pull();
		assertEquals(2, host.asked().size());
		host.release();
		assertEquals(3, host.asked().size());
		assertEquals(from(1, 2), numbers(feed));
		assertEquals(1, told.get(), "the second answer had nothing new");
	}

	@Test
	void anotherHostIsReadAnewAndWhatWasReadBeforeStaysMeanwhile() {
		add(25);
		FeedWatch feed = snapshots.feed(AGENT);
		feed.loadOlder();
		host.restart("two");
		host.remove(20);
		feed.pull();
		assertEquals(LongStream.rangeClosed(6, 25).filter(nr -> nr != 20).boxed().toList(), numbers(feed).stream().filter(nr -> nr >= 6).toList());
		host.hold();
		host.restart("three");
		feed.pull();
		List<Long> before = numbers(feed);
		assertFalse(before.isEmpty());
		host.release();
		assertEquals(before, numbers(feed));
	}

	@Test
	void whatWasDeletedGoesWhenEverythingIsReadAnew() {
		add(12);
		FeedWatch feed = snapshots.feed(AGENT);
		feed.loadOlder();
		host.remove(4);
		host.remove(11);
		feed.pull();
		assertEquals(from(1, 12), numbers(feed), "no change tells of it");
		feed.reload();
		assertEquals(List.of(1L, 2L, 3L, 5L, 6L, 7L, 8L, 9L, 10L, 12L), numbers(feed));
	}

	@Test
	void theOldestThatWereRemovedGoAndAMarkerSaysSo() {
		add(12);
		FeedWatch feed = snapshots.feed(AGENT);
		feed.loadOlder();
		assertFalse(feed.now().removed());
		host.removeBelow(5);
		feed.pull();
		assertEquals(from(5, 12), numbers(feed));
		assertTrue(feed.now().removed());
		assertFalse(feed.now().older());
	}

	@Test
	void aFailureKeepsWhatWasKnownAndTheNextPullGoesOn() {
		add(3);
		host.warn("One card could not be read.");
		FeedWatch feed = snapshots.feed(AGENT);
		assertEquals("One card could not be read.", feed.now().warning());
		host.warn(null);
		feed.pull();
		assertEquals("One card could not be read.", feed.now().warning(), "what is new is well, what was read before is not");
		host.fail(Failure.notFound("There is no agent of this name.", "List the agents."));
		add(1);
		feed.pull();
		assertNotNull(feed.now().failure());
		assertEquals(from(1, 3), numbers(feed));
		host.fail(null);
		feed.pull();
		assertNull(feed.now().failure());
		assertEquals(from(1, 4), numbers(feed));
		feed.reload();
		assertNull(feed.now().warning());
	}

	@Test
	void aHostThatIsGoneIsNotAskedAndTheNextOneIs() {
		add(1);
		FeedWatch feed = snapshots.feed(AGENT);
		snapshots.hostLost();
		feed.pull();
		assertEquals(1, host.asked().size());
		assertNotNull(feed.now().failure());
		add(1);
		snapshots.hostFound();
		assertEquals(from(1, 2), numbers(feed));
		feed.close();
		snapshots.hostFound();
		assertEquals(2, host.asked().size());
	}

	@Test
	void noMoreCardsAreKeptThanThereIsRoomFor() {
		FakeFeed large = new FakeFeed(1_000);
		try (LiveSnapshots other = new LiveSnapshots(new LiveSnapshots.Contracts(null, null, null, null, large, null, null), Clocks.SYSTEM)) {
			for (int i = 0; i < 12_500; i++) {
				large.add(CardKind.MESSAGE, "Message", "said", null, null);
			}
			FeedWatch feed = other.feed(AGENT);
			for (int i = 0; i < 20; i++) {
				feed.loadOlder();
			}
			assertEquals(FeedSnapshot.MOST, feed.now().cards().size());
			assertTrue(feed.now().older());
			assertFalse(feed.now().canLoadOlder());
			for (int i = 0; i < 100; i++) {
				large.add(CardKind.MESSAGE, "Message", "said", null, null);
			}
			feed.pull();
			assertEquals(FeedSnapshot.MOST, feed.now().cards().size());
			assertEquals(12_600, feed.now().cards().getLast().nr());
		}
	}
}
