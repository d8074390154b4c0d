package dev.umbra.ui.internal.agents;

import java.util.EnumMap;
import java.util.Map;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.jspecify.annotations.Nullable;

import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.look.Icons;
import dev.umbra.ui.internal.look.Named;

/** What can be done in the Agents part, by button, menu and key, and whether it can be done now. On the SWT thread. */
final class AgentCommands {
	enum Command {
		NEW_AGENT, NEW_SESSION, OPEN, EDIT, START, STOP, FEED, LOG, LOGIN, IMPORT, RULES, REMOVE, REFRESH
	}

	/** What the commands need of the view. */
	interface Surroundings {
		/** Whether the host would hear of it. */
		boolean reachable();

		/** @param agent the selected one, or the one of the selected session; null where nothing is selected */
		void run(Command command, Row.@Nullable OfAgent agent);
	}

	private final AgentTree tree;
	private final Surroundings surroundings;
	private final ToolBar bar;
	private final Map<Command, ToolItem> tools = new EnumMap<>(Command.class);
	private final Map<Command, MenuItem> items = new EnumMap<>(Command.class);

	AgentCommands(Composite top, AgentTree tree, Surroundings surroundings) {
		this.tree = tree;
		this.surroundings = surroundings;
		bar = Named.named(new ToolBar(top, SWT.FLAT | SWT.HORIZONTAL), Messages.toolbar_name);
		bar.setLayoutData(new GridData(SWT.END, SWT.CENTER, false, false));
		tool(Command.NEW_AGENT, Icon.ADD, Messages.tip_new_agent);
		tool(Command.NEW_SESSION, Icon.SESSION, Messages.tip_new_session);
		tool(Command.START, Icon.START, Messages.tip_start);
		tool(Command.STOP, Icon.STOP, Messages.tip_stop);
		tool(Command.REMOVE, Icon.REMOVE, Messages.tip_remove);
		menu();
		tree.control().addListener(SWT.KeyDown, this::key);
	}

	ToolBar bar() {
		return bar;
	}

	private void tool(Command command, Icon icon, String tip) {
		ToolItem item = new ToolItem(bar, SWT.PUSH);
		item.setImage(Icons.image(icon));
		item.setToolTipText(tip);
		item.addListener(SWT.Selection, e -> run(command));
		tools.put(command, item);
	}

	private void menu() {
		Menu menu = new Menu(tree.control());
		item(menu, Command.OPEN, Icon.SESSION, Messages.menu_open);
		item(menu, Command.NEW_SESSION, Icon.SESSION, Messages.menu_new_session);
		item(menu, Command.IMPORT, Icon.FETCH, Messages.menu_import);
		new MenuItem(menu, SWT.SEPARATOR);
		item(menu, Command.START, Icon.START, Messages.menu_start);
		item(menu, Command.STOP, Icon.STOP, Messages.menu_stop);
		item(menu, Command.LOGIN, Icon.DONE, Messages.menu_login);
		item(menu, Command.FEED, Icon.ACTIVITY, Messages.menu_feed);
		item(menu, Command.LOG, Icon.LOG, Messages.menu_log);
		new MenuItem(menu, SWT.SEPARATOR);
		item(menu, Command.EDIT, Icon.EDIT, Messages.menu_edit);
		item(menu, Command.RULES, Icon.PLAN, Messages.menu_rules);
		item(menu, Command.REMOVE, Icon.REMOVE, Messages.menu_remove);
		new MenuItem(menu, SWT.SEPARATOR);
		item(menu, Command.NEW_AGENT, Icon.ADD, Messages.menu_new_agent);
		menu.addListener(SWT.Show, e -> enable());
		tree.control().setMenu(menu);
	}

	private void item(Menu menu, Command command, Icon icon, String label) {
		MenuItem item = new MenuItem(menu, SWT.PUSH);
		item.setText(label);
		item.setImage(Icons.image(icon));
		item.addListener(SWT.Selection, e -> run(command));
		items.put(command, item);
	}

	private void key(Event event) {
		int modifiers = event.stateMask & SWT.MODIFIER_MASK;
		boolean plain = modifiers == 0;
		if (plain && event.keyCode == SWT.DEL) {
			run(Command.REMOVE);
		} else if (plain && event.keyCode == SWT.INSERT || modifiers == SWT.MOD1 && event.keyCode == 'n') {
			run(Command.NEW_AGENT);
		} else if (modifiers == SWT.MOD3 && (event.keyCode == SWT.CR || event.keyCode == SWT.KEYPAD_CR)) {
			run(Command.EDIT);
		} else if (plain && event.keyCode == SWT.F5) {
			run(Command.REFRESH);
		} else {
			return;
		}
		event.doit = false;
	}

	private boolean enabled(Command command) {
		Row.OfAgent agent = tree.selectedAgent();
		boolean asks = surroundings.reachable();
		boolean known = asks && agent != null && agent.listed();
		return switch (command) {
		case NEW_AGENT, RULES -> asks;
		case NEW_SESSION -> asks && (agent == null || agent.listed());
		case OPEN -> tree.selection() instanceof Row.OfSession;
		case START -> asks && agent != null && agent.canStart();
		case STOP -> asks && agent != null && agent.canStop();
		case EDIT, FEED, LOG, LOGIN, IMPORT -> known;
		case REMOVE -> known && tree.selection() instanceof Row.OfAgent;
		case REFRESH -> true;
		};
	}

	/** Looks what can be done now. */
	void enable() {
		tools.forEach((command, item) -> {
			if (item.getEnabled() != enabled(command)) {
				item.setEnabled(enabled(command));
			}
		});
		items.forEach((command, item) -> item.setEnabled(enabled(command)));
	}

	void run(Command command) {
		if (enabled(command)) {
			surroundings.run(command, tree.selectedAgent());
		}
	}
}
