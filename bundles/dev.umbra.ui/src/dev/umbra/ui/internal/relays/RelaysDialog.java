package dev.umbra.ui.internal.relays;

import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;

import dev.umbra.core.Clocks;
import dev.umbra.ui.internal.live.LiveServices;
import dev.umbra.ui.internal.look.FittingDialog;

/** Relays and identities; whatever is done in it holds at once. On the SWT thread. */
public final class RelaysDialog extends FittingDialog {
	private static final int WIDTH_DLUS = 420;
	private final UISynchronize ui;
	private final LiveServices services;

	public RelaysDialog(Shell parent, UISynchronize ui, LiveServices services) {
		super(parent, Messages.title, WIDTH_DLUS);
		this.ui = ui;
		this.services = services;
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		RelaysPane pane = new RelaysPane(area, ui, Clocks.SYSTEM, services::now, true, this::resized);
		pane.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		services.tell(pane, (each, present) -> each.changed());
		return area;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		// no default button: Return in a field does what that field is for
		createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CLOSE_LABEL, false);
	}

	private void resized() {
		Shell shell = getShell();
		if (shell != null && shell.isVisible()) {
			grow(shell.computeSize(shell.getSize().x, SWT.DEFAULT, true).y - shell.getSize().y);
			shell.layout(true, true);
		}
	}
}
