package dev.umbra.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TerminalSafeTest {
	@Test
	void plainTextStaysAsItIs() {
		assertEquals("Grüße\n\ttab 😀 e\u0301", TerminalSafe.stripped("Grüße\n\ttab 😀 e\u0301"));
	}

	@Test
	void sequencesAreRemovedWhole() {
		assertEquals("red plain", TerminalSafe.stripped("\u001b[31mred\u001b[0m plain"));
		assertEquals("ab", TerminalSafe.stripped("a\u001b]0;title\u0007b"));
		assertEquals("ab", TerminalSafe.stripped("a\u001b]52;c;c2VjcmV0\u001b\\b"));
		assertEquals("ab", TerminalSafe.stripped("a\u001bPqsixel\u001b\\b"));
		assertEquals("ab", TerminalSafe.stripped("a\u009b2Jb"));
		assertEquals("ab", TerminalSafe.stripped("a\u001bcb"));
		assertEquals("ab", TerminalSafe.stripped("a\u001b(Bb"));
	}

	@Test
	void controlsThatMoveOrEraseAreRemoved() {
		assertEquals("safe\nevil", TerminalSafe.stripped("safe\r\nevil\b\u007f\u0000\u0085"));
		assertEquals("rm -rfls", TerminalSafe.stripped("rm -rf\rls"));
	}

	@Test
	void bidirectionalControlsAreRemovedOrShown() {
		assertEquals("abc", TerminalSafe.stripped("a\u202eb\u2066c"));
		assertEquals("a⟨U+202E⟩b⟨U+001B⟩[2J", TerminalSafe.shown("a\u202eb\u001b[2J"));
	}

	@Test
	void aSequenceMayBeCutAnywhere() {
		String text = "a\u001b[1;31mb\u001b]0;t\u001b\\c😀d\u001b[0m";
		for (int first = 0; first <= text.length(); first++) {
			TerminalSafe safe = new TerminalSafe();
			assertEquals("abc😀d", safe.strip(text.substring(0, first)) + safe.strip(text.substring(first)));
		}
	}

	@Test
	void aSequenceThatNeverEndsDoesNotSwallowTheRest() {
		assertEquals("a\nb", TerminalSafe.stripped("a\u001b]0;title\nb"));
		assertEquals("\nb", TerminalSafe.stripped("\u001b[\nb"));
	}

	@Test
	void halfAPairIsReplaced() {
		assertEquals("a\ufffdb\ufffd", TerminalSafe.stripped("a\ud83db\ude00"));
	}
}
