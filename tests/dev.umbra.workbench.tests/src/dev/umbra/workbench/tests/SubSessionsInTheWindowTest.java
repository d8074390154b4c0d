package dev.umbra.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Link;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.SessionId;

class SubSessionsInTheWindowTest {
	@TempDir
	Path temp;

	@Test
	void oneIsBegunBesideItsParentAndLeadsBackToIt() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home"))) {
			other.addDemo();
			SessionId parent = other.opened("demo", temp, "The parent");
			SessionId last = other.opened("demo", temp, "The last");
			try (Window window = Window.open()) {
				window.await("the tabs", () -> window.sessions().equals(List.of(parent, last)));
				window.run(() -> window.parts().activate(window.part(parent)));
				window.composer(parent);
				window.command("dev.umbra.ui.command.newSubSession");
				window.await("a start page beside it", () -> window.sessions().size() == 3 && window.sessions().get(1) == null
						&& window.has(StyledText.class, "First prompt"));
				window.await("the parent's folder", () -> window.named(Combo.class, "Folder in which the agent works").getText().equals(temp.toString()));
				window.await("its agent", () -> window.named(Combo.class, "Agent that does it").getText().equals("demo"));
				window.run(() -> {
					window.named(StyledText.class, "First prompt").setText("count to 3 every 1 ms");
					Window.press(window.named(Button.class, "Start"));
				});
				window.await("a session", () -> window.sessions().size() == 3 && window.sessions().get(1) != null);
				SessionId child = Objects.requireNonNull(window.ui(window::sessions).get(1));
				assertEquals(parent, other.summary(child).parent());
				Await.until(() -> "behind its parent: " + other.order(), () -> other.order().equals(List.of(parent, child, last)));
				window.await("its label", () -> window.part(child).getLabel().startsWith("↳ "));
				assertTrue(window.ui(() -> !window.part(parent).getLabel().startsWith("↳ ")));
				window.await("the way back", () -> !ways(window).isEmpty());
				window.run(() -> ways(window).getFirst().notifyListeners(SWT.Selection, new Event()));
				window.await("the parent", () -> window.sessionStack().getSelectedElement() == window.part(parent));
			}
		}
	}

	/** To the parent, in the part that is in front. */
	private static List<Link> ways(Window window) {
		return Window.controls(Objects.requireNonNull(window.sessionStack().getSelectedElement()).getWidget(), Link.class,
				link -> link.isVisible() && Names.of(link).contains("The parent"));
	}
}
