package dev.umbra.ui.internal.tabs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.model.application.descriptor.basic.MPartDescriptor;
import org.eclipse.e4.ui.model.application.ui.MElementContainer;
import org.eclipse.e4.ui.model.application.ui.MUIElement;
import org.eclipse.e4.ui.model.application.ui.advanced.MPerspective;
import org.eclipse.e4.ui.model.application.ui.advanced.MPlaceholder;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.model.application.ui.basic.MPartSashContainerElement;
import org.eclipse.e4.ui.model.application.ui.basic.MPartStack;
import org.eclipse.e4.ui.model.application.ui.basic.MWindow;
import org.eclipse.e4.ui.workbench.IPresentationEngine;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.e4.ui.workbench.modeling.EPartService;
import org.eclipse.swt.custom.CTabFolder;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.SessionId;
import dev.umbra.ui.Elements;

/**
 * The session parts in the application's model, whatever window, stack or perspective they are in. What is not looked at
 * is not rendered: nothing here gives a part its content but {@link #show}. On the SWT thread.
 */
final class TabStage {
	/** The place of the editors in a perspective of an IDE. */
	private static final String EDITORS = "org.eclipse.ui.editorss";
	/** On a stack that was made here, in a window that came without one. */
	private static final String MADE = "dev.umbra.ui.made";
	/** Of a title in a tab. */
	private static final int LEAST_CHARACTERS = 10;
	private static final int EVERYWHERE = EModelService.ANYWHERE | EModelService.OUTSIDE_PERSPECTIVE | EModelService.IN_ANY_PERSPECTIVE
			| EModelService.IN_SHARED_AREA | EModelService.IN_TRIM;
	private final MApplication application;
	private final EModelService models;

	TabStage(MApplication application, EModelService models) {
		this.application = application;
		this.models = models;
	}

	static boolean isSession(@Nullable Object element) {
		return element instanceof MPart part && Elements.SESSION.equals(part.getElementId());
	}

	/** The session that a part shows or will show; nothing for a start page. */
	static Optional<SessionId> sessionOf(MPart part) {
		String id = part.getPersistedState().get(Elements.SESSION_KEY);
		try {
			return id == null ? Optional.empty() : Optional.of(new SessionId(id));
		} catch (IllegalArgumentException notOurs) {
			return Optional.empty();
		}
	}

	/** Whether the window came with a place for sessions: the product's does, an IDE's does not. */
	boolean hasOwnPlace() {
		return stacks().stream().anyMatch(stack -> !stack.getTags().contains(MADE));
	}

	/** All session parts that have a tab, start pages too. */
	List<MPart> parts() {
		List<MPart> parts = new ArrayList<>();
		for (MPart part : models.findElements(application, Elements.SESSION, MPart.class, null, EVERYWHERE)) {
			if (part.isToBeRendered() && !parts.contains(part)) {
				parts.add(part);
			}
		}
		return parts;
	}

	/** The parts that have a tab by their session; of two of one session, the first. */
	Map<SessionId, MPart> bySession() {
		Map<SessionId, MPart> parts = new HashMap<>();
		parts().forEach(part -> sessionOf(part).ifPresent(session -> parts.putIfAbsent(session, part)));
		return parts;
	}

	Optional<MPart> part(SessionId session) {
		return parts().stream().filter(part -> sessionOf(part).filter(session::equals).isPresent()).findFirst();
	}

	/** The parts of one stack that have a tab, in order. */
	static List<MPart> tabs(MPartStack stack) {
		List<MPart> tabs = new ArrayList<>();
		for (MUIElement child : stack.getChildren()) {
			MUIElement element = child instanceof MPlaceholder placeholder ? placeholder.getRef() : child;
			if (child.isToBeRendered() && element instanceof MPart part && isSession(part)) {
				tabs.add(part);
			}
		}
		return tabs;
	}

	static @Nullable MPart selected(MPartStack stack) {
		MUIElement selected = stack.getSelectedElement();
		MUIElement element = selected instanceof MPlaceholder placeholder ? placeholder.getRef() : selected;
		return element instanceof MPart part && isSession(part) ? part : null;
	}

	/** The session part that is in front of the sessions' stack; null where another part is, or none. */
	@Nullable MPart front() {
		MPartStack stack = stack();
		return stack == null ? null : selected(stack);
	}

	/** Whether it has a tab, and that tab is the one of its stack that is seen. */
	boolean isInFront(MPart part) {
		MUIElement inStack = inStack(part);
		MElementContainer<MUIElement> parent = inStack.getParent();
		return part.isToBeRendered() && parent != null && (parent.getSelectedElement() == inStack || !(((Object) parent) instanceof MPartStack));
	}

	private List<MPartStack> stacks() {
		return models.findElements(application, Elements.SESSION_STACK, MPartStack.class, null, EVERYWHERE);
	}

	/** The sessions' stack in the window that is active, in its present perspective; null where there is none. */
	@Nullable MPartStack stack() {
		MWindow window = window();
		return window == null ? null
				: models.findElements(window, Elements.SESSION_STACK, MPartStack.class, null, EModelService.PRESENTATION).stream()
						.findFirst().orElse(null);
	}

