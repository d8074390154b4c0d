package dev.umbra.ui.internal.tabs;

import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.ui.services.IServiceConstants;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Shell;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.SessionId;
import jakarta.inject.Named;

/** Lists all tabs and brings the one that is chosen to the front. */
public final class AllTabsHandler {
	@Execute
	void run(@Named(IServiceConstants.ACTIVE_SHELL) @Optional @Nullable Shell shell, SessionTabs tabs) {
		AllTabsDialog dialog = new AllTabsDialog(shell, tabs.lines(), tabs.inFront());
		SessionId chosen = dialog.open() == Window.OK ? dialog.chosen() : null;
		if (chosen != null) {
			tabs.open(chosen);
		}
	}
}
