package dev.umbra.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import dev.umbra.core.PublicKey;
import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.catalog.Kept;
import dev.umbra.core.catalog.RecordKind;
import dev.umbra.core.relay.RelayAddress;
import dev.umbra.core.relay.RelayLink;
import dev.umbra.core.relay.RelayMode;
import dev.umbra.core.relay.RelayState;
import dev.umbra.nostr.Event;
import dev.umbra.nostr.EventId;
import dev.umbra.nostr.Kind;
import dev.umbra.nostr.RelayMessage;
import dev.umbra.nostr.Tag;
import dev.umbra.nostr.UnsignedEvent;
import dev.umbra.testkit.FakeRelay;
import dev.umbra.testkit.FakeRelay.Habits;
import dev.umbra.testkit.ManualClock;

/** One device, one relay, step by step. */
class ConversationTest {
	private static final PublicKey ME = new PublicKey("ab".repeat(32));
	private static final PublicKey OTHER = new PublicKey("cd".repeat(32));
	private static final String URL = "ws://relay.example";
	private static final Coordinate REVIEWER = new Coordinate(ME, RecordKind.PERSONA, "reviewer-a1b2c3");
	/** Keeps no requests to delete, as many relays do. */
	private static final Habits FORGETFUL = new Habits(false, true, 500, 0, 0, 0, false);
	private final Random random = new Random(7);
	private final ManualClock clock = new ManualClock();
	private final FakeSeal seal = new FakeSeal(ME, random);
	private final Device device = new Device(seal, clock, Duration.ZERO);
	private FakeRelay relay = relay(Habits.GOOD);

	private FakeRelay relay(Habits habits) {
		FakeRelay fake = new FakeRelay(random, habits, FakeSeal::genuine);
		fake.calm();
		return fake;
	}

	private Device.Connection connect(RelayMode mode) {
		return connect(device, mode);
	}

	private Device.Connection connect(Device which, RelayMode mode) {
		which.relay(URL, mode);
		which.connect(relay, URL, mode);
		rest(which);
		return which.connections.get(URL);
	}

	private static void rest(Device which) {
		boolean more;
		do {
			more = false;
			for (Device.Connection connection : which.connections.values()) {
				connection.conversation.settle();
				while (connection.step()) {
					more = true;
				}
			}
		} while (more);
	}

	private void pass(Duration time) {
		for (long i = 0; i < time.toSeconds(); i++) {
			clock.advance(Duration.ofSeconds(1));
			device.connections.values().forEach(connection -> connection.conversation.tick());
			rest(device);
		}
	}

	private Event signed(int kind, long createdAt, String content, Tag... tags) {
		return seal.sign(new UnsignedEvent(createdAt, kind, List.of(tags), content));
	}

	private long now() {
		return clock.instant().getEpochSecond();
	}

	private static String persona(String name) {
		return "{\"display_name\":\"" + name + "\"}";
	}

	private List<Event> ofKind(int kind) {
		return relay.stored().stream().filter(event -> event.kind() == kind).toList();
	}

	@Test
	void whatWasMadeBeforeTheFirstRelayTravels() {
		device.edit(REVIEWER, persona("Reviewer"), false);
		Device.Connection connection = connect(RelayMode.BUZZ_COMPATIBLE);
		assertEquals(List.of(RelayState.READING, RelayState.LIVE), connection.states);
		Event event = ofKind(Kind.PERSONA).getFirst();
		assertEquals(persona("Reviewer"), event.content());
		assertEquals("reviewer-a1b2c3", event.first("d").orElseThrow());
		assertEquals(0, device.waiting());
	}

	@Test
	void inPrivateModeNothingOfARecordCanBeSeenButThatThereIsOne() {
		device.edit(REVIEWER, persona("Reviewer"), false);
		connect(RelayMode.PRIVATE);
		Event event = ofKind(Kind.PERSONA).getFirst();
		assertFalse(event.json().contains("eviewer"), event.json());
		Device second = new Device(seal, clock, Duration.ZERO);
		connect(second, RelayMode.PRIVATE);
		assertEquals(device.shown(), second.shown());
	}

	@Test
	void aSharedPersonaIsPlainInPrivateModeAndLeavesNoPlainVersionWhenItIsNotSharedAnyMore() {
		device.edit(REVIEWER, persona("Reviewer"), true);
		connect(RelayMode.PRIVATE);
		Event shared = ofKind(Kind.PERSONA).getFirst();
		assertEquals(persona("Reviewer"), shared.content());
		assertEquals("true", shared.first("shared").orElseThrow());
		device.edit(REVIEWER, persona("Reviewer"), false);
		rest(device);
		pass(Duration.ofSeconds(5));
		assertTrue(relay.stored().stream().noneMatch(event -> event.content().contains("Reviewer")), relay.stored().toString());
		Device second = new Device(seal, clock, Duration.ZERO);
		connect(second, RelayMode.PRIVATE);
		assertEquals(device.shown(), second.shown());
		assertEquals(1, second.shown().size());
	}

