package dev.umbra.ui.internal.commands;

import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.e4.ui.workbench.modeling.EPartService;

import dev.umbra.ui.internal.agentlog.AgentLogOpener;

/** Shows what agents write and what is said to them. */
public final class ShowLogHandler {
	@Execute
	void run(MApplication application, EModelService models, EPartService parts) {
		AgentLogOpener.open(application, models, parts, null);
	}
}
