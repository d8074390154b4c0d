package dev.umbra.app;

import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.ui.workbench.modeling.EPartService;
import org.eclipse.e4.ui.workbench.modeling.EPartService.PartState;

import jakarta.inject.Named;

/** Opens a part, or brings it to the front. */
public final class ShowPartHandler {
	private static final String PART = "dev.umbra.app.show.part";

	@Execute
	void show(EPartService parts, @Named(PART) String part) {
		parts.showPart(part, PartState.ACTIVATE);
	}
}
