package dev.umbra.ui.internal.commands;

import org.eclipse.e4.core.di.annotations.CanExecute;
import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.services.IServiceConstants;
import org.jspecify.annotations.Nullable;

import dev.umbra.ui.internal.tabs.SessionTabs;
import jakarta.inject.Named;

/** Shows the place where a session below that of the active tab is begun. */
public final class NewSubSessionHandler {
	@CanExecute
	boolean can(@Named(IServiceConstants.ACTIVE_PART) @Optional @Nullable MPart part) {
		return ActiveSession.of(part) != null;
	}

	@Execute
	void run(@Named(IServiceConstants.ACTIVE_PART) MPart part, SessionTabs tabs) {
		tabs.openBelow(part);
	}
}
