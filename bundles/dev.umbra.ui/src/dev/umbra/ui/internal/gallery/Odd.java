package dev.umbra.ui.internal.gallery;

import java.util.List;

import dev.umbra.core.session.Detail;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;

/** Text that is hard to show: every plane, both directions, sequences, control characters, and much of it. */
final class Odd {
	private Odd() {
	}

	static void fill(Shelf shelf) {
		shelf.begin(Messages.odd);
		shelf.say("""
				Emoji: 👨‍👩‍👧‍👦 🏳️‍🌈 👩🏽‍🚀 👍🏻👍🏽👍🏿 1️⃣ ❤️ ☂︎ 🇩🇪🇯🇵🇺🇳 🫱🏾‍🫲🏻\n
				Planes: A é ‰ ∑ 漢 가 · 𝔘𝓂𝒷𝓇𝒶 𐍈 🌧 · 𠀀𠮷 · 𰀀 · \udb80\udc00 · \udbff\udffd · variation 葛\udb40\udd00 · tag \udb40\udc41\n
				Marks: Z̷̛͎̤̊͝a̶̰͒l̸̮̃g̵͖̋o̸̢͆ ả̧̨ ộ̷ ñ n̈ क्षि ที่ ﷽ ‎left‎ ‏right‏""");
		shelf.say("""
				שלום עולם, זה טקסט מימין לשמאל עם `code` ו-English באמצע.

				مرحبا بالعالم: التوقعات تقفز عند منتصف الليل (Forecast.java:41).

				* רשימה
				* قائمة

				| עברית | English | عربى |
				|---|---|---|
				| אחת | one | واحد |""");
		shelf.say("Hidden: admin\u202e\u2066// not a comment\u2069\u202c, zero\u200bwidth, soft\u00adhyphen, \u0000nul, \u0007bell, \u001b[31mred\u001b[0m, \ud800 a lone half, \u2028a line, \u2029a paragraph.");
		shelf.put(EntryKind.PROMPT, EntryStatus.DONE, "A prompt with \u202eeverything\u202c\u0000 in it: 👨‍👩‍👧‍👦 שלום\ttabs\ttoo");
		shelf.put(EntryKind.TOOL, EntryStatus.DONE, "", new Detail.Tool("call", "rm \u202etxt.exe\u202c\u200b -rf", "execute", List.of(), List.of(), null, null, false));
		shelf.say("A long word: " + "Donaudampfschifffahrtsgesellschaft".repeat(60));
		shelf.say("A long line in code:\n\n```text\n" + "0123456789".repeat(2_000) + "\n```");
		shelf.say("A long paragraph: " + "it rains and rains and rains, ".repeat(1_500));
		shelf.say(" \n\n \t\n");
		shelf.say("Deep lists and quotations:\n\n" + deep());
		shelf.say("Code of 5,000 lines:\n\n```java\n" + code(5_000) + "```\n\nThis is after it.");
		shelf.say("The end of the gallery.");
	}

	private static String deep() {
		StringBuilder all = new StringBuilder();
		for (int depth = 0; depth < 16; depth++) {
			all.append("  ".repeat(depth)).append("* ").append(depth).append('\n');
		}
		return all.append("\n").append("> ".repeat(14)).append("quoted\n").toString();
	}

	private static String code(int lines) {
		StringBuilder all = new StringBuilder();
		for (int i = 1; i <= lines; i++) {
			all.append(i % 50 == 1 ? "// a comment in line " + i : "int value" + i + " = compute(\"" + i + "\", " + i * 7 + ");").append('\n');
		}
		return all.toString();
	}
}
