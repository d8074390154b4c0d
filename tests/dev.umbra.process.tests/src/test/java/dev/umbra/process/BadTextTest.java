package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.testkit.Shown;

/** Texts as nobody wants them: everything Unicode has, what a terminal would obey, and more than fits a screen. */
class BadTextTest {
	private static final int MEGABYTES = 30;
	@TempDir
	Path temp;

	/** Of each plane one, and what goes wrong most often: sequences, directions, controls. */
	private static String everything() {
		StringBuilder text = new StringBuilder("begin ");
		for (int plane = 0; plane <= 16; plane++) {
			text.appendCodePoint((plane << 16) + 0x1F42).appendCodePoint((plane << 16) + 0xFFFD);
		}
		text.append(" \uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66 \uD83C\uDDEA\uD83C\uDDFA \uD83D\uDC4D\uD83C\uDFFD e\u0301 ");
		text.append("\u202Egnp.exe\u202C \u2066isolated\u2069 \u05E9\u05DC\u05D5\u05DD \u0645\u0631\u062D\u0628\u0627 \uFEFF\u200B ");
		for (char control = 1; control < ' '; control++) {
			text.append(control);
		}
		text.append("\u007F\u0085\u009B31m \u001B[2J\u001B]0;title\u0007\u001B]52;c;c2VjcmV0\u001B\\ end");
		return text.toString();
	}

	@Test
	void everyPlaneAndEveryControlIsKeptAsItIsAndShownSafely() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			String session = folder.session(folder.addFake("fake"));
			String text = everything();
			// without a marker the agent says it back
			folder.prompt(session, text);
			folder.awaitStatus(session, SessionStatus.IDLE);

			assertEquals(text, folder.entries(session, "prompt").getFirst().path("text").asText());
			assertEquals("you said: " + text, folder.messages(session));
			try (Running follower = folder.umbra().start("follow", session, "--json")) {
				follower.awaitShown(text.length());
				assertEquals("you said: " + text, Shown.of(follower.lines()).messages());
			}
			for (Ran ran : new Ran[] { folder.umbra().run("session", "entries", session).ok(), folder.umbra().run("session", "list").ok(),
					folder.umbra().run("session", "show", session) }) {
				assertSafe(ran.out());
				assertSafe(ran.err());
			}
			assertTrue(folder.umbra().run("session", "entries", session).out().contains("\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66"));
		}
	}

	/** Nothing that a terminal obeys, but the end of a line and a tabulator. */
	private static void assertSafe(String out) {
		out.codePoints().forEach(c -> assertFalse(Character.isISOControl(c) && c != '\n' && c != '\t',
				() -> "U+" + Integer.toHexString(c) + " reached the terminal: " + out));
	}

	@Test
	void aMessageOf30MegabytesIsReadInRangesExportedAndFound() throws IOException {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			String session = folder.session(folder.addFake("fake"));
			int length = MEGABYTES * 1_000_000;

			folder.prompt(session, "[[text needle one]]" + "[[big 1000000]]".repeat(MEGABYTES) + "[[text needle two]]");
			assertEquals("end_turn", folder.awaitStatus(session, SessionStatus.IDLE).stopReason());

			assertEquals("needle one" + "x".repeat(length) + "needle two", whole(folder, session));
			String beginning = "needle one" + "x".repeat(100);
			for (String format : new String[] { "md", "html", "json" }) {
				Path out = temp.resolve("whole." + format);
				folder.umbra().run("session", "export", session, "--format", format, "--out", out.toString()).ok();
				String exported = Files.readString(out);
				assertTrue(exported.length() >= length && exported.contains(beginning) && exported.contains("xxneedle two"), format);
			}
			assertEquals(1, folder.umbra().run("search", "needle", "--json").ok().json().findValuesAsText("session").stream().distinct().count());
			JsonNode places = folder.umbra().run("session", "find", session, "xneedle TWO", "--json").ok().json();
			assertEquals(List.of(Integer.toString(length + 9)), places.findValuesAsText("offset"), places::toString);
			folder.killHost();
			folder.start();
			assertEquals(length + 20, whole(folder, session).length(), "it survives the host");
		}
	}

	/** As a window reads it: the beginning with the page, the rest in ranges. */
	private static String whole(HostFolder folder, String session) {
		Entry entry = Await.ok(folder.remote().sessions().entries(new Sessions.Read(session, null, 0, 0, false))).entries().stream()
				.filter(each -> each.kind() == EntryKind.MESSAGE).findFirst().orElseThrow();
		assertTrue(entry.text().length() <= 1 << 20, "a page has only the beginning");
		StringBuilder text = new StringBuilder(entry.text());
		while (text.length() < entry.length()) {
			Sessions.TextRange range = Await.ok(folder.remote().sessions().text(new Sessions.ReadText(session, entry.id(), text.length(), 1 << 20)));
			assertTrue(!range.text().isEmpty() && range.text().length() <= 1 << 20, "ranges of at most 1 MB");
			text.append(range.text());
		}
		return text.toString();
	}
}
