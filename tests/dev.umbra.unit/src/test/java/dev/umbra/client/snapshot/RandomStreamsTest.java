package dev.umbra.client.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.umbra.core.EntryId;
import dev.umbra.core.SessionId;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.testkit.FakeSessions;
import dev.umbra.testkit.ManualClock;
import dev.umbra.testkit.Sample;

/**
 * Streams of changes with doubles, gaps, cuts, new epochs and lost connections, in any order: when all has arrived, what
 * is shown is what the host has, once, in order; and on the way a snapshot is never out of order, nor an unchanged entry a
 * new object.
 */
class RandomStreamsTest {
	private static final SessionId SESSION = new SessionId("5e551011-0000-4000-8000-000000000000");
	private static final String[] WORDS = { "word ", "\ud83d\ude00", "long, longer and longest of all ", "x", "" };

	/** One random story. */
	private static final class Story {
		private final Random random;
		private final FakeSessions host;
		private final LiveSnapshots snapshots;
		private final SessionWatch watch;
		private final List<String> happened = new ArrayList<>();
		private Map<EntryId, Entry> last = Map.of();
		private Runnable backup;
		private boolean connected = true;

		Story(long seed) {
			random = new Random(seed);
			host = new FakeSessions(SESSION, 1 + random.nextInt(20), 1 + random.nextInt(12));
			backup = host.backup();
			snapshots = new LiveSnapshots(new LiveSnapshots.Contracts(host, null, null, null), new ManualClock());
			for (int i = random.nextInt(30); i > 0; i--) {
				host.add(word());
			}
			if (random.nextInt(4) > 0) {
				host.hold();
			}
			watch = snapshots.watch(SESSION);
			watch.onChange(this::look);
		}

		private String word() {
			return WORDS[random.nextInt(WORDS.length)];
		}

		private long any() {
			return host.entries().get(random.nextInt(host.entries().size())).ordinal();
		}

		private void look() {
			SessionSnapshot now = watch.now();
			Map<EntryId, Entry> seen = new HashMap<>();
			long ordinal = now.entries().isEmpty() ? 0 : now.entries().getFirst().ordinal();
			assertEquals(ordinal > 1, now.older(), () -> happened.toString());
			for (Entry entry : now.entries()) {
				assertEquals(ordinal++, entry.ordinal(), () -> happened.toString());
				Entry before = last.get(entry.id());
				// of a text on its way there may have been more than was shown, which another host does not go on with
				if (entry.equals(before) && entry.text().length() == entry.length()) {
					assertSame(before, entry, () -> happened.toString());
				}
				seen.put(entry.id(), entry);
			}
			last = seen;
		}

		private void step() {
			int what = host.entries().isEmpty() ? 0 : random.nextInt(24);
			happened.add(String.valueOf(what));
			switch (what) {
			case 0, 1, 2 -> host.add(word());
			case 3, 4, 5, 6, 7 -> host.append(random.nextInt(3) > 0 ? host.entries().getLast().ordinal() : any(), word());
			case 8 -> host.change(any(), entry -> entry.withEnd(EntryStatus.DONE, Sample.NOON));
			// a text that is replaced begins otherwise
			case 9 -> host.change(any(), entry -> entry.withText((char) ('\u4e00' + host.revision()) + word()));
			case 10, 11, 12 -> host.deliver();
			case 13 -> host.deliverSome();
			case 14 -> host.deliverAgain(random.nextLong(host.revision() + 1));
			case 15 -> host.skip();
			case 16, 17, 18, 19 -> host.answerOne();
			case 20 -> watch.loadOlder();
			case 21 -> rarely(host::tellLost);
			case 22 -> rarely(this::otherHost);
			case 23 -> rarely(this::connection);
			default -> throw new IllegalStateException();
			}
		}

		private void rarely(Runnable action) {
			if (random.nextInt(3) == 0) {
				action.run();
			}
		}

		private void otherHost() {
			if (random.nextInt(3) == 0) {
				backup.run();
			}
			if (connected && random.nextBoolean()) {
				host.restartBehindTheConnection();
				host.failOpenCalls();
			} else {
				host.restart();
				snapshots.hostLost();
				boolean failFirst = random.nextBoolean();
				if (failFirst) {
					host.failOpenCalls();
				}
				snapshots.hostFound();
				host.failOpenCalls();
				connected = true;
			}
			backup = host.backup();
		}

		private void connection() {
			if (connected) {
				snapshots.hostLost();
			} else {
				snapshots.hostFound();
			}
			connected = !connected;
		}

		void end() {
			if (!connected) {
				snapshots.hostFound();
			}
			watch.retry();
			host.add("the end");
			for (int i = 0; i < 10_000; i++) {
				boolean answered = host.answerOne();
				host.deliver();
				if (!answered && host.waiting() == 0 && watch.now().revision() == host.revision() && watch.now().live()) {
					break;
				}
			}
			SessionSnapshot now = watch.now();
			assertTrue(now.live(), () -> "not live: " + now.failure() + " " + happened);
			assertEquals(host.epoch(), now.epoch(), happened::toString);
			assertEquals(host.revision(), now.revision(), happened::toString);
			assertEquals(host.summary(), now.summary());
			long first = now.entries().getFirst().ordinal();
			List<Entry> wanted = host.entries().stream().filter(entry -> entry.ordinal() >= first).toList();
			assertEquals(wanted.size(), now.entries().size(), happened::toString);
			for (int i = 0; i < wanted.size(); i++) {
				assertEquals(wanted.get(i), now.entries().get(i), happened::toString);
			}
			assertEquals(1, host.attachments(), happened::toString);
			watch.close();
			assertEquals(0, host.attachments(), happened::toString);
		}
	}

	@Test
	void whateverHappensOnTheWayTheEndIsWhatTheHostHas() {
		for (int seed = 0; seed < 2000; seed++) {
			Story story = new Story(seed);
			try {
				for (int i = 0; i < 150; i++) {
					story.step();
				}
				story.end();
			} catch (AssertionError | RuntimeException e) {
				throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
			}
		}
	}
}
