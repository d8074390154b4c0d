package dev.umbra.ui.internal.look;

import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.widgets.Control;

/** Fonts made from the one a control has, disposed with that control. On the SWT thread. */
public final class Fonts {
	private Fonts() {
	}

	public static Font bold(Control control) {
		return of(control, FontDescriptor.createFrom(control.getFont()).setStyle(SWT.BOLD));
	}

	/** For what is second in rank beside text of the same size. */
	public static Font italic(Control control) {
		return of(control, FontDescriptor.createFrom(control.getFont()).setStyle(SWT.ITALIC));
	}

	/** For the one line that heads an empty part or a dialog. */
	public static Font heading(Control control) {
		int height = Math.abs(control.getFont().getFontData()[0].getHeight());
		return of(control, FontDescriptor.createFrom(control.getFont()).setStyle(SWT.BOLD).setHeight(height + Math.max(2, height / 4)));
	}

	private static Font of(Control control, FontDescriptor descriptor) {
		return new LocalResourceManager(JFaceResources.getResources(), control).create(descriptor);
	}
}
