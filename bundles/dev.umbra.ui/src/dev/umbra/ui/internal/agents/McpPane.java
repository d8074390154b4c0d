package dev.umbra.ui.internal.agents;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;

import dev.umbra.core.agent.McpServer;
import dev.umbra.ui.internal.look.Columns;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.Ground;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Space;
import dev.umbra.ui.internal.text.ForeignText;

/** The servers of tools that an agent is told of. On the SWT thread. */
final class McpPane extends Composite {
	private static final int[] SHARES = { 28, 18, 54 };
	private final List<McpServer> servers;
	private final Table table;
	private final Button edit;
	private final Button remove;

	McpPane(Composite parent, List<McpServer> servers) {
		super(parent, SWT.NONE);
		Ground.ofParent(this);
		this.servers = new ArrayList<>(servers);
		GridLayout layout = new GridLayout(2, false);
		layout.marginWidth = layout.marginHeight = 0;
		layout.verticalSpacing = Space.TIGHT;
		setLayout(layout);
		table = Named.named(new Table(this, SWT.BORDER | SWT.SINGLE | SWT.FULL_SELECTION | SWT.V_SCROLL), Messages.mcp_list);
		table.setHeaderVisible(true);
		GridData data = new GridData(SWT.FILL, SWT.FILL, true, true);
		data.heightHint = table.getItemHeight() * 5;
		data.widthHint = 160;
		table.setLayoutData(data);
		Columns.share(table, List.of(Messages.mcp_name, Messages.mcp_kind, Messages.mcp_where), SHARES);
		table.addListener(SWT.Selection, event -> enable());
		table.addListener(SWT.DefaultSelection, event -> edit());
		Composite buttons = Fields.grid(this, 1);
		buttons.setLayoutData(new GridData(SWT.FILL, SWT.TOP, false, false));
		Fields.button(buttons, Messages.mcp_add, this::add);
		edit = Fields.button(buttons, Messages.mcp_edit, this::edit);
		remove = Fields.button(buttons, Messages.mcp_remove, this::remove);
		fill();
	}

	private void fill() {
		int selected = table.getSelectionIndex();
		table.removeAll();
		for (McpServer server : servers) {
			new TableItem(table, SWT.NONE).setText(new String[] { ForeignText.shownOnOneLine(server.name()),
					McpForm.word(McpForm.of(server).kind()), ForeignText.shownOnOneLine(McpForm.where(server)) });
		}
		if (selected >= 0 && selected < servers.size()) {
			table.select(selected);
		}
		enable();
	}

	private void enable() {
		edit.setEnabled(table.getSelectionCount() > 0);
		remove.setEnabled(table.getSelectionCount() > 0);
	}

	private List<String> names(int but) {
		List<String> names = new ArrayList<>(servers.stream().map(McpServer::name).toList());
		if (but >= 0) {
			names.remove(but);
		}
		return names;
	}

	private void add() {
		new McpDialog(getShell(), McpForm.EMPTY, names(-1)).ask().ifPresent(server -> {
			servers.add(server);
			fill();
		});
	}

	private void edit() {
		int index = table.getSelectionIndex();
		if (index >= 0) {
			new McpDialog(getShell(), McpForm.of(servers.get(index)), names(index)).ask().ifPresent(server -> {
				servers.set(index, server);
				fill();
			});
		}
	}

	private void remove() {
		int index = table.getSelectionIndex();
		if (index >= 0) {
			servers.remove(index);
			fill();
		}
	}

	List<McpServer> servers() {
		return List.copyOf(servers);
	}
}