	@Test
	void anotherModeSendsEverythingAgainAndClearsWhatIsThereInTheFormerOne() {
		device.edit(REVIEWER, persona("Reviewer"), false);
		connect(RelayMode.BUZZ_COMPATIBLE);
		device.disconnect(URL);
		connect(RelayMode.PRIVATE);
		pass(Duration.ofSeconds(5));
		assertTrue(relay.stored().stream().noneMatch(event -> event.content().contains("Reviewer")), relay.stored().toString());
		assertEquals(1, device.shown().size());
	}

	@Test
	void anEditIsSentOnceAndItsEchoChangesNothing() {
		connect(RelayMode.BUZZ_COMPATIBLE);
		device.edit(REVIEWER, persona("One"), false);
		rest(device);
		device.edit(REVIEWER, persona("One"), false);
		rest(device);
		assertEquals(1, ofKind(Kind.PERSONA).size());
		long received = device.counted.received();
		assertEquals(0, device.counted.refused());
		assertEquals(1, received, "the echo of one event");
	}

	@Test
	void twoEditsInOneSecondEndWithTheLater() {
		connect(RelayMode.BUZZ_COMPATIBLE);
		device.edit(REVIEWER, persona("One"), false);
		device.edit(REVIEWER, persona("Two"), false);
		rest(device);
		device.edit(REVIEWER, persona("Three"), false);
		rest(device);
		assertEquals(persona("Three"), ofKind(Kind.PERSONA).getFirst().content());
		assertEquals(Map.of(REVIEWER.toString(), persona("Three")), device.shown());
	}

	@Test
	void aDeletionIsRequestedThenAGraveIsLeftWhereTheRelayKeepsNoRequests() {
		relay = relay(FORGETFUL);
		device.edit(REVIEWER, persona("One"), false);
		connect(RelayMode.BUZZ_COMPATIBLE);
		device.delete(REVIEWER, null);
		rest(device);
		assertEquals(List.of("{\"deleted\":true}"), relay.stored().stream().map(Event::content).toList());
		assertEquals(0, device.waiting());
		Device second = new Device(seal, clock, Duration.ZERO);
		second.edit(REVIEWER, persona("Older"), false);
		clock.advance(Duration.ofSeconds(2));
		assertTrue(device.shown().isEmpty());
	}

	@Test
	void whereTheRelayKeepsRequestsNoGraveIsLeftInBuzzCompatibleMode() {
		device.edit(REVIEWER, persona("One"), false);
		connect(RelayMode.BUZZ_COMPATIBLE);
		device.delete(REVIEWER, null);
		rest(device);
		Event request = relay.stored().getFirst();
		assertEquals(1, relay.stored().size());
		assertEquals(Kind.DELETION, request.kind());
		assertEquals(List.of(REVIEWER.toString()), request.all("a"));
		assertEquals(List.of("30175"), request.all("k"));
		assertTrue(request.all("e").isEmpty());
		assertEquals(0, device.waiting());
	}

	@Test
	void aDeletionCanBeUndoneForTenSecondsAndIsSentAfterThat() {
		device.edit(REVIEWER, persona("One"), false);
		connect(RelayMode.BUZZ_COMPATIBLE);
		Instant until = clock.instant().plusSeconds(10);
		device.delete(REVIEWER, until);
		rest(device);
		pass(Duration.ofSeconds(9));
		assertEquals(0, ofKind(Kind.DELETION).size(), "it can still be undone");
		pass(Duration.ofSeconds(3));
		assertEquals(1, ofKind(Kind.DELETION).size());
	}

	@Test
	void aDeletionThatComesLiveWhileAllIsReadAgainIsNotLost() {
		relay = relay(FORGETFUL);
		device.edit(REVIEWER, persona("One"), false);
		Device.Connection connection = connect(RelayMode.BUZZ_COMPATIBLE);
		publish(signed(Kind.PERSONA, now() + 1, persona("Two"), Tag.of("d", "reviewer-a1b2c3")), false);
		publish(signed(Kind.DELETION, now() + 2, "", Tag.of("a", REVIEWER.toString()), Tag.of("k", "30175")), false);
		connection.conversation.again();
		rest(device);
		assertEquals(Map.of(), device.shown());
		assertTrue(relay.stored().stream().noneMatch(event -> event.content().contains("display_name")), relay.stored().toString());
	}

