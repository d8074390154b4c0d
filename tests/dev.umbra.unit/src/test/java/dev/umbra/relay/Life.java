package dev.umbra.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.PublicKey;
import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.catalog.RecordKind;
import dev.umbra.core.relay.RelayMode;
import dev.umbra.nostr.Event;
import dev.umbra.nostr.Kind;
import dev.umbra.nostr.Tag;
import dev.umbra.nostr.UnsignedEvent;
import dev.umbra.testkit.FakeRelay;
import dev.umbra.testkit.ManualClock;

/**
 * Two devices of one person edit, delete, go offline and die at random, over relays that reorder, double, lose and refuse; then all is calm for
 * a while. One seed is one such life.
 */
final class Life {
	private static final PublicKey ME = new PublicKey("ab".repeat(32));
	private static final String[] URLS = { "ws://one.example", "ws://two.example" };
	private final long seed;
	private final Random random;
	private final ManualClock clock = new ManualClock();
	private final List<FakeRelay> relays = new ArrayList<>();
	private final List<RelayMode> modes = new ArrayList<>();
	private final List<Device> devices = new ArrayList<>();
	private final @Nullable Random otherClient;
	private int edits;

	Life(long seed) {
		this(seed, false);
	}

	/** @param otherClient whether a client of others, with the same identity, deletes versions by their ids now and then */
	Life(long seed, boolean otherClient) {
		this.seed = seed;
		this.otherClient = otherClient ? new Random(~seed) : null;
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

	/** @return whether it left something @throws AssertionError if it does not end the same everywhere */
	boolean lived() {
		for (Device device : devices) {
			if (random.nextBoolean()) {
				relays(device);
			}
		}
		int steps = 40 + random.nextInt(80);
		for (int i = 0; i < steps; i++) {
			something(devices.get(random.nextInt(2)));
			if (otherClient != null) {
				otherClientDeletes(otherClient);
			}
		}
		calm();
		Map<String, String> first = devices.getFirst().shown();
		same(first, devices.getLast().shown(), ": the second device; " + troubles());
		for (int i = 0; i < relays.size(); i++) {
			Device third = device(Duration.ZERO);
			third.relay(URLS[i], modes.get(i));
			third.connect(relays.get(i), URLS[i], modes.get(i));
			settle(third);
			same(first, third.shown(), ": a new device at " + URLS[i]);
		}
		devices.forEach(device -> same(0, device.waiting(), ": something still waits; " + troubles()));
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

	private void otherClientDeletes(Random choice) {
		int at = choice.nextInt(relays.size());
		List<Event> versions = relays.get(at).stored().stream().filter(event -> event.kind() != Kind.DELETION).toList();
		if (!versions.isEmpty() && choice.nextInt(8) == 0) {
			Event version = versions.get(choice.nextInt(versions.size()));
			FakeRelay.Socket socket = relays.get(at).connect();
			Event request = new FakeSeal(ME, choice).sign(new UnsignedEvent(clock.instant().getEpochSecond(), Kind.DELETION,
					List.of(Tag.of("e", version.id().hex())), ""));
			socket.hear("[\"EVENT\"," + request.json() + "]");
			socket.close();
		}
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
		devices.forEach(device -> device.connections.values().forEach(connection -> same("", String.valueOf(connection.ended == null ? "" : connection.ended), ": a connection ended")));
	}

	private void settle(Device device) {
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
		if (more) {
			throw new AssertionError("seed " + seed + ": it never comes to rest");
		}
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

	private void same(Object wanted, Object there, String what) {
		if (!wanted.equals(there)) {
			throw new AssertionError("seed " + seed + what + ": wanted is " + wanted + ", there is " + there);
		}
	}
}
