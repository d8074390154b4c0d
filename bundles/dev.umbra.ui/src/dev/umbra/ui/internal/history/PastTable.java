package dev.umbra.ui.internal.history;

import java.util.List;
import java.util.function.Consumer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.session.SessionStatus;
import dev.umbra.ui.internal.look.Dots;
import dev.umbra.ui.internal.look.Fonts;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;
import dev.umbra.ui.internal.look.TextFit;

/**
 * Rows of two painted lines in a virtual native table, which brings keyboard, scrolling and screen readers. On the SWT
 * thread.
 */
final class PastTable {
	private static final int DOT_COLUMN = Dots.SIZE + Space.NEAR;
	private final Table table;
	private final TableColumn column;
	private final Font bold;
	private List<PastRow> rows = List.of();
	private Palette palette;
	private int hovered = -1;

	/** @param opened told of a row that is double-clicked or entered @param selected told when another row is */
	PastTable(Composite parent, Consumer<PastRow> opened, Runnable selected) {
		table = Named.named(new Table(parent, SWT.VIRTUAL | SWT.SINGLE | SWT.FULL_SELECTION | SWT.V_SCROLL), Messages.table_name);
		column = new TableColumn(table, SWT.LEFT);
		bold = Fonts.bold(table);
		palette = Palette.of(parent);
		table.addListener(SWT.SetData, event -> {
			if (event.index < rows.size()) {
				// never painted: it is what screen readers and tests read
				((TableItem) event.item).setText(rows.get(event.index).spoken());
			}
		});
		table.addListener(SWT.MeasureItem, this::measure);
		table.addListener(SWT.EraseItem, this::erase);
		table.addListener(SWT.PaintItem, this::paint);
		table.addListener(SWT.Resize, event -> fit());
		table.addListener(SWT.Selection, event -> selected.run());
		table.addListener(SWT.DefaultSelection, event -> {
			PastRow row = selection();
			if (row != null) {
				opened.accept(row);
			}
		});
		table.addListener(SWT.MouseMove, this::hover);
	}

	Table control() {
		return table;
	}

	@Nullable PastRow selection() {
		int index = table.getSelectionIndex();
		return index >= 0 && index < rows.size() ? rows.get(index) : null;
	}

	/** Shows these; selection and place are kept where the same rows are. @param anew another question: from its beginning */
	void show(List<PastRow> fresh, boolean anew) {
		if (fresh.equals(rows)) {
			return;
		}
		PastRow selected = selection();
		int top = table.getTopIndex();
		rows = fresh;
		table.setItemCount(fresh.size());
		table.clearAll();
		if (anew) {
			table.deselectAll();
			table.setTopIndex(0);
		} else {
			reselect(selected);
			table.setTopIndex(Math.min(top, Math.max(0, fresh.size() - 1)));
		}
	}

	private void reselect(@Nullable PastRow selected) {
		if (selected == null) {
			return;
		}
		for (int i = 0; i < rows.size(); i++) {
			PastRow row = rows.get(i);
			if (row.session().equals(selected.session()) && java.util.Objects.equals(row.entry(), selected.entry())) {
				if (table.getSelectionIndex() != i) {
					table.select(i);
				}
				return;
			}
		}
		table.deselectAll();
	}

	/** Whether the last rows are seen, so that those after them are wanted. */
	boolean atEnd() {
		int visible = table.getClientArea().height / Math.max(1, table.getItemHeight()) + 1;
		return table.getTopIndex() + 2 * visible >= rows.size();
	}

	/** After a change of the theme. */
	void recolor(Palette colours) {
		palette = colours;
		table.setBackground(colours.surface());
		table.setForeground(colours.text());
		table.redraw();
	}

	private void fit() {
		int width = table.getClientArea().width;
		if (width > 0 && column.getWidth() != width) {
			column.setWidth(width);
		}
	}

	private void measure(Event event) {
		event.gc.setFont(bold);
		event.height = Math.max(event.height, event.gc.getFontMetrics().getHeight() * 2 + Space.NEAR + Space.TIGHT);
		event.width = 0;
	}

	private void erase(Event event) {
		boolean selected = (event.detail & SWT.SELECTED) != 0;
		event.gc.setBackground(selected ? palette.selection() : palette.surface());
		event.gc.fillRectangle(event.x, event.y, Math.max(event.width, table.getClientArea().width - event.x), event.height);
		event.detail &= ~(SWT.SELECTED | SWT.HOT | SWT.FOREGROUND | SWT.BACKGROUND);
	}

	private void paint(Event event) {
		int index = table.indexOf((TableItem) event.item);
		if (index < 0 || index >= rows.size()) {
			return;
		}
		PastRow row = rows.get(index);
		GC gc = event.gc;
		gc.setTextAntialias(SWT.ON);
		Rectangle area = table.getClientArea();
		int left = event.x + Space.TIGHT + DOT_COLUMN;
		int right = area.x + area.width - Space.NEAR;
		gc.setFont(table.getFont());
		int when = gc.textExtent(row.when()).x;
		gc.setFont(bold);
		int height = gc.getFontMetrics().getHeight();
		int top = event.y + (event.height - 2 * height) / 2;
		Dots.paint(gc, event.x + Space.TIGHT + Dots.SIZE / 2, top + height / 2, dot(row), !row.closed());
		gc.setForeground(palette.text());
		String title = TextFit.fitted(gc, row.title(), right - left - when - Space.INSET);
		gc.drawText(title, left, top, true);
		int after = left + gc.textExtent(title).x + Space.NEAR;
		gc.setFont(table.getFont());
		gc.setForeground(palette.dim());
		gc.drawText(row.when(), right - when, top, true);
		if (row.entry() != null) {
			gc.drawText(TextFit.fitted(gc, row.agent(), right - when - Space.INSET - after), after, top, true);
		}
		line(gc, row, left, top + height, right);
	}

	/** The second line, with the words that were looked for in bold. */
	private void line(GC gc, PastRow row, int from, int top, int right) {
		int left = from;
		for (PastRow.Piece piece : row.line()) {
			gc.setFont(piece.found() ? bold : table.getFont());
			gc.setForeground(piece.found() ? palette.text() : palette.dim());
			String fitted = TextFit.fitted(gc, piece.text(), right - left);
			gc.drawText(fitted, left, top, true);
			left += gc.textExtent(fitted).x;
			if (!fitted.equals(piece.text())) {
				return;
			}
		}
	}

	private Color dot(PastRow row) {
		SessionStatus status = row.status();
		if (status == null) {
			return palette.dim();
		}
		return switch (status) {
		case PENDING, STARTING, RUNNING -> palette.busy();
		case WAITING_PERMISSION, WAITING_INPUT, WAITING_KEY -> palette.warning();
		case IDLE -> palette.ok();
		case INTERRUPTED, FAILED -> palette.error();
		case COMPLETED, CANCELLED -> palette.dim();
		};
	}

	private void hover(Event event) {
		TableItem item = table.getItem(new Point(event.x, event.y));
		int index = item == null ? -1 : table.indexOf(item);
		if (index != hovered) {
			hovered = index;
			table.setToolTipText(index < 0 || index >= rows.size() ? null : rows.get(index).spoken().replace("&", "&&"));
		}
	}
}
