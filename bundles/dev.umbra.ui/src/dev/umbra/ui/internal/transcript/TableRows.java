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

	private TableRows() {
	}

	/** @param text of a cell on one row */
	static List<Row> of(TableBlock table, Function<TableCell, Row> text) {
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
		lines.forEach(line -> {
			for (int i = 0; i < line.size(); i++) {
				widths[i] = Math.max(widths[i], line.get(i).width());
			}
		});
		List<Row> rows = new ArrayList<>();
		for (int i = 0; i < lines.size(); i++) {
			rows.add(row(lines.get(i), widths, i < heads));
			if (i == heads - 1) {
				rows.add(rule(widths));
			}
		}
		return rows;
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
			pen.add(i == 0 ? "" : "  │  ", Face.MONO.in(Ink.DIM)).add(" ".repeat(left), Face.MONO);
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
