package dev.umbra.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class TextCellTest {
	@Test
	void ordinaryTextStaysText() {
		for (String text : new String[] { "", "abc", "😀", "ä\n\uffff" }) {
			assertSame(text, TextCell.of(text));
		}
	}

	@Test
	void whatUtf8OrSqliteWouldChangeBecomesBytes() {
		for (String text : new String[] { "\0", "a\0", "\ud800", "a\ud800b", "\udc00", "\udc00\ud800", "😀\ud83d" }) {
			assertInstanceOf(byte[].class, TextCell.of(text));
			assertEquals(text, TextCell.read(TextCell.of(text)));
		}
	}

	@Test
	void cutsNeverSplitAPair() {
		assertEquals("", TextCell.cut("😀", 1));
		assertEquals("😀", TextCell.cut("😀a", 2));
		assertEquals("a", TextCell.cut("a😀", 2));
		assertEquals("a\ud83d", TextCell.cut("a\ud83db", 2));
	}
}
