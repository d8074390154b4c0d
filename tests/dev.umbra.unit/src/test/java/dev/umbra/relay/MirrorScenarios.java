package dev.umbra.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;

import dev.umbra.core.relay.RelayMode;
import dev.umbra.nostr.SecretKey;
import dev.umbra.testkit.FakeCatalog;

/** What two devices of one person do at one relay, and that both end with the same each time. Any relay will do. */
final class MirrorScenarios {
	private final SecretKey key = SecretKey.random();
	private final FakeCatalog first = new FakeCatalog();
	private final FakeCatalog second = new FakeCatalog();
	private final String url;
	private final RelayMode mode;

	MirrorScenarios(String url, RelayMode mode) {
		this.url = url;
		this.mode = mode;
	}

	static MirrorDevice device(Duration skew) {
		return new MirrorDevice(SecretKey.random(), skew, new FakeCatalog());
	}

	void all() {
		try (MirrorDevice one = new MirrorDevice(key, Duration.ZERO, first); MirrorDevice two = new MirrorDevice(key, Duration.ofMinutes(10), second)) {
			madeBeforeTheRelay(one, two);
			editedInTurn(one, two);
			editedOffline(one, two);
			deleted(one, two);
		}
		restarted();
		newDevice();
	}

	private static String named(String name) {
		return "{\"display_name\":\"" + name + "\"}";
	}

	private void madeBeforeTheRelay(MirrorDevice one, MirrorDevice two) {
		one.edit("reviewer-1", "Reviewer");
		two.edit("writer-2", "Writer");
		one.use(url, mode);
		two.use(url, mode);
		same(one, two, Map.of("reviewer-1", named("Reviewer"), "writer-2", named("Writer")));
	}

	private void editedInTurn(MirrorDevice one, MirrorDevice two) {
		one.edit("reviewer-1", "Reviewer 2");
		same(one, two, Map.of("reviewer-1", named("Reviewer 2"), "writer-2", named("Writer")));
		two.edit("reviewer-1", "Reviewer 3");
		same(one, two, Map.of("reviewer-1", named("Reviewer 3"), "writer-2", named("Writer")));
		one.edit("reviewer-1", "Reviewer 4");
		same(one, two, Map.of("reviewer-1", named("Reviewer 4"), "writer-2", named("Writer")));
	}

	/** Each edit is dated after the one before: the second's third is the newest, whatever the clocks say. */
	private void editedOffline(MirrorDevice one, MirrorDevice two) {
		one.offline();
		two.offline();
		two.edit("writer-2", "Writer of two, at first");
		two.edit("writer-2", "Writer of two, then");
		two.edit("writer-2", "Writer of two");
		one.edit("writer-2", "Writer of one");
		one.edit("offline-3", "Made offline");
		two.use(url, mode);
		two.await("the second is sent", () -> two.sent(url));
		one.use(url, mode);
		same(one, two, Map.of("reviewer-1", named("Reviewer 4"), "writer-2", named("Writer of two"), "offline-3", named("Made offline")));
	}

	private void deleted(MirrorDevice one, MirrorDevice two) {
		one.delete("writer-2");
		same(one, two, Map.of("reviewer-1", named("Reviewer 4"), "offline-3", named("Made offline")));
		two.delete("offline-3");
		same(one, two, Map.of("reviewer-1", named("Reviewer 4")));
		two.edit("writer-2", "Writer again");
		same(one, two, Map.of("reviewer-1", named("Reviewer 4"), "writer-2", named("Writer again")));
	}

	/** Ends in the middle of sending, begins again with what is stored. */
	private void restarted() {
		MirrorDevice cut = new MirrorDevice(key, Duration.ZERO, first);
		cut.use(url, mode);
		for (int i = 0; i < 30; i++) {
			cut.edit("bulk-" + i, "Bulk " + i);
		}
		cut.close();
		try (MirrorDevice one = new MirrorDevice(key, Duration.ZERO, first); MirrorDevice two = new MirrorDevice(key, Duration.ofMinutes(-10), second)) {
			one.use(url, mode);
			two.use(url, mode);
			one.await("all is sent", () -> one.sent(url));
			two.await("all came", () -> two.shown().equals(one.shown()));
			assertEquals(32, two.shown().size());
			two.edit("bulk-7", "Bulk of a device that is behind");
			same(one, two, two.shown());
		}
	}

	private void newDevice() {
		try (MirrorDevice third = new MirrorDevice(key, Duration.ZERO, new FakeCatalog()); MirrorDevice one = new MirrorDevice(key, Duration.ZERO, first)) {
			third.use(url, mode);
			third.await("a new device has all", () -> third.shown().equals(one.shown()));
			assertEquals(named("Bulk of a device that is behind"), third.shown().get("bulk-7"));
		}
	}

	private void same(MirrorDevice one, MirrorDevice two, Map<String, String> wanted) {
		one.await("the first has " + wanted.keySet(), () -> one.shown().equals(wanted));
		two.await("the second has " + wanted.keySet(), () -> two.shown().equals(wanted));
		one.await("the first has sent all", () -> one.sent(url));
		two.await("the second has sent all", () -> two.sent(url));
	}
}
