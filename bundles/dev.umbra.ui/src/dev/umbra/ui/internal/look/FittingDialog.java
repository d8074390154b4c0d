package dev.umbra.ui.internal.look;

import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Shell;

/** A dialog with a title, that can be resized and never opens larger than the screen. On the SWT thread. */
public abstract class FittingDialog extends Dialog {
	private final String title;
	private final int leastDlus;

	protected FittingDialog(Shell parent, String title) {
		this(parent, title, 0);
	}

	/** @param leastDlus as wide as so many of the dialog's units at least, and as high as the words need at that width; 0: as SWT computes */
	protected FittingDialog(Shell parent, String title, int leastDlus) {
		super(parent);
		this.title = title;
		this.leastDlus = leastDlus;
	}

	@Override
	protected final boolean isResizable() {
		return true;
	}

	@Override
	protected final void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText(title);
	}

	@Override
	protected Point getInitialSize() {
		Point wanted = super.getInitialSize();
		Rectangle screen = getShell().getMonitor().getClientArea();
		if (leastDlus == 0) {
			return new Point(Math.min(screen.width, wanted.x), Math.min(screen.height, wanted.y));
		}
		int width = Math.min(screen.width, Math.max(wanted.x, convertHorizontalDLUsToPixels(leastDlus)));
		return new Point(width, Math.min(screen.height, getShell().computeSize(width, SWT.DEFAULT, true).y));
	}

	/** Makes it so many pixels higher, as far as the screen goes; it never shrinks below the pointer. */
	protected final void grow(int missing) {
		if (missing > 0) {
			Shell shell = getShell();
			Rectangle screen = shell.getMonitor().getClientArea();
			Rectangle place = shell.getBounds();
			int height = Math.min(place.height + missing, screen.height);
			shell.setBounds(place.x, Math.max(screen.y, Math.min(place.y, screen.y + screen.height - height)), place.width, height);
		}
	}
}
