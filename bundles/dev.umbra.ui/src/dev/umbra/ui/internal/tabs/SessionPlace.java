package dev.umbra.ui.internal.tabs;

import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.model.application.ui.basic.MPartStack;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.jspecify.annotations.Nullable;

/** Where sessions are shown, for other parts that belong into the middle of the window. On the SWT thread. */
public final class SessionPlace {
	private SessionPlace() {
	}

	/** The stack in the active window; made, beside the editors of an IDE, where there is none. Null without a window. */
	public static @Nullable MPartStack stack(MApplication application, EModelService models) {
		return new TabStage(application, models).stackOrNew();
	}
}
