package dev.umbra.ui.internal.transcript;

import java.util.ArrayList;
import java.util.List;

import dev.umbra.ui.internal.text.ForeignText;

/**
 * A difference as git writes it, ready to be painted; made apart from the SWT thread where it is long. Nothing is left out, and characters that are not
 * seen are marked. Pure.
 */
public final class Patch {
	private final List<Row> rows;

	private Patch(List<Row> rows) {
		this.rows = rows;
	}

	/** @param text unified, of any number of files */
	public static Patch of(String text) {
		List<Row> rows = new ArrayList<>();
		PatchLines colours = new PatchLines();
		Pen pen = new Pen();
		String whole = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
		if (!whole.isEmpty()) {
			for (String line : whole.split("\n", -1)) {
				boolean first = true;
				for (String piece : DiffRows.pieces(line)) {
					String shown = ForeignText.shown(piece).replace("\t", "    ");
					if (first) {
						colours.line(shown, pen, CodeRows.FACE);
					} else {
						pen.add(shown, CodeRows.FACE);
					}
					first = false;
					rows.add(pen.row(0, colours.fill()));
				}
			}
		}
		return new Patch(List.copyOf(rows));
	}

	List<Row> rows() {
		return rows;
	}

	public boolean isEmpty() {
		return rows.isEmpty();
	}
}
