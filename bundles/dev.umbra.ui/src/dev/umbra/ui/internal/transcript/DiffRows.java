package dev.umbra.ui.internal.transcript;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Chunk;

import dev.umbra.ui.internal.text.ForeignText;

/** What changes between two texts of a file: rows with a few unchanged lines around each change. Pure. */
final class DiffRows {
	/** Unchanged lines shown before and after a change. */
	private static final int CONTEXT = 3;
	/** Longer texts are not compared: the person sees what is new, and that it was not compared. */
	private static final int LONGEST = 20_000;

	/**
	 * @param added lines that are new
	 * @param removed lines that go
	 * @param compared false if the texts are too long for it
	 */
	record Result(List<Row> rows, int added, int removed, boolean compared) {
		Result {
			rows = List.copyOf(rows);
		}
	}

	private final List<String> before;
	private final List<String> after;
	private final int digits;
	private final List<Row> rows = new ArrayList<>();

	private DiffRows(List<String> before, List<String> after) {
		this.before = before;
		this.after = after;
		this.digits = Integer.toString(Math.max(before.size(), after.size())).length();
	}

	/** @param oldText null for a new file */
	static Result of(@Nullable String oldText, String newText) {
		List<String> before = oldText == null ? List.of() : lines(oldText);
		List<String> after = lines(newText);
		DiffRows diff = new DiffRows(before, after);
		if (before.size() > LONGEST || after.size() > LONGEST) {
			for (int i = 0; i < after.size(); i++) {
				diff.row(i + 1, '+', after.get(i));
			}
			return new Result(diff.rows, after.size(), before.size(), false);
		}
		List<AbstractDelta<String>> deltas = DiffUtils.diff(before, after).getDeltas();
		int added = deltas.stream().mapToInt(each -> each.getTarget().size()).sum();
		int removed = deltas.stream().mapToInt(each -> each.getSource().size()).sum();
		diff.write(deltas);
		return new Result(diff.rows, added, removed, true);
	}

	private void write(List<AbstractDelta<String>> deltas) {
		int shown = 0;
		for (int i = 0; i < deltas.size(); i++) {
			Chunk<String> source = deltas.get(i).getSource();
			Chunk<String> target = deltas.get(i).getTarget();
			int from = Math.max(shown, source.getPosition() - CONTEXT);
			if (from > shown && shown > 0 || from > 0 && shown == 0) {
				rows.add(new Pen().add(" ".repeat(digits) + "   ⋯", Face.MONO.in(Ink.DIM)).row(0, Fill.CODE));
			}
			int shift = target.getPosition() - source.getPosition();
			same(from, source.getPosition(), shift);
			for (int k = 0; k < source.size(); k++) {
				row(source.getPosition() + k + 1, '−', source.getLines().get(k));
			}
			for (int k = 0; k < target.size(); k++) {
				row(target.getPosition() + k + 1, '+', target.getLines().get(k));
			}
			shown = source.getPosition() + source.size();
			int next = i + 1 < deltas.size() ? deltas.get(i + 1).getSource().getPosition() : before.size();
			int until = Math.min(next, shown + CONTEXT);
			same(shown, until, target.getPosition() + target.size() - shown);
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
		Fill fill = sign == '+' ? Fill.ADDED : sign == '−' ? Fill.REMOVED : Fill.CODE;
		Ink ink = sign == '+' ? Ink.OK : sign == '−' ? Ink.ERROR : Ink.DIM;
		Pen pen = new Pen().add(" ".repeat(digits - numberWord.length()) + numberWord + " ", Face.MONO.in(Ink.DIM))
				.add(sign + " ", Face.MONO.in(ink));
		int hang = pen.length();
		rows.add(pen.add(expanded(line), Face.MONO).row(0, hang, 0, false, fill));
	}

	/** Characters that a diff must not hide are marked; a line feed at a line's end is none of its text. */
	private static List<String> lines(String text) {
		if (text.isEmpty()) {
			return List.of();
		}
		List<String> lines = List.of(text.split("\r?\n", -1));
		return lines.getLast().isEmpty() ? lines.subList(0, lines.size() - 1) : lines;
	}

	private static String expanded(String line) {
		return ForeignText.shown(line).replace("\t", "    ");
	}
}
