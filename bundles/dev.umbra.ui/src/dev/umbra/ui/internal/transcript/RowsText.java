package dev.umbra.ui.internal.transcript;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ST;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Path;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;

import dev.umbra.ui.internal.look.OwnColours;
import dev.umbra.ui.internal.look.Space;

/**
 * Rows in one text control that can be read, selected and copied. What a line looks like is asked for when it is laid out, so
 * that only lines which are seen cost something. Cards, bars and quotations are painted around the text. On the SWT thread.
 */
final class RowsText {
	/** Indentation of one step, in points. */
	private static final int STEP = 16;
	private static final int ROUND = 5;

	private final StyledText text;
	private final Faces faces;
	private final List<Line> lines = new ArrayList<>();
	private final int widest;
	private final int inset;

	/**
	 * @param widest the text is never wider than this, in points
	 * @param raised it stands on a card, without an edge of its own
	 */
	RowsText(Composite parent, int style, int widest, boolean raised) {
		this.widest = widest;
		this.inset = raised ? 0 : Space.INSET;
		text = new StyledText(parent, SWT.MULTI | SWT.WRAP | SWT.READ_ONLY | style);
		text.setDoubleClickEnabled(true);
		text.setBackgroundMode(SWT.INHERIT_NONE);
		faces = new Faces(text, parent, raised);
		OwnColours.keep(text);
		colours();
		text.addLineStyleListener(event -> {
			Row row = row(text.getLineAtOffset(event.lineOffset));
			event.styles = row.text().length() == event.lineText.length() ? faces.styles(row, event.lineOffset) : new StyleRange[0];
			int indent = row.indent() * STEP;
			event.indent = indent;
			event.wrapIndent = indent + faces.hang(row);
			event.alignment = row.centred() ? SWT.CENTER : SWT.LEFT;
		});
		text.addLineBackgroundListener(event -> {
			Fill fill = row(text.getLineAtOffset(event.lineOffset)).fill();
			event.lineBackground = fill == Fill.NONE ? null : faces.color(fill);
		});
		text.addListener(SWT.Paint, this::paintAround);
		text.addListener(SWT.Resize, event -> margins());
		text.setKeyBinding('A' | SWT.MOD1, ST.SELECT_ALL);
		text.setKeyBinding('C' | SWT.MOD1, SWT.NULL);
		text.setKeyBinding(SWT.INSERT | SWT.MOD1, SWT.NULL);
		text.addVerifyKeyListener(event -> {
			boolean copies = event.stateMask == SWT.MOD1 && (event.keyCode == 'c' || event.keyCode == SWT.INSERT);
			if (copies) {
				copy();
				event.doit = false;
			}
		});
		margins();
	}

	StyledText control() {
		return text;
	}

	/** The empty line behind the last row has no row of its own. */
	private Row row(int line) {
		return line < lines.size() ? lines.get(line).row() : Row.GAP;
	}

	/** Follows a change of theme or font; cheap if there is none. */
	void restyle() {
		if (faces.changed()) {
			colours();
			String all = text.getText();
			int top = text.getTopPixel();
			text.setText(all);
			text.setTopPixel(top);
		}
	}

	private void colours() {
		text.setBackground(faces.color(Fill.NONE));
		text.setForeground(faces.palette().text());
		text.setMarginColor(faces.color(Fill.NONE));
	}

	private void margins() {
		int width = text.getClientArea().width;
		int side = Math.max(inset, (width - widest) / 2);
		if (side != text.getLeftMargin() || side != text.getRightMargin()) {
			text.setMargins(side, 0, side, 0);
		}
	}

	void apply(List<Edit> edits) {
		boolean many = edits.size() > 8;
		if (many) {
			text.setRedraw(false);
		}
		try {
			for (Edit edit : edits) {
				List<Line> place = lines.subList(edit.line(), edit.line() + edit.removed());
				if (place.size() == edit.lines().size()) {
					for (int i = 0; i < place.size(); i++) {
						place.set(i, edit.lines().get(i));
					}
				} else {
					place.clear();
					lines.addAll(edit.line(), edit.lines());
				}
				if (edit.offset() == 0 && edit.length() == text.getCharCount() && edit.length() < edit.text().length()) {
					// of a text that is new as a whole only what is seen is laid out; what is put in is measured, all of it, at once
					text.setText(edit.text());
				} else if (edit.length() > 0 || !edit.text().isEmpty()) {
					text.replaceTextRange(edit.offset(), edit.length(), edit.text());
				}
			}
		} finally {
			if (many) {
				text.setRedraw(true);
			}
		}
	}

	/** Puts what is selected on the clipboard; the gaps between entries become empty lines. */
	void copy() {
		String selected = text.getSelectionText();
		if (!selected.isEmpty()) {
			copy(selected.replaceAll("(?m)^ $", ""));
		}
	}

	void copy(String words) {
		Clipboard clipboard = new Clipboard(text.getDisplay());
		try {
			clipboard.setContents(new Object[] { words }, new Transfer[] { TextTransfer.getInstance() });
		} finally {
			clipboard.dispose();
		}
	}

	/** Cuts the coloured bands into cards, and draws what stands beside the text. */
	private void paintAround(Event event) {
		Rectangle area = text.getClientArea();
		int first = text.getLineIndex(event.y);
		int last = Math.min(text.getLineIndex(event.y + event.height), lines.size() - 1);
		int left = text.getLeftMargin();
		int right = area.width - text.getRightMargin();
		GC gc = event.gc;
		gc.setAntialias(SWT.ON);
		for (int i = Math.max(0, first); i <= last; i++) {
			Row row = row(i);
			if (row.fill() == Fill.NONE && row.quote() == 0) {
				continue;
			}
			int top = text.getLinePixel(i);
			int bottom = i + 1 < text.getLineCount() ? text.getLinePixel(i + 1) : area.height;
			if (row.fill() != Fill.NONE) {
				card(gc, row, i, area.width, top, bottom, left, right);
			}
			gc.setBackground(faces.palette().line());
			for (int q = 0; q < row.quote(); q++) {
				int step = row.indent() - 1 - q - (row.fill() == Fill.NONE ? 0 : 1);
				gc.fillRectangle(left + step * STEP + 3, top, 3, bottom - top);
			}
		}
	}

	private void card(GC gc, Row row, int index, int width, int top, int bottom, int left, int right) {
		boolean prompt = row.fill() == Fill.PROMPT;
		int from = prompt ? left : left + row.indent() * STEP - Space.NEAR;
		int until = Math.min(width, right);
		gc.setBackground(faces.color(Fill.NONE));
		gc.fillRectangle(0, top, from, bottom - top);
		gc.fillRectangle(until, top, width - until, bottom - top);
		if (index == 0 || !sameCard(row, row(index - 1))) {
			corner(gc, from, top, 1, 1);
			corner(gc, until, top, -1, 1);
		}
		if (!sameCard(row, row(index + 1))) {
			corner(gc, from, bottom, 1, -1);
			corner(gc, until, bottom, -1, -1);
		}
		if (prompt) {
			gc.setBackground(faces.palette().accent());
			gc.fillRectangle(from, top, 3, bottom - top);
		}
	}

	private static boolean sameCard(Row a, Row b) {
		return b.fill() != Fill.NONE && (a.fill() == Fill.PROMPT) == (b.fill() == Fill.PROMPT) && a.indent() == b.indent();
	}

	/** Takes a corner off: what is outside the quarter of a circle. */
	private void corner(GC gc, int x, int y, int dx, int dy) {
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
}
