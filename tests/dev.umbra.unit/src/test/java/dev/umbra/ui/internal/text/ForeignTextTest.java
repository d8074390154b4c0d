package dev.umbra.ui.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;

class ForeignTextTest {
	@Test
	void whatWouldReorderOrHideIsShownByItsNumber() {
		assertEquals("invoice⟨U+202E⟩gpj.exe", ForeignText.shown("invoice\u202Egpj.exe"));
		assertEquals("a⟨U+200B⟩b⟨U+E0041⟩⟨U+001B⟩[2J⟨U+0000⟩", ForeignText.shown("a\u200Bb\uDB40\uDC41\u001B[2J\0"));
		assertEquals("⟨U+000D⟩rm -rf", ForeignText.shown("\rrm -rf"));
		assertEquals("⟨U+D800⟩x", ForeignText.shown("\uD800x"));
	}

	@Test
	void ordinaryTextOfAnyScriptStays() {
		String text = "naïve 漢字 עברית 👩‍💻 \t tab\nline";
		assertEquals(text, ForeignText.shown(text));
		assertEquals(text, ForeignText.clean(text));
	}

	@Test
	void onOneLineNothingBeginsANewOne() {
		assertEquals("ls⟨U+000A⟩rm x", ForeignText.shownOnOneLine("ls\nrm\tx "));
		assertEquals("a b c", ForeignText.cleanOnOneLine(" a\n b\t c"));
	}

	@Test
	void sequencesOfTerminalsAreLeftOut() {
		assertEquals("red and title", ForeignText.clean("\u001B[31;1mred\u001B[0m and \u001B]0;evil\u0007title"));
		assertEquals("link", ForeignText.clean("\u001B]8;;http://x\u001B\\link\u001B]8;;\u001B\\"));
		assertEquals("ab", ForeignText.clean("a\u001B(Bb"));
		assertEquals("a\nb", ForeignText.clean("a\u001B]never ends\nb"));
		assertEquals("", ForeignText.clean("\u001B["));
	}

	@Test
	void lineEndsBecomeLineFeeds() {
		assertEquals("a\nb\nc\nd\ne", ForeignText.clean("a\r\nb\rc\u2028d\u000Be"));
	}

	@Test
	void messagesKeepDirectionMarksButNoOverrides() {
		assertEquals("a\u200Fb⟨U+202E⟩c", ForeignText.clean("a\u200Fb\u202Ec"));
	}

	@Test
	void shorteningNeverCutsACharacter() {
		assertEquals("abc", ForeignText.shortened("abc", 3));
		assertEquals("ab…", ForeignText.shortened("abcd", 3));
		assertEquals("a…", ForeignText.shortened("a👍👍", 3));
	}

	@Test
	void noRandomTextLeavesAControlCharacter() {
		Random random = new Random(7);
		int[] points = { 0x1B, '[', ']', 'm', '\\', 0x07, 0x9B, '\n', '\r', 'a', 0x202E, 0x2067, 0xD800, 0xDC00, 0x85, '0', ';', '(' };
		for (int round = 0; round < 5_000; round++) {
			StringBuilder text = new StringBuilder();
			for (int i = random.nextInt(12); i >= 0; i--) {
				text.append((char) points[random.nextInt(points.length)]);
			}
			String clean = ForeignText.clean(text.toString());
			assertFalse(clean.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t' || c == 0x202E || c == 0x2067),
					() -> "left in " + text.chars().boxed().toList());
			String shown = ForeignText.shown(text.toString());
			assertTrue(shown.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t'));
			assertEquals(clean, ForeignText.clean(clean));
		}
	}

	@Test
	void whereATextIsCutItsPartsMadeCleanAreTheWholeMadeClean() {
		String text = "a👍🏽\u001b[31mred\u001b]0;t i t l e\u001b\\b\r\nc\rd\ud83d\u0007\u001b]open\nend";
		String whole = ForeignText.clean(text);
		for (int to = 1; to < text.length(); to++) {
			int cut = ForeignText.cut(text, 0, to);
			assertTrue(cut > 0 && cut <= text.length());
			assertEquals(whole, ForeignText.clean(text.substring(0, cut)) + ForeignText.clean(text.substring(cut)), "cut at " + cut);
		}
		assertEquals(5, ForeignText.cut("\u001b[31mred", 0, 2), "there is no place before");
		assertEquals(3, ForeignText.cut("abc", 1, 3));
	}
}
