package dev.umbra.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Notes;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.ui.Elements;

/** More about the session in front, and the notes of its folder. */
class DetailsInTheWindowTest {
	@TempDir
	Path temp;

	@Test
	void theSessionInFrontIsToldOfAsItIs() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			window.await("what to do", () -> says(window, "No session is in front"));
			other.addDemo();
			SessionId a = other.opened("demo", temp, "Session A");
			SessionId b = other.opened("demo", temp, "Session B");
			window.await("the tabs", () -> window.sessions().containsAll(List.of(a, b)));
			window.run(() -> window.sessionStack().setSelectedElement(window.part(a)));
			window.await("the one in front", () -> says(window, "Session A") && says(window, "Ready") && says(window, "demo"));
			other.prompt(a, "count to 1000000 every 20 ms");
			window.await("it works", () -> says(window, "Working"));
			window.run(() -> window.sessionStack().setSelectedElement(window.part(b)));
			window.await("the other one", () -> says(window, "Session B") && says(window, "Ready") && !says(window, "Session A"));
			window.run(() -> window.parts().hidePart(window.part(b)));
			Await.until(() -> "closed: " + other.status(b), () -> other.status(b) == SessionStatus.COMPLETED);
			window.run(() -> window.sessionStack().setSelectedElement(window.part(a)));
			window.await("the first again", () -> says(window, "Session A") && says(window, "Working"));
		}
	}

	@Test
	void notesOfAFolderAreKeptAndSeenByOthers() throws Exception {
		Path one = Files.createDirectories(temp.resolve("one"));
		Path two = Files.createDirectories(temp.resolve("two"));
		try (OtherWindow other = OtherWindow.on(temp.resolve("home"))) {
			other.addDemo();
			SessionId a = other.opened("demo", one, "Session A");
			SessionId b = other.opened("demo", two, "Session B");
			put(other, two, "said elsewhere");
			try (Window window = Window.open()) {
				window.await("the tabs", () -> window.sessions().equals(List.of(a, b)));
				window.run(() -> window.sessionStack().setSelectedElement(window.part(a)));
				window.await("an editor", () -> says(window, "Session A") && editor(window).getEditable());
				window.run(() -> editor(window).setText("mind the gap"));
				Await.until(() -> "kept: " + get(other, one), () -> get(other, one).equals("mind the gap"));
				window.run(() -> editor(window).append(" always"));
				window.run(() -> window.sessionStack().setSelectedElement(window.part(b)));
				window.await("those of the other folder", () -> editor(window).getText().equals("said elsewhere"));
				Await.until(() -> "the last word kept: " + get(other, one), () -> get(other, one).equals("mind the gap always"));

				put(other, two, "said since");
				window.run(() -> editor(window).notifyListeners(SWT.FocusIn, new Event()));
				window.await("what was written since", () -> editor(window).getText().equals("said since"));

				window.run(() -> editor(window).append("!"));
				put(other, two, "another's");
				Await.until(() -> "the last writer: " + get(other, two), () -> get(other, two).equals("said since!"));
				window.await("the other text is offered", () -> says(window, "The other text is not lost yet"));
			}
			try (Window window = Window.open()) {
				window.await("the notes again", () -> says(window, "Session B") && editor(window).getText().equals("said since!"));
			}
		}
	}

	private static void put(OtherWindow other, Path folder, String text) {
		Await.ok(other.remote().notes().put(new Notes.Put(CommandId.random(), folder.toString(), text)));
	}

	private static String get(OtherWindow other, Path folder) {
		return Await.ok(other.remote().notes().get(new Notes.Get(folder.toString()))).text();
	}

	private static MPart part(Window window) {
		return Objects.requireNonNull(window.application().getContext().get(EModelService.class))
				.findElements(window.application(), Elements.DETAILS, MPart.class).getFirst();
	}

	private static StyledText editor(Window window) {
		List<StyledText> found = Window.controls(part(window).getWidget(), StyledText.class, Control::isVisible);
		assertEquals(1, found.size());
		assertTrue(Names.of(found.getFirst()).startsWith("Notes of the folder"), Names.of(found.getFirst()));
		return found.getFirst();
	}

	private static boolean says(Window window, String words) {
		return Window.controls(part(window).getWidget(), Label.class, Control::isVisible).stream().anyMatch(label -> label.getText().contains(words));
	}
}
