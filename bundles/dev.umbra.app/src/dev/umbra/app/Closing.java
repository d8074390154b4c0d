package dev.umbra.app;

import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.e4.ui.model.application.ui.basic.MWindow;
import org.eclipse.e4.ui.workbench.modeling.IWindowCloseHandler;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.dialogs.MessageDialogWithToggle;
import org.eclipse.swt.widgets.Shell;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.core.api.Host;

/**
 * Says that agents go on when the window closes, until the person has heard it enough, and never keeps the window open.
 * What is known already counts: nobody waits for the host here. On the SWT thread.
 */
final class Closing implements IWindowCloseHandler {
	private final IEclipseContext context;

	Closing(IEclipseContext context) {
		this.context = context;
	}

	@Override
	public boolean close(MWindow window) {
		say(window.getWidget() instanceof Shell shell ? shell : null);
		return true;
	}

	/** @param parent of the dialog, or null */
	void say(@Nullable Shell parent) {
		int turns = running();
		if (turns == 0 || Preferences.node().getBoolean(Preferences.CLOSE_SILENTLY, false)) {
			return;
		}
		MessageDialogWithToggle dialog = new MessageDialogWithToggle(parent, Messages.Closing_title, null,
				ClosingWords.of(turns), MessageDialog.INFORMATION, new String[] { IDialogConstants.OK_LABEL }, 0,
				Messages.Closing_silently, false);
		dialog.open();
		if (dialog.getToggleState()) {
			Preferences.put(Preferences.CLOSE_SILENTLY, Boolean.TRUE.toString());
		}
	}

	private int running() {
		Snapshots snapshots = context.get(Snapshots.class);
		return snapshots == null ? 0 : snapshots.host().now().present().map(Host.Status::runningTurns).orElse(0);
	}
}
