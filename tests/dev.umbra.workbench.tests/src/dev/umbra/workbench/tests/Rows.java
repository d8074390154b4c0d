package dev.umbra.workbench.tests;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Table;

/** The rows of a table, as a screen reader finds them. On the window's thread. */
record Rows(Table table) {
	List<String> all() {
		List<String> rows = new ArrayList<>();
		for (int i = 0; i < table.getItemCount(); i++) {
			StringBuilder row = new StringBuilder();
			for (int column = 0; column < Math.max(1, table.getColumnCount()); column++) {
				String text = table.getItem(i).getText(column);
				row.append(row.isEmpty() || text.isEmpty() ? "" : " | ").append(text);
			}
			rows.add(row.toString());
		}
		return rows;
	}

	boolean has(String words) {
		return all().stream().anyMatch(row -> row.contains(words));
	}

	/** Selects the first row that has these words, as an arrow key does. */
	void select(String words) {
		List<String> rows = all();
		for (int i = 0; i < rows.size(); i++) {
			if (rows.get(i).contains(words)) {
				table.setSelection(i);
				table.notifyListeners(SWT.Selection, new Event());
				return;
			}
		}
		throw new AssertionError("no row with \"" + words + "\" but " + rows);
	}

	/** A key, on what is selected. */
	void key(int code) {
		Event key = new Event();
		key.keyCode = code;
		table.notifyListeners(SWT.KeyDown, key);
	}

	/** Enter, or a double click. */
	void enter() {
		table.notifyListeners(SWT.DefaultSelection, new Event());
	}

	/** An item of its menu, which must be on. @param name without the mark of its key */
	void choose(String name) {
		table.getMenu().notifyListeners(SWT.Show, new Event());
		MenuItem item = Arrays.stream(table.getMenu().getItems()).filter(each -> each.getText().replace("&", "").equals(name)).findFirst()
				.orElseThrow(() -> new AssertionError("no menu item \"" + name + "\""));
		if (!item.isEnabled()) {
			throw new AssertionError("the menu item " + name + " is off");
		}
		item.notifyListeners(SWT.Selection, new Event());
	}

	/** Whether an item of its menu can be chosen. */
	boolean offers(String name) {
		table.getMenu().notifyListeners(SWT.Show, new Event());
		return Arrays.stream(table.getMenu().getItems()).anyMatch(each -> each.getText().replace("&", "").equals(name) && each.isEnabled());
	}
}
