package dev.umbra.ui.internal.tabs;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.SessionId;
import dev.umbra.ui.internal.look.Columns;
import dev.umbra.ui.internal.look.FittingDialog;
import dev.umbra.ui.internal.look.Icons;
import dev.umbra.ui.internal.look.Named;

/**
 * All tabs in their order, to be found by words of their title, agent or folder, also those that do not stand in the row. Rows
 * are made when they are seen: thousands open at once. On the SWT thread.
 */
final class AllTabsDialog extends FittingDialog {
	private static final int LINES = 14;
	private static final int[] SHARES = { 55, 20, 25 };
	private final List<TabLine> all;
	private final @Nullable SessionId present;
	private List<TabLine> found;
	private @Nullable Table table;
	private @Nullable SessionId chosen;

	/** @param present the one in front, selected at first; or null */
	AllTabsDialog(@Nullable Shell parent, List<TabLine> all, @Nullable SessionId present) {
		super(parent, Messages.all_title, 520);
		this.all = List.copyOf(all);
		this.present = present;
		found = this.all;
	}

	/** What the person chose, after it was closed with OK. */
	@Nullable SessionId chosen() {
		return chosen;
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		Text words = Named.named(new Text(area, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL), Messages.all_search);
		words.setMessage(Messages.all_search);
		words.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		Table rows = Named.named(new Table(area, SWT.BORDER | SWT.SINGLE | SWT.FULL_SELECTION | SWT.VIRTUAL | SWT.V_SCROLL), Messages.all_list);
		GridData data = new GridData(SWT.FILL, SWT.FILL, true, true);
		data.heightHint = rows.getItemHeight() * LINES;
		rows.setLayoutData(data);
		rows.setHeaderVisible(true);
		Columns.share(rows, List.of(Messages.all_column_title, Messages.all_column_agent, Messages.all_column_folder), SHARES);
		rows.addListener(SWT.SetData, this::fill);
		rows.addListener(SWT.Selection, event -> enable());
		rows.addListener(SWT.DefaultSelection, event -> okPressed());
		words.addModifyListener(event -> find(words.getText()));
		words.addListener(SWT.KeyDown, event -> step(event, rows));
		table = rows;
		return area;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, IDialogConstants.OK_ID, Messages.all_show, true);
		createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
		find("");
	}

	private void fill(Event event) {
		TabLine line = found.get(event.index);
		TableItem item = (TableItem) event.item;
		item.setText(new String[] { line.title(), line.agent(), line.folder() });
		item.setImage(Icons.image(line.icon()));
	}

	/** Up and down go through the list while the words are written. */
	private static void step(Event event, Table rows) {
		int by = event.keyCode == SWT.ARROW_DOWN ? 1 : event.keyCode == SWT.ARROW_UP ? -1 : 0;
		if (by != 0 && rows.getItemCount() > 0) {
			event.doit = false;
			rows.setSelection(Math.clamp(rows.getSelectionIndex() + by, 0, rows.getItemCount() - 1));
			rows.showSelection();
		}
	}

	private void find(String words) {
		Table rows = Objects.requireNonNull(table);
		String[] wanted = words.toLowerCase(Locale.ROOT).strip().split("\\s+");
		found = all.stream().filter(line -> line.matches(wanted)).toList();
		rows.setItemCount(found.size());
		rows.clearAll();
		int at = Math.max(0, found.stream().map(TabLine::session).toList().indexOf(present));
		if (!found.isEmpty()) {
			rows.setSelection(at);
			rows.showSelection();
		}
		enable();
	}

	private void enable() {
		Button ok = getButton(IDialogConstants.OK_ID);
		if (ok != null) {
			ok.setEnabled(Objects.requireNonNull(table).getSelectionIndex() >= 0);
		}
	}

	@Override
	protected void okPressed() {
		int index = Objects.requireNonNull(table).getSelectionIndex();
		if (index >= 0) {
			chosen = found.get(index).session();
			super.okPressed();
		}
	}
}
