package dev.umbra.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

import org.junit.jupiter.api.Test;

import dev.umbra.core.EntryId;
import dev.umbra.core.SessionId;
import dev.umbra.core.Threads;
import dev.umbra.core.api.Sessions.Changes;
import dev.umbra.core.api.Sessions.Item;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.testkit.ManualClock;
import dev.umbra.testkit.ManualTicks;
import dev.umbra.testkit.Sample;

class SessionFeedTest {
	private static final SessionId SESSION = new SessionId("session-1");
	private static final Duration GAP = Duration.ofMillis(33);
	private static final EntryId ENTRY = new EntryId("entry-1");
	private final ManualClock clock = new ManualClock();
	private final ManualTicks ticks = new ManualTicks(clock);
	private final SessionFeed feed = new SessionFeed(SESSION, () -> "epoch", 1, clock, ticks);
	private final AtomicLong offset = new AtomicLong();
	private long revision = 1;

	/** The next commit: the text grows by this. */
	private void grows(String text) {
		publish(new Item.Append(ENTRY, revision + 1, offset.getAndAdd(text.length()), text));
	}

	private void publish(Item... items) {
		long size = 100;
		for (Item item : items) {
			size += item instanceof Item.Append append ? append.text().length() : 500;
		}
		feed.publish(new SessionFeed.Committed(++revision, Sample.summary(SESSION).edit().revision(revision).build(), List.of(items), size));
	}

	/** Takes everything, and checks that it follows without gap and without double. */
	private static final class Client implements Predicate<Changes> {
		final List<Changes> got = new CopyOnWriteArrayList<>();
		final StringBuilder text = new StringBuilder();
		private final AtomicBoolean inside = new AtomicBoolean();
		private final List<String> wrong = new CopyOnWriteArrayList<>();
		private volatile long at;
		volatile boolean takes = true;

		Client(long after) {
			at = after;
		}

		@Override
		public boolean test(Changes changes) {
			if (!inside.compareAndSet(false, true)) {
				wrong.add("two threads at once");
			}
			try {
				if (!takes) {
					return false;
				}
				got.add(changes);
				if (changes.from() != at) {
					wrong.add("has " + at + ", got what follows " + changes.from());
				}
				at = changes.revision();
				for (Item item : changes.items()) {
					if (item instanceof Item.Append append) {
						text.append(append.text());
					}
				}
				return true;
			} finally {
				inside.set(false);
			}
		}

		void check() {
			assertTrue(wrong.isEmpty(), wrong::toString);
		}
	}

	@Test
	void firstChangeComesAtOnce() {
		Client client = new Client(1);
		feed.attach("a", 1, client);
		grows("x");
		assertEquals(1, client.got.size());
		Changes changes = client.got.getFirst();
		assertEquals("a", changes.attachment());
		assertEquals(1, changes.from());
		assertEquals(2, changes.revision());
		assertEquals(2, changes.summary().revision());
		assertFalse(changes.lost());
	}

	@Test
	void atMostThirtyASecondAndNothingIsLost() {
		Client client = new Client(1);
		feed.attach("a", 1, client);
		for (int i = 0; i < 1000; i++) {
			grows(i + " ");
			ticks.advance(Duration.ofMillis(1));
		}
		assertTrue(client.got.size() <= 31 && client.got.size() >= 29, client.got.size() + " in a second");
		ticks.advance(Duration.ofMillis(40));
		assertEquals(1001, client.got.getLast().revision());
		assertEquals(offset.get(), client.text.length());
		client.check();
	}

	@Test
	void afterAPauseTheFirstComesAtOnceAgain() {
		Client client = new Client(1);
		feed.attach("a", 1, client);
		grows("x");
		ticks.advance(Duration.ofMillis(33));
		grows("y");
		assertEquals(2, client.got.size());
	}

	@Test
	void neighbouringAppendsAreOne() {
		Client client = new Client(1);
		client.takes = false;
		SessionFeed.Attachment attachment = feed.attach("a", 1, client);
		grows("a");
		grows("b");
		publish(new Item.Upsert(Sample.message("other", 2, EntryStatus.DONE, "whole")));
		grows("c");
		grows("d");
		client.takes = true;
		attachment.kick();
		ticks.advance(GAP);
		assertEquals(List.of(new Item.Append(ENTRY, 3, 0, "ab"),
				new Item.Upsert(Sample.message("other", 2, EntryStatus.DONE, "whole")), new Item.Append(ENTRY, 6, 2, "cd")),
				client.got.getFirst().items());
	}