	@Test
	void anOwnDeletionThatIsAcceptedAfterAnOlderVersionCameStillHolds() {
		device.edit(REVIEWER, persona("One"), false);
		Device.Connection connection = connect(RelayMode.BUZZ_COMPATIBLE);
		clock.advance(Duration.ofSeconds(10));
		device.delete(REVIEWER, null);
		clock.advance(Duration.ofSeconds(10));
		connection.conversation.settle();
		hear(signed(Kind.PERSONA, now() - 5, persona("Two"), Tag.of("d", "reviewer-a1b2c3")));
		assertEquals(Map.of(REVIEWER.toString(), persona("Two")), device.shown(), "it is newer than the deletion as it was made");
		rest(device);
		assertEquals(Map.of(), device.shown(), "the deletion was signed later, and every other device obeys it");
		assertEquals(0, device.waiting());
	}

	@Test
	void aRequestWhoseSenderEndedBeforeItLeftAGraveGetsOneFromAnyDevice() {
		device.edit(REVIEWER, persona("One"), false);
		connect(RelayMode.PRIVATE);
		String hidden = ofKind(Kind.PERSONA).getFirst().first("d").orElseThrow();
		clock.advance(Duration.ofSeconds(10));
		publish(signed(Kind.DELETION, now(), "", Tag.of("a", "30175:" + ME.value() + ":" + hidden), Tag.of("k", "30175")));
		assertEquals(Map.of(), device.shown());
		assertEquals(0, ofKind(Kind.PERSONA).size());
		device.disconnect(URL);
		connect(RelayMode.PRIVATE);
		assertEquals(now() + 1, ofKind(Kind.PERSONA).getFirst().createdAt());
		assertEquals(0, device.waiting());
	}

	@Test
	void aVersionThatIsDeletedByItsIdGoesAndALaterOneStays() {
		connect(RelayMode.BUZZ_COMPATIBLE);
		Event one = signed(Kind.PERSONA, now(), persona("One"), Tag.of("d", "reviewer-a1b2c3"));
		hear(one);
		assertEquals(1, device.shown().size());
		hear(signed(Kind.DELETION, now() + 100, "", Tag.of("e", one.id().hex()), Tag.of("k", "30175")));
		assertEquals(Map.of(), device.shown());
		assertEquals(Kept.Why.DELETED, CatalogAccess.now(device.catalog.history(REVIEWER)).getFirst().why());
		hear(one);
		assertEquals(Map.of(), device.shown(), "the same again");
		Event two = signed(Kind.PERSONA, now() + 50, persona("Two"), Tag.of("d", "reviewer-a1b2c3"));
		hear(two);
		assertEquals(Map.of(REVIEWER.toString(), persona("Two")), device.shown(), "it was not the one that was named");
		hear(signed(Kind.DELETION, now() + 200, "", Tag.of("e", one.id().hex())));
		assertEquals(1, device.shown().size());
		assertEquals(0, device.counted.refused());
	}

	@Test
	void aVersionThatComesAfterItsDeletionByIdDoesNotStay() {
		connect(RelayMode.BUZZ_COMPATIBLE);
		Event one = signed(Kind.PERSONA, now(), persona("One"), Tag.of("d", "reviewer-a1b2c3"));
		hear(signed(Kind.DELETION, now() + 100, "", Tag.of("e", one.id().hex())));
		hear(one);
		assertEquals(Map.of(), device.shown());
	}

	@Test
	void aVersionThatWasDeletedByItsIdAndIsSentAgainByADeviceThatWasOfflineGoesForGood() {
		deletedByItsId(RelayMode.BUZZ_COMPATIBLE);
	}

	@Test
	void aHiddenVersionThatWasDeletedByItsIdGoesForGoodToo() {
		deletedByItsId(RelayMode.PRIVATE);
	}

	private void deletedByItsId(RelayMode mode) {
		relay = relay(FORGETFUL);
		device.edit(REVIEWER, persona("One"), false);
		connect(mode);
		Device offline = new Device(seal, clock, Duration.ZERO);
		connect(offline, mode);
		assertEquals(1, offline.shown().size());
		offline.disconnect(URL);
		Event one = ofKind(Kind.PERSONA).getFirst();
		publish(signed(Kind.DELETION, now() + 100, "", Tag.of("e", one.id().hex()), Tag.of("k", "30175")));
		assertEquals(Map.of(), device.shown());
		assertEquals(List.of(), relay.stored());
		connect(offline, mode);
		rest(device);
		rest(offline);
		assertEquals(Map.of(), offline.shown(), "who has seen the request says so");
		assertEquals(Map.of(), device.shown());
		assertEquals(one.createdAt() + 2, ofKind(Kind.PERSONA).getFirst().createdAt(), "the grave, after a request that names the record");
		assertEquals(0, device.waiting() + offline.waiting());
	}

