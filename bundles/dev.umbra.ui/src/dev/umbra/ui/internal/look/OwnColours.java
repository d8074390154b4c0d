package dev.umbra.ui.internal.look;

import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** Widgets that are painted from the {@link Palette} alone: the style sheet of the window does not touch them. */
public final class OwnColours {
	/** Known to the style engine of e4. */
	private static final String NO_STYLE_SHEET = "org.eclipse.e4.ui.css.disabled";

	private OwnColours() {
	}

	/** Marks a control and all that is in it now. On the SWT thread, in the same event in which the control was made. */
	public static void keep(Control control) {
		control.setData(NO_STYLE_SHEET, Boolean.TRUE);
		if (control instanceof Composite composite) {
			for (Control child : composite.getChildren()) {
				keep(child);
			}
		}
	}
}
