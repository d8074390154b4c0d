package dev.umbra.ui.internal.git;

import java.util.LinkedHashMap;
import java.util.Map;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;

import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.Fonts;
import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.look.Icons;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Palette;

/** The heading of the section, with what can be done with the whole of it. On the SWT thread. */
final class GitTop {
	/** What the items do. */
	interface Actions {
		/** Reads the folder now. */
		void refresh();

		/** Shows all that differs since the session began. */
		void all();

		/** Moves the session to a worktree, or makes the one it had again. */
		void createWorktree();

		void merge();

		void revert();

		void remove();
	}

	private final Composite line;
	private final Label heading;
	private final ToolBar bar;
	private final ToolItem all;
	private final ToolItem refresh;
	private final ToolItem worktree;
	private final Actions actions;
	private GitFacts.Offers offers = GitFacts.Offers.NONE;
	private boolean busy;

	/** @param parent with a grid of one column */
	GitTop(Composite parent, Actions actions) {
		this.actions = actions;
		line = Fields.grid(parent, 2);
		((GridLayout) line.getLayout()).marginHeight = 0;
		heading = new Label(line, SWT.NONE);
		heading.setText(Messages.heading);
		heading.setFont(Fonts.bold(heading));
		heading.setLayoutData(Fields.wide());
		bar = Named.named(new ToolBar(line, SWT.FLAT), Messages.tools_name);
		bar.setLayoutData(new GridData(SWT.END, SWT.CENTER, false, false));
		all = item(SWT.PUSH, Icon.EDIT, Messages.tip_all, actions::all);
		refresh = item(SWT.PUSH, Icon.REFRESH, Messages.tip_refresh, actions::refresh);
		Menu menu = new Menu(bar);
		menu.addListener(SWT.Show, event -> fill(menu));
		bar.setMenu(menu);
		worktree = item(SWT.PUSH, Icon.BRANCH, Messages.tip_worktree, () -> open(menu));
		enable();
	}

	private ToolItem item(int style, Icon icon, String tip, Runnable run) {
		ToolItem item = new ToolItem(bar, style);
		item.setImage(Icons.image(icon));
		item.setToolTipText(tip);
		item.addListener(SWT.Selection, event -> run.run());
		return item;
	}

	/** @param there whether there is a session's folder to be asked about */
	void show(GitFacts.Offers offered, boolean there) {
		offers = offered;
		refresh.setEnabled(there);
		all.setEnabled(there);
		enable();
	}

	/** Something is under way that changes the repository. */
	void busy(boolean now) {
		busy = now;
		enable();
	}

	private void enable() {
		worktree.setEnabled(offers.any() && !busy);
	}

	/** What can be done with a worktree now. */
	private void fill(Menu menu) {
		for (MenuItem each : menu.getItems()) {
			each.dispose();
		}
		Map<String, Runnable> items = new LinkedHashMap<>();
		if (offers.create()) {
			items.put(Messages.worktree_create, actions::createWorktree);
		}
		if (offers.again()) {
			items.put(Messages.worktree_again, actions::createWorktree);
		}
		if (offers.merge()) {
			items.put(Messages.worktree_merge, actions::merge);
		}
		if (offers.revert()) {
			items.put(Messages.worktree_revert, actions::revert);
		}
		if (offers.remove()) {
			items.put(Messages.worktree_remove, actions::remove);
		}
		items.forEach((label, run) -> {
			MenuItem item = new MenuItem(menu, SWT.PUSH);
			item.setText(label);
			item.setEnabled(!busy);
			item.addListener(SWT.Selection, event -> run.run());
		});
	}

	private void open(Menu menu) {
		Rectangle place = worktree.getBounds();
		menu.setLocation(bar.toDisplay(place.x, place.y + place.height));
		menu.setVisible(true);
	}

	void paint(Palette palette) {
		line.setBackground(palette.surface());
		heading.setBackground(palette.surface());
		heading.setForeground(palette.text());
		bar.setBackground(palette.surface());
	}
}
