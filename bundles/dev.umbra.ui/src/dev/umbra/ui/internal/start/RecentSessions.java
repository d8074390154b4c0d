package dev.umbra.ui.internal.start;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

import dev.umbra.core.SessionId;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.ui.internal.live.Ages;
import dev.umbra.ui.internal.live.FolderName;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Painted;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;
import dev.umbra.ui.internal.text.ForeignText;

/** Sessions to go on with, below the start page's form. A click, or Enter, opens one. On the SWT thread. */
final class RecentSessions {
	private final Composite parent;
	private final Label heading;
	private final Table table;
	private List<SessionSummary> shown = List.of();

	RecentSessions(Composite parent, Consumer<SessionId> open) {
		this.parent = parent;
		heading = new Label(parent, SWT.NONE);
		heading.setText(Messages.recent);
		Painted.byUs(heading);
		GridDataFactory.fillDefaults().span(3, 1).indent(0, Space.FAR).applyTo(heading);
		table = new Table(parent, SWT.SINGLE | SWT.FULL_SELECTION | SWT.NO_SCROLL);
		Named.named(table, Messages.recent_name);
		new TableColumn(table, SWT.LEFT);
		new TableColumn(table, SWT.LEFT);
		GridDataFactory.fillDefaults().span(3, 1).grab(true, false).applyTo(table);
		table.addListener(SWT.DefaultSelection, event -> open((TableItem) event.item, open));
		table.addListener(SWT.MouseUp, event -> {
			TableItem item = table.getItem(new Point(event.x, event.y));
			if (event.button == 1 && item != null) {
				open(item, open);
			}
		});
		table.addListener(SWT.Resize, event -> columns());
		visible(false);
	}

	private void open(TableItem item, Consumer<SessionId> open) {
		int index = table.indexOf(item);
		if (index >= 0 && index < shown.size()) {
			open.accept(shown.get(index).id());
		}
	}

	void show(List<SessionSummary> sessions) {
		shown = sessions;
		table.setItemCount(sessions.size());
		for (int i = 0; i < sessions.size(); i++) {
			SessionSummary session = sessions.get(i);
			String name = session.title().isBlank() ? Messages.recent_untitled : ForeignText.shownOnOneLine(session.title());
			String where = NLS.bind(Messages.recent_where,
					new Object[] { ForeignText.shownOnOneLine(session.agentName()), FolderName.of(session.cwd()), Ages.ago(session.updated(), Instant.now()) });
			TableItem item = table.getItem(i);
			if (!item.getText(0).equals(name)) {
				item.setText(0, name);
			}
			if (!item.getText(1).equals(where)) {
				item.setText(1, where);
			}
		}
		visible(!sessions.isEmpty());
		columns();
	}

	Table control() {
		return table;
	}

	void colour(Palette palette) {
		heading.setForeground(palette.dim());
		heading.setBackground(palette.surface());
		for (TableItem item : table.getItems()) {
			item.setForeground(1, palette.dim());
		}
	}

	private void columns() {
		int width = table.getClientArea().width;
		if (width > 0) {
			table.getColumn(1).pack();
			int second = Math.min(table.getColumn(1).getWidth(), width / 2);
			table.getColumn(1).setWidth(second);
			table.getColumn(0).setWidth(width - second);
		}
	}

	private void visible(boolean visible) {
		if (((GridData) table.getLayoutData()).exclude == visible) {
			for (Control control : List.of(heading, table)) {
				((GridData) control.getLayoutData()).exclude = !visible;
				control.setVisible(visible);
			}
			parent.requestLayout();
		} else if (!visible) {
			heading.setVisible(false);
			table.setVisible(false);
			((GridData) heading.getLayoutData()).exclude = true;
			((GridData) table.getLayoutData()).exclude = true;
		}
	}
}
