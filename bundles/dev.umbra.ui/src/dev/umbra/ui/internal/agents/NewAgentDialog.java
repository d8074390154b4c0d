package dev.umbra.ui.internal.agents;

import java.util.function.Supplier;

import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.api.Agents;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.look.FittingDialog;

/** Asks what agent to add, and adds it: closes only when the host has it. On the SWT thread. */
final class NewAgentDialog extends FittingDialog {
	private final AgentActions actions;
	private final Supplier<HostServices> services;
	private final @Nullable NewAgentForm proposed;
	private @Nullable NewAgentPane pane;
	private Agents.@Nullable Added added;

	/** @param proposed what the fields begin with, or null */
	NewAgentDialog(Shell parent, AgentActions actions, Supplier<HostServices> services, @Nullable NewAgentForm proposed) {
		super(parent, Messages.dialog_title);
		this.actions = actions;
		this.services = services;
		this.proposed = proposed;
	}

	/** Null if the person did not want to after all. */
	Agents.@Nullable Added ask() {
		open();
		return added;
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		ScrolledComposite scrolled = new ScrolledComposite(area, SWT.V_SCROLL);
		scrolled.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		scrolled.setExpandHorizontal(true);
		scrolled.setExpandVertical(true);
		scrolled.setShowFocusedControl(true);
		NewAgentPane created = new NewAgentPane(scrolled, services, proposed, this::check, this::fit);
		scrolled.setContent(created);
		scrolled.addListener(SWT.Resize, e -> need(scrolled, created));
		pane = created;
		return area;
	}

	/** What the fields need at this width; on a screen with less room they scroll. */
	private static int need(ScrolledComposite scrolled, NewAgentPane present) {
		int height = present.computeSize(scrolled.getClientArea().width, SWT.DEFAULT, true).y;
		scrolled.setMinHeight(height);
		return height;
	}

	/** Grows where there is more to show than before, as far as the screen goes. It never shrinks below the pointer. */
	private void fit() {
		NewAgentPane present = pane;
		if (present == null || !(present.getParent() instanceof ScrolledComposite scrolled) || scrolled.getClientArea().height == 0) {
			return;
		}
		grow(need(scrolled, present) - scrolled.getClientArea().height);
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
		Rectangle screen = getShell().getMonitor().getClientArea();
		return new Point(Math.min(screen.width, Math.max(wanted.x, convertHorizontalDLUsToPixels(430))), Math.min(screen.height, wanted.y));
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
		actions.add(present.form(), present.secrets(), result -> {
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
