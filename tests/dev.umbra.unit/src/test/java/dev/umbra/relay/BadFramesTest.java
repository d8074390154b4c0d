package dev.umbra.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.umbra.core.relay.RelayMode;
import dev.umbra.core.relay.RelayStatus;
import dev.umbra.nostr.BouncySchnorr;
import dev.umbra.nostr.Event;
import dev.umbra.nostr.Kind;
import dev.umbra.nostr.SecretKey;
import dev.umbra.nostr.Signatures;
import dev.umbra.nostr.Tag;
import dev.umbra.nostr.UnsignedEvent;
import dev.umbra.testkit.FakeCatalog;

/** Frames that a relay should not send, over a real socket: counted or the end of the connection, and a good event after them is never lost. */
class BadFramesTest {
	private static final int MEBI = 1 << 20;
	private final SecretKey key = SecretKey.random();
	private final MirrorDevice device = new MirrorDevice(key, Duration.ZERO, new FakeCatalog());

	@AfterEach
	void close() {
		device.close();
	}

	private Event good() {
		return new Signatures(new BouncySchnorr()).sign(new UnsignedEvent(Clock.systemUTC().instant().getEpochSecond(), Kind.PERSONA,
				List.of(Tag.of("d", "good-1")), "{\"display_name\":\"Good\"}"), key);
	}

	/** @return how it stands when the good event is there and {@code refused} are counted */
	private RelayStatus seen(RudeRelay relay, long refused) {
		device.use(relay.url(), RelayMode.BUZZ_COMPATIBLE);
		device.await("the good event is taken", () -> device.shown().equals(Map.of("good-1", "{\"display_name\":\"Good\"}")));
		device.await(refused + " are counted", () -> device.status().getFirst().refused() >= refused);
		return device.status().getFirst();
	}

	private static long count(RelayStatus status, String words) {
		return status.refusals().stream().filter(each -> each.words().contains(words)).mapToLong(RelayStatus.Refusal::count).sum();
	}

	@Test
	void binaryMessagesAreCountedAndTheConnectionStays() {
		try (RudeRelay relay = new RudeRelay((peer, nr) -> {
			for (int i = 0; i < 5; i++) {
				peer.frame(RudeRelay.BINARY, true, new byte[] { 1, 2, 3 });
			}
			peer.frame(RudeRelay.BINARY, false, new byte[100_000]);
			peer.frame(RudeRelay.MORE, true, new byte[100_000]);
			peer.found(good());
		})) {
			assertEquals(6, count(seen(relay, 6), "a binary message"));
			assertEquals(1, relay.connections());
		}
	}

	@Test
	void aMessageInManyFragmentsIsOneMessage() {
		try (RudeRelay relay = new RudeRelay((peer, nr) -> {
			byte[] bytes = peer.message(good()).getBytes(StandardCharsets.UTF_8);
			for (int i = 0; i < bytes.length; i++) {
				peer.frame(i == 0 ? RudeRelay.TEXT : RudeRelay.MORE, i == bytes.length - 1, new byte[] { bytes[i] });
			}
		})) {
			assertEquals(0, seen(relay, 0).refused());
		}
	}

	@Test
	void aMessageThatIsTooLongIsSkippedWholeOrInPiecesAndCounted() {
		try (RudeRelay relay = new RudeRelay((peer, nr) -> {
			byte[] letters = new byte[MEBI];
			Arrays.fill(letters, (byte) 'x');
			peer.frame(RudeRelay.TEXT, true, letters);
			peer.frame(RudeRelay.TEXT, false, letters);
			peer.frame(RudeRelay.MORE, false, letters);
			peer.frame(RudeRelay.MORE, true, letters);
			peer.found(good());
		})) {
			assertEquals(2, count(seen(relay, 2), "a message longer than"));
			assertEquals(1, relay.connections());
		}
	}

	@Test
	void aMessageWithoutAnEndEndsTheConnectionAndLittleOfItIsTaken() {
		AtomicLong written = new AtomicLong();
		try (RudeRelay relay = new RudeRelay((peer, nr) -> {
			if (nr > 1) {
				peer.found(good());
				return;
			}
			byte[] letters = new byte[MEBI];
			Arrays.fill(letters, (byte) 'x');
			peer.frame(RudeRelay.TEXT, false, letters);
			while (written.addAndGet(MEBI) < 200L * MEBI) {
				peer.frame(RudeRelay.MORE, false, letters);
			}
		})) {
			seen(relay, 0);
			assertTrue(written.get() < 64L * MEBI, written + " bytes were taken");
			assertEquals(2, relay.connections(), "it was tried once more");
		}
	}

	@Test
	void textThatIsNoUtf8EndsTheConnection() {
		try (RudeRelay relay = new RudeRelay((peer, nr) -> {
			if (nr > 1) {
				peer.found(good());
				return;
			}
			peer.frame(RudeRelay.TEXT, true, new byte[] { '[', '"', (byte) 0xc3, (byte) 0x28, '"', ']' });
		})) {
			seen(relay, 0);
			assertEquals(2, relay.connections());
		}
	}

	@Test
	void jsonThatNestsWithoutMeasureAndWhatIsNoMessageIsCounted() {
		try (RudeRelay relay = new RudeRelay((peer, nr) -> {
			peer.text("[".repeat(100_000));
			peer.text("[\"EVENT\",\"live-1\"," + "{\"tags\":".repeat(50_000));
			peer.text("{}");
			peer.text("[\"EVENT\",\"live-1\",{\"id\":7}]");
			peer.text("[\"EVENT\",\"live-1\"," + good().json().replace("\"tags\":[[", "\"tags\":[{},[") + "]");
			peer.found(good());
		})) {
			assertEquals(5, count(seen(relay, 5), "a message that cannot be read"));
		}
	}

	@Test
	void aRelayThatSendsNothingElseIsLeftAndTriedAgainLater() {
		try (RudeRelay relay = new RudeRelay((peer, nr) -> {
			for (int i = 0; nr == 1; i++) {
				peer.frame(RudeRelay.BINARY, true, new byte[] { (byte) i });
			}
			peer.found(good());
		})) {
			assertTrue(count(seen(relay, 100), "a binary message") >= 100);
			assertEquals(2, relay.connections());
		}
	}

	@Test
	void aFrameOfAnUnknownKindAndALengthThatIsALieEndTheConnection() {
		try (RudeRelay relay = new RudeRelay((peer, nr) -> {
			switch (nr) {
			case 1 -> peer.frame(3, true, new byte[] { 1 });
			case 2 -> {
				peer.frame(RudeRelay.TEXT, false, new byte[] { '[' });
				peer.frame(RudeRelay.TEXT, true, new byte[] { ']' });
			}
			case 3 -> throw new IOException("cut in the middle of a frame");
			default -> peer.found(good());
			}
		})) {
			seen(relay, 0);
			assertEquals(4, relay.connections());
		}
	}

	@Test
	void aLinkThatIsUsedAgainAndAgainHasOneConnection() {
		try (RudeRelay relay = new RudeRelay((peer, nr) -> peer.found(good()))) {
			for (int i = 0; i < 50; i++) {
				device.use(relay.url(), RelayMode.BUZZ_COMPATIBLE);
			}
			seen(relay, 0);
			assertEquals(1, relay.connections());
		}
	}
}
