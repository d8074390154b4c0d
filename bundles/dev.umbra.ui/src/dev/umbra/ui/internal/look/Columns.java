package dev.umbra.ui.internal.look;

import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;

/** Columns that share the width of their table. On the SWT thread. */
public final class Columns {
	private Columns() {
	}

	/** @param shares of the width in percent, one per title */
	public static void share(Table table, List<String> titles, int... shares) {
		for (String title : titles) {
			new TableColumn(table, SWT.NONE).setText(title);
		}
		table.addListener(SWT.Resize, event -> {
			int width = table.getClientArea().width;
			for (int i = 0; i < shares.length; i++) {
				table.getColumn(i).setWidth(width * shares[i] / 100);
			}
		});
	}
}