	@Test
	void aVersionThatOneRelayHasIsNotSentToAnotherThatWasAskedToDeleteItByItsId() {
		device.edit(REVIEWER, persona("One"), false);
		connect(RelayMode.BUZZ_COMPATIBLE);
		FakeRelay other = relay(Habits.GOOD);
		other.put(signed(Kind.DELETION, now() + 100, "", Tag.of("e", ofKind(Kind.PERSONA).getFirst().id().hex())));
		second(other);
		assertEquals(Map.of(), device.shown());
		pass(Duration.ofSeconds(40));
		assertEquals(List.of(Kind.DELETION), other.stored().stream().map(Event::kind).toList());
		assertEquals(List.of(Kind.DELETION), relay.stored().stream().map(Event::kind).toList());
		assertEquals(0, device.waiting());
	}

	@Test
	void aVersionThatComesByOneRelayAfterAnotherWasAskedToDeleteItByItsIdDoesNotStay() {
		Event one = signed(Kind.PERSONA, now(), persona("One"), Tag.of("d", "reviewer-a1b2c3"));
		connect(RelayMode.BUZZ_COMPATIBLE);
		FakeRelay other = relay(Habits.GOOD);
		other.put(signed(Kind.DELETION, now() + 100, "", Tag.of("e", one.id().hex())));
		second(other);
		publish(one);
		pass(Duration.ofSeconds(5));
		assertEquals(Map.of(), device.shown());
		assertEquals(List.of(Kind.DELETION), other.stored().stream().map(Event::kind).toList());
	}

	/** The device's other relay. */
	private void second(FakeRelay other) {
		device.relay("ws://other.example", RelayMode.BUZZ_COMPATIBLE);
		device.connect(other, "ws://other.example", RelayMode.BUZZ_COMPATIBLE);
		rest(device);
	}

	/** By a device that ends before it can leave a grave, over a relay that keeps no requests. */
	private Device offlineWhileASharedPersonaIsDeleted() {
		relay = relay(FORGETFUL);
		device.edit(REVIEWER, persona("One"), true);
		connect(RelayMode.PRIVATE);
		Device offline = new Device(seal, clock, Duration.ZERO);
		connect(offline, RelayMode.PRIVATE);
		offline.disconnect(URL);
		clock.advance(Duration.ofSeconds(10));
		publish(signed(Kind.DELETION, now(), "", Tag.of("a", REVIEWER.toString()), Tag.of("k", "30175")));
		return offline;
	}

	@Test
	void aSharedPersonaWhoseDeletionTheRelayLostGetsAGraveInPrivateModeToo() {
		Device offline = offlineWhileASharedPersonaIsDeleted();
		assertEquals(Map.of(), device.shown(), "its sender ended here");
		device.disconnect(URL);
		connect(RelayMode.PRIVATE);
		assertEquals(List.of("{\"deleted\":true}"), relay.stored().stream().map(Event::content).toList());
		connect(offline, RelayMode.PRIVATE);
		assertEquals(Map.of(), offline.shown());
		assertEquals(0, device.waiting());
	}

	@Test
	void aSharedPersonaWhoseDeletionTheRelayKeepsNeedsNoGraveOfOthers() {
		device.edit(REVIEWER, persona("One"), true);
		connect(RelayMode.PRIVATE);
		clock.advance(Duration.ofSeconds(10));
		publish(signed(Kind.DELETION, now(), "", Tag.of("a", REVIEWER.toString()), Tag.of("k", "30175")));
		device.disconnect(URL);
		connect(RelayMode.PRIVATE);
		assertEquals(List.of(Kind.DELETION), relay.stored().stream().map(Event::kind).toList());
	}

	@Test
	void aDeletedPersonaThatADeviceSendsAgainIsToldToItAtOnce() {
		Device offline = offlineWhileASharedPersonaIsDeleted();
		connect(offline, RelayMode.PRIVATE);
		rest(device);
		rest(offline);
		assertEquals(Map.of(), offline.shown());
		assertEquals(Map.of(), device.shown());
	}

