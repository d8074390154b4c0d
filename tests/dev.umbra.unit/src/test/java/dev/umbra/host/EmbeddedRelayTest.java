package dev.umbra.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.Clocks;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.api.Host.Serve;
import dev.umbra.core.api.Host.Serving;
import dev.umbra.core.event.ProblemRaised;
import dev.umbra.core.port.RelayServer;
import dev.umbra.nostr.BouncySchnorr;
import dev.umbra.nostr.Filter;
import dev.umbra.relay.server.NettyRelayServer;
import dev.umbra.testkit.FakeEvents;
import dev.umbra.testkit.RelayClient;
import dev.umbra.wire.Methods;

/** The host as a relay, as it is asked to be and as it is set. */
class EmbeddedRelayTest {
	private static final String NPUB = "npub10elfcs4fr0l0r8af98jlmgdh9c8tcxjvz9qkw038js35mp4dma8qzvjptg";
	@TempDir
	Path home;
	private TestHost host;
	private final RelayServer server = NettyRelayServer.over(new FakeEvents(), new BouncySchnorr(), Clocks.SYSTEM);

	@BeforeEach
	void open() {
		host = new TestHost(home);
		host.relay.server(server);
		host.relay.open();
	}

	@AfterEach
	void close() {
		host.relay.close();
	}

	private Serving serve(@Nullable Integer port, @Nullable String address, String... allow) {
		return host.relay.serve(new Serve(CommandId.random(), false, port, address, allow.length == 0 ? null : List.of(allow)));
	}

	private static List<?> found(@Nullable String url) {
		try (RelayClient client = RelayClient.open(String.valueOf(url))) {
			return client.find(Filter.ALL);
		}
	}

	@Test
	void itIsNoneUntilItIsAskedToBe() {
		assertNull(host.relay.listening());
		assertEquals(new Serving(null, null, null, false, List.of()), host.relay.serving());
		Serving serving = serve(0, null);
		assertEquals(serving, host.relay.serving());
		assertFalse(serving.authenticated());
		assertEquals(List.of(), found(serving.url()));
		assertEquals(Map.of("relay-serve", String.valueOf(serving.port())), host.settings.values("relay-serve"), "the port it took is kept");
		assertEquals(serving, serve(null, null), "asked again it goes on");
		CommandId off = CommandId.random();
		assertNull(host.relay.serve(new Serve(off, true, null, null, null)).url());
		assertNull(host.relay.listening());
		assertNotNull(TestHost.done(host.entries.commandResult(off)).orElse(null), "a repeat does nothing twice");
		assertThrows(Exception.class, () -> found(serving.url()));
	}

	@Test
	void onANetworkItWantsKeysAndSaysWhatOthersSee() {
		FailureException refused = assertThrows(FailureException.class, () -> serve(0, "0.0.0.0"));
		assertEquals(Failure.Code.USAGE, refused.failure().code());
		assertNull(host.relay.listening(), "nothing changed");
		assertEquals("off", host.settings.values("relay-serve").get("relay-serve"));
		Serving serving = serve(0, "0.0.0.0", NPUB);
		assertTrue(serving.authenticated());
		assertTrue(serving.words().toString().contains("not encrypted"));
		assertThrows(FailureException.class, () -> serve(0, null, "npub1mistyped"));
		assertThrows(FailureException.class, () -> serve(70000, null));
		assertThrows(FailureException.class, () -> serve(0, "203.0.113.9"));
		assertEquals(serving.url(), java.util.Objects.requireNonNull(host.relay.listening()).url(), "after a refusal it listens as before");
	}

	@Test
	void itListensAsItIsSetAndATakenPortIsToldOnce() {
		Serving serving = serve(0, null);
		EmbeddedRelay second = new EmbeddedRelay(host.settings, host.parts.events());
		RelayServer another = NettyRelayServer.over(new FakeEvents(), new BouncySchnorr(), Clocks.SYSTEM);
		second.server(another);
		second.open();
		assertNull(second.listening());
		assertNull(second.serving().url());
		assertTrue(second.serving().words().toString().contains("Choose another port"), () -> second.serving().toString());
		second.look();
		assertEquals(1, host.heard.of(ProblemRaised.class).stream().filter(raised -> raised.problem().contains(":" + serving.port())).count());
		host.relay.close();
		second.look();
		assertEquals(serving.url(), java.util.Objects.requireNonNull(second.listening()).url());
		second.gone(server);
		assertNotNull(second.listening(), "that was another one");
		second.close();
	}

	@Test
	void withoutTheBundleItSaysSo() {
		serve(0, null);
		host.relay.gone(server);
		assertTrue(host.relay.serving().words().toString().contains("dev.umbra.relay.server"));
		assertTrue(assertThrows(FailureException.class, () -> serve(0, null)).getMessage().contains("dev.umbra.relay.server"));
		assertTrue(host.calls.names().contains(Methods.RELAYS_SERVE.name()));
	}
}
