package dev.umbra.ui.internal.relays;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.ui.internal.live.HostAnswers;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.FittingDialog;

/** Asks for something and closes only when it is done: what was typed stays while it cannot be. On the SWT thread. */
final class FormDialog extends FittingDialog {
	private static final int WIDTH_DLUS = 280;
	private final String yes;
	private final Form form;
	private @Nullable Label failure;
	private @Nullable Control first;

	/** @param yes the words of its button */
	FormDialog(Shell parent, String title, String yes, Form form) {
		super(parent, title, WIDTH_DLUS);
		this.yes = yes;
		this.form = form;
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		first = form.fill(area, this::resized);
		failure = Fields.problem(area);
		return area;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, IDialogConstants.OK_ID, yes, true);
		createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
	}

	@Override
	public void create() {
		super.create();
		Control begin = first;
		if (begin != null) {
			begin.setFocus();
		}
	}

	private void resized() {
		Shell shell = getShell();
		if (shell != null && shell.isVisible()) {
			grow(shell.computeSize(shell.getSize().x, -1, true).y - shell.getSize().y);
			shell.layout(true, true);
		}
	}

	@Override
	protected void okPressed() {
		Button ok = getButton(IDialogConstants.OK_ID);
		say(null);
		if (!ok.isEnabled() || !form.checked()) {
			return;
		}
		ok.setEnabled(false);
		form.send(() -> {
			if (getShell() != null && !getShell().isDisposed()) {
				super.okPressed();
			}
		}, refused -> {
			if (!ok.isDisposed()) {
				ok.setEnabled(true);
				say(refused);
			}
		});
	}

	private void say(@Nullable Failure refused) {
		Label label = failure;
		if (label != null && Fields.say(label, refused == null ? null : HostAnswers.words(refused))) {
			resized();
		}
	}
}
