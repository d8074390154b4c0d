package dev.umbra.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.umbra.core.Clocks;
import dev.umbra.core.port.RelayServer;
import dev.umbra.core.relay.RelayMode;
import dev.umbra.core.relay.RelayState;
import dev.umbra.nostr.BouncySchnorr;
import dev.umbra.relay.server.NettyRelayServer;
import dev.umbra.testkit.FakeEvents;

/** Two devices over the embedded relay, by real sockets. What they do is in {@link MirrorScenarios}. */
class RelayMirrorTest {
	private final RelayServer server = NettyRelayServer.over(new FakeEvents(), new BouncySchnorr(), Clocks.SYSTEM);
	private String url = "";

	@BeforeEach
	void listen() {
		url = server.listen(new RelayServer.Wanted("127.0.0.1", 0, Set.of())).url();
	}

	@AfterEach
	void close() {
		server.close();
	}

	@Test
	void twoDevicesConvergeInPrivateMode() {
		new MirrorScenarios(url, RelayMode.PRIVATE).all();
	}

	@Test
	void twoDevicesConvergeInBuzzCompatibleMode() {
		new MirrorScenarios(url, RelayMode.BUZZ_COMPATIBLE).all();
	}

	@Test
	void aRelayThatIsNotThereYetIsReachedWhenItComes() {
		int port = Integer.parseInt(url.replaceAll(".*:", ""));
		server.close();
		try (MirrorDevice device = MirrorScenarios.device(Duration.ZERO)) {
			device.use(url, RelayMode.PRIVATE);
			device.edit("early-1", "Early");
			device.await("the relay is missed", () -> device.states.contains(RelayState.WAITING));
			assertTrue(device.status().getFirst().lastError() != null, "it says why");
			server.listen(new RelayServer.Wanted("127.0.0.1", port, Set.of()));
			device.await("the record is sent", () -> device.sent(url));
			assertEquals(Map.of("early-1", "{\"display_name\":\"Early\"}"), device.shown());
		}
	}
}
