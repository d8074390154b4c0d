package dev.umbra.ui.internal.transcript;

import java.util.ArrayList;
import java.util.List;

import dev.umbra.ui.internal.text.ForeignText;

/**
 * A text that is too long to be read as Markdown, line by line. One that grows costs what is new: lines that are whole stay as they
 * are whatever follows. Not shared between threads.
 */
final class LongText {
	private final List<Row> whole = new ArrayList<>();
	/** What was seen last. */
	private String text = "";
	/** Of {@code text}, as far as it is in {@code whole}; behind a line feed. */
	private int known;

	/** @param now as the agent wrote it; made safe here */
	List<Row> rows(String now) {
		if (now.length() < known || !now.regionMatches(0, text, 0, known)) {
			whole.clear();
			known = 0;
		}
		// nothing that is made safe reaches across a line feed
		int end = now.lastIndexOf('\n') + 1;
		if (end > known) {
			String clean = ForeignText.clean(now.substring(known, end));
			lines(whole, clean.substring(0, clean.length() - 1));
			known = end;
		}
		text = now;
		List<Row> rows = new ArrayList<>(whole.size() + 1);
		rows.addAll(whole);
		lines(rows, ForeignText.clean(now.substring(known)));
		while (rows.size() > 1 && rows.getLast().text().isBlank()) {
			rows.removeLast();
		}
		return rows;
	}

	private static void lines(List<Row> rows, String clean) {
		for (int from = 0; from <= clean.length();) {
			int feed = clean.indexOf('\n', from);
			int end = feed < 0 ? clean.length() : feed;
			rows.add(new Pen().add(clean.substring(from, end)).row());
			from = end + 1;
		}
	}
}
