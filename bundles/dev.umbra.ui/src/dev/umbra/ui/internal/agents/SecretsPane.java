package dev.umbra.ui.internal.agents;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.Ground;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Space;

/** The secrets of an agent by name: a value can be given, never read. On the SWT thread. */
final class SecretsPane extends Composite {
	private final Collection<String> kept;
	private final Map<String, String> values = new LinkedHashMap<>();
	private final List<String> dropped = new ArrayList<>();
	private final Table table;
	private final Button change;
	private final Button remove;

	/** @param kept names of the secrets that the host has */
	SecretsPane(Composite parent, Collection<String> kept) {
		super(parent, SWT.NONE);
		Ground.ofParent(this);
		this.kept = List.copyOf(kept);
		GridLayout layout = new GridLayout(2, false);
		layout.marginWidth = layout.marginHeight = 0;
		layout.verticalSpacing = Space.TIGHT;
		setLayout(layout);
		table = Named.named(new Table(this, SWT.BORDER | SWT.SINGLE | SWT.FULL_SELECTION | SWT.V_SCROLL), Messages.secrets);
		GridData data = new GridData(SWT.FILL, SWT.FILL, true, true);
		data.heightHint = table.getItemHeight() * 3;
		data.widthHint = 160;
		table.setLayoutData(data);
		new TableColumn(table, SWT.NONE);
		new TableColumn(table, SWT.NONE);
		table.addListener(SWT.Resize, event -> fit());
		table.addListener(SWT.Selection, event -> enable());
		table.addListener(SWT.DefaultSelection, event -> change());
		Composite buttons = Fields.grid(this, 1);
		buttons.setLayoutData(new GridData(SWT.FILL, SWT.TOP, false, false));
		Fields.button(buttons, Messages.secret_add, this::add);
		change = Fields.button(buttons, Messages.secret_change, this::change);
		remove = Fields.button(buttons, Messages.secret_remove, this::remove);
		fill();
	}

	private void fit() {
		int width = table.getClientArea().width;
		table.getColumn(0).setWidth(width * 55 / 100);
		table.getColumn(1).setWidth(width - width * 55 / 100);
	}

	private void fill() {
		String selected = selected();
		table.removeAll();
		TreeSet<String> names = new TreeSet<>(kept);
		names.addAll(values.keySet());
		for (String name : names) {
			TableItem item = new TableItem(table, SWT.NONE);
			item.setText(new String[] { name,
					dropped.contains(name) ? Messages.secret_dropped : values.containsKey(name) ? Messages.secret_new : Messages.secret_kept });
			if (name.equals(selected)) {
				table.setSelection(item);
			}
		}
		enable();
	}

	private String selected() {
		return table.getSelectionCount() == 0 ? "" : table.getSelection()[0].getText(0);
	}

	private void enable() {
		change.setEnabled(table.getSelectionCount() > 0);
		remove.setEnabled(table.getSelectionCount() > 0);
	}

	private void add() {
		new SecretDialog(getShell(), "").ask().ifPresent(this::put);
	}

	private void change() {
		if (table.getSelectionCount() > 0) {
			new SecretDialog(getShell(), selected()).ask().ifPresent(this::put);
		}
	}

	private void put(SecretDialog.Secret secret) {
		dropped.remove(secret.name());
		values.put(secret.name(), secret.value());
		fill();
	}

	private void remove() {
		String name = selected();
		values.remove(name);
		if (kept.contains(name) && !dropped.contains(name)) {
			dropped.add(name);
		}
		fill();
	}

	/** New values by name. */
	Map<String, String> values() {
		return Map.copyOf(values);
	}

	/** Names of those to remove. */
	List<String> dropped() {
		return List.copyOf(dropped);
	}
}
