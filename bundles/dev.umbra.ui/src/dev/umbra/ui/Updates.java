package dev.umbra.ui;

import java.util.List;

import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.osgi.service.prefs.BackingStoreException;

import dev.umbra.client.store.Polling;
import dev.umbra.client.store.SessionStore.Choices;

/**
 * The rows in which a person chooses how a window stays up to date: whether the host's pushes are used, and how it is asked where there are none. What is written
 * holds at once. On the SWT thread.
 */
public final class Updates {
	/** Of the preferences, in the instance scope. */
	public static final String NODE = Choices.NODE;
	private static final List<Polling> CHOICES = List.of(Polling.ADAPTIVE, Polling.FIXED, Polling.OFF);
	private static final int WIDTH = 400;

	private final IEclipsePreferences node;
	private final Button push;
	private final Combo polling;

	/** @param parent with a {@link GridLayout} of one column @param node {@link #NODE} */
	public Updates(Composite parent, IEclipsePreferences node) {
		this.node = node;
		push = new Button(parent, SWT.CHECK);
		push.setText(Messages.updates_push);
		push.setSelection(node.getBoolean(Choices.PUSH, Choices.USUAL.push()));
		Composite row = new Composite(parent, SWT.NONE);
		GridLayout layout = new GridLayout(2, false);
		layout.marginWidth = layout.marginHeight = 0;
		row.setLayout(layout);
		row.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		new Label(row, SWT.NONE).setText(Messages.updates_polling);
		polling = new Combo(row, SWT.READ_ONLY);
		polling.setItems(Messages.updates_adaptive, Messages.updates_fixed, Messages.updates_off);
		polling.select(CHOICES.indexOf(Polling.of(node.get(Choices.POLLING, Choices.USUAL.polling().word()))));
		Label note = new Label(parent, SWT.WRAP);
		note.setText(Messages.updates_note);
		GridData data = new GridData(SWT.FILL, SWT.CENTER, true, false);
		data.widthHint = WIDTH;
		note.setLayoutData(data);
	}

	/** Shows what holds where nothing was chosen. */
	public void defaults() {
		push.setSelection(Choices.USUAL.push());
		polling.select(CHOICES.indexOf(Choices.USUAL.polling()));
	}

	/**
	 * Writes what is chosen; it holds at once.
	 *
	 * @throws BackingStoreException if the disk refuses: then it holds until the window ends
	 */
	public void write() throws BackingStoreException {
		node.putBoolean(Choices.PUSH, push.getSelection());
		node.put(Choices.POLLING, CHOICES.get(polling.getSelectionIndex()).word());
		node.flush();
	}
}