	@Test
	void appendsToDifferentEntriesOrWithAGapStayApart() {
		Client client = new Client(1);
		client.takes = false;
		SessionFeed.Attachment attachment = feed.attach("a", 1, client);
		publish(new Item.Append(ENTRY, 2, 0, "a"));
		publish(new Item.Append(new EntryId("entry-2"), 3, 0, "b"));
		publish(new Item.Append(ENTRY, 4, 1, "c"), new Item.Append(ENTRY, 4, 7, "d"));
		client.takes = true;
		attachment.kick();
		ticks.advance(GAP);
		assertEquals(4, client.got.getFirst().items().size());
	}

	@Test
	void newestSummaryOfTheTimeIsSent() {
		Client client = new Client(1);
		client.takes = false;
		SessionFeed.Attachment attachment = feed.attach("a", 1, client);
		grows("a");
		feed.publish(new SessionFeed.Committed(++revision, null, List.of(), 100));
		client.takes = true;
		attachment.kick();
		ticks.advance(GAP);
		assertEquals(2, client.got.getFirst().summary().revision());
		assertEquals(3, client.got.getFirst().revision());
	}

	@Test
	void whatTheClientHasAlreadyIsNotSent() {
		grows("a");
		grows("b");
		Client client = new Client(3);
		feed.attach("a", 3, client).kick();
		assertTrue(client.got.isEmpty());
		grows("c");
		assertEquals("c", client.text.toString());
		client.check();
	}

	@Test
	void clientAheadOfTheFeedWaitsForWhatIsNewToIt() {
		Client client = new Client(3);
		feed.attach("a", 3, client);
		grows("a");
		grows("b");
		assertTrue(client.got.isEmpty());
		grows("c");
		assertEquals("c", client.text.toString());
	}

	@Test
	void slowClientLosesNothingAndSlowsNobody() {
		Client slow = new Client(1);
		slow.takes = false;
		Client quick = new Client(1);
		SessionFeed.Attachment attachment = feed.attach("slow", 1, slow);
		feed.attach("quick", 1, quick);
		for (int i = 0; i < 3000; i++) {
			grows(i + " ");
			ticks.advance(Duration.ofMillis(10));
		}
		assertTrue(quick.got.size() > 500);
		slow.takes = true;
		attachment.kick();
		ticks.advance(Duration.ofSeconds(1));
		assertEquals(quick.text.toString(), slow.text.toString());
		slow.check();
		quick.check();
	}

	@Test
	void clientWithoutRoomIsNotAskedAgainForEachCommit() {
		List<Changes> asked = new ArrayList<>();
		feed.attach("a", 1, changes -> {
			asked.add(changes);
			return false;
		});
		for (int i = 0; i < 1000; i++) {
			grows("x");
			ticks.advance(Duration.ofMillis(1));
		}
		assertTrue(asked.size() <= 31, asked.size() + " times in a second");
	}

	@Test
	void clientTooFarBehindIsToldSoOnceAndForgotten() {
		Client client = new Client(1);
		client.takes = false;
		SessionFeed.Attachment attachment = feed.attach("a", 1, client);
		for (int i = 0; i < 4001; i++) {
			grows("x");
		}
		client.takes = true;
		attachment.kick();
		ticks.advance(GAP);
		assertEquals(1, client.got.size());
		Changes changes = client.got.getFirst();
		assertTrue(changes.lost() && changes.items().isEmpty());
		assertNull(changes.summary());
		assertEquals(1, changes.revision(), "attach again after the last revision");
		assertFalse(feed.followed());
		grows("x");
		ticks.advance(Duration.ofSeconds(1));
		assertEquals(1, client.got.size());
	}

	@Test
	void commitsAreForgottenByTheirSizeToo() {
		Client client = new Client(1);
		client.takes = false;
		SessionFeed.Attachment attachment = feed.attach("a", 1, client);
		for (int i = 0; i < 6; i++) {
			grows("x".repeat(1 << 20));
		}
		client.takes = true;
		attachment.kick();
		ticks.advance(GAP);
		assertTrue(client.got.getFirst().lost());
	}

