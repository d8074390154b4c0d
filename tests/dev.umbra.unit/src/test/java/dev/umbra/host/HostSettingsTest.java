package dev.umbra.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.port.Entries;
import dev.umbra.core.port.RelayServer;
import dev.umbra.testkit.FakeEntries;
import dev.umbra.testkit.FakeSettings;

class HostSettingsTest {
	private final FakeEntries entries = new FakeEntries();
	private final FakeSettings store = new FakeSettings(entries);
	private final HostSettings settings = new HostSettings(store);

	@Test
	void defaultsHoldUntilSomethingIsSet() {
		assertEquals(Duration.ofMinutes(10), settings.idleEnd());
		assertEquals(Duration.ofSeconds(60), settings.startTimeout());
		assertEquals(Map.ofEntries(Map.entry("idle-end", "PT10M"), Map.entry("start-timeout", "PT60S"), Map.entry("idle-watchdog", "PT10M"),
				Map.entry("running-turns", "8"), Map.entry("feed-cards", "5000"), Map.entry("feed-bytes", "16MiB"), Map.entry("retention", "none"),
				Map.entry("relay-serve", "off"), Map.entry("relay-serve-address", "127.0.0.1"), Map.entry("relay-serve-allow", "none"),
				Map.entry("trusted-folders", "")), settings.values(null));
		assertNull(settings.relayServe());
	}

	@Test
	void valueThatIsSetHoldsIsKeptAndIsTold() {
		AtomicInteger told = new AtomicInteger();
		settings.onChange(told::incrementAndGet);
		CommandId command = CommandId.random();
		TestHost.done(settings.put("idle-end", "PT30S", new Entries.CommandResult(command, "host/set", "{}")));
		assertEquals(Duration.ofSeconds(30), settings.idleEnd());
		assertEquals(Map.of("idle-end", "PT30S"), settings.values("idle-end"));
		assertEquals(Map.of("idle-end", "PT30S"), TestHost.done(store.all()));
		assertEquals("{}", TestHost.done(entries.commandResult(command)).orElseThrow());
		assertEquals(1, told.get());
	}

	@Test
	void storedValuesHoldAfterAStart() {
		settings.load(Map.of("start-timeout", "PT5S", "of-a-newer-version", "x"));
		assertEquals(Duration.ofSeconds(5), settings.startTimeout());
		assertEquals(11, settings.values(null).size(), "what is not known is not shown");
	}

	@Test
	void theRelayOfTheHostListensAsItIsSet() {
		String npub = "npub10elfcs4fr0l0r8af98jlmgdh9c8tcxjvz9qkw038js35mp4dma8qzvjptg";
		String hex = "7e7e9c42a91bfef19fa929e5fda1b72e0ebc1a4c1141673e2794234d86addf4e";
		TestHost.done(settings.put("relay-serve", "7447", null));
		assertEquals(new RelayServer.Wanted("127.0.0.1", 7447, Set.of()), settings.relayServe());
		TestHost.done(settings.put("relay-serve-address", "0.0.0.0", null));
		TestHost.done(settings.put("relay-serve-allow", npub + ", " + "ab".repeat(32), null));
		assertEquals(new RelayServer.Wanted("0.0.0.0", 7447, Set.of(hex, "ab".repeat(32))), settings.relayServe());
		TestHost.done(settings.put("relay-serve", "off", null));
		assertNull(settings.relayServe());
		for (String[] wrong : List.of(new String[] { "relay-serve", "on" }, new String[] { "relay-serve", "65536" }, new String[] { "relay-serve", "-1" },
				new String[] { "relay-serve-address", "a b" }, new String[] { "relay-serve-allow", "npub1x" }, new String[] { "relay-serve-allow", "" })) {
			assertThrows(FailureException.class, () -> settings.put(wrong[0], wrong[1], null), () -> String.join("=", wrong));
		}
	}

	@Test
	void valueThatCouldNotBeStoredDoesNotHold() {
		store.failWith(new IllegalStateException("disk full"));
		assertTrue(settings.put("idle-end", "PT30S", null).toCompletableFuture().isCompletedExceptionally());
		assertEquals(Duration.ofMinutes(10), settings.idleEnd());
	}

	@Test
	void unknownKeysAndBadValuesAreRefusedInWords() {
		assertTrue(refused("colour", "PT1S").hint().contains("idle-end, start-timeout"));
		for (String bad : List.of("10", "", "ten minutes", "PT0S", "-PT1M", "P4000D")) {
			Failure failure = refused("idle-end", bad);
			assertTrue(failure.message().contains("idle-end"), failure.message());
			assertTrue(failure.hint().contains("PT10M"));
		}
		assertEquals(Failure.Code.USAGE,
				assertThrows(FailureException.class, () -> settings.values("colour")).failure().code());
	}

	@Test
	void numberIsCheckedAndHoldsAtOnce() {
		assertEquals(8, settings.runningTurns());
		TestHost.done(settings.put("running-turns", "1000", null));
		assertEquals(1000, settings.runningTurns());
		for (String bad : List.of("0", "-1", "1001", "12345", "", "8.5", "eight", "PT8S")) {
			Failure failure = refused("running-turns", bad);
			assertTrue(failure.message().contains("running-turns") && failure.message().contains("1 to 1000"),
					failure.message());
		}
		assertEquals(1000, settings.runningTurns());
	}

	@Test
	void retentionIsNoneAnAgeASizeOrBoth() {
		assertTrue(settings.retention().isNone());
		assertEquals(new Retention(Period.ofDays(90), 0), set("P90D"));
		assertEquals(new Retention(null, 2L << 30), set("2GiB"));
		assertEquals(new Retention(Period.of(1, 6, 0), 500L << 20), set("P1Y6M,500MiB"));
		assertEquals(new Retention(Period.ofWeeks(2), 4096), set("4096,P2W"));
		assertTrue(set("none").isNone());
		for (String bad : List.of("", "P0D", "-P1D", "P", "PT10M", "P90D,", "P90D,P1D", "1GiB,1MiB", "1GB", "0", "none,P1D",
				"P200Y", "99999999999999999TiB")) {
			refused("retention", bad);
		}
		assertTrue(settings.retention().isNone());
	}

	private Retention set(String value) {
		TestHost.done(settings.put("retention", value, null));
		return settings.retention();
	}

	@Test
	void boundsOfFeedsAreANumberAndASize() {
		assertEquals(5000, settings.feedCards());
		assertEquals(16L << 20, settings.feedBytes());
		TestHost.done(settings.put("feed-cards", "100", null));
		TestHost.done(settings.put("feed-bytes", "1MiB", null));
		assertEquals(100, settings.feedCards());
		assertEquals(1 << 20, settings.feedBytes());
		refused("feed-cards", "0");
		refused("feed-bytes", "much");
	}

	private Failure refused(String key, String value) {
		Failure failure = assertThrows(FailureException.class, () -> settings.put(key, value, null)).failure();
		assertEquals(Failure.Code.USAGE, failure.code());
		return failure;
	}
}
