package dev.umbra.ui.internal.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is to be known of a language to colour it: a table, no grammar. What is odd in a language is coloured oddly, never lost.
 *
 * @param keywords in lower case where the case does not count
 * @param anyCase whether the case of keywords does not count
 * @param comments what begins a comment that goes to the end of the line
 * @param apart whether that counts only at the beginning of a word
 * @param enclosed strings and comments with an end; where two begin alike, the longer beginning first
 * @param sigils characters that make a word of what follows them a keyword: {@code @} of annotations, {@code #} of a preprocessor
 * @param key what stands behind the name of a value, as {@code :} in {@code rain: 3}, which then has the keywords' colour; 0: nothing does
 */
record CodeLanguage(Set<String> keywords, boolean anyCase, List<String> comments, boolean apart, List<Enclosed> enclosed, String sigils, char key) {
	/**
	 * @param lines whether it may go on in the next line
	 * @param escapes whether a backslash takes the meaning from the next character
	 * @param longest of what is between the marks, in UTF-16 code units, unless it is an escape; what is longer is no such thing. 0: any length
	 */
	record Enclosed(String open, String close, boolean lines, boolean escapes, int longest, Ink ink) {
	}

	static final Enclosed QUOTED = new Enclosed("\"", "\"", false, true, 0, Ink.STRING);
	static final Enclosed SINGLE = new Enclosed("'", "'", false, true, 0, Ink.STRING);
	/** A character between quotes, where a single quote may also be something else. */
	static final Enclosed CHARACTER = new Enclosed("'", "'", false, true, 2, Ink.STRING);
	static final Enclosed BACKTICKS = new Enclosed("`", "`", true, true, 0, Ink.STRING);
	static final Enclosed RAW_BACKTICKS = new Enclosed("`", "`", true, false, 0, Ink.STRING);
	static final Enclosed TEXT_BLOCK = new Enclosed("\"\"\"", "\"\"\"", true, true, 0, Ink.STRING);
	static final Enclosed SINGLE_TEXT_BLOCK = new Enclosed("'''", "'''", true, true, 0, Ink.STRING);
	static final Enclosed BLOCK_COMMENT = new Enclosed("/*", "*/", true, false, 0, Ink.COMMENT);

	CodeLanguage {
		keywords = Set.copyOf(keywords);
		comments = List.copyOf(comments);
		enclosed = List.copyOf(enclosed);
	}

	/** With line comments by two slashes and block comments, as C. */
	static CodeLanguage likeC(String keywords, String sigils, Enclosed... strings) {
		return new CodeLanguage(words(keywords), false, List.of("//"), false, with(BLOCK_COMMENT, strings), sigils, '\0');
	}

	/** With comments by a number sign, as a shell. */
	static CodeLanguage likeShell(String keywords, boolean apart, char key, Enclosed... strings) {
		return new CodeLanguage(words(keywords), false, List.of("#"), apart, List.of(strings), "", key);
	}

	private static List<Enclosed> with(Enclosed first, Enclosed... more) {
		List<Enclosed> all = new ArrayList<>();
		all.add(first);
		all.addAll(List.of(more));
		return all;
	}

	static Set<String> words(String separated) {
		return separated.isBlank() ? Set.of() : Set.of(separated.strip().split("\\s+"));
	}

	boolean isKeyword(String word) {
		return keywords.contains(anyCase ? word.toLowerCase(Locale.ROOT) : word);
	}

	CodeLanguage withSigils(String newSigils) {
		return new CodeLanguage(keywords, anyCase, comments, apart, enclosed, newSigils, key);
	}

	CodeLanguage withKey(char newKey) {
		return new CodeLanguage(keywords, anyCase, comments, apart, enclosed, sigils, newKey);
	}
}
