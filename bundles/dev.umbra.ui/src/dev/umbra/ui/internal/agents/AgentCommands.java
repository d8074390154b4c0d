package dev.umbra.ui.internal.agents;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;

import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.look.Icons;
import dev.umbra.ui.internal.look.Named;

/** The part's buttons, menus and keys, and whether each can be used now. On the SWT thread. */
final class AgentCommands {
	/** What the commands need of the view. */
	interface Surroundings {
		/** Whether the host would hear of it. */
		boolean reachable();

		/** Of one that has a check mark. */
		boolean isSet(Command command);

		/** To the row that is selected. */
		void run(Command command);
	}

	private final AgentTree tree;
	private final Surroundings surroundings;
	private final ToolBar bar;
	private final ToolItem filter;
	private final Map<Command, ToolItem> tools = new EnumMap<>(Command.class);
	private StatusFilter status = StatusFilter.ALL;

	/** @param filtered told when the person chose which agents to see */
	AgentCommands(Composite top, AgentTree tree, Surroundings surroundings, Consumer<StatusFilter> filtered) {
		this.tree = tree;
		this.surroundings = surroundings;
		bar = Named.named(new ToolBar(top, SWT.FLAT | SWT.HORIZONTAL), Messages.toolbar_name);
		bar.setLayoutData(new GridData(SWT.END, SWT.CENTER, false, false));
		filter = new ToolItem(bar, SWT.PUSH);
		filter.setImage(Icons.image(Icon.FILTER));
		filter.setToolTipText(Messages.tip_filter);
		Menu choices = filters(filtered);
		filter.addListener(SWT.Selection, e -> below(filter, choices));
		tool(Command.NEW_AGENT, Icon.ADD, Messages.tip_new_agent);
		tool(Command.NEW_SESSION, Icon.SESSION, Messages.tip_new_session);
		tool(Command.START, Icon.START, Messages.tip_start);
		tool(Command.STOP, Icon.STOP, Messages.tip_stop);
		tool(Command.REMOVE, Icon.REMOVE, Messages.tip_remove);
		Menu menu = new Menu(tree.control());
		menu.addListener(SWT.Show, e -> fill(menu));
		tree.control().setMenu(menu);
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

	private Menu filters(Consumer<StatusFilter> filtered) {
		Menu menu = new Menu(bar);
		for (StatusFilter each : StatusFilter.values()) {
			MenuItem item = new MenuItem(menu, SWT.RADIO);
			item.setText(each.words());
			item.setSelection(each == status);
			item.addListener(SWT.Selection, e -> {
				if (item.getSelection() && each != status) {
					filtered.accept(each);
				}
			});
			item.setData(each);
		}
		menu.addListener(SWT.Show, e -> List.of(menu.getItems()).forEach(item -> item.setSelection(item.getData() == status)));
		bar.addListener(SWT.Dispose, e -> menu.dispose());
		return menu;
	}

	/** Which agents are shown now: said beside the button while it is not all. @return whether the bar needs another width */
	boolean filter(StatusFilter now) {
		boolean other = now != status;
		status = now;
		filter.setToolTipText(now == StatusFilter.ALL ? Messages.tip_filter : Messages.tip_filter + ": " + now.words());
		filter.setText(now == StatusFilter.ALL ? "" : now.words());
		return other;
	}

	private void below(ToolItem item, Menu menu) {
		Rectangle place = item.getBounds();
		menu.setLocation(bar.toDisplay(new Point(place.x, place.y + place.height)));
		menu.setVisible(true);
	}

	private void fill(Menu menu) {
		for (MenuItem item : menu.getItems()) {
			item.dispose();
		}
		for (List<Command> group : Command.menu(tree.selection())) {
			if (menu.getItemCount() > 0) {
				new MenuItem(menu, SWT.SEPARATOR);
			}
			group.forEach(command -> item(menu, command));
		}
	}

	private void item(Menu menu, Command command) {
		MenuItem item = new MenuItem(menu, command.isChecked() ? SWT.CHECK : SWT.PUSH);
		item.setText(command.label());
		Icon icon = command.icon();
		if (icon == null) {
			item.setSelection(surroundings.isSet(command));
		} else {
			item.setImage(Icons.image(icon));
		}
		item.setEnabled(isOn(command));
		item.addListener(SWT.Selection, e -> run(command));
	}

	private void key(Event event) {
		int modifiers = event.stateMask & SWT.MODIFIER_MASK;
		boolean plain = modifiers == 0;
		if (plain && event.keyCode == SWT.DEL) {
			run(Command.REMOVE);
		} else if (plain && event.keyCode == SWT.INSERT || modifiers == SWT.MOD1 && event.keyCode == 'n') {
			run(Command.NEW_AGENT);
		} else if (modifiers == SWT.MOD1 && event.keyCode == 'd') {
			run(Command.DUPLICATE);
		} else if (modifiers == SWT.MOD1 && event.keyCode == 'z') {
			run(Command.UNDO);
		} else if (modifiers == SWT.MOD3 && (event.keyCode == SWT.CR || event.keyCode == SWT.KEYPAD_CR)) {
			run(Command.EDIT);
		} else if (plain && event.keyCode == SWT.F5) {
			run(Command.REFRESH);
		} else {
			return;
		}
		event.doit = false;
	}

	private boolean isOn(Command command) {
		return command.isOn(tree.selection(), tree.selectedAgent(), surroundings.reachable());
	}

	/** Looks what can be done now. */
	void enable() {
		tools.forEach((command, item) -> {
			boolean on = isOn(command);
			if (item.getEnabled() != on) {
				item.setEnabled(on);
			}
		});
	}

	void run(Command command) {
		if (isOn(command)) {
			surroundings.run(command);
		}
	}
}