	@Test
	void anEntryThatIsPutOftenIsSentOnceAndNotBehindWhatIsSaidOfItsText() {
		Client client = new Client(1);
		client.takes = false;
		SessionFeed.Attachment attachment = feed.attach("a", 1, client);
		publish(new Item.Upsert(Sample.message("e", 2, EntryStatus.RUNNING, "one")));
		publish(new Item.Upsert(Sample.message("e", 2, EntryStatus.RUNNING, "two")));
		publish(new Item.Append(new EntryId("e"), 4, 3, " three"));
		publish(new Item.Upsert(Sample.message("e", 2, EntryStatus.DONE, "two three")));
		client.takes = true;
		attachment.kick();
		ticks.advance(GAP);
		assertEquals(List.of(new Item.Upsert(Sample.message("e", 2, EntryStatus.RUNNING, "two")),
				new Item.Append(new EntryId("e"), 4, 3, " three"),
				new Item.Upsert(Sample.message("e", 2, EntryStatus.DONE, "two three"))), client.got.getFirst().items());
	}

	@Test
	void whatIsTooMuchForOneMessageComesInSeveral() {
		Client client = new Client(1);
		client.takes = false;
		SessionFeed.Attachment attachment = feed.attach("a", 1, client);
		for (int i = 0; i < 12; i++) {
			grows("x".repeat(300_000));
		}
		client.takes = true;
		attachment.kick();
		ticks.advance(Duration.ofSeconds(1));
		assertEquals(4, client.got.size());
		assertEquals(12 * 300_000, client.text.length());
		client.check();
	}

