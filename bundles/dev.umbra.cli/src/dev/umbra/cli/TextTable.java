package dev.umbra.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows for people: columns as wide as their widest cell, two spaces between, nothing after the last. */
final class TextTable {
	private static final int MAX_CELL = 60;
	private final List<List<String>> rows = new ArrayList<>();

	TextTable(String... heads) {
		rows.add(List.of(heads));
	}

	/** Cells are made safe and cut; the last one is not cut. */
	TextTable row(String... cells) {
		List<String> safe = new ArrayList<>();
		for (int i = 0; i < cells.length; i++) {
			String cell = TerminalSafe.oneLine(cells[i]);
			safe.add(i < cells.length - 1 ? cut(cell) : cell);
		}
		rows.add(safe);
		return this;
	}

	boolean isEmpty() {
		return rows.size() == 1;
	}

	@Override
	public String toString() {
		int columns = rows.getFirst().size();
		int[] widths = new int[columns];
		for (List<String> row : rows) {
			for (int i = 0; i < columns; i++) {
				widths[i] = Math.max(widths[i], width(row.get(i)));
			}
		}
		StringBuilder text = new StringBuilder();
		for (List<String> row : rows) {
			StringBuilder line = new StringBuilder();
			for (int i = 0; i < columns; i++) {
				line.append(row.get(i));
				if (i < columns - 1) {
					line.append(" ".repeat(widths[i] - width(row.get(i)) + 2));
				}
			}
			text.append(line.toString().stripTrailing()).append('\n');
		}
		return text.toString();
	}

	private static String cut(String cell) {
		return cell.codePointCount(0, cell.length()) <= MAX_CELL ? cell
				: cell.substring(0, cell.offsetByCodePoints(0, MAX_CELL - 1)) + "…";
	}

	/** Columns on a terminal, roughly: wide East Asian characters and emoji take two, combining marks none. */
	static int width(String text) {
		return text.codePoints().map(c -> {
			int type = Character.getType(c);
			if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
				return 0;
			}
			boolean wide = c >= 0x1100 && c <= 0x115F || c >= 0x2E80 && c <= 0xA4CF || c >= 0xAC00 && c <= 0xD7A3
					|| c >= 0xF900 && c <= 0xFAFF || c >= 0xFE30 && c <= 0xFE6F || c >= 0xFF00 && c <= 0xFF60
					|| c >= 0x1F300 && c <= 0x1FAFF || c >= 0x20000 && c <= 0x3FFFD;
			return wide ? 2 : 1;
		}).sum();
	}
}
