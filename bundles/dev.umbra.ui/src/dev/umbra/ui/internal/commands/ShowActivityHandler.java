package dev.umbra.ui.internal.commands;

import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.e4.ui.workbench.modeling.EPartService;

import dev.umbra.ui.internal.activity.ActivityOpener;

/** Shows what an agent did. */
public final class ShowActivityHandler {
	@Execute
	void run(MApplication application, EModelService models, EPartService parts) {
		ActivityOpener.open(application, models, parts, null);
	}
}
