package dev.umbra.interop.tests;

import static dev.umbra.interop.tests.HostWithAgent.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.api.Identities;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Relays;
import dev.umbra.core.relay.RelayMode;
import dev.umbra.core.relay.RelayState;
import dev.umbra.testkit.TwoDevices;

/** The catalog over a relay that others wrote, and read and written by a client that others wrote. */
class RelayPeerTest {
	private static final String SECRET = "0000000000000000000000000000000000000000000000000000000000000003";
	@TempDir
	Path temp;

	@PeerTest
	void twoDevicesEndWithTheSameInPrivateMode() throws Exception {
		same(Map.of(), RelayMode.PRIVATE);
	}

	@PeerTest
	void twoDevicesEndWithTheSameInBuzzCompatibleMode() throws Exception {
		same(Map.of("NOCACHE", "1"), RelayMode.BUZZ_COMPATIBLE);
	}

	@PeerTest
	void twoDevicesEndWithTheSameWhereTheRelayAsksWhoTheyAre() throws Exception {
		same(Map.of("REQUIRE_AUTH", "1"), RelayMode.PRIVATE);
	}

	private void same(Map<String, String> habits, RelayMode mode) throws Exception {
		try (PeerRelay relay = new PeerRelay(temp.resolve("r"), habits); HostDevice one = new HostDevice(temp.resolve("1"));
				HostDevice two = new HostDevice(temp.resolve("2"))) {
			new TwoDevices(one, two, relay, mode).all().forEach(System.out::println);
		}
	}

	/** Also what a second person sees at a relay that gates no reads: the events as they are, in both modes. */
	@PeerTest
	void anIndependentClientVerifiesWhatIsPublishedAndWhatItPublishesIsTakenOver() throws Exception {
		for (RelayMode mode : RelayMode.values()) {
			Path folder = temp.resolve(mode.word());
			try (PeerRelay relay = new PeerRelay(folder.resolve("r"), Map.of("NOCACHE", "1")); HostDevice one = new HostDevice(folder.resolve("1"))) {
				relay.start();
				one.start();
				get(one.identities().importing(new Identities.Import(CommandId.random(), SECRET, null, "me", false)));
				get(one.relays().add(new Relays.Add(CommandId.random(), relay.url(), mode, null)));
				String slug = get(one.personas().save(new Personas.Save(CommandId.random(), null, null, "Reviewer", "You review changes.", null, null, null, null,
						null, null, null, null, null, null))).slug().value();
				sent(one);
				JsonNode seen = relay.client(SECRET, "read").getFirst();
				System.out.println("What others see in " + mode.word() + " mode: " + seen.path("event"));
				assertTrue(seen.path("true").asBoolean(), "id and signature");
				assertEquals(mode == RelayMode.BUZZ_COMPATIBLE, seen.path("plain").asBoolean());
				String content = "{\"display_name\":\"Reviewer\",\"system_prompt\":\"You review changes.\"}";
				assertEquals(mode == RelayMode.PRIVATE ? "{\"d\":\"" + slug + "\",\"content\":" + content + "}" : content, seen.path("said").asText());
				assertEquals(mode == RelayMode.PRIVATE, !seen.path("event").toString().contains("eviewer"));
				publishes(relay, one);
			}
		}
	}

	private static void publishes(PeerRelay relay, HostDevice one) throws Exception {
		String now = String.valueOf(Clock.systemUTC().instant().getEpochSecond());
		relay.client(SECRET, "plain", "theirs-1", now, "{\"name_pool\":[\"Ann\"],\"display_name\":\"Of another client\",\"later\":true}")
				.forEach(answer -> assertTrue(answer.path("taken").asBoolean(), answer::toString));
		relay.client(SECRET, "hide", "f".repeat(32), now, "{\"d\":\"hidden-2\",\"content\":{\"display_name\":\"Hidden by another client\"}}")
				.forEach(answer -> assertTrue(answer.path("taken").asBoolean(), answer::toString));
		Pause.until(() -> names(one).containsAll(List.of("Of another client", "Hidden by another client", "Reviewer")));
		assertFalse(names(one).contains("theirs-1"));
		assertEquals("{\"later\":true}", get(one.personas().get(new Personas.Get("theirs-1"))).persona().unknown());
	}

	private static List<String> names(HostDevice device) throws Exception {
		return get(device.personas().list(new Nothing())).personas().stream().map(one -> one.persona().displayName()).toList();
	}

	private static void sent(HostDevice device) throws Exception {
		Pause.until(() -> {
			var status = get(device.relays().list(new Nothing())).relays().getFirst();
			return status.state() == RelayState.LIVE && status.pendingOut() == 0;
		});
	}

	/** Looks again and again, for a minute. */
	private static final class Pause {
		private static final CountDownLatch NEVER = new CountDownLatch(1);

		static void until(Callable<Boolean> so) throws Exception {
			long end = System.nanoTime() + 60_000_000_000L;
			while (!so.call()) {
				assertTrue(System.nanoTime() < end, "not within a minute");
				NEVER.await(20, TimeUnit.MILLISECONDS);
			}
		}
	}
}
