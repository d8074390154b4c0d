package dev.umbra.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.FileTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.SessionId;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.SessionStatus;

/** What a person has around the prompt: what may be chosen, what may be meant, and what waits. */
class ComposerTest {
	@TempDir
	Path temp;

	private static SessionId started(OtherWindow other, Window window, Path work) {
		other.addDemo();
		SessionId session = other.opened("demo", work, "A session");
		window.await("the tab", () -> window.sessions().contains(session));
		window.run(() -> window.sessionStack().setSelectedElement(window.part(session)));
		window.composer(session);
		return session;
	}

	private static void idle(OtherWindow other, SessionId session) {
		Await.until(() -> "the end of the turn, not " + other.status(session), () -> other.status(session) == SessionStatus.IDLE);
	}

	/** As the keyboard does it. */
	private static void key(StyledText text, char character, int code) {
		Event event = new Event();
		event.character = character;
		event.keyCode = code;
		text.notifyListeners(SWT.KeyDown, event);
	}

	private static void type(StyledText text, String words) {
		words.chars().forEach(c -> key(text, (char) c, c));
	}

	private static void press(Window window, String bar, String tip) {
		ToolItem item = Arrays.stream(window.named(ToolBar.class, bar).getItems()).filter(each -> String.valueOf(each.getToolTipText()).startsWith(tip))
				.findFirst().orElseThrow();
		assertTrue(item.isEnabled(), tip);
		item.notifyListeners(SWT.Selection, new Event());
	}

	@Test
	void aModeIsChosenAndACommandAndAFileAreCompleted() throws Exception {
		Path work = Files.createDirectory(temp.resolve("work"));
		Files.writeString(work.resolve("threading.md"), "One thread.\n");
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			SessionId session = started(other, window, work);
			window.await("the button of the modes", () -> window.has(Button.class, "Mode"));
			assertTrue(!window.ui(() -> window.named(Button.class, "Mode").isEnabled()), "nothing is known before the first turn");
			other.prompt(session, "count to 3 every 1 ms");
			window.await("the modes", () -> window.has(Button.class, "Mode: Ask"));
			idle(other, session);
			window.run(() -> {
				MenuItem item = Arrays.stream(window.named(Button.class, "Mode: Ask").getMenu().getItems()).filter(each -> each.getText().equals("Read only"))
						.findFirst().orElseThrow();
				item.setSelection(true);
				item.notifyListeners(SWT.Selection, new Event());
			});
			Await.until(() -> "the mode at the host, not " + other.summary(session).mode(), () -> "read-only".equals(other.summary(session).mode()));
			window.await("the mode in the window", () -> window.has(Button.class, "Mode: Read only"));

			StyledText text = window.composer(session);
			window.run(() -> type(text, "/re"));
			window.await("commands", () -> window.has(Table.class, "Suggestions") && window.named(Table.class, "Suggestions").getItem(0).getText().startsWith("/read"));
			window.run(() -> key(text, SWT.CR, SWT.CR));
			assertEquals("/read ", window.ui(text::getText));
			assertTrue(!window.ui(() -> window.has(Table.class, "Suggestions")), "the list is gone");

			window.run(() -> type(text, "@thr"));
			window.await("files", () -> window.has(Table.class, "Suggestions") && window.named(Table.class, "Suggestions").getItem(0).getText().equals("threading.md"));
			window.run(() -> key(text, SWT.ESC, SWT.ESC));
			assertTrue(!window.ui(() -> window.has(Table.class, "Suggestions")), "put away by Esc");
			assertEquals("/read @thr", window.ui(text::getText));
		}
	}

	@Test
	void aFileIsPastedAndGoesWithThePrompt() throws Exception {
		Path file = Files.writeString(temp.resolve("notes.txt"), "One line.\n");
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			SessionId session = started(other, window, temp);
			StyledText text = window.composer(session);
			window.run(() -> {
				Clipboard clipboard = new Clipboard(text.getDisplay());
				clipboard.setContents(new Object[] { new String[] { file.toString() } }, new Transfer[] { FileTransfer.getInstance() });
				Event paste = new Event();
				paste.stateMask = SWT.MOD1;
				paste.character = 'V' - '@';
				paste.keyCode = 'v';
				text.notifyListeners(SWT.KeyDown, paste);
				clipboard.dispose();
			});
			window.await("its size", () -> window.shown().contains("10 B"));
			assertTrue(window.ui(() -> window.has(ToolBar.class, "Remove notes.txt")));
			window.run(() -> {
				text.setText("count to 2 every 1 ms");
				Window.press(window.named(Button.class, "Send"));
			});
			window.await("the file gone from the box", () -> !window.has(ToolBar.class, "Remove notes.txt"));
			idle(other, session);
			List<Enclosure> sent = other.prompts(session).getFirst();
			assertEquals(List.of("notes.txt"), sent.stream().map(Enclosure::name).toList());
			assertEquals(10, sent.getFirst().bytes());
		}
	}

	@Test
	void anInterruptedSessionIsResumed() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			SessionId session = started(other, window, temp);
			other.prompt(session, "stream 4000 words every 50 ms");
			window.await("the story", () -> window.transcript().contains("Once there was"));
			ProcessHandle.of(other.pid("demo")).orElseThrow().destroyForcibly();
			window.await("a button to go on", () -> window.has(Button.class, "Resume"));
			assertEquals(SessionStatus.INTERRUPTED, other.status(session));
			window.run(() -> Window.press(window.named(Button.class, "Resume")));
			idle(other, session);
			window.await("the button gone", () -> !window.has(Button.class, "Resume"));
		}
	}

	@Test
	void aQueuedPromptIsEditedAndSentNow() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			SessionId session = started(other, window, temp);
			other.prompt(session, "stream 4000 words every 50 ms");
			window.await("the story", () -> window.transcript().contains("Once there was"));
			StyledText text = window.composer(session);
			for (String words : List.of("list", "count to 3 every 1 ms")) {
				window.run(() -> {
					text.setText(words);
					key(text, SWT.CR, SWT.CR);
				});
				window.await("the box empty", () -> text.getText().isEmpty());
			}
			window.await("two that wait", () -> window.has(ToolBar.class, "What can be done with queued prompt 2"));
			window.run(() -> press(window, "What can be done with queued prompt 2", "Edit"));
			window.run(() -> {
				StyledText editor = window.named(StyledText.class, "Text of the queued prompt");
				editor.setText("count to 6 every 1 ms");
				key(editor, SWT.CR, SWT.CR);
			});
			window.await("the new text", () -> window.shown().contains("Queued prompt 2: count to 6"));
			window.run(() -> press(window, "What can be done with queued prompt 2", "Interrupt"));
			window.await("its answer", () -> window.transcript().contains("1 2 3 4 5 6"));
			Await.until(() -> "the other one sent too", () -> other.summary(session).queued() == 0);
			idle(other, session);
		}
	}
}
