package dev.umbra.app;

import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.ui.services.IServiceConstants;
import org.eclipse.e4.ui.workbench.IWorkbench;
import org.eclipse.swt.widgets.Shell;

import jakarta.inject.Named;

/** Closes the window; the host and its agents go on. */
public final class QuitHandler {
	@Execute
	void quit(IWorkbench workbench, Closing closing, @Optional @Named(IServiceConstants.ACTIVE_SHELL) Shell shell) {
		closing.say(shell);
		workbench.close();
	}
}
