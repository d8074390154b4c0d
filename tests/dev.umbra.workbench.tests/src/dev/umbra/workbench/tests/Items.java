package dev.umbra.workbench.tests;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;

/** The items of a tree, of all levels, as a screen reader finds them. On the window's thread. */
record Items(Tree tree) {
	/** Those of the Agents part. */
	static Items agents(Window window) {
		return new Items(window.named(Tree.class, "Agents, teams and personas"));
	}

	List<TreeItem> all() {
		List<TreeItem> all = new ArrayList<>();
		add(all, tree.getItems());
		return all;
	}

	private static void add(List<TreeItem> all, TreeItem[] items) {
		for (TreeItem item : items) {
			all.add(item);
			add(all, item.getItems());
		}
	}

	List<String> texts() {
		return all().stream().map(TreeItem::getText).toList();
	}

	boolean has(String beginning) {
		return texts().stream().anyMatch(text -> text.startsWith(beginning));
	}

	TreeItem item(String beginning) {
		return all().stream().filter(item -> item.getText().startsWith(beginning)).findFirst()
				.orElseThrow(() -> new AssertionError("no item \"" + beginning + "\" but " + texts()));
	}

	/** As an arrow key does. */
	void select(String beginning) {
		tree.setSelection(item(beginning));
		tree.notifyListeners(SWT.Selection, new Event());
	}

	/** As a click on its arrow does. */
	void fold(String beginning) {
		TreeItem item = item(beginning);
		item.setExpanded(false);
		Event event = new Event();
		event.item = item;
		tree.notifyListeners(SWT.Collapse, event);
	}

	String selected() {
		return tree.getSelectionCount() == 0 ? "" : tree.getSelection()[0].getText();
	}

	/** A key, on what is selected. */
	void key(int code, int modifiers) {
		Event key = new Event();
		key.keyCode = code;
		key.stateMask = modifiers;
		tree.notifyListeners(SWT.KeyDown, key);
	}

	private List<MenuItem> menu() {
		tree.getMenu().notifyListeners(SWT.Show, new Event());
		return Arrays.asList(tree.getMenu().getItems());
	}

	/** An item of the menu of what is selected, which must be on. @param name without the mark of its key */
	void choose(String name) {
		List<MenuItem> items = menu();
		MenuItem item = items.stream().filter(each -> each.getText().replace("&", "").equals(name)).findFirst()
				.orElseThrow(() -> new AssertionError("no menu item \"" + name + "\" but " + items.stream().map(MenuItem::getText).toList()));
		if (!item.isEnabled()) {
			throw new AssertionError("the menu item " + name + " is off");
		}
		if ((item.getStyle() & SWT.CHECK) != 0) {
			item.setSelection(!item.getSelection());
		}
		item.notifyListeners(SWT.Selection, new Event());
	}

	/** Whether an item of the menu can be chosen. */
	boolean offers(String name) {
		return menu().stream().anyMatch(each -> each.getText().replace("&", "").equals(name) && each.isEnabled());
	}

	/** The item that is painted first. */
	String top() {
		return Objects.requireNonNull(tree.getTopItem()).getText();
	}
}
