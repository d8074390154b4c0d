package dev.umbra.ui.internal.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;

class CopyingTest {
	private static final List<Entry> ENTRIES = List.of(Entries.plain(1, EntryKind.PROMPT, EntryStatus.DONE, "Do it"),
			ContentTest.message(2, "# Done\n\nI **did** it."), Entries.plain(3, EntryKind.ERROR, EntryStatus.FAILED, "Broken"));

	private static Copying copying(Place from, Place to) {
		return new Copying(ENTRIES, Folding.START, new Selection(from, to));
	}

	@Test
	void whatIsSelectedIsCopiedAsItReads() {
		assertEquals("ne\n\nI did", copying(new Place(2, 0, 2), new Place(2, 2, 5)).plain());
		assertEquals("ne\n\nI did", copying(new Place(2, 2, 5), new Place(2, 0, 2)).plain());
	}

	@Test
	void aSelectionReachesAcrossEntries() {
		assertEquals("it.\n\n✗  Bro", copying(new Place(2, 2, 6), new Place(3, 0, 6)).plain());
	}

	@Test
	void allIsEveryRowOfEveryEntry() {
		assertEquals("\nYou\nDo it\n\n\nDone\n\nI did it.\n\n✗  Broken\n\n", Copying.all(ENTRIES, Folding.START).plain());
		assertEquals("", Copying.all(List.of(), Folding.START).plain());
	}

	@Test
	void asMarkdownTheSourceOfEachEntryIsCopied() {
		assertEquals("> You\n> \n> Do it\n\n# Done\n\nI **did** it.\n\n✗  Broken\n", Copying.all(ENTRIES, Folding.START).markdown());
		assertEquals("# Done\n\nI **did** it.\n", copying(new Place(2, 2, 1), new Place(2, 2, 3)).markdown());
	}

	@Test
	void nothingThatATerminalWouldActUponIsCopied() {
		Entry entry = ContentTest.message(1, "a\u001b[31mb");
		assertEquals("ab\n", Copying.all(List.of(entry), Folding.START).markdown());
	}

	@Test
	void aRowIsSelectedAsFarAsTheSelectionReaches() {
		Selection selection = new Selection(new Place(2, 1, 3), new Place(4, 0, 2));
		assertNull(selection.in(1, 5, 10));
		assertNull(selection.in(2, 0, 10));
		assertEquals(new Selection.Stretch(3, 11), selection.in(2, 1, 10));
		assertEquals(new Selection.Stretch(0, 5), selection.in(3, 7, 4));
		assertEquals(new Selection.Stretch(0, 2), selection.in(4, 0, 10));
		assertNull(selection.in(4, 1, 10));
		assertNull(Selection.at(new Place(2, 1, 3)).in(2, 1, 10));
	}
}