	@Test
	void whatIsLeftPlainOfAPersonaIsClearedAwayByTheNextConnectionToo() {
		device.edit(REVIEWER, persona("Reviewer"), true);
		connect(RelayMode.PRIVATE);
		Event shared = ofKind(Kind.PERSONA).getFirst();
		relay = relay(FORGETFUL);
		connect(RelayMode.PRIVATE);
		device.edit(REVIEWER, persona("Reviewer"), false);
		rest(device);
		relay.stored().stream().filter(event -> event.first("d").equals(shared.first("d"))).forEach(relay::forget);
		device.disconnect(URL);
		relay.put(shared);
		device.connect(relay, URL, RelayMode.PRIVATE);
		boolean more;
		do {
			more = device.connections.get(URL).step();
		} while (more);
		device.disconnect(URL);
		assertTrue(relay.stored().contains(shared), "it ended before it could say anything");
		connect(RelayMode.PRIVATE);
		assertTrue(relay.stored().stream().noneMatch(event -> event.content().contains("Reviewer")), relay.stored().toString());
	}

	@Test
	void aRecordThatAPrivateModeHidGetsAHiddenGraveInBuzzCompatibleMode() {
		relay = relay(FORGETFUL);
		device.edit(REVIEWER, persona("One"), false);
		connect(RelayMode.PRIVATE);
		String hidden = ofKind(Kind.PERSONA).getFirst().first("d").orElseThrow();
		device.disconnect(URL);
		device.delete(REVIEWER, null);
		connect(RelayMode.BUZZ_COMPATIBLE);
		Event grave = ofKind(Kind.PERSONA).getFirst();
		assertEquals(hidden, grave.first("d").orElseThrow());
		assertFalse(grave.content().contains("deleted"), grave.content());
		assertEquals(0, device.waiting());
	}

	@Test
	void aDeletionThatWasNotSentKeepsItsDateBesideAnOlderOne() {
		relay.put(signed(Kind.PERSONA, now() - 100, "{\"deleted\":true}", Tag.of("d", "reviewer-a1b2c3")));
		device.edit(REVIEWER, persona("One"), false);
		clock.advance(Duration.ofSeconds(50));
		device.delete(REVIEWER, null);
		connect(RelayMode.BUZZ_COMPATIBLE);
		assertEquals(0, device.waiting());
		publish(signed(Kind.PERSONA, now() - 25, persona("Made before the deletion"), Tag.of("d", "reviewer-a1b2c3")));
		assertEquals(Map.of(), device.shown());
	}

	@Test
	void anEditThatMeetsANewerVersionGoesToTheHistory() {
		device.edit(REVIEWER, persona("Mine"), false);
		clock.advance(Duration.ofSeconds(100));
		relay.put(signed(Kind.PERSONA, now() - 10, persona("Theirs"), Tag.of("d", "reviewer-a1b2c3")));
		connect(RelayMode.BUZZ_COMPATIBLE);
		assertEquals(Map.of(REVIEWER.toString(), persona("Theirs")), device.shown());
		Kept kept = CatalogAccess.now(device.catalog.history(REVIEWER)).getFirst();
		assertEquals(Kept.Why.CONFLICT, kept.why());
		assertEquals(persona("Mine"), kept.content());
		assertEquals(0, device.waiting());
	}

	@Test
	void anEditThatMeetsAnOlderVersionIsPublishedOnTop() {
		relay.put(signed(Kind.PERSONA, now() - 10, persona("Theirs"), Tag.of("d", "reviewer-a1b2c3")));
		device.edit(REVIEWER, persona("Mine"), false);
		connect(RelayMode.BUZZ_COMPATIBLE);
		assertEquals(persona("Mine"), ofKind(Kind.PERSONA).getFirst().content());
	}

	@Test
	void membersThatAreNotMentionedStayAndUnknownOnesArePublishedAgain() {
		device.edit(REVIEWER, "{\"display_name\":\"R\",\"system_prompt\":\"P\",\"later\":[1]}", false);
		connect(RelayMode.BUZZ_COMPATIBLE);
		clock.advance(Duration.ofSeconds(5));
		publish(signed(Kind.PERSONA, now(), "{\"display_name\":\"S\"}", Tag.of("d", "reviewer-a1b2c3")));
		assertEquals(Map.of(REVIEWER.toString(), "{\"display_name\":\"S\",\"system_prompt\":\"P\",\"later\":[1]}"), device.shown());
		assertEquals("{\"display_name\":\"S\",\"system_prompt\":\"P\",\"later\":[1]}", ofKind(Kind.PERSONA).getFirst().content());
	}

	/** As another client of the same person would. */
	private void publish(Event event) {
		publish(event, true);
	}

	/** @param heard whether the device is let hear it at once */
	private void publish(Event event, boolean heard) {
		FakeRelay.Socket socket = relay.connect();
		socket.hear("[\"EVENT\"," + event.json() + "]");
		socket.close();
		if (heard) {
			rest(device);
		}
	}

