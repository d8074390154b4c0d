package dev.umbra.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.api.Host.Serving;
import dev.umbra.wire.Methods;

class RelayServeTest {
	private Typist typist;

	@BeforeEach
	void open(@TempDir Path folder) {
		typist = new Typist(folder);
	}

	@AfterEach
	void close() {
		typist.close();
	}

	private JsonNode asked() {
		return typist.host.asked(Methods.RELAYS_SERVE).getLast();
	}

	@Test
	void whatIsGivenIsAskedForAndTheRestStays() {
		typist.host.answer(Methods.RELAYS_SERVE, new Serving("ws://127.0.0.1:7447", "127.0.0.1", 7447, false, List.of("Words.")));
		assertEquals("This host is a relay: ws://127.0.0.1:7447\nWords.\nUse it here by: umbra relay add ws://127.0.0.1:7447\n", typist.ok("relay", "serve").out());
		assertTrue(!asked().path("off").asBoolean() && !asked().has("port") && !asked().has("address") && !asked().has("allow"), asked()::toString);
		typist.ok("relay", "serve", "--port", "0", "--address", "0.0.0.0", "--allow", "npub1a", "--allow", "npub1b", "--json");
		assertEquals("{\"url\":\"ws://127.0.0.1:7447\",\"address\":\"127.0.0.1\",\"port\":7447,\"authenticated\":false,\"words\":[\"Words.\"]}\n", typist.out());
		assertEquals("0 0.0.0.0 [\"npub1a\",\"npub1b\"]", asked().path("port") + " " + asked().path("address").asText() + " " + asked().path("allow"));
	}

	@Test
	void itEndsWhenItIsTold() {
		typist.host.answer(Methods.RELAYS_SERVE, new Serving(null, null, null, false, List.of()));
		assertEquals("This host is no relay. What it kept as one stays.\n", typist.ok("relay", "serve", "--off").out());
		assertTrue(asked().path("off").asBoolean());
	}

	@Test
	void whatIsNoPortIsRefusedHereAndAgentsAreAltogether() {
		for (String wrong : List.of("65536", "-1", "x", "")) {
			typist.fails(2, "relay", "serve", "--port=" + wrong);
		}
		typist.asAgent();
		typist.fails(5, "relay", "serve");
		assertEquals(0, typist.host.asked(Methods.RELAYS_SERVE).size());
	}
}
