package dev.umbra.ui.internal.transcript;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.DiffAlgorithmListener;
import com.github.difflib.patch.AbstractDelta;

import dev.umbra.ui.internal.text.ForeignText;

/** What changes between two texts of a file: rows with a few unchanged lines around each change. Pure. */
final class DiffRows {
	/** Unchanged lines shown before and after a change. */
	private static final int CONTEXT = 3;
	/**
	 * Lines that go and come at most where texts are compared line by line: a comparison costs the square of them. Beyond this,
	 * all between the first and the last difference is shown as gone and as new.
	 */
	private static final int MOST_CHANGES = 400;
	/** Lines between the first and the last difference, of both texts. */
	private static final int MOST_LINES = 200_000;
	/** Code units in a row: a control lays a row out at once. */
	static final int LONGEST_ROW = 500;

	/**
	 * @param added lines that are new
	 * @param removed lines that go
	 * @param compared false if the texts differ too much for it: lines of both may be among the added and removed ones
	 */
	record Result(LazyRows rows, int added, int removed, boolean compared) {
	}

	/** The texts differ too much. */
	private static final class TooMuch extends RuntimeException {
		private static final long serialVersionUID = 1;

		TooMuch() {
			super("too much differs", null, false, false);
		}
	}

	/** Lines that go and lines that come in their place. */
	private record Change(int source, int sourceEnd, int target, int targetEnd) {
	}

	private final List<String> before;
	private final List<String> after;
	private final int digits;
	private final LazyRows rows = new LazyRows();

	private DiffRows(List<String> before, List<String> after) {
		this.before = before;
		this.after = after;
		this.digits = Integer.toString(Math.max(before.size(), after.size())).length();
	}

	/** @param oldText null for a new file */
	static Result of(@Nullable String oldText, String newText) {
		return new DiffRows(oldText == null ? List.of() : lines(oldText, "\r?\n"), lines(newText, "\r?\n")).write();
	}

	/** As {@link #of}; a carriage return before a line feed is a character of the line. */
	static Result ofWholeLines(String oldText, String newText) {
		return new DiffRows(lines(oldText, "\n"), lines(newText, "\n")).write();
	}

	private Result write() {
		int head = 0;
		while (head < before.size() && head < after.size() && before.get(head).equals(after.get(head))) {
			head++;
		}
		int tail = 0;
		while (tail < before.size() - head && tail < after.size() - head
				&& before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
			tail++;
		}
		Change all = new Change(head, before.size() - tail, head, after.size() - tail);
		int gone = all.sourceEnd() - all.source();
		int come = all.targetEnd() - all.target();
		boolean compared = gone + come <= MOST_LINES && Math.abs(gone - come) <= MOST_CHANGES;
		List<Change> changes = gone + come == 0 ? List.of() : List.of(all);
		if (gone == 0 || come == 0) {
			compared = true;
		} else if (compared) {
			try {
				changes = compare(all);
			} catch (TooMuch e) {
				compared = false;
			}
		}
		write(changes);
		int added = changes.stream().mapToInt(each -> each.targetEnd() - each.target()).sum();
		int removed = changes.stream().mapToInt(each -> each.sourceEnd() - each.source()).sum();
		return new Result(rows, added, removed, compared);
	}

	private List<Change> compare(Change all) {
		List<Change> changes = new ArrayList<>();
		for (AbstractDelta<String> delta : DiffUtils.diff(before.subList(all.source(), all.sourceEnd()),
				after.subList(all.target(), all.targetEnd()), new Bound()).getDeltas()) {
			int source = all.source() + delta.getSource().getPosition();
			int target = all.target() + delta.getTarget().getPosition();
			changes.add(new Change(source, source + delta.getSource().size(), target, target + delta.getTarget().size()));
		}
		return changes;
	}

	/** The algorithm looks for a way of so many changes, then for one of more. */
	private static final class Bound implements DiffAlgorithmListener {
		@Override
		public void diffStart() {
		}

		@Override
		public void diffStep(int value, int max) {
			if (value > MOST_CHANGES) {
				throw new TooMuch();
			}
		}

		@Override
		public void diffEnd() {
		}
	}

	private void write(List<Change> changes) {
		int shown = 0;
		for (int i = 0; i < changes.size(); i++) {
			Change change = changes.get(i);
			int from = Math.max(shown, change.source() - CONTEXT);
			if (from > shown && shown > 0 || from > 0 && shown == 0) {
				rows.later(() -> new Pen().add(" ".repeat(digits) + "   ⋯", Face.MONO.in(Ink.DIM)).row(0, Fill.CODE));
			}
			same(from, change.source(), change.target() - change.source());
			for (int k = change.source(); k < change.sourceEnd(); k++) {
				row(k + 1, '−', before.get(k));
			}
			for (int k = change.target(); k < change.targetEnd(); k++) {
				row(k + 1, '+', after.get(k));
			}
			shown = change.sourceEnd();
			int next = i + 1 < changes.size() ? changes.get(i + 1).source() : before.size();
			int until = Math.min(next, shown + CONTEXT);
			same(shown, until, change.targetEnd() - shown);
			shown = until;
		}
	}

	private void same(int from, int until, int shift) {
		for (int i = from; i < until; i++) {
			row(i + shift + 1, ' ', before.get(i));
		}
	}

	private void row(int number, char sign, String line) {
		String numberWord = Integer.toString(number);
		String place = " ".repeat(digits - numberWord.length()) + numberWord + " ";
		for (String piece : pieces(line)) {
			String before = place;
			rows.later(() -> row(before, sign, piece));
			// what a line goes on with has no number of its own
			place = " ".repeat(digits) + "…";
		}
	}

	private static Row row(String place, char sign, String piece) {
		Fill fill = sign == '+' ? Fill.ADDED : sign == '−' ? Fill.REMOVED : Fill.CODE;
		Ink ink = sign == '+' ? Ink.OK : sign == '−' ? Ink.ERROR : Ink.DIM;
		Pen pen = new Pen().add(place, Face.MONO.in(Ink.DIM)).add(sign + " ", Face.MONO.in(ink));
		int hang = pen.length();
		return pen.add(expanded(piece), Face.MONO).row(0, hang, 0, false, fill);
	}

	/** A line, cut into rows of bounded length at code points; all of it. */
	static List<String> pieces(String line) {
		if (line.length() <= LONGEST_ROW) {
			return List.of(line);
		}
		List<String> pieces = new ArrayList<>(line.length() / LONGEST_ROW + 1);
		int at = 0;
		while (at < line.length()) {
			int end = Math.min(line.length(), at + LONGEST_ROW);
			if (end < line.length() && Character.isLowSurrogate(line.charAt(end)) && Character.isHighSurrogate(line.charAt(end - 1))) {
				end--;
			}
			pieces.add(line.substring(at, end));
			at = end;
		}
		return pieces;
	}

	/** Characters that a diff must not hide are marked; a line feed at a line's end is none of its text. */
	private static List<String> lines(String text, String end) {
		if (text.isEmpty()) {
			return List.of();
		}
		List<String> lines = List.of(text.split(end, -1));
		return lines.getLast().isEmpty() ? lines.subList(0, lines.size() - 1) : lines;
	}

	static String expanded(String line) {
		return ForeignText.shown(line).replace("\t", "    ");
	}
}