	@Test
	void aRelayThatLostAVersionGetsItBackUnchanged() {
		device.edit(REVIEWER, persona("One"), false);
		connect(RelayMode.BUZZ_COMPATIBLE);
		Event event = relay.stored().getFirst();
		relay.forget(event);
		device.disconnect(URL);
		connect(RelayMode.BUZZ_COMPATIBLE);
		assertEquals(List.of(event), relay.stored());
	}

	@Test
	void aRelayThatAsksWhoThisIsIsTold() {
		relay = relay(new Habits(true, false, 500, 0, 0, 0, true));
		device.edit(REVIEWER, persona("One"), false);
		Device.Connection connection = connect(RelayMode.BUZZ_COMPATIBLE);
		assertEquals(RelayState.LIVE, connection.conversation.state());
		assertTrue(connection.states.contains(RelayState.AUTHENTICATING));
		assertEquals(1, relay.stored().size());
	}

	@Test
	void aRelayThatRefusesAnIdentityIsNotAskedAgainByItself() {
		FakeRelay strict = new FakeRelay(random, new Habits(true, false, 500, 0, 0, 0, true), event -> false);
		strict.calm();
		relay = strict;
		Device.Connection connection = connect(RelayMode.PRIVATE);
		assertEquals("The relay refuses this identity: restricted: who are you", connection.ended);
	}

	@Test
	void anAnswerThatNeverComesIsAskedForAgainUnchangedAndThenTheConnectionIsGivenUp() {
		Deaf deaf = new Deaf(RelayMode.BUZZ_COMPATIBLE);
		deaf.conversation.opened();
		deaf.answerEverything();
		device.relay(URL, RelayMode.BUZZ_COMPATIBLE);
		device.edit(REVIEWER, persona("One"), false);
		deaf.conversation.outboxChanged();
		deaf.conversation.settle();
		for (int i = 0; i < 40; i++) {
			clock.advance(Duration.ofSeconds(1));
			if (deaf.ended == null) {
				deaf.conversation.tick();
			}
		}
		List<String> events = deaf.sent.stream().filter(frame -> frame.startsWith("[\"EVENT\"")).toList();
		assertEquals(4, events.size());
		assertEquals(1, events.stream().distinct().count(), "unchanged");
		assertNotNull(deaf.ended);
	}

	@Test
	void whatWasSignedAndNotAnsweredIsSentUnchangedByTheNextHostWheneverThatIs() {
		device.relay(URL, RelayMode.PRIVATE);
		device.edit(REVIEWER, persona("One"), false);
		String first = sentByANewHost();
		assertEquals(first, sentByANewHost(), "also a nonce is drawn only once");
		device.edit(REVIEWER, persona("Two"), false);
		String second = sentByANewHost();
		assertFalse(second.equals(first));
		assertEquals(second, sentByANewHost());
		device.delete(REVIEWER, null);
		assertNull(sentByANewHost(), "the relay has nothing of it");
	}

	/** Dies an hour after it has sent, without an answer. @return its last event, or null */
	private String sentByANewHost() {
		Deaf deaf = new Deaf(RelayMode.PRIVATE);
		deaf.conversation.opened();
		deaf.answerEverything();
		deaf.conversation.settle();
		clock.advance(Duration.ofHours(1));
		return deaf.sent.stream().filter(frame -> frame.startsWith("[\"EVENT\"")).reduce((a, b) -> b).orElse(null);
	}

	@Test
	void aRequestAndItsGraveAreSignedOnceToo() {
		device.edit(REVIEWER, persona("One"), false);
		connect(RelayMode.PRIVATE);
		device.disconnect(URL);
		clock.advance(Duration.ofSeconds(10));
		device.delete(REVIEWER, null);
		String request = sentByANewHost();
		assertTrue(request.contains("\"kind\":5,"), request);
		assertEquals(request, sentByANewHost());
		connect(RelayMode.PRIVATE);
		assertTrue(relay.stored().stream().anyMatch(event -> request.contains(event.id().hex())), "unchanged");
		assertEquals(0, device.waiting());
	}

	/** A relay that answers questions and takes events without a word. */
	private final class Deaf implements Line {
		final List<String> sent = new ArrayList<>();
		final Conversation conversation;
		String ended;

		Deaf(RelayMode mode) {
			conversation = new Conversation(new RelayLink(ME, new RelayAddress(URL), mode), seal, new CatalogAccess(device.catalog, new Condemned(), changed -> {
			}, clock), clock, device.counted, 65536, this);
		}

