package dev.umbra.store;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words of a text as the search knows them, from left to right: letters, digits, their marks and private characters
 * that follow each other, without case and without diacritics. The index is told these words, not the text, so that it and
 * what is marked in a snippet never disagree, whatever Unicode SQLite's own tokenizer knows.
 */
final class Words {
	/** Of one word, in code units; a longer one is known by its beginning. */
	private static final int LONGEST = 40;
	private final CharSequence text;
	private int start;
	private int end;

	Words(CharSequence text) {
		this.text = text;
	}

	/** @return whether there is one more word, which {@link #start}, {@link #end} and {@link #folded} then tell of */
	boolean next() {
		start = end;
		while (start < text.length() && !isWord(Character.codePointAt(text, start))) {
			start += Character.charCount(Character.codePointAt(text, start));
		}
		end = start;
		while (end < text.length() && isWord(Character.codePointAt(text, end))) {
			end += Character.charCount(Character.codePointAt(text, end));
		}
		return end > start;
	}

	/** In UTF-16 code units of the text. */
	int start() {
		return start;
	}

	int end() {
		return end;
	}

	/** Empty where the word is nothing but diacritics. */
	String folded() {
		return fold(TextCell.cut(text.subSequence(start, Math.min(end, start + LONGEST + 1)).toString(), LONGEST));
	}

	/** All words of a text, each once, with a space between them. */
	static String each(CharSequence text) {
		Set<String> found = new LinkedHashSet<>();
		Words words = new Words(text);
		while (words.next()) {
			found.add(words.folded());
		}
		found.remove("");
		return String.join(" ", found);
	}

	/** What a person typed, as beginnings of words that must all be there. */
	static List<String> typed(String text) {
		String each = each(text);
		return each.isEmpty() ? List.of() : new ArrayList<>(List.of(each.split(" ")));
	}

	static boolean isWord(int c) {
		if (c < 0x80) {
			return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
		}
		return switch (Character.getType(c)) {
		case Character.UPPERCASE_LETTER, Character.LOWERCASE_LETTER, Character.TITLECASE_LETTER, Character.MODIFIER_LETTER,
				Character.OTHER_LETTER, Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER,
				Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK, Character.PRIVATE_USE -> true;
		default -> false;
		};
	}

	private static String fold(String word) {
		if (word.chars().allMatch(c -> c < 0x80)) {
			return word.toLowerCase(Locale.ROOT);
		}
		StringBuilder folded = new StringBuilder(word.length());
		// by single code points on the way down: else a sigma would be another letter at the end of a word than within
		Normalizer.normalize(word, Normalizer.Form.NFD).toUpperCase(Locale.ROOT).codePoints().filter(c -> c < 0x300 || c > 0x36f)
				.map(Character::toLowerCase).forEach(folded::appendCodePoint);
		return folded.toString();
	}
}
