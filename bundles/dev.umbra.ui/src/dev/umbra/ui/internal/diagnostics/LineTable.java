package dev.umbra.ui.internal.diagnostics;

import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

import dev.umbra.ui.internal.look.Fonts;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;
import dev.umbra.ui.internal.look.TextFit;

/**
 * Lines in columns. Only cells that differ are written anew, so that selection and place stay while numbers change. What does not fit ends with an
 * ellipsis, and the tip has it. On the SWT thread.
 */
final class LineTable {
	private static final int LEAST_LAST = 120;
	private final Table table;
	private final Font bold;
	private final List<String> titles;
	private final int right;
	private Palette palette;
	private List<Line> shown = List.of();

	/** @param titles of the columns; all empty: without a header @param right how many columns at the end hold numbers */
	LineTable(Composite parent, String name, List<String> titles, int right) {
		this.titles = List.copyOf(titles);
		this.right = right;
		table = Named.named(new Table(parent, SWT.MULTI | SWT.FULL_SELECTION | SWT.V_SCROLL), name);
		bold = Fonts.bold(table);
		palette = Palette.of(parent);
		for (int i = 0; i < titles.size(); i++) {
			new TableColumn(table, i >= titles.size() - right ? SWT.RIGHT : SWT.LEFT).setText(titles.get(i));
		}
		table.setHeaderVisible(titles.stream().anyMatch(title -> !title.isEmpty()));
		table.addListener(SWT.Resize, event -> fit());
		table.addListener(SWT.EraseItem, this::erase);
		table.addListener(SWT.PaintItem, this::paint);
		table.addListener(SWT.MouseMove, this::tip);
		table.addListener(SWT.KeyDown, event -> {
			if ((event.stateMask & SWT.MODIFIER_MASK) == SWT.MOD1 && event.keyCode == 'c') {
				copy();
			}
		});
	}

	Table control() {
		return table;
	}

	void show(List<Line> lines) {
		if (lines.equals(shown)) {
			return;
		}
		boolean wider = widest(lines) != widest(shown);
		for (int i = 0; i < lines.size(); i++) {
			boolean there = i < table.getItemCount();
			TableItem item = there ? table.getItem(i) : new TableItem(table, SWT.NONE);
			Line line = lines.get(i);
			for (int column = 0; column < titles.size(); column++) {
				if (!item.getText(column).equals(line.cell(column))) {
					item.setText(column, line.cell(column));
				}
			}
		}
		if (table.getItemCount() > lines.size()) {
			table.remove(lines.size(), table.getItemCount() - 1);
		}
		shown = lines;
		if (wider) {
			fit();
		}
		table.redraw();
	}

	private static int widest(List<Line> lines) {
		int widest = 0;
		for (Line line : lines) {
			for (String cell : line.cells()) {
				widest = Math.max(widest, cell.length());
			}
		}
		return widest;
	}

	/** Each column takes what it needs, as far as there is room; a last one of words has the rest. */
	private void fit() {
		int width = table.getClientArea().width;
		if (width <= 0) {
			return;
		}
		GC gc = new GC(table);
		gc.setFont(bold);
		int left = width;
		int columns = titles.size();
		boolean words = right == 0;
		for (int i = 0; i < columns; i++) {
			int needed = gc.textExtent(titles.get(i)).x;
			for (Line line : shown) {
				if (!line.heading()) {
					needed = Math.max(needed, gc.textExtent(line.cell(i)).x);
				}
			}
			needed += Space.FAR;
			boolean last = i == columns - 1;
			int wanted = last && words ? Math.max(left, Math.min(LEAST_LAST, needed)) : Math.min(needed, Math.max(Space.FAR, left * (last ? 100 : 70) / 100));
			if (table.getColumn(i).getWidth() != wanted) {
				table.getColumn(i).setWidth(wanted);
			}
			left = Math.max(0, left - wanted);
		}
		gc.dispose();
	}

	private void erase(Event event) {
		boolean selected = (event.detail & SWT.SELECTED) != 0;
		event.gc.setBackground(selected ? palette.selection() : palette.surface());
		int width = event.index == titles.size() - 1 ? Math.max(event.width, table.getClientArea().width - event.x) : event.width;
		event.gc.fillRectangle(event.x, event.y, width, event.height);
		int index = table.indexOf((TableItem) event.item);
		if (index > 0 && index < shown.size() && shown.get(index).heading()) {
			event.gc.setForeground(palette.line());
			event.gc.drawLine(event.x, event.y, event.x + width, event.y);
		}
		event.detail &= ~(SWT.SELECTED | SWT.HOT | SWT.FOREGROUND | SWT.BACKGROUND);
	}

	private void paint(Event event) {
		int index = table.indexOf((TableItem) event.item);
		if (index < 0 || index >= shown.size()) {
			return;
		}
		Line line = shown.get(index);
		GC gc = event.gc;
		gc.setTextAntialias(SWT.ON);
		gc.setFont(line.heading() ? bold : table.getFont());
		gc.setForeground(switch (line.tone()) {
		case PLAIN -> event.index == 0 && !line.heading() ? palette.dim() : palette.text();
		case OK -> event.index == 1 ? palette.ok() : palette.text();
		case WARNING -> event.index == 0 ? palette.text() : palette.warning();
		case FAILED -> event.index == 0 ? palette.text() : palette.error();
		});
		int room = (line.heading() ? table.getClientArea().width - event.x : table.getColumn(event.index).getWidth()) - 2 * Space.TIGHT;
		String words = TextFit.fitted(gc, line.cell(event.index), room);
		boolean atRight = event.index >= titles.size() - right && !line.heading();
		int x = atRight ? event.x + room + Space.TIGHT - gc.textExtent(words).x : event.x + Space.TIGHT;
		gc.drawText(words, x, event.y + (event.height - gc.getFontMetrics().getHeight()) / 2, true);
	}

	private void tip(Event event) {
		TableItem item = table.getItem(new Point(event.x, event.y));
		int index = item == null ? -1 : table.indexOf(item);
		String words = index < 0 || index >= shown.size() ? null : String.join("  ", shown.get(index).cells()).replace("&", "&&");
		if (words == null ? table.getToolTipText() != null : !words.equals(table.getToolTipText())) {
			table.setToolTipText(words);
		}
	}

	/** The selected lines, else all, to the clipboard. */
	void copy() {
		StringBuilder text = new StringBuilder();
		int[] chosen = table.getSelectionIndices();
		for (int i = 0; i < shown.size(); i++) {
			if (chosen.length == 0 || table.isSelected(i)) {
				text.append(String.join("\t", shown.get(i).cells())).append('\n');
			}
		}
		if (!text.isEmpty()) {
			Clipboard clipboard = new Clipboard(table.getDisplay());
			try {
				clipboard.setContents(new Object[] { text.toString() }, new Transfer[] { TextTransfer.getInstance() });
			} finally {
				clipboard.dispose();
			}
		}
	}

	/** After a change of the theme. */
	void recolor(Palette colours) {
		palette = colours;
		table.setBackground(colours.surface());
		table.setForeground(colours.text());
		table.redraw();
	}
}
