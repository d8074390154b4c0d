package dev.umbra.ui.internal.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.Node;

/** A table as rows of fixed width whose columns stand below each other. Pure. */
final class TableRows {
	private record Cell(Row row, TableCell.Alignment alignment) {
		int width() {
			return columns(row.text());
		}
	}

	/** Of a table, in columns of a font of fixed width: cells of a wider one have several lines. */
	static final int WIDEST = 100;
	/** Of a column of a wide table: where there is no room for that, the lines are wrapped as any text is. */
	private static final int NARROWEST = 8;
	private static final String BETWEEN = "  │  ";

	private TableRows() {
	}

	/**
	 * @param widthLines how wide the columns are is said by so many lines of it, the first ones
	 * @param text of a cell on one row
	 */
	static List<Row> of(TableBlock table, int widthLines, Function<TableCell, Row> text) {
		List<List<Cell>> lines = new ArrayList<>();
		int heads = 0;
		for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
			if (part instanceof TableHead || part instanceof TableBody) {
				for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
					if (row instanceof TableRow) {
						lines.add(cells(row, text));
						heads += part instanceof TableHead ? 1 : 0;
					}
				}
			}
		}
		int columns = lines.stream().mapToInt(List::size).max().orElse(0);
		int[] widths = new int[columns];
		lines.stream().limit(widthLines).forEach(line -> {
			for (int i = 0; i < line.size(); i++) {
				widths[i] = Math.max(widths[i], line.get(i).width());
			}
		});
		fit(widths);
		List<Row> rows = new ArrayList<>();
		for (int i = 0; i < lines.size(); i++) {
			rows(rows, lines.get(i), widths, i < heads);
			if (i == heads - 1) {
				rows.add(rule(widths));
			}
		}
		return rows;
	}

	/** Makes the widest columns narrower until the table has room. */
	private static void fit(int[] widths) {
		int room = WIDEST - BETWEEN.length() * (widths.length - 1);
		if (room < NARROWEST * widths.length) {
			return;
		}
		int most = WIDEST;
		while (most > NARROWEST && total(widths, most) > room) {
			most--;
		}
		for (int i = 0; i < widths.length; i++) {
			widths[i] = Math.min(widths[i], most);
		}
	}

	private static int total(int[] widths, int most) {
		int total = 0;
		for (int width : widths) {
			total += Math.min(width, most);
		}
		return total;
	}

	/** As many rows as the cell with the most lines has. */
	private static void rows(List<Row> rows, List<Cell> cells, int[] widths, boolean head) {
		List<List<Row>> wrapped = new ArrayList<>();
		int high = 1;
		for (int i = 0; i < cells.size(); i++) {
			List<Row> lines = lines(cells.get(i).row(), widths[i]);
			wrapped.add(lines);
			high = Math.max(high, lines.size());
		}
		for (int k = 0; k < high; k++) {
			List<Cell> line = new ArrayList<>();
			for (int i = 0; i < cells.size(); i++) {
				line.add(new Cell(k < wrapped.get(i).size() ? wrapped.get(i).get(k) : new Pen().row(), cells.get(i).alignment()));
			}
			rows.add(row(line, widths, head));
		}
	}

	/** Of at most so many columns each, ended at a space where there is one. */
	private static List<Row> lines(Row cell, int width) {
		String text = cell.text();
		List<Row> lines = new ArrayList<>();
		int from = 0;
		while (from < text.length()) {
			int to = from;
			int taken = 0;
			int space = -1;
			while (to < text.length() && taken + columns(text.codePointAt(to)) <= width) {
				space = text.charAt(to) == ' ' ? to : space;
				taken += columns(text.codePointAt(to));
				to += Character.charCount(text.codePointAt(to));
			}
			if (to == text.length()) {
				break;
			}
			int end = text.charAt(to) == ' ' ? to : space > from ? space : Math.max(to, from + 1);
			lines.add(part(cell, from, end));
			from = end;
			while (from < text.length() && text.charAt(from) == ' ') {
				from++;
			}
		}
		lines.add(part(cell, from, text.length()));
		return lines;
	}

	private static Row part(Row row, int from, int to) {
		Pen pen = new Pen();
		int at = from;
		for (Run run : row.runs()) {
			int start = Math.clamp(run.start(), from, to);
			int end = Math.clamp(run.end(), from, to);
			if (end > start) {
				pen.add(row.text().substring(at, start)).add(row.text().substring(start, end), run.face());
				at = end;
			}
		}
		return pen.add(row.text().substring(at, to)).row();
	}

	private static List<Cell> cells(Node row, Function<TableCell, Row> text) {
		List<Cell> cells = new ArrayList<>();
		for (Node node = row.getFirstChild(); node != null; node = node.getNext()) {
			if (node instanceof TableCell cell) {
				cells.add(new Cell(text.apply(cell),
						cell.getAlignment() == null ? TableCell.Alignment.LEFT : cell.getAlignment()));
			}
		}
		return cells;
	}

	private static Row row(List<Cell> cells, int[] widths, boolean head) {
		Pen pen = new Pen();
		for (int i = 0; i < cells.size(); i++) {
			Cell cell = cells.get(i);
			int room = widths[i] - cell.width();
			int left = switch (cell.alignment()) {
			case LEFT -> 0;
			case CENTER -> room / 2;
			case RIGHT -> room;
			};
			pen.add(i == 0 ? "" : BETWEEN, Face.MONO.in(Ink.DIM)).add(" ".repeat(left), Face.MONO);
			write(pen, cell.row(), head);
			pen.add(i == cells.size() - 1 ? "" : " ".repeat(room - left), Face.MONO);
		}
		return pen.row();
	}

	private static void write(Pen pen, Row cell, boolean head) {
		int at = 0;
		Face plain = head ? Face.MONO.asBold() : Face.MONO;
		for (Run run : cell.runs()) {
			pen.add(cell.text().substring(at, run.start()), plain);
			pen.add(cell.text().substring(run.start(), run.end()), head ? run.face().asMono().asBold() : run.face().asMono());
			at = run.end();
		}
		pen.add(cell.text().substring(at), plain);
	}

	private static Row rule(int[] widths) {
		StringBuilder rule = new StringBuilder();
		for (int i = 0; i < widths.length; i++) {
			rule.append(i == 0 ? "" : "──┼──").append("─".repeat(widths[i]));
		}
		return new Pen().add(rule.toString(), Face.MONO.in(Ink.DIM)).row();
	}

	/** Columns that a text takes in a font of fixed width: two for East Asian wide characters and emoji, none for marks. */
	static int columns(String text) {
		return text.codePoints().map(TableRows::columns).sum();
	}

	private static int columns(int c) {
		int type = Character.getType(c);
		if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
			return 0;
		}
		boolean wide = c >= 0x1100 && c <= 0x115F || c >= 0x2E80 && c <= 0xA4CF || c >= 0xAC00 && c <= 0xD7A3
				|| c >= 0xF900 && c <= 0xFAFF || c >= 0xFE30 && c <= 0xFE6F || c >= 0xFF00 && c <= 0xFF60 || c >= 0xFFE0 && c <= 0xFFE6
				|| c >= 0x1F300 && c <= 0x1FAFF || c >= 0x20000 && c <= 0x3FFFD;
		return wide ? 2 : 1;
	}
}
