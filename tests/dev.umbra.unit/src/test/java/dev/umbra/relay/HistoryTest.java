package dev.umbra.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.umbra.core.PublicKey;
import dev.umbra.core.Threads;
import dev.umbra.core.catalog.RecordKind;
import dev.umbra.core.port.CatalogRecords;
import dev.umbra.core.relay.RelayAddress;
import dev.umbra.core.relay.RelayLink;
import dev.umbra.core.relay.RelayMode;
import dev.umbra.core.relay.RelayState;
import dev.umbra.nostr.ClientMessage;
import dev.umbra.nostr.Event;
import dev.umbra.nostr.Filter;
import dev.umbra.nostr.Kind;
import dev.umbra.nostr.MessageReader;
import dev.umbra.nostr.RelayMessage;
import dev.umbra.nostr.Tag;
import dev.umbra.nostr.UnsignedEvent;
import dev.umbra.testkit.ManualClock;

/** A history of many pages, frame by frame: what is asked for when, and what of it is looked at. */
class HistoryTest {
	private static final PublicKey ME = new PublicKey("ab".repeat(32));
	private static final String URL = "ws://127.0.0.1:1";
	private final ManualClock clock = new ManualClock();
	private final FakeSeal seal = new FakeSeal(ME, new Random(7));
	private final Device device = new Device(seal, clock, Duration.ZERO);
	private final MessageReader reader = new MessageReader(1 << 20);
	private final AtomicInteger verified = new AtomicInteger();
	/** How many records there were at each telling. */
	private final List<Integer> told = new ArrayList<>();
	/** What the relay has. */
	private final List<Event> stored = new ArrayList<>();

	/** Counts what is verified, over one connection and in all. */
	private final class Counting implements Seal {
		final AtomicInteger here = new AtomicInteger();

		@Override
		public PublicKey identity() {
			return ME;
		}

		@Override
		public Event sign(UnsignedEvent event) {
			return seal.sign(event);
		}

		@Override
		public boolean verify(Event event) {
			here.incrementAndGet();
			verified.incrementAndGet();
			return seal.verify(event);
		}

		@Override
		public String hide(String text) {
			return seal.hide(text);
		}

		@Override
		public String open(String payload) {
			return seal.open(payload);
		}

		@Override
		public String hidden(RecordKind kind, String name) {
			return seal.hidden(kind, name);
		}

		@Override
		public boolean hides(String name) {
			return seal.hides(name);
		}
	}

	/** A connection to a relay that answers frame by frame, in text. */
	private class Link implements Line {
		final List<String> sent = new ArrayList<>();
		final Counting counting = new Counting();
		final Conversation conversation;
		int glanced;
		String ended;
		private int answered;

		Link(CatalogRecords catalog) {
			conversation = new Conversation(new RelayLink(ME, new RelayAddress(URL), RelayMode.BUZZ_COMPATIBLE), counting,
					new CatalogAccess(catalog, new Condemned(), changed -> told.add(device.shown().size()), clock), clock, device.counted, 65536, this);
		}

		/** Answers all questions, also those that come of the answers, until none is open. */
		void answerAll() {
			while (answered < sent.size()) {
				if (reader.client(sent.get(answered++)) instanceof ClientMessage.Request asked) {
					asked.filters().forEach(filter -> answer(asked.subscription(), filter));
					conversation.heard(new RelayMessage.StoredEnd(asked.subscription()));
				}
			}
		}

		private void answer(String subscription, Filter filter) {
			int most = filter.limit() == null ? 500 : filter.limit();
			stored.stream().filter(filter::matches).sorted(Comparator.comparingLong(Event::createdAt).reversed().thenComparing(Event::id)).limit(most)
					.forEach(event -> give(subscription, event));
		}

		void give(String subscription, Event event) {
			String frame = new RelayMessage.Found(subscription, event).json();
			if (conversation.glanced(frame)) {
				glanced++;
			} else {
				conversation.heard(reader.relay(frame));
			}
		}

		/** The names of the pages that were asked for, in order. */
		List<String> pages() {
			return sent.stream().filter(frame -> frame.startsWith("[\"REQ\",\"past-")).map(frame -> frame.split("\"")[3]).toList();
		}

		@Override
		public void send(String frame) {
			sent.add(frame);
		}

		@Override
		public void end(String why) {
			ended = why;
		}

		@Override
		public void refused(String why) {
			ended = why;
		}

		@Override
		public void state(RelayState state) {
		}

		@Override
		public void trouble(String words) {
		}
	}

	private Link linked(CatalogRecords catalog) {
		device.relay(URL, RelayMode.BUZZ_COMPATIBLE);
		Link link = new Link(catalog);
		link.conversation.opened();
		return link;
	}

	private Event persona(int number, long createdAt) {
		return seal.sign(new UnsignedEvent(createdAt, Kind.PERSONA, List.of(Tag.of("d", "persona-" + number)), "{\"display_name\":\"Persona " + number + "\"}"));
	}

	/** Seven to a second. */
	private List<Event> personas(int count) {
		return IntStream.range(0, count).mapToObj(i -> persona(i, 1_700_000_000L + i / 7)).toList();
	}

