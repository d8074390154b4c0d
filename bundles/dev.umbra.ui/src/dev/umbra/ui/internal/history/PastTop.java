package dev.umbra.ui.internal.history;

import java.util.EnumMap;
import java.util.Map;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.jspecify.annotations.Nullable;

import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.look.Icons;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Space;

/** What is looked for, and what can be done with what was found: by button, menu and key. On the SWT thread. */
final class PastTop {
	enum Command {
		OPEN, REOPEN, EXPORT, DELETE, COPY_ID
	}

	/** What it needs of its view. */
	interface Surroundings {
		/** Something else is looked for; more may be typed. */
		void typed();

		/** What is looked for is complete. */
		void asked();

		/** The person goes to what was found. */
		void down();

		void filters(boolean wanted);

		@Nullable PastRow selection();

		void run(Command command, PastRow row);

		void refresh();
	}

	/** What a search field needs to be of use beside the buttons, in points. */
	private static final int LEAST_SEARCH = 80;
	private final Surroundings surroundings;
	private final Composite top;
	private final Text search;
	private final Button texts;
	private final ToolBar bar;
	private final Map<Command, ToolItem> tools = new EnumMap<>(Command.class);
	private final Map<Command, MenuItem> items = new EnumMap<>(Command.class);

	PastTop(Composite root, Surroundings surroundings) {
		this.surroundings = surroundings;
		top = new Composite(root, SWT.NONE);
		GridLayout layout = new GridLayout(2, false);
		layout.marginWidth = Space.NEAR;
		layout.marginHeight = Space.TIGHT;
		layout.horizontalSpacing = Space.TIGHT;
		layout.verticalSpacing = Space.TIGHT;
		top.setLayout(layout);
		top.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		search = Named.named(new Text(top, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL), Messages.search_name);
		search.setMessage(Messages.search_hint);
		GridData wide = new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1);
		wide.widthHint = LEAST_SEARCH;
		search.setLayoutData(wide);
		search.addListener(SWT.Modify, event -> surroundings.typed());
		search.addListener(SWT.DefaultSelection, event -> entered(event));
		search.addListener(SWT.KeyDown, this::searchKey);
		texts = new Button(top, SWT.CHECK);
		texts.setText(Messages.in_texts);
		texts.setToolTipText(Messages.in_texts_tip);
		texts.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		texts.addListener(SWT.Selection, event -> surroundings.asked());
		bar = Named.named(new ToolBar(top, SWT.FLAT | SWT.HORIZONTAL), Messages.tools_name);
		bar.setLayoutData(new GridData(SWT.END, SWT.CENTER, false, false));
		ToolItem filter = new ToolItem(bar, SWT.CHECK);
		filter.setImage(Icons.image(Icon.FILTER));
		filter.setToolTipText(Messages.tip_filter);
		filter.addListener(SWT.Selection, event -> surroundings.filters(filter.getSelection()));
		new ToolItem(bar, SWT.SEPARATOR);
		tool(Command.REOPEN, Icon.REFRESH, Messages.tip_reopen);
		tool(Command.EXPORT, Icon.EXPORT, Messages.tip_export);
		tool(Command.DELETE, Icon.DELETE, Messages.tip_delete);
		root.addListener(SWT.Resize, event -> fold(root));
	}

	/** In a narrow part the buttons get a line of their own, so that none is cut off. */
	private void fold(Composite root) {
		GridLayout layout = (GridLayout) top.getLayout();
		int beside = texts.computeSize(SWT.DEFAULT, SWT.DEFAULT).x + bar.computeSize(SWT.DEFAULT, SWT.DEFAULT).x + layout.horizontalSpacing
				+ 2 * layout.marginWidth;
		int columns = root.getClientArea().width < beside ? 1 : 2;
		if (layout.numColumns != columns) {
			layout.numColumns = columns;
			((GridData) search.getLayoutData()).horizontalSpan = columns;
			root.layout(true, true);
		}
	}

	private void tool(Command command, Icon icon, String tip) {
		ToolItem item = new ToolItem(bar, SWT.PUSH);
		item.setImage(Icons.image(icon));
		item.setToolTipText(tip);
		item.addListener(SWT.Selection, event -> run(command));
		tools.put(command, item);
	}

	/** Gives the table its menu and its keys. */
	void menu(Table table) {
		Menu menu = new Menu(table);
		item(menu, Command.OPEN, Icon.SESSION, Messages.menu_open);
		item(menu, Command.REOPEN, Icon.REFRESH, Messages.menu_reopen);
		new MenuItem(menu, SWT.SEPARATOR);
		item(menu, Command.EXPORT, Icon.EXPORT, Messages.menu_export);
		item(menu, Command.COPY_ID, Icon.COPY, Messages.menu_copy_id);
		new MenuItem(menu, SWT.SEPARATOR);
		item(menu, Command.DELETE, Icon.DELETE, Messages.menu_delete);
		menu.addListener(SWT.Show, event -> enable());
		table.setMenu(menu);
		table.addListener(SWT.KeyDown, this::tableKey);
	}

	private void item(Menu menu, Command command, Icon icon, String label) {
		MenuItem item = new MenuItem(menu, SWT.PUSH);
		item.setText(label);
		item.setImage(Icons.image(icon));
		item.addListener(SWT.Selection, event -> run(command));
		items.put(command, item);
	}

	private void entered(Event event) {
		if (event.detail == SWT.ICON_CANCEL) {
			return;
		}
		if (!text().isBlank()) {
			texts.setSelection(true);
		}
		surroundings.asked();
	}

	private void searchKey(Event event) {
		if (event.keyCode == SWT.ARROW_DOWN) {
			surroundings.down();
			event.doit = false;
		} else if (event.keyCode == SWT.ESC && !search.getText().isEmpty()) {
			clear();
			event.doit = false;
		}
	}

	private void tableKey(Event event) {
		int modifiers = event.stateMask & SWT.MODIFIER_MASK;
		if (modifiers == 0 && event.keyCode == SWT.DEL) {
			run(Command.DELETE);
		} else if (modifiers == SWT.MOD1 && event.keyCode == 'c') {
			run(Command.COPY_ID);
		} else if (modifiers == SWT.MOD1 && event.keyCode == 's') {
			run(Command.EXPORT);
		} else if (modifiers == 0 && event.keyCode == SWT.F5) {
			surroundings.refresh();
		} else {
			return;
		}
		event.doit = false;
	}

	private void run(Command command) {
		PastRow row = surroundings.selection();
		if (row != null && can(command, row)) {
			surroundings.run(command, row);
		}
	}

	private static boolean can(Command command, PastRow row) {
		return switch (command) {
		case OPEN, EXPORT, COPY_ID -> true;
		case REOPEN -> row.canReopen();
		case DELETE -> row.canDelete();
		};
	}

	/** Looks what can be done now. */
	void enable() {
		PastRow row = surroundings.selection();
		tools.forEach((command, item) -> {
			boolean can = row != null && can(command, row);
			if (item.getEnabled() != can) {
				item.setEnabled(can);
			}
		});
		items.forEach((command, item) -> item.setEnabled(row != null && can(command, row)));
	}

	String text() {
		return search.getText();
	}

	boolean inTexts() {
		return texts.getSelection();
	}

	void searchTexts() {
		texts.setSelection(true);
	}

	void clear() {
		search.setText("");
	}

	void focus() {
		search.setFocus();
	}
}
