package dev.umbra.ui.internal.commands;

import org.eclipse.e4.core.di.annotations.CanExecute;
import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.core.di.extensions.Service;
import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.services.IServiceConstants;
import org.eclipse.swt.widgets.Shell;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;
import dev.umbra.ui.ClientKey;
import jakarta.inject.Named;

/** Ends the turn that runs in the active session. */
public final class CancelTurnHandler {
	@CanExecute
	boolean can(@Named(IServiceConstants.ACTIVE_PART) @Optional @Nullable MPart part) {
		return ActiveSession.of(part) != null;
	}

	@Execute
	void run(@Named(IServiceConstants.ACTIVE_PART) MPart part, @Named(IServiceConstants.ACTIVE_SHELL) @Optional @Nullable Shell shell,
			@Service @Optional @Nullable Sessions sessions, @Service @Optional @Nullable ClientKey key, UISynchronize ui) {
		SessionId session = ActiveSession.of(part);
		if (session != null && sessions != null) {
			String client = key == null ? ClientKey.PRODUCT : key.value();
			Said.ifNot(sessions.cancel(new Sessions.Cancel(CommandId.random(), session.value(), client)), ui, shell);
		}
	}
}
