package dev.umbra.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.umbra.core.EntryId;
import dev.umbra.core.TurnId;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;
import dev.umbra.testkit.Sample;

class EarlierConversationTest {
	private static final TurnId PRESENT = new TurnId("turn-9");
	private final List<Entry> entries = new ArrayList<>();

	private void entry(EntryKind kind, String turn, String text) {
		entries.add(new Entry(new EntryId("e" + entries.size()), entries.size() + 1, 1, new TurnId(turn), kind, EntryStatus.DONE,
				text, text.length(), Sample.NOON, Sample.NOON, new Detail.Plain()));
	}

	private EarlierConversation read(boolean more) {
		return EarlierConversation.of(entries, more, PRESENT);
	}

	@Test
	void promptsAndMessagesInOrderWithoutTheRestAndWithoutThePresentPrompt() {
		entry(EntryKind.PROMPT, "turn-1", "hello");
		entry(EntryKind.THOUGHT, "turn-1", "hm");
		entry(EntryKind.MESSAGE, "turn-1", "hi");
		entry(EntryKind.LIFECYCLE, "turn-1", "The turn was cancelled.");
		entry(EntryKind.PROMPT, "turn-9", "now");
		EarlierConversation earlier = read(false);
		assertFalse(earlier.cut());
		assertTrue(earlier.text().contains("\nI said:\nhello\n\nYou said:\nhi\n"), earlier.text());
		for (String absent : List.of("hm", "cancelled", "now", "left out")) {
			assertFalse(earlier.text().contains("\n" + absent), absent);
		}
	}

	@Test
	void nothingSaidBeforeIsNothingToTell() {
		entry(EntryKind.PROMPT, "turn-9", "now");
		assertEquals(new EarlierConversation("", false), read(true));
	}

	@Test
	void oldestIsLeftOutAndThatIsSaid() {
		for (int i = 0; i < 100; i++) {
			entry(EntryKind.MESSAGE, "turn-1", "number " + i + " " + "x".repeat(1000));
		}
		EarlierConversation earlier = read(false);
		assertTrue(earlier.cut());
		assertTrue(earlier.text().length() <= EarlierConversation.LIMIT);
		assertTrue(earlier.text().length() > EarlierConversation.LIMIT - 1100);
		assertTrue(earlier.text().contains("number 99 ") && !earlier.text().contains("number 0 "));
		assertTrue(earlier.text().contains("its beginning is left out"));
	}

	@Test
	void singleMessageThatIsTooLongKeepsItsEndAndNoHalfCharacter() {
		entry(EntryKind.MESSAGE, "turn-1", "😀".repeat(40_000) + "the end");
		EarlierConversation earlier = read(false);
		assertTrue(earlier.cut() && earlier.text().contains("the end"));
		assertTrue(earlier.text().length() <= EarlierConversation.LIMIT);
		String before = earlier.text().substring(0, earlier.text().indexOf("the end"));
		assertTrue(before.contains("[…]😀"), "cut on a code point");
	}

	@Test
	void olderPagesThatAreNotReadCountAsLeftOut() {
		entry(EntryKind.MESSAGE, "turn-1", "short");
		assertTrue(read(true).cut());
	}
}
