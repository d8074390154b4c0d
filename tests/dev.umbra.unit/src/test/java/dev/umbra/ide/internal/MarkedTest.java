package dev.umbra.ide.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MarkedTest {
	@Test
	void whatHidesOrTurnsATitleIsShownAsItsCode() {
		assertEquals("a⟨U+202E⟩b⟨U+000A⟩c⟨U+2028⟩d⟨U+200B⟩", Marked.text("a\u202eb\nc\u2028d\u200b"));
	}

	@Test
	void otherTextIsAsItWas() {
		assertEquals("Größe 😀 \u4f60", Marked.text("Größe 😀 \u4f60"));
	}
}
