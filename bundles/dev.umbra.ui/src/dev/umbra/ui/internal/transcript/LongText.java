package dev.umbra.ui.internal.transcript;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.osgi.util.NLS;

import dev.umbra.ui.internal.text.ForeignText;

/**
 * A text that is too long to be read as Markdown, line by line. One that grows costs what is new: lines that are whole stay as they
 * are whatever follows. What is very long is read step by step, its end first and then from its beginning on. Not shared between threads.
 */
final class LongText {
	/** Of one step, UTF-16 code units. */
	static final int STEP = 1 << 20;
	/** Of the end that is shown before what stands above it was read, UTF-16 code units. */
	static final int TAIL = 64 * 1024;

	private final List<Row> whole = new ArrayList<>();
	private final int step;
	/** What was seen last. */
	private String text = "";
	/** Of {@code text}, as far as it is in {@code whole}; behind a line feed. */
	private int known;
	private boolean reading;

	/** One that reads all of a text at once. */
	LongText() {
		this(Integer.MAX_VALUE);
	}

	/** @param step so much is read at a time, up to the end of a line, UTF-16 code units */
	LongText(int step) {
		this.step = step;
	}

	/** Whether some of what was seen last is left to be read: it comes when it is seen again. */
	boolean reading() {
		return reading;
	}

	/** @param now as the agent wrote it; made safe here */
	List<Row> rows(String now) {
		if (now != text && (now.length() < known || !now.regionMatches(0, text, 0, known))) {
			whole.clear();
			known = 0;
		}
		// nothing that is made safe reaches across a line feed
		int last = now.lastIndexOf('\n') + 1;
		int end = last - known <= step ? last : now.indexOf('\n', known + step) + 1;
		if (end > known) {
			String clean = ForeignText.clean(now.substring(known, end));
			lines(whole, clean.substring(0, clean.length() - 1));
			known = end;
		}
		text = now;
		int tail = last - known <= TAIL ? known : now.indexOf('\n', last - TAIL) + 1;
		reading = known < last;
		List<Row> rows = new ArrayList<>(whole.size() + 1);
		rows.addAll(whole);
		if (tail > known) {
			rows.add(new Pen().add(NLS.bind(Messages.text_reading, (int) (100L * known / now.length())), Face.DIM.asItalic()).row());
		}
		lines(rows, ForeignText.clean(now.substring(tail)));
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
