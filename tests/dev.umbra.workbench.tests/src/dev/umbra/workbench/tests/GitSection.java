package dev.umbra.workbench.tests;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;

import dev.umbra.core.SessionId;
import dev.umbra.ui.Elements;

/** The git section of a window, as a person sees it. On the window's thread, but for what waits. */
record GitSection(Window window) {
	/** Of this session, whose tab comes to the front. Not on the window's thread. */
	static GitSection of(Window window, SessionId session) {
		window.await("the tab", () -> window.sessions().contains(session));
		window.run(() -> window.sessionStack().setSelectedElement(window.part(session)));
		return new GitSection(window);
	}

	/** Until one of its labels has these words. Not on the window's thread. */
	void await(String words) {
		window.await("\"" + words + "\" in the git section", () -> says(words));
	}

	private MPart part() {
		return Objects.requireNonNull(window.application().getContext().get(EModelService.class))
				.findElements(window.application(), Elements.DETAILS, MPart.class).getFirst();
	}

	boolean says(String words) {
		return Window.controls(part().getWidget(), Label.class, Control::isVisible).stream().anyMatch(label -> label.getText().contains(words));
	}

	/** The files that are called so. */
	List<TreeItem> items(String name) {
		List<TreeItem> found = new ArrayList<>();
		for (Tree tree : Window.controls(part().getWidget(), Tree.class, Control::isVisible)) {
			for (TreeItem group : tree.getItems()) {
				for (TreeItem each : group.getItems()) {
					if (each.getText(0).startsWith(name)) {
						found.add(each);
					}
				}
			}
		}
		return found;
	}

	TreeItem item(String name) {
		return items(name).stream().findFirst().orElseThrow(() -> new AssertionError("no file " + name + " in\n" + window.shown()));
	}

	/** Space on a file, or a click on its box. */
	void check(String name, boolean wanted) {
		TreeItem item = item(name);
		item.setChecked(wanted);
		Event event = new Event();
		event.detail = SWT.CHECK;
		event.item = item;
		item.getParent().notifyListeners(SWT.Selection, event);
	}

	/** An item of the files' menu. */
	void choose(String file, String label) {
		Tree tree = item(file).getParent();
		tree.setSelection(item(file));
		press(tree.getMenu(), label);
	}

	/** An item of the menu of what can be done with a worktree. */
	void worktree(String label) {
		press(window.named(ToolBar.class, "Git actions").getMenu(), label);
	}

	/** Whether that can be done now. */
	boolean offers(String label) {
		Menu menu = window.named(ToolBar.class, "Git actions").getMenu();
		menu.notifyListeners(SWT.Show, new Event());
		return Arrays.stream(menu.getItems()).anyMatch(item -> item.getText().replace("&", "").equals(label) && item.isEnabled());
	}

	private static void press(Menu menu, String label) {
		menu.notifyListeners(SWT.Show, new Event());
		MenuItem found = Arrays.stream(menu.getItems()).filter(item -> item.getText().replace("&", "").equals(label)).findFirst()
				.orElseThrow(() -> new AssertionError("no item \"" + label + "\" but " + Arrays.stream(menu.getItems()).map(MenuItem::getText).toList()));
		if (!found.isEnabled()) {
			throw new AssertionError("the item " + label + " is off");
		}
		found.notifyListeners(SWT.Selection, new Event());
	}

	StyledText message() {
		return window.named(StyledText.class, "Commit message");
	}

	List<Button> buttons(String words) {
		return Window.controls(part().getWidget(), Button.class, button -> button.isVisible() && button.getText().equals(words));
	}

	Button button(String words) {
		return buttons(words).stream().findFirst().orElseThrow(() -> new AssertionError("no button \"" + words + "\" in\n" + window.shown()));
	}

	/** Not on the window's thread. */
	void commit(String text, int files) {
		String label = files == 1 ? "Commit 1 File" : "Commit " + files + " Files";
		window.run(() -> message().setText(text));
		window.await("the button " + label, () -> !buttons(label).isEmpty() && button(label).isEnabled());
		window.later(() -> Window.press(button(label)));
	}
}
