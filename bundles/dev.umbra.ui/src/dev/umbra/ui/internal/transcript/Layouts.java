package dev.umbra.ui.internal.transcript;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.TextLayout;
import org.eclipse.swt.widgets.Control;

import dev.umbra.core.session.Entry;
import dev.umbra.ui.internal.look.Space;

/**
 * Lays out pieces as they are painted. A layout lasts as long as its piece is seen: there are as many as a screen has lines,
 * however long the transcript is. On the SWT thread.
 */
final class Layouts implements Ruler {
	private final Control control;
	private final Faces faces;
	private final Pictures pictures;
	private final Map<Piece, TextLayout> layouts = new IdentityHashMap<>();
	private Geometry geometry = new Geometry(0);
	private int lineHeight;
	private double charWidth;
	private int gapHeight;

	Layouts(Control control, Faces faces, Pictures pictures) {
		this.control = control;
		this.faces = faces;
		this.pictures = pictures;
		measure();
		control.addDisposeListener(event -> clear());
	}

	private void measure() {
		GC gc = new GC(control);
		try {
			lineHeight = gc.getFontMetrics().getHeight();
			charWidth = gc.getFontMetrics().getAverageCharacterWidth();
		} finally {
			gc.dispose();
		}
		gapHeight = 0;
	}

	/** Fonts or colours are others now. */
	void restyle() {
		clear();
		measure();
	}

	void width(int points) {
		if (points != geometry.width()) {
			geometry = new Geometry(points);
			clear();
		}
	}

	Geometry geometry() {
		return geometry;
	}

	int lineHeight() {
		return lineHeight;
	}

	private void clear() {
		layouts.values().forEach(TextLayout::dispose);
		layouts.clear();
	}

	/** The others are not seen any more. */
	void keep(Collection<Piece> seen) {
		Set<Piece> kept = Collections.newSetFromMap(new IdentityHashMap<>());
		kept.addAll(seen);
		layouts.entrySet().removeIf(each -> {
			boolean gone = !kept.contains(each.getKey());
			if (gone) {
				each.getValue().dispose();
			}
			return gone;
		});
	}

	int count() {
		return layouts.size();
	}

	/** Owned by this; valid until the next {@link #keep}. */
	TextLayout of(Piece piece) {
		return layouts.computeIfAbsent(piece, this::make);
	}

	private TextLayout make(Piece piece) {
		Row row = piece.of();
		TextLayout layout = new TextLayout(control.getDisplay());
		layout.setFont(control.getFont());
		layout.setText(piece.text());
		layout.setWidth(geometry.width(row));
		layout.setAlignment(row.centred() ? SWT.CENTER : SWT.LEFT);
		int hang = faces.hang(row);
		layout.setWrapIndent(hang);
		layout.setIndent(piece.isFirst() ? 0 : hang);
		for (Run run : row.runs()) {
			int start = Math.max(run.start(), piece.from());
			int end = Math.min(run.end(), piece.to());
			if (start < end) {
				StyleRange style = faces.style(run.face());
				layout.setStyle(style, start - piece.from(), end - piece.from() - 1);
			}
		}
		return layout;
	}

	@Override
	public int width() {
		return geometry.textWidth();
	}

	@Override
	public int height(Piece piece) {
		Row row = piece.of();
		Point picture = row.picture() == null ? null : pictures.size(row.picture(), geometry.width(row));
		if (picture != null) {
			return picture.y + 2 * Space.TIGHT;
		}
		if (row.isGap()) {
			if (gapHeight == 0) {
				gapHeight = of(piece).getBounds().height;
			}
			return gapHeight;
		}
		return of(piece).getBounds().height;
	}

	@Override
	public int estimate(Piece piece) {
		return piece.of().isGap() ? Math.max(1, lineHeight / 2) : lines(piece.length(), geometry.width(piece.of())) * lineHeight;
	}

	@Override
	public int estimate(Entry entry) {
		int lines = switch (entry.kind()) {
		case MESSAGE, NOTICE -> lines(entry.length(), width());
		case PROMPT -> lines(entry.length(), width()) + 2;
		case PLAN -> 4;
		case TOOL -> 2;
		case THOUGHT, PERMISSION, INPUT, ERROR, LIFECYCLE, UNKNOWN -> 1;
		};
		return lines * lineHeight + lineHeight / 2;
	}

	private int lines(long chars, int width) {
		double columns = Math.max(8, width / Math.max(1, charWidth));
		return (int) Math.clamp((long) Math.ceil(chars / columns), 1, 1_000_000);
	}
}
