package dev.umbra.ui.internal.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The places of a text, whatever its case, that do not overlap. Pure. */
final class Marks {
	static final Marks NONE = new Marks("");

	private final String text;
	private final Pattern pattern;

	/** @param text empty: it has no place */
	Marks(String text) {
		this.text = text;
		pattern = Pattern.compile(Pattern.quote(text), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
	}

	String text() {
		return text;
	}

	boolean isEmpty() {
		return text.isEmpty();
	}

	/** In a row, in order. */
	List<Selection.Stretch> in(String row) {
		return in(row, 0, row.length());
	}

	/** Those of a row that reach into a part of it; what is far from the part is not looked at. */
	List<Selection.Stretch> in(String row, int from, int to) {
		if (isEmpty()) {
			return List.of();
		}
		List<Selection.Stretch> found = new ArrayList<>();
		Matcher matcher = pattern.matcher(row);
		matcher.region(Math.max(0, from - text.length()), Math.min(row.length(), to + text.length()));
		while (matcher.find()) {
			if (matcher.end() > from && matcher.start() < to) {
				found.add(new Selection.Stretch(matcher.start(), matcher.end()));
			}
		}
		return found;
	}

	/** Of an entry, in order. */
	List<Selection> in(long ordinal, List<Row> rows) {
		List<Selection> found = new ArrayList<>();
		for (int i = 0; i < rows.size(); i++) {
			int row = i;
			in(rows.get(i).text()).forEach(each -> found.add(new Selection(new Place(ordinal, row, each.start()), new Place(ordinal, row, each.end()))));
		}
		return found;
	}
}
