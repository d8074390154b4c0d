package dev.umbra.ui.internal.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;

class ContentTest {
	private final FakeRuler ruler = new FakeRuler();
	private final Content content = new Content(ruler);

	static Entry message(long ordinal, String text) {
		return Entries.plain(ordinal, EntryKind.MESSAGE, EntryStatus.DONE, text);
	}

	static List<Entry> messages(long from, long to) {
		return LongStream.rangeClosed(from, to).mapToObj(each -> message(each, "Message " + each)).toList();
	}

	@Test
	void nothingIsMeasuredBeforeItIsLookedAt() {
		assertTrue(content.show(messages(1, 1_000)));
		assertEquals(1_000 * 4 * FakeRuler.LINE, content.total());
		assertEquals(List.of(), ruler.measured);
	}

	@Test
	void theSameEntriesAreNothingNew() {
		List<Entry> entries = messages(1, 10);
		content.show(entries);
		assertFalse(content.show(new ArrayList<>(entries)));
	}

	@Test
	void anEntryThatGrowsKeepsThePiecesThatStay() {
		content.show(List.of(message(1, "first\n\nsecond")));
		Block before = content.block(0);
		content.height(0, 0);
		assertTrue(content.show(List.of(message(1, "first\n\nsecond and more\n\nthird"))));
		Block after = content.block(0);
		assertNotSame(before, after);
		assertSame(before.piece(0), after.piece(0));
		assertTrue(after.isMeasured(0, ruler.width));
		assertFalse(after.isMeasured(2, ruler.width));
		assertEquals("second and more", after.piece(2).text());
		assertEquals("third", after.piece(4).text());
	}

	@Test
	void heightsOfAnotherWidthAreMeasuredAgain() {
		content.show(List.of(message(1, "x".repeat(150))));
		assertEquals(20, content.height(0, 0));
		ruler.width = 50;
		assertEquals(30, content.height(0, 0));
		assertEquals(30 + content.block(0).height(1), content.total());
	}

	@Test
	void olderEntriesComeBeforeTheOthersWhichStayAsTheyAre() {
		content.show(messages(51, 60));
		Block block = content.block(3);
		content.show(concat(messages(41, 50), messages(51, 60)));
		assertEquals(20, content.size());
		assertEquals(41, content.entry(0).ordinal());
		assertEquals(13, content.indexOf(54));
		assertEquals(block.rows(), content.block(13).rows());
	}

	@Test
	void entriesThatAreGoneLeaveNothing() {
		content.show(messages(1, 10));
		content.block(2);
		content.show(messages(5, 8));
		assertEquals(4, content.size());
		assertEquals(4 * 4 * FakeRuler.LINE, content.total());
		assertEquals(0, content.indexOf(2));
		assertEquals(4, content.indexOf(9));
	}

	@Test
	void onlySomeEntriesKeepTheirRows() {
		content.show(messages(1, 2_000));
		Block first = content.block(0);
		long height = content.height(0);
		for (int i = 1; i < 2_000; i++) {
			content.block(i);
		}
		assertNotSame(first, content.block(0));
		assertEquals(height, content.height(0));
	}

	@Test
	void aVeryLongTextIsReadInStepsWhileItIsLookedAtAndToldWhole() {
		String text = "a line of it\n".repeat(300_000);
		content.show(List.of(message(1, text)));
		int first = content.block(0).rows().size();
		assertTrue(content.reading());
		assertEquals(300_001, content.rows(0).size(), "with the gap behind it");
		content.readOn();
		assertFalse(content.reading(), "nobody looks at it");
		while (content.block(0).rows().size() < 300_001) {
			assertTrue(content.reading());
			content.readOn();
		}
		assertFalse(content.reading());
		assertTrue(first < 100_000, first + " rows at once");
	}

	@Test
	void allIsSaidWhetherItWasLaidOutOrNot() {
		content.show(messages(1, 3));
		assertEquals("Message 2\n\n", content.text(1));
		assertEquals("Message 2\n\n".length(), content.chars(1));
		content.show(List.of(message(1, "a"), message(2, "longer than before"), message(3, "c")));
		assertEquals("longer than before\n\n".length(), content.chars(1));
	}

	static List<Entry> concat(List<Entry> first, List<Entry> second) {
		List<Entry> all = new ArrayList<>(first);
		all.addAll(second);
		return all;
	}
}
