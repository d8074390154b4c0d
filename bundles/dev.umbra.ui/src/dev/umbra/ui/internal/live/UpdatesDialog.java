package dev.umbra.ui.internal.live;

import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.jspecify.annotations.Nullable;
import org.osgi.service.prefs.BackingStoreException;

import dev.umbra.ui.Updates;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.FittingDialog;

/** How the window stays up to date, to be chosen. On the SWT thread. */
public final class UpdatesDialog extends FittingDialog {
	private static final int WIDTH_DLUS = 260;
	private @Nullable Updates updates;
	private @Nullable Label problem;

	public UpdatesDialog(Shell parent) {
		super(parent, Messages.updates_title, WIDTH_DLUS);
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		updates = new Updates(area, InstanceScope.INSTANCE.getNode(Updates.NODE));
		problem = Fields.problem(area);
		return area;
	}

	@Override
	protected void okPressed() {
		Updates chosen = updates;
		if (chosen != null) {
			try {
				chosen.write();
			} catch (BackingStoreException e) {
				if (problem != null) {
					Fields.say(problem, e.getMessage());
					getShell().layout(true, true);
				}
				return;
			}
		}
		super.okPressed();
	}
}
