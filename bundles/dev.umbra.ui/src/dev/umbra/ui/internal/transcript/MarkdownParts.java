package dev.umbra.ui.internal.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A long Markdown text in parts that can be read one by one, so that a text that grows costs its last part only: what a text
 * begins with is cut in the same places whatever follows. The parts and their rows are kept for the next time. Not shared
 * between threads.
 */
final class MarkdownParts {
	/** A part ends at the first place after so many UTF-16 code units where it can. */
	static final int LENGTH = 4_000;
	/** What can reach across an empty line: a definition that another part uses, HTML that goes on. */
	private static final Pattern REACHING = Pattern.compile("\\]:|<(?:!|\\?|(?i:script|pre|style|textarea)\\b)");

	private Links links = Links.NONE;
	private List<String> parts = List.of();
	private List<List<Row>> rows = List.of();
	private final LongText lines = new LongText();

	/** @param clean without anything that {@link dev.umbra.ui.internal.text.ForeignText#clean} removes */
	List<Row> rows(String clean, Links newLinks) {
		List<String> now = of(clean);
		List<List<Row>> made = new ArrayList<>(now.size());
		List<Row> all = new ArrayList<>();
		for (int i = 0; i < now.size(); i++) {
			boolean known = i < parts.size() && links.equals(newLinks) && parts.get(i).equals(now.get(i));
			made.add(known ? rows.get(i) : MarkdownRows.part(now.get(i), newLinks));
			if (!all.isEmpty() && !made.get(i).isEmpty()) {
				all.add(Row.GAP);
			}
			all.addAll(made.get(i));
		}
		links = newLinks;
		parts = now;
		rows = made;
		return all;
	}

	/** The lines of a text that is too long for more. @param text as the agent wrote it */
	List<Row> plain(String text) {
		return lines.rows(text);
	}

	/** Cuts before lines that begin a block of their own, whatever stands before them. */
	static List<String> of(String text) {
		if (text.length() <= LENGTH || REACHING.matcher(text).find()) {
			return List.of(text);
		}
		List<String> parts = new ArrayList<>();
		int from = 0;
		String fence = "";
		boolean empty = false;
		for (int line = 0; line < text.length();) {
			int feed = text.indexOf('\n', line);
			int end = feed < 0 ? text.length() : feed;
			String mark = fenceAt(text, line, end);
			if (!fence.isEmpty()) {
				if (mark.startsWith(fence) && text.substring(line, end).strip().equals(mark)) {
					fence = "";
				}
			} else {
				if (empty && line - from >= LENGTH && begins(text, line)) {
					parts.add(text.substring(from, line));
					from = line;
				}
				fence = mark;
			}
			empty = text.substring(line, end).isBlank();
			line = end + 1;
		}
		parts.add(text.substring(from));
		return parts;
	}

	/** A letter at the beginning of a line after an empty one begins a paragraph, and ends a list. */
	private static boolean begins(String text, int line) {
		return Character.isLetter(text.codePointAt(line));
	}

	/** The run of marks that a fence is made of, or nothing. Fences in lists and quotations count too: better no cut than a wrong one. */
	private static String fenceAt(String text, int line, int end) {
		int at = line;
		while (at < end && " \t>*+-0123456789.)".indexOf(text.charAt(at)) >= 0) {
			at++;
		}
		if (at == end || text.charAt(at) != '`' && text.charAt(at) != '~') {
			return "";
		}
		int until = at;
		while (until < end && text.charAt(until) == text.charAt(at)) {
			until++;
		}
		// what has a mark behind its own is code in a line
		boolean inLine = text.charAt(at) == '`' && text.substring(until, end).indexOf('`') >= 0;
		return until - at >= 3 && !inLine ? text.substring(at, until) : "";
	}
}
