package dev.umbra.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.SessionId;
import dev.umbra.core.session.SessionStatus;

/** From the first start to an answer, by what a person has in front of them. */
class SessionInTheWindowTest {
	@TempDir
	Path temp;

	@Test
	void theFirstStartOffersTheDemoAgentAndItsAnswerIsPainted() throws Exception {
		Path work = temp.resolve("made by the start");
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			window.await("the start page", () -> window.has(StyledText.class, "First prompt"));
			window.await("the demo agent", () -> window.named(Combo.class, "Agent that does it").getText().startsWith("Demo agent"));
			window.await("nothing else", () -> window.sessions().equals(Arrays.asList((SessionId) null)));
			window.run(() -> {
				window.named(StyledText.class, "First prompt").setText("count to 5 every 1 ms");
				window.named(Combo.class, "Folder in which the agent works").setText(work.toString());
				Window.press(window.named(Button.class, "Start"));
			});
			window.await("the answer", () -> window.transcript().contains("1 2 3 4 5"));
			assertTrue(Files.isDirectory(work));
			SessionId session = Objects.requireNonNull(window.ui(window::sessions).getFirst());
			Await.until(() -> "a tab at the host: " + other.order(), () -> other.order().equals(List.of(session)));
			Await.until(() -> "the active tab at the host", () -> session.equals(other.tabs("product").active()));

			window.run(() -> {
				window.named(StyledText.class, "Prompt").setText("write said.md: Hello");
				Window.press(window.named(Button.class, "Send"));
			});
			window.await("the question", () -> !allow(window).isEmpty());
			assertEquals(SessionStatus.WAITING_PERMISSION, other.status(session));
			window.run(() -> Window.press(allow(window).getFirst()));
			Await.until(() -> "the file", () -> Files.exists(work.resolve("said.md")));
			Await.until(() -> "the end of the turn", () -> other.status(session) == SessionStatus.IDLE);
			assertEquals("Hello\n", Files.readString(work.resolve("said.md")));
			window.await("the banner gone", () -> allow(window).isEmpty());
			window.await("the composer empty", () -> window.named(StyledText.class, "Prompt").getText().isEmpty());

			Path file = temp.resolve("exported.md");
			window.commandWithDialog("dev.umbra.ui.command.export");
			Dialog dialog = window.dialog("Export Session");
			window.run(() -> dialog.only(Text.class).setText(file.toString()));
			window.later(() -> dialog.press("Export"));
			window.await("the words that it is done", () -> window.shown().contains("This session was exported to " + file));
			assertTrue(Files.readString(file).contains("1 2 3 4 5"));
		}
	}

	/** The banner's answer, in the part that is in front. */
	private static List<Button> allow(Window window) {
		return Window.controls(Objects.requireNonNull(window.sessionStack().getSelectedElement()).getWidget(),
				Button.class, button -> button.isVisible() && button.isEnabled() && button.getText().contains("Allow once"));
	}
}
