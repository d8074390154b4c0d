package dev.umbra.ui.internal.transcript;

import org.jspecify.annotations.Nullable;

import dev.umbra.ui.internal.transcript.CodeLanguage.Enclosed;

/**
 * Colours the lines of one piece of code, in their order: what a line begins in is what the one before left open. Looks at each
 * character a bounded number of times. Not shared between threads.
 */
final class CodeScanner implements CodeLines {
	/** As {@code \U0001F327}, UTF-16 code units. */
	private static final int LONGEST_ESCAPE = 12;

	private final CodeLanguage language;
	private @Nullable Enclosed inside;

	CodeScanner(CodeLanguage language) {
		this.language = language;
	}

	@Override
	public void line(String line, Pen pen, Face face) {
		int at = 0;
		Enclosed left = inside;
		if (left != null) {
			at = close(left, line, 0);
			pen.add(line.substring(0, at), face.in(left.ink()));
		}
		int plain = at;
		while (at < line.length()) {
			Token token = token(line, at);
			if (token.ink() != Ink.TEXT) {
				pen.add(line.substring(plain, at), face).add(line.substring(at, token.end()), face.in(token.ink()));
				plain = token.end();
			}
			at = token.end();
		}
		pen.add(line.substring(plain), face);
	}

	private record Token(int end, Ink ink) {
	}

	private Token token(String line, int at) {
		for (Enclosed each : language.enclosed()) {
			if (line.startsWith(each.open(), at) && (each.longest() == 0 || closedSoon(each, line, at))) {
				int end = close(each, line, at + each.open().length());
				return new Token(end, each.ink() == Ink.STRING && isKey(line, end) ? Ink.KEYWORD : each.ink());
			}
		}
		for (String mark : language.comments()) {
			if (line.startsWith(mark, at) && (!language.apart() || at == 0 || " \t;&|()".indexOf(line.charAt(at - 1)) >= 0)) {
				return new Token(line.length(), Ink.COMMENT);
			}
		}
		char c = line.charAt(at);
		if (c >= '0' && c <= '9') {
			return new Token(number(line, at), Ink.NUMBER);
		}
		if (Character.isUnicodeIdentifierStart(c) || c == '_' || c == '$') {
			return word(line, at, at);
		}
		boolean sigil = language.sigils().indexOf(c) >= 0 && at + 1 < line.length() && Character.isLetter(line.charAt(at + 1));
		return sigil ? new Token(word(line, at + 1, at + 1).end(), Ink.KEYWORD) : new Token(at + 1, Ink.TEXT);
	}

	private Token word(String line, int start, int from) {
		int end = from;
		while (end < line.length() && (Character.isUnicodeIdentifierPart(line.charAt(end)) || line.charAt(end) == '$'
				|| language.key() != '\0' && "-.".indexOf(line.charAt(end)) >= 0)) {
			end++;
		}
		String word = line.substring(start, end);
		return new Token(end, language.isKeyword(word) || isKey(line, end) ? Ink.KEYWORD : Ink.TEXT);
	}

	/** Whether the name of a value ends here. */
	private boolean isKey(String line, int end) {
		if (language.key() == '\0') {
			return false;
		}
		int at = end;
		while (at < line.length() && at < end + 40 && line.charAt(at) == ' ') {
			at++;
		}
		boolean there = at < line.length() && line.charAt(at) == language.key();
		// in a plain text a colon ends a name only if something may follow it
		return there && (language.key() != ':' || line.charAt(end - 1) == '"' || at + 1 == line.length() || line.charAt(at + 1) == ' ');
	}

	private static int number(String line, int from) {
		int end = from;
		while (end < line.length()) {
			char c = line.charAt(end);
			boolean exponent = (c == '+' || c == '-') && end > from && "eE".indexOf(line.charAt(end - 1)) >= 0 && line.charAt(from + 1) != 'x';
			boolean dot = c == '.' && end + 1 < line.length() && Character.isDigit(line.charAt(end + 1));
			if (!exponent && !dot && c != '_' && !Character.isLetterOrDigit(c)) {
				break;
			}
			end++;
		}
		return end;
	}

	/** Whether it has an end within its length, and something before that. */
	private static boolean closedSoon(Enclosed each, String line, int at) {
		int from = at + each.open().length();
		int longest = line.startsWith("\\", from) ? LONGEST_ESCAPE : each.longest();
		int end = end(each, line, from, Math.min(line.length(), from + longest + each.close().length()));
		return end > from + each.close().length();
	}

	/** What is left open at the end of a line stays so in the next where it may. @return the index behind the end */
	private int close(Enclosed each, String line, int from) {
		int end = end(each, line, from, line.length());
		inside = end < 0 && each.lines() ? each : null;
		return end < 0 ? line.length() : end;
	}

	/** @return the index behind the closing mark, or -1 */
	private static int end(Enclosed each, String line, int from, int until) {
		int at = from;
		while (at < until) {
			if (each.escapes() && line.charAt(at) == '\\') {
				at += 2;
			} else if (line.startsWith(each.close(), at)) {
				return at + each.close().length();
			} else {
				at++;
			}
		}
		return -1;
	}
}
