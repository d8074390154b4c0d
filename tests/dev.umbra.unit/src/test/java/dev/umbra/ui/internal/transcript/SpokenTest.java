package dev.umbra.ui.internal.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

class SpokenTest {
	private final FakeRuler ruler = new FakeRuler();
	private final Content content = new Content(ruler);
	private final Spoken spoken = new Spoken(content);

	@Test
	void allEntriesAreOneTextInOrder() {
		content.show(ContentTest.messages(1, 3));
		assertEquals("Message 1\n\nMessage 2\n\nMessage 3\n\n", spoken.text());
		assertEquals(spoken.text().length(), spoken.length());
		assertTrue(ruler.measured.isEmpty());
	}

	@Test
	void everyStretchIsThatOfTheWhole() {
		content.show(ContentTest.messages(1, 3));
		String all = spoken.text();
		for (int start = 0; start <= all.length(); start++) {
			for (int end = start; end <= all.length(); end++) {
				assertEquals(all.substring(start, end), spoken.text(start, end));
			}
		}
	}

	@Test
	void eachOffsetHasAPlaceAndThePlaceTheOffset() {
		content.show(List.of(ContentTest.message(1, "one\n\ntwo"), ContentTest.message(2, "three")));
		for (int offset = 0; offset < spoken.length(); offset++) {
			assertEquals(offset, spoken.offset(spoken.place(offset)));
		}
		assertEquals(new Place(1, 2, 1), spoken.place(6));
	}

	@Test
	void charactersWordsAndLinesAroundAnOffset() {
		content.show(List.of(ContentTest.message(1, "ab 👨‍👩‍👧‍👦 cd"), ContentTest.message(2, "next")));
		assertEquals("👨‍👩‍👧‍👦", spoken.around(5, Spoken.Unit.CHARACTER).text());
		assertEquals(new Spoken.Part(0, 2, "ab"), spoken.around(1, Spoken.Unit.WORD));
		Spoken.Part line = spoken.around(4, Spoken.Unit.LINE);
		assertEquals("ab 👨‍👩‍👧‍👦 cd\n", line.text());
		assertEquals(line.text().length(), line.end());
	}

	@Test
	void nothingIsSaidOfNothing() {
		assertEquals("", spoken.text());
		assertEquals(new Spoken.Part(0, 0, ""), spoken.around(0, Spoken.Unit.WORD));
	}
}