		void answerEverything() {
			for (int i = 0; i < sent.size(); i++) {
				if (sent.get(i).startsWith("[\"REQ\"")) {
					conversation.heard(new RelayMessage.StoredEnd(sent.get(i).split("\"")[3]));
				}
			}
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

	@Test
	void aRecordThatIsTooLargeForTheRelayIsHeldInWords() {
		connect(RelayMode.BUZZ_COMPATIBLE);
		device.edit(REVIEWER, "{\"display_name\":\"R\",\"system_prompt\":\"" + "x".repeat(65_400) + "\"}", false);
		rest(device);
		assertEquals(0, relay.stored().size());
		String held = CatalogAccess.now(device.catalog.outbox(ME, URL)).getFirst().held();
		assertTrue(held != null && held.startsWith("Too large for this relay"), held);
	}

	@Test
	void aClockThatIsFarAheadIsSaid() {
		relay.put(signed(Kind.PERSONA, now() + 3600, persona("Ahead"), Tag.of("d", "reviewer-a1b2c3")));
		Device.Connection connection = connect(RelayMode.BUZZ_COMPATIBLE);
		assertEquals(1, device.shown().size());
		assertTrue(connection.conversation.words().getFirst().contains("60 minutes ahead"), connection.conversation.words().toString());
	}

	@Test
	void whatIsDatedMoreThanADayAheadIsKeptAside() {
		relay.put(signed(Kind.PERSONA, now() + 90_000, persona("Ahead"), Tag.of("d", "reviewer-a1b2c3")));
		Device.Connection connection = connect(RelayMode.BUZZ_COMPATIBLE);
		assertEquals(0, device.shown().size());
		assertEquals(1, connection.conversation.keptAside());
	}

	@Test
	void bulkWritesAreDatedAtMostTwoHundredToASecond() {
		for (int i = 0; i < 450; i++) {
			device.edit(new Coordinate(ME, RecordKind.PERSONA, "p-" + i), persona("P" + i), false);
		}
		connect(RelayMode.BUZZ_COMPATIBLE);
		Map<Long, Long> perSecond = relay.stored().stream()
				.collect(Collectors.groupingBy(Event::createdAt, Collectors.counting()));
		assertEquals(450, relay.stored().size());
		assertTrue(perSecond.values().stream().allMatch(count -> count <= 200), perSecond.toString());
	}

	@Test
	void aForgedCopyDoesNotHideTheTrueEvent() {
		connect(RelayMode.BUZZ_COMPATIBLE);
		Event genuine = signed(Kind.PERSONA, now(), persona("True"), Tag.of("d", "reviewer-a1b2c3"));
		Event forged = new Event(genuine.id(), genuine.author(), genuine.createdAt(), genuine.kind(), genuine.tags(), genuine.content(), "00".repeat(64));
		hear(forged);
		assertEquals(0, device.shown().size());
		hear(genuine);
		assertEquals(1, device.shown().size());
		assertEquals(1, device.counted.refused());
	}

	/** As a live event. */
	private void hear(Event event) {
		Device.Connection connection = device.connections.get(URL);
		connection.conversation.heard(new RelayMessage.Found("live-1", event));
		connection.conversation.settle();
	}

	@Test
	void badEventsAreRefusedAndCountedAndTheGoodOneAmongThemIsTaken() {
		connect(RelayMode.BUZZ_COMPATIBLE);
		FakeSeal stranger = new FakeSeal(OTHER, random);
		Tag d = Tag.of("d", "reviewer-a1b2c3");
		Function<UnsignedEvent, Event> mine = seal::sign;
		List<Event> bad = List.of(
				stranger.sign(new UnsignedEvent(now(), Kind.PERSONA, List.of(d), persona("Foreign"))),
				stranger.sign(new UnsignedEvent(now(), Kind.DELETION, List.of(Tag.of("a", REVIEWER.toString())), "")),
				mine.apply(new UnsignedEvent(now(), Kind.PERSONA, List.of(), persona("No name"))),
				mine.apply(new UnsignedEvent(now(), Kind.PERSONA, List.of(d, Tag.of("d", "other")), persona("Two names"))),
				mine.apply(new UnsignedEvent(now(), Kind.PERSONA, List.of(Tag.of("d", "../etc")), persona("Odd name"))),
				mine.apply(new UnsignedEvent(now(), Kind.PERSONA, List.of(d), "")),
				mine.apply(new UnsignedEvent(now(), Kind.PERSONA, List.of(d), "{\"display_name\":")),
				mine.apply(new UnsignedEvent(now(), Kind.PERSONA, List.of(d), "[1]")),
				mine.apply(new UnsignedEvent(now(), Kind.PERSONA, List.of(d), "[".repeat(3000) + "]".repeat(3000))),
				mine.apply(new UnsignedEvent(now(), Kind.PERSONA, List.of(d), "{\"display_name\":\"\u202eevil\"}")),
				mine.apply(new UnsignedEvent(now(), Kind.PERSONA, List.of(d), "{\"display_name\":\"R\",\"system_prompt\":\"" + "x".repeat(1 << 20) + "\"}")),
				mine.apply(new UnsignedEvent(now(), Kind.PERSONA, List.of(d), "AjQ0 not what was encrypted")),
				mine.apply(new UnsignedEvent(now() + 90_000, Kind.PERSONA, List.of(d), persona("Far"))),
				mine.apply(new UnsignedEvent(now(), Kind.DELETION, List.of(), "")),
				mine.apply(new UnsignedEvent(now(), Kind.DELETION, List.of(Tag.of("a", "30175:" + OTHER.value() + ":x")), "")),
				mine.apply(new UnsignedEvent(now(), Kind.DELETION, List.of(Tag.of("a", "garbage")), "")),
				mine.apply(new UnsignedEvent(now(), 1, List.of(), "a note")),
				mine.apply(new UnsignedEvent(now(), Kind.MANAGED_AGENT, List.of(Tag.of("d", "not a key")), "{\"name\":\"A\"}")));
		for (Event event : bad) {
			hear(event);
		}
		assertEquals(bad.size(), device.counted.refused(), () -> device.counted.refusals().toString());
		assertTrue(device.shown().isEmpty(), () -> device.shown().toString());
		hear(signed(Kind.PERSONA, now(), persona("Good"), d));
		assertEquals(1, device.shown().size());
		assertNull(device.connections.get(URL).ended);
	}

	@Test
	void aFloodOfAnnouncementsIsCapped() {
		connect(RelayMode.BUZZ_COMPATIBLE);
		Device.Connection connection = device.connections.get(URL);
		for (int i = 0; i < 4000; i++) {
			PublicKey agent = new PublicKey(String.format("%064x", i + 1));
			connection.conversation.heard(new RelayMessage.Found("live-1",
					new FakeSeal(agent, random).sign(new UnsignedEvent(now(), Kind.AGENT_PROFILE, List.of(), "{\"name\":\"Agent " + i + "\"}"))));
			if (i % 100 == 99) {
				connection.conversation.settle();
			}
		}
		connection.conversation.settle();
		assertEquals(1000, CatalogAccess.now(device.catalog.directory()).size());
		assertEquals(4000 - Announcements.PER_MINUTE, device.counted.refused());
	}

	@Test
	void aRelayThatSendsMoreThanItWasAskedForIsLeft() {
		device.relay(URL, RelayMode.PRIVATE);
		device.connect(relay, URL, RelayMode.PRIVATE);
		Device.Connection connection = device.connections.get(URL);
		Event event = signed(Kind.PERSONA, now(), persona("Again"), Tag.of("d", "reviewer-a1b2c3"));
		for (int i = 0; i < 2000 && connection.ended == null; i++) {
			connection.conversation.heard(new RelayMessage.Found("past-2", event));
		}
		assertEquals("The relay sends more than it was asked for.", connection.ended);
	}

	@Test
	void aRelayThatSpeaksNonsenseIsLeft() {
		Device.Connection connection = connect(RelayMode.PRIVATE);
		for (int i = 0; i < 200 && connection.ended == null; i++) {
			connection.conversation.heard(new RelayMessage.Unreadable("not JSON"));
		}
		assertNotNull(connection.ended);
		assertEquals(100, device.counted.refused());
	}

	@Test
	void aSubscriptionThatDiedSilentlyIsFoundWithinTenMinutes() {
		connect(RelayMode.BUZZ_COMPATIBLE);
		relay.put(signed(Kind.PERSONA, now(), persona("Unheard"), Tag.of("d", "reviewer-a1b2c3")));
		assertTrue(device.shown().isEmpty(), "nobody told");
		pass(Duration.ofMinutes(10).plusSeconds(2));
		assertEquals(1, device.shown().size());
	}

	@Test
	void answersToNothingChangeNothing() {
		Device.Connection connection = connect(RelayMode.BUZZ_COMPATIBLE);
		connection.conversation.heard(new RelayMessage.Ok(new EventId("12".repeat(32)), true, ""));
		connection.conversation.heard(new RelayMessage.StoredEnd("never asked"));
		connection.conversation.heard(new RelayMessage.Closed("never asked", "error: x"));
		connection.conversation.settle();
		assertNull(connection.ended);
		assertEquals(RelayState.LIVE, connection.conversation.state());
	}
}
