package dev.umbra.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

class TextTableTest {
	@Test
	void columnsAreAligned() {
		assertEquals("A    LONG\nx    1\nyyy  2\n", new TextTable("A", "LONG").row("x", "1").row("yyy", "2").toString());
	}

	@Test
	void wideCharactersTakeTwoColumns() {
		assertEquals("A     B\n漢字  1\nabcd  2\n", new TextTable("A", "B").row("漢字", "1").row("abcd", "2").toString());
	}

	@Test
	void cellsAreMadeSafeAndOnOneLine() {
		assertEquals("A    B\na b  c\n", new TextTable("A", "B").row("a\nb", "\u001b[31mc").toString());
	}

	@Test
	void longCellsAreCutButNotTheLastOne() {
		String text = new TextTable("A", "B").row("x".repeat(100), "y".repeat(100)).toString();
		assertTrue(text.contains("x".repeat(59) + "…  " + "y".repeat(100)), text);
	}

	@Test
	void timesAreRelative() {
		Instant now = Instant.parse("2030-01-02T12:00:00Z");
		assertEquals("now", ago(now, Duration.ofSeconds(59)));
		assertEquals("now", ago(now, Duration.ofSeconds(-5)));
		assertEquals("5 min ago", ago(now, Duration.ofMinutes(5)));
		assertEquals("23 h ago", ago(now, Duration.ofHours(23)));
		assertEquals("2 d ago", ago(now, Duration.ofHours(50)));
		assertEquals("2029-12-03", ago(now, Duration.ofDays(30)));
	}

	private static String ago(Instant now, Duration before) {
		return Ago.text(now.minus(before), now, ZoneOffset.UTC);
	}
}
