package dev.umbra.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;

import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A text is looked for in a session, as a person does it: by the command of the key, by typing, by the buttons. */
class FindInTheWindowTest {
	private static final String FIELD = "Find in this session";
	@TempDir
	Path temp;

	@Test
	void placesAreCountedGoneThroughAndFollowedWhileTheSessionGoesOn() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			window.await("the start page", () -> window.has(StyledText.class, "First prompt"));
			window.await("the demo agent", () -> window.named(Combo.class, "Agent that does it").getText().startsWith("Demo agent"));
			window.run(() -> {
				window.named(StyledText.class, "First prompt").setText("count to 5 every 1 ms");
				window.named(Combo.class, "Folder in which the agent works").setText(temp.resolve("work").toString());
				Window.press(window.named(Button.class, "Start"));
			});
			window.await("the answer", () -> window.transcript().contains("1 2 3 4 5"));

			window.command("dev.umbra.ui.command.find");
			window.await("the bar", () -> window.named(Text.class, FIELD).isVisible());
			// in the prompt and in nothing else
			window.run(() -> window.named(Text.class, FIELD).setText("COUNT TO"));
			window.await("one place", () -> says(window, "1 of 1"));
			window.run(() -> window.named(Text.class, FIELD).setText("nowhere at all"));
			window.await("none", () -> says(window, "Nothing found"));

			window.run(() -> window.named(Text.class, FIELD).setText("count to"));
			window.await("one place again", () -> says(window, "1 of 1"));
			window.run(() -> {
				window.named(StyledText.class, "Prompt").setText("count to 6 every 1 ms");
				Window.press(window.named(Button.class, "Send"));
			});
			window.await("the new prompt counts", () -> says(window, "1 of 2"));
			window.command("dev.umbra.ui.command.findNext");
			window.await("the second", () -> says(window, "2 of 2"));
			window.command("dev.umbra.ui.command.findNext");
			window.await("the first after the last", () -> says(window, "1 of 2"));
			window.command("dev.umbra.ui.command.findPrevious");
			window.await("the last before the first", () -> says(window, "2 of 2"));

			window.run(() -> Window.press(window.named(Button.class, "Close (Esc)")));
			assertFalse(window.ui(() -> window.has(Text.class, FIELD)));
		}
	}

	private static boolean says(Window window, String words) {
		return !Window.controls(window.shell(), Label.class, label -> label.isVisible() && label.getText().equals(words)).isEmpty();
	}
}
