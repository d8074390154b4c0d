package dev.umbra.ide.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.model.application.descriptor.basic.MPartDescriptor;
import org.eclipse.e4.ui.model.application.ui.MUIElement;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.model.application.ui.basic.MPartStack;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.umbra.ui.Elements;

/** The views are opened as a person opens them: by <i>Show View</i>. */
class ShowViewTest {
	private static final List<String> VIEWS = List.of(Elements.AGENTS, Elements.SESSION, Elements.ATTENTION);

	@BeforeAll
	static void aHostOfOurOwn() throws Exception {
		HostOfTests.use();
	}

	@AfterEach
	void closeThem() {
		VIEWS.forEach(id -> Ide.open(id).forEach(Ide::close));
	}

	/** What <i>Show View &gt; Other…</i> makes its tree of. */
	@Test
	void allAreInTheCategoryAgents() {
		List<MPartDescriptor> views = PlatformUI.getWorkbench().getService(MApplication.class).getDescriptors();
		for (String id : VIEWS) {
			MPartDescriptor view = views.stream().filter(each -> each.getElementId().equals(id)).findFirst().orElseThrow();
			assertTrue(view.getTags().containsAll(List.of("View", "categoryTag:Agents")), () -> id + ": " + view.getTags());
			assertFalse(view.getLocalizedLabel().isBlank() || view.getLocalizedLabel().startsWith("%"), view.getLocalizedLabel());
			assertTrue(Arrays.asList(Ide.page().getShowViewShortcuts()).contains(id), id + " is not in Window > Show View");
		}
	}

	@Test
	void eachOpensWithItsContentOutsideTheEditorArea() throws Exception {
		for (String id : VIEWS) {
			MPart part = Ide.showView(id);
			assertNotNull(part.getObject(), id + " has no object: see the log");
			Composite content = (Composite) part.getWidget();
			assertTrue(content.getChildren().length > 0, id + " shows nothing");
			assertTrue(Ide.parts().isPartVisible(part), id + " is hidden");
			assertEquals(0, Ide.model().getElementLocation(part) & EModelService.IN_SHARED_AREA, id + " is in the editor area");
			MUIElement place = part.getCurSharedRef() == null ? part : part.getCurSharedRef();
			assertTrue((Object) place.getParent() instanceof MPartStack, id + " is in " + place.getParent());
		}
	}

	@Test
	void aSecondTimeBringsTheSameAgentsViewToTheFront() throws Exception {
		MPart first = Ide.showView(Elements.AGENTS);
		Ide.showView(Elements.ATTENTION);
		assertEquals(first, Ide.showView(Elements.AGENTS));
		assertEquals(1, Ide.open(Elements.AGENTS).size());
		assertEquals(first, Ide.parts().getActivePart());
	}

	@Test
	void aClosedViewIsGoneAndOpensAgain() throws Exception {
		MPart first = Ide.showView(Elements.ATTENTION);
		Object before = first.getObject();
		Ide.close(first);
		assertFalse(Ide.parts().isPartVisible(first));
		assertNotEquals(before, Ide.showView(Elements.ATTENTION).getObject());
	}
}
