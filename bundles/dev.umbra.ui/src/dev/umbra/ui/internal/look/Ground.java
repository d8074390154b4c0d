package dev.umbra.ui.internal.look;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Composite;

/**
 * What panes of ours stand on. The theme's style sheet knows widgets by the names of their classes: it gives a dialog its ground, and passes over
 * a class of ours in it, which would keep that of the desktop. On the SWT thread.
 */
public final class Ground {
	private Ground() {
	}

	/** From its first paint on it is of the same colour as what it stands in, which has its own only after the dialog was made. */
	public static void ofParent(Composite pane) {
		pane.addListener(SWT.Paint, event -> {
			Color wanted = pane.getParent().getBackground();
			if (!wanted.equals(pane.getBackground())) {
				pane.setBackground(wanted);
			}
		});
	}
}