	private static Event forged(Event event, long createdAt) {
		return new Event(event.id(), event.author(), createdAt, event.kind(), event.tags(), event.content(), "00".repeat(64));
	}

	@Test
	void theNextPageIsAskedForBeforeThisOneIsTaken() {
		stored.addAll(personas(600));
		List<Integer> shownWhenAsked = new ArrayList<>();
		Link link = new Link(device.catalog) {
			@Override
			public void send(String frame) {
				super.send(frame);
				if (frame.startsWith("[\"REQ\",\"past-")) {
					shownWhenAsked.add(device.shown().size());
				}
			}
		};
		device.relay(URL, RelayMode.BUZZ_COMPATIBLE);
		link.conversation.opened();
		link.answerAll();
		assertEquals(600, device.shown().size());
		assertEquals(List.of(0, 0), shownWhenAsked.subList(0, 2));
		assertEquals(RelayState.LIVE, link.conversation.state());
	}

	@Test
	void whatChangesWhileAHistoryIsReadIsToldAtOnceThenOnceASecondAndAtTheEnd() {
		stored.addAll(personas(3000));
		Link link = new Link(device.catalog) {
			@Override
			public void send(String frame) {
				super.send(frame);
				if (frame.startsWith("[\"REQ\",\"past-")) {
					clock.advance(Duration.ofMillis(400));
				}
			}
		};
		device.relay(URL, RelayMode.BUZZ_COMPATIBLE);
		link.conversation.opened();
		link.answerAll();
		assertEquals(3000, told.getLast());
		assertTrue(told.getFirst() < 600 && told.size() < 5 && told.size() > 2, told::toString);
		told.clear();
		link.give(link.sent.stream().filter(frame -> frame.contains("live-")).findFirst().orElseThrow().split("\"")[3], persona(5000, 1_700_009_000L));
		link.conversation.settle();
		assertEquals(List.of(3001), told, "live ones at once");
	}

	@Test
	void whatIsNotToldYetIsToldWithinASecondWhereTheRelayFallsSilent() {
		stored.addAll(personas(1300));
		Link link = linked(device.catalog);
		for (int page = 0; page < 2; page++) {
			String name = link.pages().get(page);
			Filter filter = ((ClientMessage.Request) reader.client(link.sent.stream().filter(frame -> frame.contains(name)).findFirst().orElseThrow())).filters().getFirst();
			link.answer(name, filter);
			link.conversation.heard(new RelayMessage.StoredEnd(name));
		}
		assertEquals(1, told.size(), "the first page");
		clock.advance(Duration.ofSeconds(1));
		link.conversation.tick();
		assertEquals(List.of(500, device.shown().size()), told);
	}

	@Test
	void eachEventIsVerifiedOnceAndWhatIsKnownNeverAgain() {
		stored.addAll(personas(1300));
		Link link = linked(device.catalog);
		link.answerAll();
		assertEquals(1300, device.shown().size());
		assertEquals(1300, verified.get());
		link.conversation.again();
		link.answerAll();
		assertTrue(link.glanced >= 1300, () -> link.glanced + " events were known by their ids");
		Link another = linked(device.catalog);
		another.answerAll();
		assertEquals(1300, verified.get(), "what is stored is known to the next connection");
		assertEquals(RelayState.LIVE, another.conversation.state());
		assertEquals(0, device.counted.refused());
	}

	@Test
	void idsOfSupersededEventsAreKeptAsLongAsTheRelayHasThemAndNoneBringsAnythingBack() {
		Event old = persona(1, 1_700_000_000L);
		Event present = seal.sign(new UnsignedEvent(1_700_000_100L, Kind.PERSONA, List.of(Tag.of("d", "persona-1")), "{\"display_name\":\"Present\"}"));
		Event grave = seal.sign(new UnsignedEvent(1_700_000_200L, Kind.PERSONA, List.of(Tag.of("d", "persona-2")), "{\"deleted\":true}"));
		Event before = persona(2, 1_700_000_050L);
		stored.addAll(List.of(old, present, grave, before));
		linked(device.catalog).answerAll();
		assertEquals(4, ids().size());
		linked(device.catalog).answerAll();
		assertEquals(4, ids().size(), "the relay still has them");
		assertEquals(4, verified.get());
		stored.removeAll(List.of(old, before));
		linked(device.catalog).answerAll();
		assertEquals(Set.of(present.id().hex(), grave.id().hex()), ids());
		stored.addAll(List.of(old, before));
		linked(device.catalog).answerAll();
		assertEquals(List.of("{\"display_name\":\"Present\"}"), List.copyOf(device.shown().values()));
		assertEquals(6, verified.get(), "each that came back was looked at once more");
	}

	private Set<String> ids() {
		return CatalogAccess.now(device.catalog.knownEvents(ME, URL, 1000)).keySet();
	}

