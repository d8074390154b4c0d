package dev.umbra.ui.internal.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;

class FoldingTest {
	/** Folded by itself. */
	private static final Entry THOUGHT = Entries.plain(1, EntryKind.THOUGHT, EntryStatus.DONE, "First\n\nsecond\n\nthird");
	/** Open by itself. */
	private static final Entry SHORT_DIFF = Entries.of(2, EntryKind.TOOL, EntryStatus.DONE, "",
			Entries.tool("Edit", "{}", new Detail.ToolContent.Diff("/w/a.txt", "a\n", "b\n")));

	private static boolean open(Folding folding, Entry entry) {
		return folding.rows(entry, new MarkdownParts()).size() > 2;
	}

	@Test
	void eachKindIsShownAsItIsByItself() {
		assertFalse(open(Folding.START, THOUGHT));
		assertTrue(open(Folding.START, SHORT_DIFF));
	}

	@Test
	void allAreOpenedAndFoldedWhateverTheyAreByThemselves() {
		Folding open = Folding.START.flip(THOUGHT.id()).all(Folding.Rule.ALL_OPEN);
		assertTrue(open(open, THOUGHT) && open(open, SHORT_DIFF));
		Folding folded = open.all(Folding.Rule.ALL_FOLDED);
		assertFalse(open(folded, THOUGHT) || open(folded, SHORT_DIFF));
	}

	@Test
	void anEntryIsTheOtherWayRoundWhateverTheRule() {
		for (Folding.Rule rule : Folding.Rule.values()) {
			Folding before = Folding.START.all(rule);
			for (Entry entry : new Entry[] { THOUGHT, SHORT_DIFF }) {
				assertEquals(!open(before, entry), open(before.flip(entry.id()), entry), () -> rule + " " + entry);
				assertEquals(before, before.flip(entry.id()).flip(entry.id()));
			}
		}
	}

	@Test
	void aMessageDoesNotFold() {
		Entry message = ContentTest.message(3, "a\n\nb");
		assertFalse(Folding.folds(Folding.START.rows(message, new MarkdownParts()), message.id()));
	}
}
