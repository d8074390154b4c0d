package dev.umbra.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.umbra.core.PublicKey;
import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.catalog.RecordKind;
import dev.umbra.core.relay.RelayMode;
import dev.umbra.testkit.FakeRelay;
import dev.umbra.testkit.ManualClock;

/**
 * Two devices of one person edit, delete, go offline and die at random, over relays that reorder, double, lose and refuse. Whatever
 * happened: once the relays behave again and both have been connected for a while, both have the same catalog, nothing waits, and a
 * third, new device gets the same from each relay.
 */
class ConvergenceTest {
	private static final int SEEDS = Integer.getInteger("umbra.relay.seeds", 1000);
	private static final long[] ONCE_WRONG = { 4301, 5560 };
	private static final PublicKey ME = new PublicKey("ab".repeat(32));
	private static final String[] URLS = { "ws://one.example", "ws://two.example" };

	@Test
	void devicesThatEditAtRandomEndWithTheSameCatalog() {
		int changed = 0;
		for (long seed = 0; seed < SEEDS; seed++) {
			changed += new Life(seed).lived() ? 1 : 0;
		}
		assertTrue(changed > SEEDS / 2, "most lives leave something in the catalog: " + changed);
	}

	/**
	 * A deletion of this device that is accepted after an older version came by; and one that comes live while the history is read again, over a
	 * relay that keeps no deletions.
	 */
	@Test
	void livesThatOnceEndedDifferentlyEndTheSame() {
		for (long seed : ONCE_WRONG) {
			assertTrue(new Life(seed).lived(), () -> "seed " + seed + " left something");
		}
	}

	/** One seed. */
	static final class Life {
		private final long seed;
		private final Random random;
		private final ManualClock clock = new ManualClock();
		private final List<FakeRelay> relays = new ArrayList<>();
		private final List<RelayMode> modes = new ArrayList<>();
		private final List<Device> devices = new ArrayList<>();
		private int edits;

		Life(long seed) {
			this.seed = seed;
			this.random = new Random(seed);
			for (int i = 0; i < 1 + random.nextInt(2); i++) {
				modes.add(random.nextBoolean() ? RelayMode.PRIVATE : RelayMode.BUZZ_COMPATIBLE);
				relays.add(new FakeRelay(random, new FakeRelay.Habits(random.nextBoolean(), random.nextBoolean(), random.nextBoolean() ? 500 : 100,
						0.2, random.nextBoolean() ? 0.15 : 0, random.nextBoolean() ? 0.15 : 0, random.nextInt(4) == 0), FakeSeal::genuine));
			}
			devices.add(device(Duration.ZERO));
			devices.add(device(Duration.ofSeconds(random.nextInt(1201) - 600L)));
		}

		private Device device(Duration skew) {
			return new Device(new FakeSeal(ME, random), clock, skew);
		}

		boolean lived() {
			for (Device device : devices) {
				if (random.nextBoolean()) {
					relays(device);
				}
			}
			int steps = 40 + random.nextInt(80);
			for (int i = 0; i < steps; i++) {
				something(devices.get(random.nextInt(2)));
			}
			calm();
			Map<String, String> first = devices.getFirst().shown();
			assertEquals(first, devices.getLast().shown(), () -> "seed " + seed + ": " + troubles());
			for (int i = 0; i < relays.size(); i++) {
				int relay = i;
				Device third = device(Duration.ZERO);
				third.relay(URLS[i], modes.get(i));
				third.connect(relays.get(i), URLS[i], modes.get(i));
				settle(third);
				assertEquals(first, third.shown(), () -> "seed " + seed + ": a new device at " + URLS[relay]);
			}
			devices.forEach(device -> assertEquals(0, device.waiting(), () -> "seed " + seed + ": something still waits: " + troubles()));
			return !first.isEmpty();
		}

		String troubles() {
			return devices.getFirst().troubles + " / " + devices.getLast().troubles;
		}

		private void relays(Device device) {
			for (int i = 0; i < relays.size(); i++) {
				device.relay(URLS[i], modes.get(i));
			}
		}

		private void something(Device device) {
			switch (random.nextInt(10)) {
			case 0, 1 -> device.edit(any(), content(), random.nextInt(5) == 0);
			case 2 -> device.delete(any(), random.nextBoolean() ? null : device.now().plusSeconds(10));
			case 3 -> {
				int relay = random.nextInt(relays.size());
				device.disconnect(URLS[relay]);
			}
			case 4 -> connect(device, random.nextInt(relays.size()));
			case 5 -> pass(Duration.ofMillis(random.nextInt(3000)));
			case 6 -> pass(Duration.ofSeconds(random.nextInt(60)));
			default -> device.connections.values().forEach(connection -> {
				for (int i = random.nextInt(8); i > 0 && connection.step(); i--) {
					if (random.nextBoolean()) {
						connection.conversation.settle();
					}
				}
				connection.conversation.settle();
			});
			}
			devices.forEach(each -> each.connections.values().removeIf(connection -> connection.ended != null));
		}

		private void connect(Device device, int relay) {
			device.disconnect(URLS[relay]);
			device.relay(URLS[relay], modes.get(relay));
			device.connect(relays.get(relay), URLS[relay], modes.get(relay));
		}

		private void pass(Duration time) {
			clock.advance(time);
			devices.forEach(device -> List.copyOf(device.connections.values()).forEach(connection -> connection.conversation.tick()));
		}

		private void calm() {
			relays.forEach(FakeRelay::calm);
			for (Device device : devices) {
				for (int i = 0; i < relays.size(); i++) {
					connect(device, i);
				}
			}
			for (int round = 0; round < 40; round++) {
				for (Device device : devices) {
					settle(device);
				}
				pass(Duration.ofSeconds(random.nextInt(20) + 1L));
			}
			devices.forEach(device -> device.connections.values()
					.forEach(connection -> assertEquals(null, connection.ended, () -> "seed " + seed + " ended: " + connection.ended)));
		}

		private static void settle(Device device) {
			boolean more = true;
			for (int i = 0; more && i < 10_000; i++) {
				more = false;
				for (Device.Connection connection : device.connections.values()) {
					while (connection.step()) {
						more = true;
					}
					connection.conversation.settle();
				}
			}
			assertFalse(more, "it never comes to rest");
		}

		private Coordinate any() {
			return switch (random.nextInt(3)) {
			case 0 -> new Coordinate(ME, RecordKind.PERSONA, "reviewer-" + random.nextInt(2));
			case 1 -> new Coordinate(ME, RecordKind.TEAM, "team-" + random.nextInt(2));
			default -> new Coordinate(ME, RecordKind.PERSONA, "writer-a");
			};
		}

		private String content() {
			edits++;
			return "{\"display_name\":\"N" + edits + "\",\"name\":\"N" + edits + "\",\"system_prompt\":\"P" + random.nextInt(3) + "\"}";
		}
	}
}