	@Test
	void aBadEventInTheMiddleOfAPageIsSkippedAndTheOthersAreTaken() {
		List<Event> good = personas(100);
		stored.addAll(good);
		stored.remove(50);
		stored.add(forged(good.get(50), good.get(50).createdAt()));
		stored.add(seal.sign(new UnsignedEvent(1_700_000_007L, Kind.PERSONA, List.of(Tag.of("d", "no-name")), "{\"display_name\":7}")));
		Link link = linked(device.catalog);
		link.answerAll();
		assertEquals(99, device.shown().size());
		stored.removeIf(event -> event.signature().startsWith("00"));
		stored.add(good.get(50));
		link.conversation.again();
		link.answerAll();
		assertEquals(100, device.shown().size(), "the forged copy does not hide the true event");
	}

	@Test
	void aForgedDateCannotMakeTheReadingSkipAnything() {
		List<Event> all = personas(1200);
		stored.addAll(all);
		Link link = linked(device.catalog);
		String first = link.pages().getFirst();
		link.give(first, forged(all.get(3), 5));
		link.conversation.heard(new RelayMessage.StoredEnd(first));
		assertEquals(1, link.sent.stream().filter(frame -> frame.contains("\"until\":5")).count());
		link.answerAll();
		Link other = linked(device.catalog);
		String page = other.pages().getFirst();
		all.reversed().subList(0, 499).forEach(event -> other.give(page, event));
		other.give(page, forged(all.get(3), 5));
		other.conversation.heard(new RelayMessage.StoredEnd(page));
		assertEquals(3, other.pages().size(), "what was asked for too early is asked for again");
		assertTrue(other.sent.contains(new ClientMessage.Close(other.pages().get(1)).json()));
		assertFalse(other.sent.getLast().contains("\"until\":5"), other.sent::getLast);
		other.answered = other.sent.size() - 1;
		other.answerAll();
		assertEquals(1200, device.shown().size());
	}

	@Test
	void aFrameThatIsNotOfTheOpenPageIsNotGlancedAt() {
		stored.addAll(personas(3));
		Link link = linked(device.catalog);
		Event event = stored.getFirst();
		String page = link.pages().getLast();
		String frame = new RelayMessage.Found(page, event).json();
		assertFalse(link.conversation.glanced(frame), "it is not known yet");
		link.answerAll();
		assertFalse(link.conversation.glanced(frame), "the page is not open any more");
		link.conversation.again();
		String open = new RelayMessage.Found(link.pages().getLast(), event).json();
		assertFalse(link.conversation.glanced(frame));
		assertFalse(link.conversation.glanced(open.substring(0, 60)));
		assertFalse(link.conversation.glanced(open.replace("{\"id\":\"", "{\"id\": \"")));
		assertTrue(link.conversation.glanced(open));
	}

	@Test
	void whereTheStoreFailsInTheMiddleTheNextConnectionReadsTheRest() {
		stored.addAll(personas(1300));
		AtomicInteger changes = new AtomicInteger();
		CatalogRecords failing = (CatalogRecords) Proxy.newProxyInstance(CatalogRecords.class.getClassLoader(), new Class<?>[] { CatalogRecords.class },
				(proxy, method, arguments) -> {
					if (method.getName().equals("change") && changes.incrementAndGet() == 2) {
						return CompletableFuture.failedFuture(new IllegalStateException("the disk is full"));
					}
					try {
						return method.invoke(device.catalog, arguments);
					} catch (InvocationTargetException e) {
						throw e.getCause();
					}
				});
		Link link = linked(failing);
		assertThrows(CompletionException.class, link::answerAll);
		assertEquals(500, device.shown().size(), "the first page whole, of the second nothing");
		Link next = linked(device.catalog);
		next.answerAll();
		assertEquals(1300, device.shown().size());
		assertEquals(800, next.counting.here.get());
		assertNull(next.ended);
	}

	@Test
	void theNextPageIsReadWhileThisOneIsStored() throws Exception {
		stored.addAll(personas(700));
		CountDownLatch room = new CountDownLatch(1);
		CatalogRecords slow = (CatalogRecords) Proxy.newProxyInstance(CatalogRecords.class.getClassLoader(), new Class<?>[] { CatalogRecords.class },
				(proxy, method, arguments) -> {
					if (!method.getName().equals("change")) {
						return method.invoke(device.catalog, arguments);
					}
					return CompletableFuture.supplyAsync(() -> {
						try {
							assertTrue(room.await(20, TimeUnit.SECONDS), "the link waits for the store");
							return ((CompletionStage<?>) method.invoke(device.catalog, arguments)).toCompletableFuture().join();
						} catch (InterruptedException | ReflectiveOperationException e) {
							throw new CompletionException(e);
						}
					}, Threads.virtualEach("slow-store"));
				});
		Link link = new Link(slow) {
			@Override
			void give(String subscription, Event event) {
				super.give(subscription, event);
				if (pages().indexOf(subscription) == 1) {
					room.countDown();
				}
			}
		};
		device.relay(URL, RelayMode.BUZZ_COMPATIBLE);
		link.conversation.opened();
		link.answerAll();
		assertEquals(700, device.shown().size());
		assertEquals(700, verified.get());
		assertEquals(700, told.getLast());
	}
}
