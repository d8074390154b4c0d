package dev.umbra.ide.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IResource;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.jface.bindings.TriggerSequence;
import org.eclipse.jface.bindings.keys.KeySequence;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.ide.IDE;
import org.eclipse.ui.keys.IBindingService;
import org.eclipse.ui.texteditor.ITextEditor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Drafts;
import dev.umbra.core.api.Sessions;
import dev.umbra.ui.Elements;

/** What is selected in an editor or among files comes into a composer, and is sent by nobody but the person. */
class SendSelectionTest {
	private static final String SEND = "dev.umbra.ide.sendSelection";
	@TempDir
	Path folder;
	private HostOfTests host;
	private IProject project;
	private SessionId session;

	@BeforeEach
	void aProjectAndASessionInIt() throws Exception {
		host = HostOfTests.use();
		Files.createDirectories(folder.resolve("src"));
		Files.writeString(folder.resolve("src/Cart.java"), "class Cart {\n\tint items;\n\tint total;\n}\n");
		project = Ide.project("shop", folder);
		project.refreshLocal(IResource.DEPTH_INFINITE, null);
		session = host.session(folder);
	}

	@AfterEach
	void closeAll() throws Exception {
		host.close(session);
		Ide.open(Elements.SESSION).forEach(Ide::close);
		Ide.page().closeAllEditors(false);
		project.delete(false, true, null);
	}

	private ITextEditor select(int line, int lines) throws Exception {
		IEditorPart editor = IDE.openEditor(Ide.page(), project.getFile("src/Cart.java"), "org.eclipse.ui.DefaultTextEditor");
		ITextEditor text = (ITextEditor) editor;
		var document = text.getDocumentProvider().getDocument(text.getEditorInput());
		int from = document.getLineOffset(line - 1);
		text.selectAndReveal(from, document.getLineOffset(line - 1 + lines) - from);
		return text;
	}

	private static StyledText composer(MPart part) {
		return Ide.control(part.getWidget(), StyledText.class, each -> each.getEditable() && each.isVisible()).orElseThrow();
	}

	private String draft() {
		return Ide.ok(host.product().drafts().get(new Drafts.Get(session.value()))).text();
	}

	private MPart opened() {
		Ide.await("the session's tab", () -> Ide.open(Elements.SESSION).stream()
				.anyMatch(part -> session.value().equals(part.getPersistedState().get(Elements.SESSION_KEY))));
		return Ide.open(Elements.SESSION).stream()
				.filter(part -> session.value().equals(part.getPersistedState().get(Elements.SESSION_KEY))).findFirst().orElseThrow();
	}

	private void nothingWasSent() {
		assertEquals(List.of(), Ide.ok(host.product().sessions().entries(new Sessions.Read(session.value(), null, 0, 0, false))).entries());
	}

	@Test
	void selectedLinesComeIntoTheComposerInView() throws Exception {
		Ide.showView(Elements.AGENTS);
		host.openTab(session);
		MPart part = opened();
		Ide.parts().activate(part);
		Ide.await("the composer", () -> Ide.control(part.getWidget(), StyledText.class, StyledText::getEditable).isPresent());
		composer(part).setText("Look at this:");
		Ide.page().activate(select(2, 2));
		Ide.run(SEND, Map.of());
		String expected = "Look at this:\n`src/Cart.java`, lines 2–3:\n```java\n\tint items;\n\tint total;\n```\n";
		Ide.await(() -> composer(part).getText(), () -> composer(part).getText().equals(expected));
		assertEquals(part, Ide.parts().getActivePart());
		assertEquals(expected.length(), composer(part).getCaretOffset());
		Ide.await(this::draft, () -> draft().equals(expected));
		nothingWasSent();
	}

	@Test
	void theKeyIsOursAlone() throws Exception {
		IBindingService bindings = Ide.window().getService(IBindingService.class);
		TriggerSequence[] keys = bindings.getActiveBindingsFor(SEND);
		assertEquals(1, keys.length);
		assertEquals(SEND, bindings.getPerfectMatch(keys[0]).getParameterizedCommand().getId());
		assertEquals(KeySequence.getInstance("CTRL+ALT+U"), keys[0]);
	}

	@Test
	void withNoSessionInViewThePersonSaysWhichAndTheTextIsItsDraft() throws Exception {
		Ide.ok(host.product().drafts().put(new Drafts.Put(CommandId.random(), session.value(), "before")));
		select(1, 1);
		Answering dialog = Answering.nextDialog("Send Selection to Session", "Session of");
		Ide.run(SEND, Map.of());
		Ide.await("the dialog", dialog::answered);
		MPart part = opened();
		String expected = "before\n`src/Cart.java`, line 1:\n```java\nclass Cart {\n```\n";
		Ide.await(() -> composer(part).getText(), () -> composer(part).getText().equals(expected));
		assertEquals(expected, draft());
		nothingWasSent();
	}

	@Test
	void aNewSessionBeginsWithTheTextAndTheProjectsFolder() throws Exception {
		select(1, 1);
		Answering dialog = Answering.nextDialog("Send Selection to Session", "New session in");
		Ide.run(SEND, Map.of());
		Ide.await("the dialog", dialog::answered);
		Ide.await("the page of a new session", () -> !Ide.open(Elements.SESSION).isEmpty());
		MPart part = Ide.open(Elements.SESSION).getFirst();
		Ide.await("the text", () -> Ide.control(part.getWidget(), Control.class,
				each -> text(each).contains("class Cart {")).isPresent());
		Ide.await("the folder", () -> Ide.control(part.getWidget(), Control.class,
				each -> text(each).equals(folder.toString())).isPresent());
		nothingWasSent();
	}

	private static String text(Control control) {
		return switch (control) {
		case StyledText text -> text.getText();
		case Text text -> text.getText();
		case Combo combo -> combo.getText();
		default -> "";
		};
	}
}
