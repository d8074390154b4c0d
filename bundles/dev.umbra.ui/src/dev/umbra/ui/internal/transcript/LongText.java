package dev.umbra.ui.internal.transcript;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.osgi.util.NLS;

import dev.umbra.ui.internal.text.ForeignText;

/**
 * A text that is too long to be read as Markdown, line by line. One that grows costs what is new: lines that are whole stay as they
 * are whatever follows. What is very long is read step by step, its end first and then from its beginning on; a line that is longer
 * than a step is shown when all of it was read. Not shared between threads.
 */
final class LongText {
	/** Of one step, UTF-16 code units. */
	static final int STEP = 1 << 20;
	/** Of the end that is shown before what stands above it was read, UTF-16 code units. */
	static final int TAIL = 64 * 1024;

	private final List<Row> whole = new ArrayList<>();
	/** Of a line that is longer than a step, what was read of it so far, made safe. */
	private final StringBuilder begun = new StringBuilder();
	private final int step;
	/** What was seen last. */
	private String text = "";
	/** Of {@code text}, as far as it is in {@code whole} and {@code begun}; else behind a line feed. */
	private int known;
	private boolean reading;
	private long looked;

	/** One that reads all of a text at once. */
	LongText() {
		this(Integer.MAX_VALUE);
	}

	/** @param step so much is read at a time, to the end of a line if there is one in it, UTF-16 code units */
	LongText(int step) {
		this.step = step;
	}

	/** Whether some of what was seen last is left to be read: it comes when it is seen again. */
	boolean reading() {
		return reading;
	}

	/** UTF-16 code units that were looked at one by one so far: what it cost. */
	long looked() {
		return looked;
	}

	/** @param now as the agent wrote it; made safe here */
	List<Row> rows(String now) {
		if (now != text && (now.length() < known || !now.regionMatches(0, text, 0, known))) {
			whole.clear();
			begun.setLength(0);
			known = 0;
		}
		text = now;
		boolean more = now.length() - known > step;
		int feed = feedBefore(more ? known + step : now.length());
		if (feed >= 0) {
			// nothing that is made safe reaches across a line feed
			String clean = clean(known, feed + 1);
			lines(whole, joined(clean.substring(0, clean.length() - 1)));
			begun.setLength(0);
			known = feed + 1;
		} else if (more) {
			int cut = ForeignText.cut(now, known, known + step);
			begun.append(clean(known, cut));
			known = cut;
		}
		int tail = more ? tail() : known;
		reading = tail > known;
		List<Row> rows = new ArrayList<>(whole.size() + 2);
		rows.addAll(whole);
		if (reading) {
			rows.add(new Pen().add(NLS.bind(Messages.text_reading, (int) (100L * known / now.length())), Face.DIM.asItalic()).row());
			lines(rows, clean(tail, now.length()));
		} else {
			lines(rows, joined(clean(known, now.length())));
		}
		while (rows.size() > 1 && rows.getLast().text().isBlank()) {
			rows.removeLast();
		}
		return rows;
	}

	/** Where what is shown of the end begins: with a line, if one begins there, else anywhere. */
	private int tail() {
		int from = text.length() - TAIL;
		if (from <= known) {
			return known;
		}
		int feed = text.indexOf('\n', from);
		return feed >= 0 ? feed + 1 : Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from;
	}

	/** The last line feed behind {@code known} and before {@code end}, or -1. */
	private int feedBefore(int end) {
		for (int i = end - 1; i >= known; i--) {
			if (text.charAt(i) == '\n') {
				looked += end - i;
				return i;
			}
		}
		looked += end - known;
		return -1;
	}

	private String clean(int from, int to) {
		looked += to - from;
		return ForeignText.clean(text.substring(from, to));
	}

	/** The line that was begun, with what follows. */
	private String joined(String clean) {
		return begun.isEmpty() ? clean : begun + clean;
	}

	private static void lines(List<Row> rows, String clean) {
		for (int from = 0; from <= clean.length();) {
			int feed = clean.indexOf('\n', from);
			int end = feed < 0 ? clean.length() : feed;
			rows.add(new Row(clean.substring(from, end), List.of(), 0, 0, 0, false, Fill.NONE));
			from = end + 1;
		}
	}
}
