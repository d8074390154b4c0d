package dev.umbra.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.SessionId;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;

/** What a person does to the tab in front of them by commands, and what the host makes of it. */
class ClosingTabsTest {
	private static final String CLOSE = "dev.umbra.ui.command.closeTab";
	private static final String PIN = "dev.umbra.ui.command.pin";
	private static final String RENAME = "dev.umbra.ui.command.rename";
	private static final String LONG = "count to 1000000 every 20 ms";
	@TempDir
	Path temp;

	@Test
	void ofATabWhoseTurnRunsThePersonDecides() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home"))) {
			other.addDemo();
			SessionId stopped = working(other, "To stop");
			SessionId kept = working(other, "To keep");
			SessionId idle = other.opened("demo", temp, "Idle");
			try (Window window = Window.open()) {
				window.await("all tabs", () -> window.sessions().equals(List.of(stopped, kept, idle)));

				close(window, kept, "Cancel");
				window.await("the tab is back", () -> window.sessions().contains(kept) && window.part(kept).getObject() != null);
				assertTrue(other.order().contains(kept));
				assertEquals(SessionStatus.RUNNING, other.status(kept));

				close(window, kept, "Close and let it run");
				Await.until(() -> "no tab at the host: " + other.order(), () -> other.order().equals(List.of(stopped, idle)));
				window.await("no tab", () -> window.sessions().equals(List.of(stopped, idle)));
				SessionSummary running = other.summary(kept);
				assertEquals(SessionStatus.RUNNING, running.status());
				assertFalse(running.archived());

				close(window, stopped, "Stop and close");
				Await.until(() -> "archived: " + other.summary(stopped), () -> other.summary(stopped).archived());
				Await.until(() -> "cancelled: " + other.status(stopped), () -> other.status(stopped) == SessionStatus.CANCELLED);
				Await.until(() -> "no tab at the host: " + other.order(), () -> other.order().equals(List.of(idle)));
				window.await("no tab", () -> window.sessions().equals(List.of(idle)));
				assertEquals(SessionStatus.RUNNING, other.status(kept));
			}
		}
	}

	@Test
	void aTabIsPinnedUnpinnedAndRenamedByItsCommands() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home"))) {
			other.addDemo();
			SessionId a = other.opened("demo", temp, "Session A");
			SessionId b = other.opened("demo", temp, "Session B");
			SessionId c = other.opened("demo", temp, "Session C");
			try (Window window = Window.open()) {
				window.await("all tabs", () -> window.sessions().equals(List.of(a, b, c)));

				inFront(window, c);
				window.command(PIN);
				Await.until(() -> "pinned: " + other.tabs("product"), () -> other.pinned().equals(List.of(c)));
				assertEquals(List.of(c, a, b), other.order());
				window.await("the pinned tab first", () -> window.sessions().equals(List.of(c, a, b)));
				window.await("no cross", () -> !window.part(c).isCloseable());

				inFront(window, b);
				window.command(PIN);
				Await.until(() -> "pinned: " + other.tabs("product"), () -> other.pinned().equals(List.of(c, b)));
				window.await("both first", () -> window.sessions().equals(List.of(c, b, a)));

				inFront(window, c);
				window.command(PIN);
				Await.until(() -> "unpinned: " + other.tabs("product"), () -> other.pinned().equals(List.of(b)));
				window.await("behind the pinned one", () -> window.sessions().equals(List.of(b, c, a)) && window.part(c).isCloseable());
				assertEquals(List.of(b, c, a), other.order());

				window.commandWithDialog(RENAME);
				Dialog rename = window.dialog("Rename session");
				window.run(() -> {
					Text title = rename.only(Text.class);
					assertEquals("Session C", title.getText());
					title.setText("  A better name ");
					rename.press("OK");
				});
				Await.until(() -> "the title: " + other.summary(c).title(), () -> other.summary(c).title().equals("A better name"));
				window.await("the label", () -> window.part(c).getLabel().equals("A better name"));
				assertEquals(Arrays.asList("Session A", "Session B"), List.of(other.summary(a).title(), other.summary(b).title()));
			}
		}
	}

	/** A session with a tab and a turn that runs. */
	private SessionId working(OtherWindow other, String title) {
		SessionId session = other.opened("demo", temp, title);
		other.prompt(session, LONG);
		Await.until(() -> "a turn", () -> other.status(session) == SessionStatus.RUNNING);
		return session;
	}

	private static void inFront(Window window, SessionId session) {
		window.run(() -> window.parts().activate(window.part(session)));
		window.composer(session);
		window.await("the active part", () -> window.parts().getActivePart() == window.part(session));
	}

	/** Closes the tab by its command and answers the question. */
	private static void close(Window window, SessionId session, String answer) {
		inFront(window, session);
		window.commandWithDialog(CLOSE);
		Dialog question = window.dialog("Close tab");
		assertTrue(window.ui(() -> question.says("is still at work")));
		window.run(() -> question.press(answer));
		window.await("the question gone", question::isGone);
	}
}
