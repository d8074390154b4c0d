package dev.umbra.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.ui.Elements;

/** What an agent does is listed as it happens, and leads to where it happened. */
class ActivityInTheWindowTest {
	private static final String TABLE = "What the agent did";
	@TempDir
	Path temp;

	private static Rows rows(Window window) {
		return new Rows(window.named(Table.class, TABLE));
	}

	private static void show(Window window) {
		window.command("dev.umbra.ui.command.showActivity");
		window.await("the chooser", () -> window.has(Combo.class, "Agent whose activity is shown"));
	}

	@Test
	void whatAnAgentDoesAppearsByItselfAndOpensItsSessionByKey() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home"))) {
			other.addDemo();
			SessionId first = other.opened("demo", temp, "First session");
			SessionId second = other.opened("demo", temp, "Second session");
			try (Window window = Window.open()) {
				window.await("the tabs", () -> window.sessions().equals(List.of(first, second)));
				show(window);
				window.await("the agent", () -> window.named(Combo.class, "Agent whose activity is shown").getText().equals("demo"));
				other.prompt(first, "count to 4 every 1 ms");
				window.await("the prompt's card", () -> window.has(Table.class, TABLE) && rows(window).has("count to 4 every 1 ms"));
				window.await("the answer's card", () -> rows(window).has("1 2 3 4"));
				other.prompt(second, "count to 5 every 1 ms");
				window.await("the other session's card", () -> rows(window).has("count to 5 every 1 ms"));
				window.await("its title", () -> rows(window).has("Second session"));

				window.run(() -> rows(window).select("1 2 3 4"));
				window.run(() -> rows(window).choose("Unfold"));
				window.await("what was said, below its card", () -> unfolded(window) == 1 && rows(window).all().stream().anyMatch(row -> row.contains("1 2 3 4")
						&& !row.contains("First session")));
				window.run(() -> rows(window).key(SWT.ARROW_LEFT));
				window.await("folded", () -> unfolded(window) == 0);
				window.run(() -> rows(window).key(SWT.ARROW_RIGHT));
				window.await("unfolded by key", () -> unfolded(window) == 1);
				window.run(() -> rows(window).key(' '));
				window.await("and folded", () -> unfolded(window) == 0);

				window.run(() -> window.parts().activate(window.part(second)));
				show(window);
				window.run(() -> {
					rows(window).select("count to 4 every 1 ms");
					rows(window).enter();
				});
				window.await("the first session in front", () -> window.parts().getActivePart() == window.part(first));
				window.await("its transcript", () -> window.transcript().contains("1 2 3 4"));

				show(window);
				window.run(() -> window.named(Text.class, "Find in this feed").setText("COUNT TO 5"));
				window.await("what has that", () -> rows(window).has("count to 5") && !rows(window).has("count to 4"));
				window.run(() -> window.named(Text.class, "Find in this feed").setText("nowhere to be found"));
				window.await("nothing", () -> !Window.controls(window.shell(), Button.class, button -> button.isVisible() && button.getText().equals("Show all")).isEmpty());
			}
		}
	}

	private static long unfolded(Window window) {
		return rows(window).all().stream().filter(row -> row.contains(", unfolded")).count();
	}

	@Test
	void aCardOfAClosedSessionOpensItToBeReadAndItCanBeReopenedThere() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home"))) {
			other.addDemo();
			SessionId session = other.session("demo", temp, "A closed one");
			other.prompt(session, "count to 4 every 1 ms");
			Await.until(() -> "the end of the turn", () -> other.status(session) == SessionStatus.IDLE);
			Await.ok(other.remote().sessions().close(new Sessions.Close(CommandId.random(), session.value(), Sessions.CloseMode.ASK, "other")));
			try (Window window = Window.open()) {
				window.await("the start page", () -> window.has(StyledText.class, "First prompt"));
				show(window);
				window.await("the card", () -> window.has(Table.class, TABLE) && rows(window).has("count to 4 every 1 ms"));
				window.run(() -> {
					rows(window).select("count to 4 every 1 ms");
					rows(window).enter();
				});
				window.await("its tab", () -> window.sessions().contains(session));
				window.await("what was said", () -> window.transcript().contains("1 2 3 4"));
				window.await("the offer", () -> !reopen(window, session).isEmpty());
				assertEquals(SessionStatus.COMPLETED, other.status(session));
				window.run(() -> Window.press(reopen(window, session).getFirst()));
				Await.until(() -> "open again: " + other.summary(session), () -> other.status(session) == SessionStatus.IDLE);
				window.await("no offer", () -> reopen(window, session).isEmpty());
				assertTrue(window.ui(window::sessions).contains(session));
			}
		}
	}

	private static List<Button> reopen(Window window, SessionId session) {
		return Window.controls(window.part(session).getWidget(), Button.class, button -> button.isVisible() && button.getText().equals("Reopen"));
	}

	@Test
	void itIsThereFromTheStartAndComesBackByItsCommand() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			window.await("the start page", () -> window.has(StyledText.class, "First prompt"));
			assertTrue(window.ui(() -> window.parts().findPart(Elements.ACTIVITY) != null));
			window.run(() -> window.parts().hidePart(window.parts().findPart(Elements.ACTIVITY)));
			show(window);
			assertEquals(Elements.ACTIVITY, window.ui(() -> window.parts().getActivePart().getElementId()));
		}
	}
}
