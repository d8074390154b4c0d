package dev.umbra.ui.internal.transcript;

import java.text.BreakIterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A transcript as one text, for who hears it: all entries that are here, row by row, whether painted or not. Offsets are UTF-16
 * code units of that text. How long an entry is is counted when it is first asked for. Pure; not shared between threads.
 */
final class Spoken {
	/** What a screen reader asks for around an offset. */
	enum Unit {
		CHARACTER, WORD, LINE
	}

	/** A stretch of the whole. */
	record Part(int start, int end, String text) {
	}

	private final Content content;

	Spoken(Content content) {
		this.content = content;
	}

	String text() {
		return IntStream.range(0, content.size()).mapToObj(content::text).collect(Collectors.joining());
	}

	int length() {
		return start(content.size());
	}

	/** Offset of the beginning of an entry. */
	int start(int index) {
		long sum = 0;
		for (int i = 0; i < index; i++) {
			sum += content.chars(i);
		}
		return (int) Math.min(Integer.MAX_VALUE, sum);
	}

	String text(int start, int end) {
		StringBuilder text = new StringBuilder();
		int at = 0;
		for (int i = 0; i < content.size() && at < end; i++) {
			int length = content.chars(i);
			if (at + length > start) {
				String all = content.text(i);
				text.append(all, Math.clamp(start - at, 0, length), Math.clamp(end - at, 0, length));
			}
			at += length;
		}
		return text.toString();
	}

	int offset(Place place) {
		int index = content.indexOf(place.ordinal());
		if (index >= content.size() || content.entry(index).ordinal() != place.ordinal()) {
			return start(index);
		}
		int offset = start(index);
		List<Row> rows = content.rows(index);
		for (int i = 0; i < Math.min(place.row(), rows.size()); i++) {
			offset += Content.said(rows.get(i)).length() + 1;
		}
		return place.row() >= rows.size() ? offset : offset + Math.min(place.offset(), Content.said(rows.get(place.row())).length());
	}

	/** The place of an offset; the last one for any beyond. The content must not be empty. */
	Place place(int offset) {
		int at = 0;
		int index = 0;
		while (index < content.size() - 1 && at + content.chars(index) <= offset) {
			at += content.chars(index);
			index++;
		}
		List<Row> rows = content.rows(index);
		int row = 0;
		while (row < rows.size() - 1 && at + Content.said(rows.get(row)).length() + 1 <= offset) {
			at += Content.said(rows.get(row)).length() + 1;
			row++;
		}
		return new Place(content.entry(index).ordinal(), row, Math.clamp(offset - at, 0, Content.said(rows.get(row)).length()));
	}

	/** The unit that has this offset; lines end with their line feed. */
	Part around(int offset, Unit unit) {
		if (content.size() == 0) {
			return new Part(0, 0, "");
		}
		Place place = place(offset);
		String line = Content.said(content.rows(content.indexOf(place.ordinal())).get(place.row())) + "\n";
		int begin = offset(new Place(place.ordinal(), place.row(), 0));
		if (unit == Unit.LINE) {
			return new Part(begin, begin + line.length(), line);
		}
		BreakIterator boundaries = unit == Unit.WORD ? BreakIterator.getWordInstance() : BreakIterator.getCharacterInstance();
		boundaries.setText(line);
		int end = boundaries.following(Math.min(place.offset(), line.length() - 1));
		int start = boundaries.previous();
		return new Part(begin + start, begin + end, line.substring(start, end));
	}
}
