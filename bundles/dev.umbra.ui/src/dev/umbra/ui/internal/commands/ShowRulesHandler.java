package dev.umbra.ui.internal.commands;

import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.core.di.extensions.Service;
import org.eclipse.swt.widgets.Shell;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Rules;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.rules.RulesDialog;
import jakarta.inject.Named;

/** Shows the person's standing answers. */
public final class ShowRulesHandler {
	@Execute
	void run(@Named("activeShell") @Optional @Nullable Shell shell, @Optional @Service @Nullable Snapshots snapshots,
			@Optional @Service @Nullable Agents agents, @Optional @Service @Nullable Rules rules) {
		if (shell != null) {
			HostServices services = new HostServices(snapshots, agents, null, null, rules, null);
			new RulesDialog(shell, () -> services, null).open();
		}
	}
}
