package dev.umbra.ui.internal.live;

import java.util.List;

import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.model.application.ui.basic.MPartStack;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.e4.ui.workbench.modeling.EPartService;
import org.jspecify.annotations.Nullable;

/** Brings parts to the front that are made when somebody wants to see them. On the SWT thread. */
public final class ShownParts {
	private ShownParts() {
	}

	/**
	 * Shows the part and gives it the focus.
	 *
	 * @param stack where it is made if it is nowhere and there is such a place; elsewhere the workbench decides
	 */
	public static @Nullable MPart show(MApplication application, EModelService models, EPartService parts, String id, String stack) {
		if (parts.findPart(id) == null) {
			List<MPartStack> place = models.findElements(application, stack, MPartStack.class);
			MPart made = place.isEmpty() ? null : parts.createPart(id);
			if (made != null) {
				place.getFirst().getChildren().add(made);
			}
		}
		return parts.showPart(id, EPartService.PartState.ACTIVATE);
	}
}
