package dev.umbra.ide.tests;

import java.util.concurrent.atomic.AtomicBoolean;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;

/**
 * The person at the next list dialog: picks a line and presses the default button. A modal dialog runs an event loop of its
 * own, so this is prepared before it opens.
 */
final class Answering {
	private final String title;
	private final String line;
	private final AtomicBoolean answered = new AtomicBoolean();
	private final Listener listener = this::shown;

	private Answering(String title, String line) {
		this.title = title;
		this.line = line;
	}

	/** @param line the beginning of the one to pick */
	static Answering nextDialog(String title, String line) {
		Answering answering = new Answering(title, line);
		Display.getCurrent().addFilter(SWT.Activate, answering.listener);
		Display.getCurrent().addFilter(SWT.Show, answering.listener);
		return answering;
	}

	boolean answered() {
		return answered.get();
	}

	private void shown(Event event) {
		if (event.widget instanceof Shell shell && shell.getText().equals(title)) {
			event.display.removeFilter(SWT.Activate, listener);
			event.display.removeFilter(SWT.Show, listener);
			event.display.asyncExec(() -> answer(shell));
		}
	}

	private void answer(Shell shell) {
		if (shell.isDisposed()) {
			return;
		}
		Table lines = Ide.control(shell, Table.class, each -> true).orElse(null);
		int index = -1;
		for (int i = 0; lines != null && i < lines.getItemCount(); i++) {
			index = lines.getItem(i).getText().startsWith(line) ? i : index;
		}
		if (index < 0) {
			// the list is filled after the dialog is shown
			shell.getDisplay().timerExec(10, () -> answer(shell));
			return;
		}
		lines.setSelection(index);
		lines.notifyListeners(SWT.Selection, new Event());
		Button ok = shell.getDefaultButton();
		answered.set(true);
		ok.notifyListeners(SWT.Selection, new Event());
	}
}