	@Test
	void twentyFollowersOfOneSessionAllGetAllOfIt() {
		List<Client> clients = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			Client client = new Client(1);
			clients.add(client);
			feed.attach("c" + i, 1, client);
		}
		for (int i = 0; i < 400; i++) {
			grows(i + " ");
			ticks.advance(Duration.ofMillis(5));
		}
		ticks.advance(GAP);
		for (Client client : clients) {
			assertEquals(offset.get(), client.text.length());
			assertTrue(client.got.size() <= 62, client.got.size() + " in two seconds");
			client.check();
		}
	}

	/** Ten sessions, 200 commits a second each; one client takes everything, one takes nothing until it is far behind. */
	@Test
	void aSlowClientOfTenBusySessionsSlowsNobodyAndIsToldToAskAgain() {
		List<Busy> sessions = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			sessions.add(new Busy(new SessionId("session-" + i), clock, ticks));
		}
		for (int ms = 0; ms < 25_000; ms += 5) {
			sessions.forEach(Busy::commit);
			ticks.advance(Duration.ofMillis(5));
		}
		ticks.advance(GAP);
		for (Busy busy : sessions) {
			assertEquals(5000, busy.quick.text.length());
			assertTrue(busy.quick.got.size() >= 25 * 29 && busy.quick.got.size() <= 25 * 31, busy.quick.got.size() + " messages");
			busy.quick.check();
			busy.slow.takes = true;
			busy.place.kick();
			ticks.advance(GAP);
			assertTrue(busy.slow.got.getFirst().lost());
		}
	}

	private static final class Busy {
		final SessionFeed feed;
		final Client quick = new Client(1);
		final Client slow = new Client(1);
		final SessionFeed.Attachment place;
		private long revision = 1;

		Busy(SessionId session, ManualClock clock, ManualTicks ticks) {
			feed = new SessionFeed(session, () -> "epoch", 1, clock, ticks);
			slow.takes = false;
			feed.attach("quick", 1, quick);
			place = feed.attach("slow", 1, slow);
		}

		void commit() {
			long offset = revision - 1;
			revision++;
			feed.publish(new SessionFeed.Committed(revision, null, List.of(new Item.Append(ENTRY, revision, offset, "x")), 101));
		}
	}

	@Test
	void theEndOfASessionEndsAllPlacesInIt() {
		Client client = new Client(1);
		feed.attach("a", 1, client);
		feed.end();
		assertTrue(client.got.getFirst().lost());
		assertFalse(feed.followed());
		Client late = new Client(1);
		feed.attach("b", 1, late).kick();
		assertTrue(late.got.getFirst().lost());
	}

	@Test
	void oneCommitAloneIsKeptWhateverItsSize() {
		Client client = new Client(1);
		feed.attach("a", 1, client);
		grows("x".repeat(5 << 20));
		assertEquals(5 << 20, client.text.length());
	}

	@Test
	void closedAttachmentHearsNothingMoreEvenOfWhatWasUnderWay() {
		Client client = new Client(1);
		SessionFeed.Attachment attachment = feed.attach("a", 1, client);
		grows("a");
		grows("b");
		assertEquals(1, ticks.waiting(), "the second waits for its time");
		attachment.close();
		ticks.advance(Duration.ofSeconds(1));
		grows("c");
		assertEquals("a", client.text.toString());
		assertFalse(feed.followed());
	}

	@Test
	void clientThatThrowsIsForgottenAndHarmsNobody() {
		feed.attach("bad", 1, changes -> {
			throw new IllegalStateException("broken client");
		});
		Client good = new Client(1);
		feed.attach("good", 1, good);
		grows("a");
		ticks.advance(Duration.ofMillis(40));
		grows("b");
		assertEquals("ab", good.text.toString());
	}

	/** Publisher, clients that come, refuse and are kicked again, and time: all at once, in an order that chance makes. */
	@Test
	void noGapAndNoDoubleUnderConcurrentPublishAndAttach() throws Exception {
		for (int seed = 0; seed < 20; seed++) {
			new Crowd(seed).run();
		}
	}

	private static final class Crowd {
		private static final int COMMITS = 300;
		private static final int CLIENTS = 4;
		private final int seed;
		private final ManualClock clock = new ManualClock();
		private final ManualTicks ticks = new ManualTicks(clock);
		private final SessionFeed feed = new SessionFeed(SESSION, () -> "epoch", 1, clock, ticks);
		/** What a store would say: raised before the feed is told. */
		private final AtomicLong durable = new AtomicLong(1);
		private final CountDownLatch done = new CountDownLatch(1 + CLIENTS);
		private final List<Client> clients = new CopyOnWriteArrayList<>();
		private final List<SessionFeed.Attachment> attachments = new CopyOnWriteArrayList<>();
		private final List<Throwable> errors = new CopyOnWriteArrayList<>();

		Crowd(int seed) {
			this.seed = seed;
		}

		void run() throws Exception {
			Threads.platformDaemon("test-publisher", () -> guarded(this::publish));
			for (int i = 0; i < CLIENTS; i++) {
				Random random = new Random(seed * 31L + i);
				Threads.platformDaemon("test-client", () -> guarded(() -> follow(random)));
			}
			Random random = new Random(seed);
			long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
			while (!finished()) {
				ticks.advance(Duration.ofMillis(random.nextInt(40)));
				Thread.yield();
				if (!attachments.isEmpty() && done.getCount() == 0) {
					clients.forEach(client -> client.takes = true);
					attachments.forEach(SessionFeed.Attachment::kick);
				}
				assertTrue(System.nanoTime() - end < 0, () -> "seed " + seed + ": not all came to the end: "
						+ clients.stream().map(client -> client.at).toList());
			}
			assertTrue(errors.isEmpty(), () -> "seed " + seed + ": " + errors);
			for (Client client : clients) {
				client.check();
				assertTrue(client.got.stream().noneMatch(Changes::lost), "seed " + seed);
				List<Long> seen = new ArrayList<>();
				client.got.forEach(changes -> changes.items().forEach(item -> seen.add(((Item.Upsert) item).entry().revision())));
				for (int i = 1; i < seen.size(); i++) {
					assertEquals(seen.get(i - 1) + 1, seen.get(i), "seed " + seed);
				}
			}
		}

		private boolean finished() {
			return done.getCount() == 0 && clients.stream().allMatch(client -> client.at == COMMITS + 1);
		}

		private void guarded(Runnable work) {
			try {
				work.run();
			} catch (RuntimeException | AssertionError e) {
				errors.add(e);
			} finally {
				done.countDown();
			}
		}

		private void publish() {
			Random random = new Random(seed);
			for (int i = 0; i < COMMITS; i++) {
				long now = durable.incrementAndGet();
				if (random.nextInt(4) == 0) {
					Thread.yield();
				}
				feed.publish(new SessionFeed.Committed(now, null,
						List.of(new Item.Upsert(Sample.message("e" + now, now, EntryStatus.DONE, "x").withRevision(now))), 100));
			}
		}

		private void follow(Random random) {
			for (int i = random.nextInt(2000); i > 0; i--) {
				Thread.onSpinWait();
			}
			long after = durable.get();
			Client client = new Client(after);
			SessionFeed.Attachment attachment = feed.attach("c", after, client);
			clients.add(client);
			attachments.add(attachment);
			attachment.kick();
			for (int i = 0; i < 200; i++) {
				client.takes = random.nextInt(3) != 0;
				attachment.kick();
				if (random.nextInt(3) == 0) {
					Thread.yield();
				}
			}
		}
	}
}
