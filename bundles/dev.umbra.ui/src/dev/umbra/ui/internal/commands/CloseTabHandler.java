package dev.umbra.ui.internal.commands;

import org.eclipse.e4.core.di.annotations.CanExecute;
import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.services.IServiceConstants;
import org.jspecify.annotations.Nullable;

import dev.umbra.ui.internal.tabs.SessionTabs;
import jakarta.inject.Named;

/** Closes the active tab as its cross does: a session whose turn runs is asked about. */
public final class CloseTabHandler {
	@CanExecute
	boolean can(@Named(IServiceConstants.ACTIVE_PART) @Optional @Nullable MPart part) {
		return ActiveSession.isTab(part);
	}

	@Execute
	void run(@Named(IServiceConstants.ACTIVE_PART) MPart part, SessionTabs tabs) {
		tabs.close(part);
	}
}
