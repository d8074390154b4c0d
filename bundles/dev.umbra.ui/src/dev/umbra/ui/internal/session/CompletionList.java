package dev.umbra.ui.internal.session;

import java.util.List;
import java.util.function.Consumer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.OwnColours;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;
import dev.umbra.ui.internal.look.TextFit;

/**
 * What may be meant, laid over what stands above the text. It is a control of the same window, so that the cursor stays where
 * the person types. On the SWT thread.
 */
final class CompletionList {
	private static final int MOST_ROWS = 9;
	private static final int WIDEST = 620;
	private static final int NARROWEST = 200;
	private final Composite frame;
	private final Table table;
	private final TableColumn name;
	private final TableColumn about;

	/** @param over what it is laid over: has a grid; @param picked told of the place of the row that was clicked */
	CompletionList(Composite over, Consumer<Integer> picked) {
		frame = new Composite(over, SWT.NONE);
		GridData place = new GridData();
		place.exclude = true;
		frame.setLayoutData(place);
		frame.setVisible(false);
		GridLayout layout = new GridLayout(1, false);
		layout.marginWidth = layout.marginHeight = 1;
		frame.setLayout(layout);
		table = new Table(frame, SWT.SINGLE | SWT.FULL_SELECTION | SWT.V_SCROLL | SWT.NO_FOCUS);
		table.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		name = new TableColumn(table, SWT.NONE);
		about = new TableColumn(table, SWT.NONE);
		Named.named(table, Messages.completion_name);
		table.addListener(SWT.MouseUp, event -> clicked(event, picked));
		frame.addListener(SWT.Paint, event -> {
			event.gc.setForeground(Palette.of(frame).accent());
			Point size = frame.getSize();
			event.gc.drawRectangle(0, 0, size.x - 1, size.y - 1);
		});
		// not a stop on the way with Tab: its keys are those of the text
		frame.setTabList(new Control[0]);
		OwnColours.keep(frame);
	}

	private void clicked(Event event, Consumer<Integer> picked) {
		TableItem item = table.getItem(new Point(event.x, event.y));
		if (item != null) {
			picked.accept(table.indexOf(item));
		}
	}

	/** Whether this control is of the list: the focus may rest there for a moment. */
	boolean owns(Control control) {
		return control == table || control == frame;
	}

	boolean isOpen() {
		return frame.getVisible();
	}

	void close() {
		frame.setVisible(false);
	}

	int selected() {
		return table.getSelectionIndex();
	}

	void select(int index) {
		table.setSelection(index);
		table.showSelection();
	}

	int count() {
		return table.getItemCount();
	}

	/**
	 * Shows the rows, the first selected.
	 *
	 * @param anchor in the coordinates of what it lies over: left edge, and what it stays above
	 */
	void show(List<Completing.Offered> rows, Point anchor) {
		Palette palette = Palette.of(frame.getParent());
		paint(palette);
		table.setRedraw(false);
		table.removeAll();
		int widest = 0;
		int farthest = 0;
		GC gc = new GC(table);
		for (Completing.Offered row : rows) {
			TableItem item = new TableItem(table, SWT.NONE);
			item.setText(new String[] { row.shown(), row.about() });
			item.setForeground(1, palette.dim());
			widest = Math.max(widest, gc.textExtent(row.shown()).x);
			farthest = Math.max(farthest, gc.textExtent(row.about()).x);
		}
		Rectangle room = frame.getParent().getClientArea();
		int most = Math.max(NARROWEST, Math.min(WIDEST, room.width - 2 * Space.INSET));
		name.setWidth(Math.min(widest + Space.FAR, most * 3 / 5));
		about.setWidth(Math.max(NARROWEST - name.getWidth(), Math.min(farthest + Space.FAR, most - name.getWidth() - Space.FAR)));
		int width = Math.min(most, name.getWidth() + about.getWidth() + Space.FAR);
		for (int i = 0; i < rows.size(); i++) {
			table.getItem(i).setText(1, TextFit.fitted(gc, rows.get(i).about(), about.getWidth() - Space.INSET));
		}
		gc.dispose();
		table.setRedraw(true);
		int height = Math.min(anchor.y, table.getItemHeight() * Math.min(MOST_ROWS, rows.size()) + Space.TIGHT + 2);
		int left = Math.max(Space.INSET, Math.min(anchor.x, room.width - width - Space.INSET));
		frame.setBounds(left, anchor.y - height, width, height);
		frame.layout();
		frame.moveAbove(null);
		frame.setVisible(true);
		select(0);
	}

	void paint(Palette palette) {
		frame.setBackground(palette.raised());
		table.setBackground(palette.raised());
		table.setForeground(palette.text());
	}
}