	/** As {@link #stack}; makes one, beside the editors, where there is none. */
	@Nullable MPartStack stackOrNew() {
		MPartStack present = stack();
		MWindow window = window();
		if (present != null || window == null) {
			return present;
		}
		MPartStack stack = models.createModelElement(MPartStack.class);
		stack.setElementId(Elements.SESSION_STACK);
		stack.getTags().add(MADE);
		MPerspective perspective = models.getActivePerspective(window);
		MElementContainer<?> root = perspective == null ? window : perspective;
		List<MPlaceholder> editors = models.findElements(root, EDITORS, MPlaceholder.class, null, EModelService.ANYWHERE);
		if (!editors.isEmpty()) {
			models.insert(stack, editors.getFirst(), EModelService.RIGHT_OF, 0.4f);
		} else if (!root.getChildren().isEmpty() && root.getChildren().getFirst() instanceof MPartSashContainerElement first) {
			models.insert(stack, first, EModelService.RIGHT_OF, 0.6f);
		} else if (perspective != null) {
			perspective.getChildren().add(stack);
		} else {
			window.getChildren().add(stack);
		}
		return stack;
	}

	private @Nullable MWindow window() {
		MWindow selected = application.getSelectedElement();
		return selected != null ? selected : application.getChildren().stream().filter(MUIElement::isToBeRendered).findFirst().orElse(null);
	}

	/** A part that is in no stack yet. @param session null for a start page */
	MPart make(@Nullable SessionId session) {
		MPartDescriptor descriptor = Objects.requireNonNull(models.getPartDescriptor(Elements.SESSION), Elements.SESSION);
		MPart part = models.createPart(descriptor);
		if (session != null) {
			part.getPersistedState().put(Elements.SESSION_KEY, session.value());
		}
		return part;
	}

	/** @param index among the tabs of the stack */
	static void insert(MPartStack stack, int index, MPart part) {
		List<MPart> tabs = tabs(stack);
		List<MUIElement> children = cast(stack.getChildren());
		children.add(index < tabs.size() ? children.indexOf(inStack(tabs.get(index))) : children.size(), inStack(part));
	}

	/** Takes the tab out and puts it in elsewhere; it stays what it is. */
	static void move(MPartStack stack, int from, int to) {
		MPart part = tabs(stack).get(from);
		stack.getChildren().remove(inStack(part));
		insert(stack, to, part);
	}

	/** What stands for a part in its stack. */
	private static MUIElement inStack(MPart part) {
		return part.getCurSharedRef() != null ? part.getCurSharedRef() : part;
	}

	@SuppressWarnings("unchecked")
	private static List<MUIElement> cast(List<?> children) {
		// all stack elements are UI elements; the list's own type is not expressible in both branches
		return (List<MUIElement>) children;
	}

	/** Removes the tab for good. */
	void remove(MPart part) {
		EPartService service = partService(part);
		if (service != null) {
			service.hidePart(part, true);
		}
	}

	/** Brings the tab to the front of its stack, where it gets its content, and leaves the focus where it is. */
	static void show(MPart part) {
		MUIElement inStack = inStack(part);
		MElementContainer<MUIElement> parent = inStack.getParent();
		if (parent != null && parent.getSelectedElement() != inStack) {
			parent.setSelectedElement(inStack);
		}
	}

	/** Brings the tab to the front and gives it the focus. */
	void activate(MPart part) {
		EPartService service = partService(part);
		if (service != null) {
			service.showPart(part, EPartService.PartState.ACTIVATE);
		} else {
			show(part);
		}
	}

	private @Nullable EPartService partService(MPart part) {
		MWindow window = models.getTopLevelWindowFor(part);
		IEclipseContext context = window == null ? null : window.getContext();
		return context == null ? null : context.get(EPartService.class);
	}

	/** Whether the whole perspective that the part is in is going away. */
	boolean perspectiveCloses(MPart part) {
		MPerspective perspective = models.getPerspectiveFor(inStack(part));
		return perspective != null && perspective.getTags().contains("PerspClosing");
	}

	/** A pinned tab shows no cross. */
	static void pinned(MPart part, boolean pinned) {
		if (part.isCloseable() == pinned) {
			part.setCloseable(!pinned);
		}
	}

	/** The names of a stack's tabs, and which part each is. */
	static Map<TabPlan.Slot, MPart> slots(List<MPart> tabs, List<TabPlan.Slot> into) {
		Map<TabPlan.Slot, MPart> parts = new HashMap<>();
		for (MPart tab : tabs) {
			int page = into.size();
			TabPlan.Slot slot = sessionOf(tab).<TabPlan.Slot>map(TabPlan.Slot.Of::new).orElseGet(() -> new TabPlan.Slot.Start(page));
			into.add(slot);
			parts.putIfAbsent(slot, tab);
		}
		return parts;
	}

	/** Tabs that do not fit go behind the chevron, rather than all being cut to a letter. */
	static void readable(MPartStack stack) {
		if (stack.getWidget() instanceof CTabFolder folder && folder.getMinimumCharacters() < LEAST_CHARACTERS) {
			folder.setMinimumCharacters(LEAST_CHARACTERS);
		}
	}

	/** Marks the stack so that it stays when its last tab is closed. */
	static void keep(MPartStack stack) {
		if (!stack.getTags().contains(IPresentationEngine.NO_AUTO_COLLAPSE)) {
			stack.getTags().add(IPresentationEngine.NO_AUTO_COLLAPSE);
		}
	}
}
