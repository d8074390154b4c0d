package dev.umbra.ui.internal.look;

import org.eclipse.swt.widgets.Control;

/** Controls whose colours say something of their own. On the SWT thread. */
public final class Painted {
	/** Where the theme engine looks whether it has to keep off a widget. */
	private static final String KEPT_FROM_THEME = "org.eclipse.e4.ui.css.disabled";

	private Painted() {
	}

	/** The theme's style sheet leaves their colours to us: else it would undo them whenever it is applied again. */
	public static void byUs(Control... controls) {
		for (Control control : controls) {
			control.setData(KEPT_FROM_THEME, Boolean.TRUE);
		}
	}
}
