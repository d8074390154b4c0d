package dev.umbra.relay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.relay.RelayMode;

/**
 * Two devices over a relay that others wrote: it obeys requests to delete but keeps none, answers a refused version with {@code true},
 * and reads from a cache that is a second old.
 */
class PeerRelayTest {
	private static final Pattern PORT = Pattern.compile("\"port\":(\\d+)");
	@TempDir
	Path temp;

	@Test
	@EnabledIfEnvironmentVariable(named = "UMBRA_PEERS", matches = ".+", disabledReason = "UMBRA_PEERS names no install of a relay")
	void twoDevicesConvergeInPrivateMode() {
		over(Map.of(), RelayMode.PRIVATE);
	}

	@Test
	@EnabledIfEnvironmentVariable(named = "UMBRA_PEERS", matches = ".+", disabledReason = "UMBRA_PEERS names no install of a relay")
	void twoDevicesConvergeInBuzzCompatibleMode() {
		over(Map.of(), RelayMode.BUZZ_COMPATIBLE);
	}

	@Test
	@EnabledIfEnvironmentVariable(named = "UMBRA_PEERS", matches = ".+", disabledReason = "UMBRA_PEERS names no install of a relay")
	void twoDevicesConvergeWhereTheRelayAnswersFromNoCache() {
		over(Map.of("NOCACHE", "1"), RelayMode.BUZZ_COMPATIBLE);
	}

	@Test
	@EnabledIfEnvironmentVariable(named = "UMBRA_PEERS", matches = ".+", disabledReason = "UMBRA_PEERS names no install of a relay")
	void twoDevicesConvergeWhereTheRelayAsksWhoTheyAre() {
		over(Map.of("REQUIRE_AUTH", "1"), RelayMode.PRIVATE);
	}

	private void over(Map<String, String> habits, RelayMode mode) {
		ProcessBuilder builder = new ProcessBuilder("node", Path.of(System.getenv("UMBRA_PEERS"), "relay", "relay.cjs").toString());
		builder.environment().putAll(Map.of("PORT", "0", "DB", temp.resolve("relay.db").toString()));
		builder.environment().putAll(habits);
		builder.redirectError(temp.resolve("relay.err").toFile());
		try {
			Process relay = builder.start();
			try (BufferedReader out = relay.inputReader()) {
				Matcher port = PORT.matcher(String.valueOf(out.readLine()));
				if (!port.find()) {
					throw new AssertionError("the relay did not start, see " + temp.resolve("relay.err"));
				}
				new MirrorScenarios("ws://127.0.0.1:" + port.group(1), mode).all();
			} finally {
				relay.destroy();
			}
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
