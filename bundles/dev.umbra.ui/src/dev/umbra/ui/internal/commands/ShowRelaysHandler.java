package dev.umbra.ui.internal.commands;

import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.swt.widgets.Shell;
import org.jspecify.annotations.Nullable;

import dev.umbra.ui.internal.live.LiveServices;
import dev.umbra.ui.internal.relays.RelaysDialog;
import jakarta.inject.Named;

/** Shows the relays and the person's identities. */
public final class ShowRelaysHandler {
	@Execute
	void run(@Named("activeShell") @Optional @Nullable Shell shell, UISynchronize ui, LiveServices services) {
		if (shell != null) {
			new RelaysDialog(shell, ui, services).open();
		}
	}
}
