package dev.umbra.ui.internal.commands;

import org.eclipse.e4.core.di.annotations.CanExecute;
import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.services.IServiceConstants;
import org.jspecify.annotations.Nullable;

import dev.umbra.ui.internal.session.SessionPart;
import jakarta.inject.Named;

/** Goes to the place before of what is looked for. */
public final class FindPreviousHandler {
	@CanExecute
	boolean can(@Named(IServiceConstants.ACTIVE_PART) @Optional @Nullable MPart part) {
		return ActiveSession.of(part) != null;
	}

	@Execute
	void run(@Named(IServiceConstants.ACTIVE_PART) MPart part) {
		SessionPart shown = ActiveSession.partOf(part);
		if (shown != null) {
			shown.findAgain(false);
		}
	}
}
