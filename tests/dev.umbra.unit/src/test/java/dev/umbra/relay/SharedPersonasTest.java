package dev.umbra.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.umbra.core.PublicKey;
import dev.umbra.core.port.RelaySync;
import dev.umbra.core.relay.RelayAddress;
import dev.umbra.core.relay.RelayMode;
import dev.umbra.nostr.Event;
import dev.umbra.nostr.Kind;
import dev.umbra.nostr.Tag;
import dev.umbra.nostr.UnsignedEvent;
import dev.umbra.testkit.FakeRelay;
import dev.umbra.testkit.FakeRelay.Habits;
import dev.umbra.testkit.ManualClock;

/** What somebody lets others read, over a connection that is there. */
class SharedPersonasTest {
	private static final PublicKey ME = new PublicKey("ab".repeat(32));
	private static final PublicKey ANN = new PublicKey("cd".repeat(32));
	private static final String URL = "ws://relay.example";
	private static final Tag SHARED = Tag.of("shared", "true");
	private final Random random = new Random(3);
	private final ManualClock clock = new ManualClock();
	private final FakeSeal ann = new FakeSeal(ANN, random);
	private final FakeRelay relay = new FakeRelay(random, new Habits(true, false, 500, 0, 0, 0, true), FakeSeal::genuine);
	private final Device device = new Device(new FakeSeal(ME, random), clock, Duration.ZERO);

	private Event persona(String d, long later, String content, Tag... more) {
		List<Tag> tags = Stream.concat(Stream.of(Tag.of("d", d)), Stream.of(more)).toList();
		return ann.sign(new UnsignedEvent(clock.instant().getEpochSecond() + later, Kind.PERSONA, tags, content));
	}

	private Device.Connection connected() {
		relay.calm();
		device.relay(URL, RelayMode.PRIVATE);
		device.connect(relay, URL, RelayMode.PRIVATE);
		hear();
		return device.connections.get(URL);
	}

	private void hear() {
		while (device.connections.get(URL).step()) {
			device.connections.get(URL).conversation.settle();
		}
	}

	private RelaySync.Shared ask() {
		CompletableFuture<RelaySync.Shared> answer = new CompletableFuture<>();
		connected().conversation.sharedBy(new dev.umbra.nostr.PublicKey(ANN.value()), answer);
		hear();
		assertTrue(answer.isDone());
		return answer.join();
	}

	@Test
	void thoseThatAreMarkedAsSharedAreShownAndNothingIsKept() {
		relay.put(persona("writer-1", 0, "{\"display_name\":\"Writer\",\"acp_command\":\"rm -rf /\",\"later\":1}", SHARED));
		relay.put(persona("secret-2", 0, "{\"display_name\":\"Secret\"}"));
		relay.put(persona("gone-3", 0, "{\"deleted\":true}", SHARED));
		RelaySync.Shared shared = ask();
		assertEquals(List.of("Writer"), shared.personas().stream().map(each -> each.persona().displayName()).toList());
		assertEquals("{\"later\":1}", shared.personas().getFirst().persona().unknown());
		assertEquals(List.of("ws://relay.example has 1 more that is not marked as shared."), shared.words());
		assertTrue(device.shown().isEmpty());
	}

	@Test
	void whatCannotBeTheirsOrCannotBeAPersonaIsLeftOutAndSaid() {
		Event genuine = persona("good-1", 0, "{\"display_name\":\"Good\"}", SHARED);
		relay.put(genuine);
		relay.put(persona("odd-2", 0, "{\"display_name\":\"\u202eevil\"}", SHARED));
		relay.put(persona("../etc", 0, "{\"display_name\":\"Odd name\"}", SHARED));
		relay.put(persona("early-4", 90_000, "{\"display_name\":\"Early\"}", SHARED));
		Event other = persona("forged-5", 0, "{\"display_name\":\"Forged\"}", SHARED);
		relay.put(new Event(other.id(), other.author(), other.createdAt(), other.kind(), other.tags(), "{\"display_name\":\"Changed\"}", other.signature()));
		RelaySync.Shared shared = ask();
		assertEquals(List.of("good-1"), shared.personas().stream().map(each -> each.persona().slug().value()).toList());
		assertEquals(4, shared.words().size(), shared.words().toString());
	}

	@Test
	void oneThatIsAskedWhileAllIsReadAgainIsTold() {
		Device.Connection connection = connected();
		CompletableFuture<RelaySync.Shared> answer = new CompletableFuture<>();
		connection.conversation.sharedBy(new dev.umbra.nostr.PublicKey(ANN.value()), answer);
		connection.conversation.again();
		assertFalse(answer.join().words().isEmpty());
	}

	@Test
	void ofSeveralRelaysTheNewestIsShown() {
		var old = new SharedPersonas(new RelayAddress("ws://one.example"), new dev.umbra.nostr.PublicKey(ANN.value()), new Verifying(ann),
				clock.instant()).read(List.of(persona("writer-1", 0, "{\"display_name\":\"Old\"}", SHARED)));
		var fresh = new SharedPersonas(new RelayAddress("ws://two.example"), new dev.umbra.nostr.PublicKey(ANN.value()), new Verifying(ann),
				clock.instant()).read(List.of(persona("writer-1", 5, "{\"display_name\":\"New\"}", SHARED)));
		RelaySync.Shared both = SharedPersonas.together(List.of(old, fresh));
		assertEquals(List.of("New"), both.personas().stream().map(each -> each.persona().displayName()).toList());
	}
}
