package dev.umbra.ide.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Tabs;
import dev.umbra.core.session.Entry;
import dev.umbra.ui.Elements;

/** A session with a real agent, at the same time in the IDE and in another window. */
class SessionInTheIdeTest {
	@TempDir
	Path folder;
	private HostOfTests host;
	private SessionId session;

	@BeforeEach
	void aSessionThatTheProductOpened() throws Exception {
		host = HostOfTests.use();
		session = host.session(folder);
		Ide.showView(Elements.AGENTS);
		host.openTab(session);
	}

	@AfterEach
	void closeAll() {
		host.close(session);
		Ide.await("the tab's end", () -> tab(session) == null);
		Ide.open(Elements.AGENTS).forEach(Ide::close);
	}

	private static MPart tab(SessionId session) {
		return Ide.open(Elements.SESSION).stream()
				.filter(part -> session.value().equals(part.getPersistedState().get(Elements.SESSION_KEY))).findFirst().orElse(null);
	}

	private MPart shown() {
		Ide.await("a tab of " + session, () -> tab(session) != null);
		MPart part = tab(session);
		Ide.parts().activate(part);
		Ide.await("its composer", () -> Ide.control(part.getWidget(), StyledText.class, StyledText::getEditable).isPresent());
		return part;
	}

	/** What can be read in the part, the composer aside. */
	private static String said(MPart part) {
		StringBuilder said = new StringBuilder();
		Ide.controls(part.getWidget(), Control.class, each -> each.getData(Elements.TRANSCRIPT_TEXT) != null)
				.forEach(each -> said.append(((Supplier<?>) each.getData(Elements.TRANSCRIPT_TEXT)).get()).append('\n'));
		Ide.controls(part.getWidget(), StyledText.class, each -> !each.getEditable()).forEach(each -> said.append(each.getText()).append('\n'));
		return said.toString();
	}

	@Test
	void aTabOfTheProductIsATabOfTheIdeBesideTheEditors() {
		MPart part = shown();
		assertEquals(0, Ide.model().getElementLocation(part) & EModelService.IN_SHARED_AREA);
		assertEquals(List.of(session), Ide.ok(host.product().tabs().list(new Tabs.ListFor(null))).tabs().stream().map(Tabs.Tab::session).toList());
	}

	@Test
	void whatTheProductAsksIsAnsweredInTheIde() {
		MPart part = shown();
		host.prompt(session, "count to 5 every 1 ms");
		Ide.await(() -> said(part), () -> said(part).contains("1 2 3 4 5"));
	}

	@Test
	void whatIsTypedInTheIdeIsAnsweredInBoth() throws Exception {
		Files.writeString(folder.resolve("a.txt"), "x");
		MPart part = shown();
		StyledText composer = Ide.control(part.getWidget(), StyledText.class, StyledText::getEditable).orElseThrow();
		composer.setText("count to 7 every 1 ms");
		Event enter = new Event();
		enter.type = SWT.KeyDown;
		enter.keyCode = SWT.CR;
		enter.character = SWT.CR;
		composer.setFocus();
		composer.notifyListeners(SWT.KeyDown, enter);
		Ide.await(() -> said(part), () -> said(part).contains("1 2 3 4 5 6 7"));
		Ide.await(composer::getText, () -> composer.getText().isEmpty());
		List<Entry> entries = Ide.ok(host.product().sessions().entries(new Sessions.Read(session.value(), null, 0, 0, false))).entries();
		assertTrue(entries.stream().anyMatch(entry -> entry.text().contains("1 2 3 4 5 6 7")), entries::toString);
	}
}
