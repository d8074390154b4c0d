package dev.umbra.ui.internal.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

class PieceTest {
	private static List<Piece> pieces(String text) {
		return Piece.of(List.of(new Pen().add(text).row()));
	}

	private static String joined(List<Piece> pieces) {
		return pieces.stream().map(Piece::text).collect(Collectors.joining());
	}

	@Test
	void aRowIsOnePieceAsARule() {
		assertEquals(List.of("a row"), pieces("a row").stream().map(Piece::text).toList());
		assertEquals(1, pieces("").size());
	}

	@Test
	void aVeryLongRowIsCutAtSpaces() {
		String text = "word ".repeat(200_000);
		List<Piece> pieces = pieces(text);
		assertEquals(text, joined(pieces));
		assertTrue(pieces.stream().allMatch(each -> each.length() <= Piece.LONGEST && each.text().endsWith(" ")));
		assertTrue(pieces.getFirst().isFirst() && !pieces.getFirst().isLast() && pieces.getLast().isLast());
	}

	@Test
	void noCharacterIsCutApart() {
		for (String character : List.of("𝒳", "👨‍👩‍👧‍👦", "👍🏽", "e\u0301", "🇩🇪", "नि")) {
			String text = "x" + character.repeat(3 * Piece.LONGEST / character.length());
			List<Piece> pieces = pieces(text);
			assertEquals(text, joined(pieces));
			for (Piece piece : pieces.subList(1, pieces.size())) {
				assertTrue(piece.text().startsWith(character), () -> character + " was cut at " + piece.from());
				assertFalse(Character.isLowSurrogate(piece.text().charAt(0)));
			}
		}
	}
}
