package dev.umbra.ui.internal.questions;

import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.widgets.Control;

/** To the clipboard. On the SWT thread. */
final class Copying {
	private Copying() {
	}

	static void copy(Control control, String text) {
		Clipboard clipboard = new Clipboard(control.getDisplay());
		try {
			clipboard.setContents(new Object[] { text }, new Transfer[] { TextTransfer.getInstance() });
		} finally {
			clipboard.dispose();
		}
	}
}
