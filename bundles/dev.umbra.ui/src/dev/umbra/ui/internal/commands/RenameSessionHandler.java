package dev.umbra.ui.internal.commands;

import org.eclipse.e4.core.di.annotations.CanExecute;
import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.core.di.extensions.Service;
import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.services.IServiceConstants;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Shell;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.core.CommandId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;
import jakarta.inject.Named;

/** Asks for the session's title. */
public final class RenameSessionHandler {
	@CanExecute
	boolean can(@Named(IServiceConstants.ACTIVE_PART) @Optional @Nullable MPart part) {
		return ActiveSession.of(part) != null;
	}

	@Execute
	void run(@Named(IServiceConstants.ACTIVE_PART) MPart part, @Named(IServiceConstants.ACTIVE_SHELL) @Optional @Nullable Shell shell,
			@Service @Optional @Nullable Sessions sessions, @Service @Optional @Nullable Snapshots snapshots, UISynchronize ui) {
		SessionId session = ActiveSession.of(part);
		if (session == null || sessions == null) {
			return;
		}
		InputDialog dialog = new InputDialog(shell, Messages.rename_title, Messages.rename_text, ActiveSession.title(session, part, snapshots),
				typed -> typed.isBlank() ? Messages.rename_empty : null);
		if (dialog.open() == Window.OK) {
			Said.ifNot(sessions.rename(new Sessions.Rename(CommandId.random(), session.value(), dialog.getValue().strip())), ui, shell);
		}
	}
}
