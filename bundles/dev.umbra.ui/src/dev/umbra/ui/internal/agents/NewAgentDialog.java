package dev.umbra.ui.internal.agents;

import java.util.function.Supplier;

import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.api.Agents;
import dev.umbra.ui.internal.live.HostServices;

/** Asks what agent to add, and adds it: closes only when the host has it. On the SWT thread. */
final class NewAgentDialog extends Dialog {
	private final AgentActions actions;
	private final Supplier<HostServices> services;
	private @Nullable NewAgentPane pane;
	private Agents.@Nullable Added added;

	NewAgentDialog(Shell parent, AgentActions actions, Supplier<HostServices> services) {
		super(parent);
		this.actions = actions;
		this.services = services;
	}

	/** Null if the person did not want to after all. */
	Agents.@Nullable Added ask() {
		open();
		return added;
	}

	@Override
	protected boolean isResizable() {
		return true;
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText(Messages.dialog_title);
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		NewAgentPane created = new NewAgentPane(area, services, this::check);
		created.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		pane = created;
		return area;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, IDialogConstants.OK_ID, Messages.dialog_add, true);
		createButton(parent, IDialogConstants.CANCEL_ID, Messages.cancel, false);
		check();
	}

	@Override
	protected Point getInitialSize() {
		Point wanted = super.getInitialSize();
		return new Point(Math.max(wanted.x, convertHorizontalDLUsToPixels(430)), wanted.y);
	}

	private void check() {
		NewAgentPane present = pane;
		Button add = getButton(IDialogConstants.OK_ID);
		if (present != null && add != null && !add.isDisposed()) {
			add.setEnabled(present.complete());
		}
	}

	@Override
	protected void okPressed() {
		NewAgentPane present = pane;
		Button add = getButton(IDialogConstants.OK_ID);
		if (present == null || !present.checked()) {
			return;
		}
		add.setEnabled(false);
		add.setText(Messages.dialog_adding);
		present.say(null);
		actions.add(present.form(), result -> {
			if (!present.isDisposed()) {
				added = result;
				super.okPressed();
			}
		}, failed -> {
			if (!present.isDisposed()) {
				add.setText(Messages.dialog_add);
				add.setEnabled(true);
				present.say(failed);
			}
		});
	}
}
