package dev.umbra.ui.internal.commands;

import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.swt.widgets.Shell;
import org.jspecify.annotations.Nullable;

import dev.umbra.ui.internal.live.LiveServices;
import dev.umbra.ui.internal.rules.RulesDialog;
import jakarta.inject.Named;

/** Shows the person's standing answers. */
public final class ShowRulesHandler {
	@Execute
	void run(@Named("activeShell") @Optional @Nullable Shell shell, LiveServices services) {
		if (shell != null) {
			new RulesDialog(shell, services::now, null).open();
		}
	}
}
