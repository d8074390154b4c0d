package dev.umbra.core.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RelayAddressTest {
	private static String refused(String url) {
		return assertThrows(IllegalArgumentException.class, () -> RelayAddress.of(url), url).getMessage();
	}

	@Test
	void aUrlHasOneNormalForm() {
		assertEquals("wss://relay.example/a?b=1", RelayAddress.of(" WSS://Relay.Example:443/a/?b=1 ".replace("/a/?", "/a?")).url());
		assertEquals("ws://relay.example:65535", RelayAddress.of("ws://relay.example:65535/").url());
	}

	@Test
	void portsThatThereAreNotAreRefused() {
		assertTrue(refused("ws://relay.example:0").contains("no port 0"));
		assertTrue(refused("ws://relay.example:99999").contains("no port 99999"));
		refused("ws://relay.example:-1");
	}

	@Test
	void whatCannotBeSeenIsRefusedAndMadeVisible() {
		String words = refused("ws://relay.example/\u202egpj");
		assertTrue(words.contains("\u27e8U+202E\u27e9") && !words.contains("\u202e"), words);
		refused("ws://relay example");
		refused("wss://r\u00e9lay.example");
	}

	@Test
	void aPasswordIsNotSaidBack() {
		for (String url : new String[] { "wss://ann:hunter2@relay.example", "http://ann:hunter2@relay.example", "wss://ann:hunter2@[::1", "wss://ann:hunter2@relay.example/\u202e" }) {
			assertFalse(refused(url).contains("hunter2"), url);
		}
	}

	@Test
	void whatWasKeptOnceIsReadAllTheSame() {
		assertEquals("ws://relay.example:0", new RelayAddress("ws://relay.example:0").url());
		assertEquals("ws://relay.example:0", RelayAddress.known(" ws://Relay.example:0/").url());
	}
}
