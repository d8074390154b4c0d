package dev.umbra.app;

import java.util.List;

import org.eclipse.e4.ui.model.application.descriptor.basic.MPartDescriptor;
import org.eclipse.e4.ui.model.application.ui.MElementContainer;
import org.eclipse.e4.ui.model.application.ui.MUIElement;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.model.application.ui.basic.MPartSashContainer;
import org.eclipse.e4.ui.model.application.ui.basic.MPartSashContainerElement;
import org.eclipse.e4.ui.model.application.ui.basic.MPartStack;
import org.eclipse.e4.ui.model.application.ui.basic.MStackElement;
import org.eclipse.e4.ui.model.application.ui.basic.MWindow;
import org.eclipse.e4.ui.workbench.IPresentationEngine;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.jspecify.annotations.Nullable;

import dev.umbra.ui.Elements;

/**
 * Where the parts are at the first start, and again after <i>Reset Layout</i>: agents and, behind them, the history on the
 * left, sessions in the centre, attention and, behind it, activity below, details of a session on the right. A part that the
 * person closed stays in the model, not rendered: so a part that is not there was never
 * opened. On the SWT thread.
 */
final class Layout {
	private static final String SASH = "dev.umbra.app.sash";
	private static final String RIGHT_SASH = "dev.umbra.app.sash.right";
	/** Of the window's width, in ten thousandths. */
	private static final String DETAILS_SHARE = "2000";
	private static final List<String> NOT_IN_PLACE = List.of(IPresentationEngine.MINIMIZED, IPresentationEngine.MAXIMIZED,
			IPresentationEngine.MINIMIZED_BY_ZOOM);
	private final MWindow window;
	private final EModelService models;

	Layout(MWindow window, EModelService models) {
		this.window = window;
		this.models = models;
	}

	/** Adds the parts that were never there. */
	void complete() {
		complete(Elements.AGENTS, Elements.AGENTS_STACK);
		complete(Elements.HISTORY, Elements.AGENTS_STACK);
		complete(Elements.ATTENTION, Elements.BOTTOM_STACK);
		complete(Elements.ACTIVITY, Elements.BOTTOM_STACK);
		if (first(Elements.DETAILS, MPart.class) == null) {
			detailsStack();
			complete(Elements.DETAILS, Elements.DETAILS_STACK);
		}
	}

	/** A window that was laid out before there were details has no place for them. */
	private void detailsStack() {
		MPartSashContainer sash = first(SASH, MPartSashContainer.class);
		if (sash != null && first(Elements.DETAILS_STACK, MPartStack.class) == null) {
			MPartStack stack = models.createModelElement(MPartStack.class);
			stack.setElementId(Elements.DETAILS_STACK);
			stack.getTags().add(IPresentationEngine.NO_AUTO_COLLAPSE);
			stack.setContainerData(DETAILS_SHARE);
			sash.getChildren().add(stack);
		}
	}

	private @Nullable MPart complete(String id, String stackId) {
		MPart present = first(id, MPart.class);
		if (present != null) {
			return present;
		}
		MPartStack stack = first(stackId, MPartStack.class);
		MPartDescriptor descriptor = models.getPartDescriptor(id);
		if (stack == null || descriptor == null) {
			return null;
		}
		MPart part = models.createPart(descriptor);
		stack.getChildren().add(part);
		if (stack.getSelectedElement() == null) {
			stack.setSelectedElement(part);
		}
		return part;
	}

	/** Puts everything where it was at the first start. Session tabs stay open, in their order. */
	void reset() {
		bringIn();
		detailsStack();
		MPartSashContainer sash = first(SASH, MPartSashContainer.class);
		MPartSashContainer right = first(RIGHT_SASH, MPartSashContainer.class);
		MPartStack agents = first(Elements.AGENTS_STACK, MPartStack.class);
		MPartStack sessions = first(Elements.SESSION_STACK, MPartStack.class);
		MPartStack bottom = first(Elements.BOTTOM_STACK, MPartStack.class);
		MPartStack details = first(Elements.DETAILS_STACK, MPartStack.class);
		if (sash == null || agents == null || sessions == null || bottom == null || details == null) {
			return;
		}
		if (right == null) {
			right = models.createModelElement(MPartSashContainer.class);
			right.setElementId(RIGHT_SASH);
		}
		sash.setHorizontal(true);
		right.setHorizontal(false);
		place(sash, 0, agents, "2200");
		place(sash, 1, right, "5800");
		place(sash, 2, details, DETAILS_SHARE);
		place(right, 0, sessions, "8000");
		place(right, 1, bottom, "2000");
		show(Elements.HISTORY, agents);
		show(Elements.AGENTS, agents);
		show(Elements.ACTIVITY, bottom);
		show(Elements.ATTENTION, bottom);
		show(Elements.DETAILS, details);
		for (MPart session : models.findElements(window, Elements.SESSION, MPart.class)) {
			moveInto(session, sessions);
		}
	}

	private static void place(MElementContainer<MPartSashContainerElement> into, int index, MPartSashContainerElement element,
			String share) {
		element.getTags().removeAll(NOT_IN_PLACE);
		List<MPartSashContainerElement> children = into.getChildren();
		if (children.size() <= index || children.get(index) != element) {
			if (element.getParent() != null) {
				element.getParent().getChildren().remove(element);
			}
			children.add(Math.min(index, children.size()), element);
		}
		element.setContainerData(share);
		element.setToBeRendered(true);
		element.setVisible(true);
	}

	private void show(String id, MPartStack stack) {
		MPart part = complete(id, stack.getElementId());
		if (part != null) {
			moveInto(part, stack);
			part.setToBeRendered(true);
			stack.setSelectedElement(part);
		}
	}

	private static void moveInto(MStackElement part, MPartStack stack) {
		MElementContainer<MUIElement> parent = part.getParent();
		if (parent != (Object) stack) {
			if (parent != null) {
				parent.getChildren().remove(part);
			}
			stack.getChildren().add(part);
		}
	}

	/** What the person tore out into windows of its own comes back; those windows go. */
	private void bringIn() {
		MPartStack sessions = first(Elements.SESSION_STACK, MPartStack.class);
		for (MWindow torn : List.copyOf(window.getWindows())) {
			for (MPart part : models.findElements(torn, null, MPart.class)) {
				if (sessions != null && part.isToBeRendered()) {
					moveInto(part, sessions);
				}
			}
			torn.setToBeRendered(false);
			window.getWindows().remove(torn);
		}
	}

	private <T extends MUIElement> @Nullable T first(String id, Class<T> type) {
		return models.findElements(window, id, type).stream().findFirst().orElse(null);
	}
}
