package dev.umbra.ui.internal.commands;

import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.core.di.annotations.Optional;
import org.jspecify.annotations.Nullable;

import dev.umbra.ui.SessionOpener;

/** Shows the place where a session is begun. */
public final class NewSessionHandler {
	@Execute
	void run(@Optional @Nullable SessionOpener opener) {
		if (opener != null) {
			opener.openNew(null);
		}
	}
}
