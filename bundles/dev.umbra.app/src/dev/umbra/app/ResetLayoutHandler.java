package dev.umbra.app;

import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.model.application.ui.basic.MWindow;
import org.eclipse.e4.ui.workbench.modeling.EModelService;

/** Puts the parts back to where they were at the first start. */
public final class ResetLayoutHandler {
	@Execute
	void reset(MApplication application, EModelService models) {
		for (MWindow window : application.getChildren()) {
			new Layout(window, models).reset();
		}
	}
}
