package dev.umbra.ui.internal.transcript;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Path;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.graphics.TextLayout;
import org.jspecify.annotations.Nullable;

import dev.umbra.ui.internal.look.Space;

/** Paints pieces: cards, bars, text or picture, what is marked and selected. On the SWT thread. */
final class RowPainter {
	private static final int ROUND = 5;
	private static final int BAR = 3;
	/** Of what is marked, of 255: the text below stays readable in light and in dark. */
	private static final int MARK_ALPHA = 80;

	private final Faces faces;
	private final Layouts layouts;
	private final Pictures pictures;

	RowPainter(Faces faces, Layouts layouts, Pictures pictures) {
		this.faces = faces;
		this.layouts = layouts;
		this.pictures = pictures;
	}

	/** The card behind a row, over its whole width, and the bars of a quotation. @param before the row above, @param after below */
	void ground(GC gc, Row row, @Nullable Row before, @Nullable Row after, int y, int height) {
		Geometry geometry = layouts.geometry();
		if (row.fill() != Fill.NONE) {
			boolean prompt = row.fill() == Fill.PROMPT;
			int from = prompt ? geometry.left() : geometry.x(row) - Space.NEAR;
			int until = geometry.right();
			gc.setBackground(faces.color(row.fill()));
			gc.fillRectangle(from, y, until - from, height);
			corners(gc, row, before, after, new Rectangle(from, y, until - from, height));
			if (prompt) {
				gc.setBackground(faces.palette().accent());
				gc.fillRectangle(from, y, BAR, height);
			}
		}
		gc.setBackground(faces.palette().line());
		for (int q = 0; q < row.quote(); q++) {
			int step = row.indent() - 1 - q - (row.fill() == Fill.NONE ? 0 : 1);
			gc.fillRectangle(geometry.left() + step * Geometry.STEP + BAR, y, BAR, height);
		}
	}

	private void corners(GC gc, Row row, @Nullable Row before, @Nullable Row after, Rectangle card) {
		gc.setBackground(faces.color(Fill.NONE));
		int right = card.x + card.width;
		int bottom = card.y + card.height;
		if (before == null || !sameCard(row, before)) {
			corner(gc, card.x, card.y, 1, 1);
			corner(gc, right, card.y, -1, 1);
		}
		if (after == null || !sameCard(row, after)) {
			corner(gc, card.x, bottom, 1, -1);
			corner(gc, right, bottom, -1, -1);
		}
	}

	private static boolean sameCard(Row a, Row b) {
		return b.fill() != Fill.NONE && (a.fill() == Fill.PROMPT) == (b.fill() == Fill.PROMPT) && a.indent() == b.indent();
	}

	/** Takes a corner off: what is outside the quarter of a circle. */
	private static void corner(GC gc, int x, int y, int dx, int dy) {
		Path path = new Path(gc.getDevice());
		try {
			path.moveTo(x, y);
			path.lineTo(x + dx * ROUND, y);
			path.quadTo(x, y, x, y + dy * ROUND);
			path.close();
			gc.fillPath(path);
		} finally {
			path.dispose();
		}
	}

	/** @param selected of the row, or null; @param focused whether the keys go here */
	void words(GC gc, Piece piece, int y, Selection.@Nullable Stretch selected, Marks marks, boolean focused) {
		Row row = piece.of();
		int x = layouts.geometry().x(row);
		if (row.picture() != null && picture(gc, row, x, y, selected != null)) {
			return;
		}
		if (row.isGap()) {
			return;
		}
		TextLayout layout = layouts.of(piece);
		int start = selected == null ? 0 : Math.max(0, selected.start() - piece.from());
		int end = selected == null ? 0 : Math.min(selected.end(), piece.to()) - piece.from();
		gc.setForeground(faces.palette().text());
		if (selected == null || end < start || end == start && selected.end() <= piece.to()) {
			layout.draw(gc, x, y);
		} else {
			int beyond = selected.end() > piece.of().text().length() && piece.isLast() ? SWT.DELIMITER_SELECTION | SWT.LAST_LINE_SELECTION : 0;
			layout.draw(gc, x, y, start, end - 1, selection(gc, focused, true), selection(gc, focused, false), beyond);
		}
		marked(gc, piece, layout, x, y, marks);
	}

	private Color selection(GC gc, boolean focused, boolean text) {
		if (focused) {
			return gc.getDevice().getSystemColor(text ? SWT.COLOR_LIST_SELECTION_TEXT : SWT.COLOR_LIST_SELECTION);
		}
		return text ? faces.palette().text() : faces.palette().line();
	}

	private void marked(GC gc, Piece piece, TextLayout layout, int x, int y, Marks marks) {
		List<Selection.Stretch> places = marks.in(piece.of().text(), piece.from(), piece.to());
		if (places.isEmpty()) {
			return;
		}
		int alpha = gc.getAlpha();
		gc.setAlpha(MARK_ALPHA);
		gc.setBackground(faces.palette().warning());
		for (Selection.Stretch place : places) {
			int start = Math.max(place.start(), piece.from()) - piece.from();
			int end = Math.min(place.end(), piece.to()) - piece.from();
			rectangles(layout, start, end).forEach(each -> gc.fillRectangle(x + each.x, y + each.y, each.width, each.height));
		}
		gc.setAlpha(alpha);
	}

	/** Where a stretch of text stands: one rectangle for each line that has some of it. */
	static List<Rectangle> rectangles(TextLayout layout, int start, int end) {
		List<Rectangle> all = new ArrayList<>();
		int[] lines = layout.getLineOffsets();
		for (int i = 0; i + 1 < lines.length; i++) {
			int from = Math.max(start, lines[i]);
			int to = Math.min(end, lines[i + 1]);
			if (from < to) {
				all.add(layout.getBounds(from, to - 1));
			}
		}
		return all;
	}

	/** @return false while the image is not here */
	private boolean picture(GC gc, Row row, int x, int y, boolean selected) {
		Image image = row.picture() == null ? null : pictures.image(row.picture());
		Point size = image == null || row.picture() == null ? null : pictures.size(row.picture(), layouts.geometry().width(row));
		if (image == null || size == null) {
			return false;
		}
		Rectangle all = image.getBounds();
		gc.setInterpolation(SWT.HIGH);
		gc.drawImage(image, 0, 0, all.width, all.height, x, y + Space.TIGHT, size.x, size.y);
		gc.setForeground(selected ? faces.palette().accent() : faces.palette().line());
		gc.drawRectangle(x, y + Space.TIGHT, size.x - 1, size.y - 1);
		return true;
	}

	void caret(GC gc, Rectangle bounds) {
		gc.setBackground(faces.palette().accent());
		gc.fillRectangle(bounds.x, bounds.y, 2, bounds.height);
	}
}
