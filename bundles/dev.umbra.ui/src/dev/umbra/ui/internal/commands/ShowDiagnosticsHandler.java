package dev.umbra.ui.internal.commands;

import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.e4.ui.workbench.modeling.EPartService;

import dev.umbra.ui.Elements;
import dev.umbra.ui.internal.live.ShownParts;

/** Shows what host and windows count about themselves. */
public final class ShowDiagnosticsHandler {
	@Execute
	void run(MApplication application, EModelService models, EPartService parts) {
		ShownParts.show(application, models, parts, Elements.DIAGNOSTICS, Elements.BOTTOM_STACK);
	}
}
