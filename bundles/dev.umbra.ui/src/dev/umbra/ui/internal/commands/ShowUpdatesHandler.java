package dev.umbra.ui.internal.commands;

import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.ui.services.IServiceConstants;
import org.eclipse.swt.widgets.Shell;

import dev.umbra.ui.internal.live.UpdatesDialog;
import jakarta.inject.Named;

/** Has the person choose how the window stays up to date. */
public final class ShowUpdatesHandler {
	@Execute
	void run(@Named(IServiceConstants.ACTIVE_SHELL) Shell shell) {
		new UpdatesDialog(shell).open();
	}
}
