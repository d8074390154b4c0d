package dev.umbra.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

class PositionTest {
	@Test
	void readsWhatItWrites() {
		Position position = new Position("1f2e3d4c", 17);
		assertEquals("1f2e3d4c:17", position.toString());
		assertEquals(position, Position.parse("1f2e3d4c:17", "now"));
	}

	@Test
	void bareNumberIsOfThePresentEpoch() {
		assertEquals(new Position("now", 42), Position.parse("42", "now"));
	}

	@Test
	void anythingElseIsRefusedInWords() {
		for (String bad : List.of("", ":", "x", "epoch:", ":5", "epoch:x", "epoch:-1", "-1", "a:b:5", "epoch:9223372036854775808", "1.5")) {
			IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Position.parse(bad, "now"), bad);
			assertTrue(e.getMessage().contains("\"" + bad + "\"") && e.getMessage().contains("EPOCH:REVISION"), e.getMessage());
		}
	}

	@Test
	void epochIsNeitherEmptyNorHasAColon() {
		assertThrows(IllegalArgumentException.class, () -> new Position("", 1));
		assertThrows(IllegalArgumentException.class, () -> new Position("a:b", 1));
		assertThrows(IllegalArgumentException.class, () -> new Position("a", -1));
	}
}
