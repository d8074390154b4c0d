package dev.umbra.ui.internal.commands;

import org.eclipse.e4.core.di.annotations.CanExecute;
import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.core.di.extensions.Service;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.services.IServiceConstants;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Shell;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;
import dev.umbra.ui.internal.history.ExportDialog;
import dev.umbra.ui.internal.session.SessionPart;
import jakarta.inject.Named;

/** Writes the session of the tab into a file, as Markdown, HTML or JSON. */
public final class ExportSessionHandler {
	@CanExecute
	boolean can(@Named(IServiceConstants.ACTIVE_PART) @Optional @Nullable MPart part) {
		return ActiveSession.of(part) != null;
	}

	@Execute
	void run(@Named(IServiceConstants.ACTIVE_PART) MPart part, @Named(IServiceConstants.ACTIVE_SHELL) Shell shell,
			@Service @Optional @Nullable Sessions sessions, @Service @Optional @Nullable Snapshots snapshots) {
		SessionId session = ActiveSession.of(part);
		SessionPart shown = ActiveSession.partOf(part);
		if (session == null || shown == null) {
			return;
		}
		new ExportDialog(shell, () -> sessions, session, ActiveSession.title(session, part, snapshots)).ask()
				.ifPresent(file -> shown.tell(NLS.bind(Messages.exported, file)));
	}
}
