package dev.umbra.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.SessionStatus;

/** Sessions that were closed are found by title and by what was said in them, read, exported, reopened and deleted. */
class HistoryInTheWindowTest {
	private static final String TABLE = "Sessions that were found";
	private static final String SEARCH = "Find sessions by their titles; Enter searches what was said";
	@TempDir
	Path temp;

	private static Rows rows(Window window) {
		return new Rows(window.named(Table.class, TABLE));
	}

	private static boolean shows(Window window, String... words) {
		return window.has(Table.class, TABLE) && List.of(words).stream().allMatch(each -> rows(window).has(each));
	}

	private static void search(Window window, String text) {
		window.run(() -> window.named(Text.class, SEARCH).setText(text));
	}

	private SessionId closed(OtherWindow other, String title, String prompt) {
		SessionId session = other.session("demo", temp, title);
		other.prompt(session, prompt);
		Await.until(() -> "the end of the turn", () -> other.status(session) == SessionStatus.IDLE);
		close(other, session);
		return session;
	}

	private static void close(OtherWindow other, SessionId session) {
		Await.ok(other.remote().sessions().close(new Sessions.Close(CommandId.random(), session.value(), Sessions.CloseMode.ASK, "other")));
	}

	@Test
	void aClosedSessionIsFoundReadExportedAndDeletedForGood() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home"))) {
			other.addDemo();
			SessionId apples = closed(other, "About apples", "count to 4 every 1 ms");
			SessionId pears = closed(other, "About pears", "count to 7 every 1 ms");
			try (Window window = Window.open()) {
				window.await("the start page", () -> window.has(StyledText.class, "First prompt"));
				window.command("dev.umbra.ui.command.showHistory");
				window.await("both", () -> shows(window, "About apples", "About pears"));
				search(window, "APPLES");
				window.await("one by its title", () -> shows(window, "About apples") && !rows(window).has("About pears"));
				search(window, "count");
				window.await("no title has it", () -> !window.has(Table.class, TABLE));
				window.run(() -> window.named(Text.class, SEARCH).notifyListeners(SWT.DefaultSelection, new Event()));
				window.await("both by what was said", () -> shows(window, "About apples, demo", "Prompt: count to 4 every 1 ms", "Prompt: count to 7 every 1 ms"));

				window.run(() -> {
					rows(window).select("count to 7");
					rows(window).enter();
				});
				window.await("its tab", () -> window.sessions().contains(pears));
				window.await("what was said", () -> window.transcript().contains("1 2 3 4 5 6 7"));
				assertTrue(other.summary(pears).archived(), "to be read only");

				window.command("dev.umbra.ui.command.showHistory");
				export(window, temp.resolve("pears.md"));
				String exported = Files.readString(temp.resolve("pears.md"));
				assertTrue(exported.contains("count to 7 every 1 ms") && exported.contains("1 2 3 4 5 6 7"), exported);

				delete(window, other, pears);
				window.await("only the other", () -> shows(window, "count to 4") && !rows(window).has("count to 7"));
				window.await("no tab", () -> !window.sessions().contains(pears));
				assertTrue(other.summary(apples).archived());
			}
		}
	}

	/** Of the row that has <i>count to 7</i>. A file that is there goes only if the person says so. */
	private static void export(Window window, Path file) throws Exception {
		Files.writeString(file, "mine");
		window.run(() -> rows(window).select("count to 7"));
		window.later(() -> rows(window).choose("Export…"));
		Dialog dialog = window.dialog("Export Session");
		window.run(() -> dialog.only(Text.class).setText(file.toString()));
		window.later(() -> dialog.press("Export"));
		Dialog replace = window.dialog("Replace file");
		assertTrue(window.ui(() -> replace.says(file.toString())));
		window.run(() -> replace.press("Cancel"));
		assertEquals("mine", Files.readString(file));
		window.later(() -> dialog.press("Export"));
		Dialog again = window.dialog("Replace file");
		window.run(() -> again.press("Replace"));
		window.await("the end of the export", dialog::isGone);
	}

	private static void delete(Window window, OtherWindow other, SessionId session) {
		window.run(() -> rows(window).select("count to 7"));
		window.later(() -> rows(window).choose("Delete for good…"));
		Dialog question = window.dialog("Delete for good");
		assertTrue(window.ui(() -> question.says("About pears") && question.says("backup")));
		assertEquals("Cancel", window.ui(() -> question.shell().getDefaultButton().getText().replace("&", "")));
		window.run(() -> question.press("Cancel"));
		assertTrue(other.summary(session).archived());
		window.later(() -> rows(window).choose("Delete for good…"));
		Dialog again = window.dialog("Delete for good");
		window.run(() -> again.press("Delete for Good"));
		Await.until(() -> "deleted", () -> other.remote().sessions().get(new Sessions.Get(session.value(), null)).toCompletableFuture()
				.join() instanceof Outcome.NotOk<Sessions.One>(Failure failure) && failure.code() == Failure.Code.NOT_FOUND);
	}

	@Test
	void aClosedSessionIsReopenedFromItsRowAndWhatRunsIsNotDeleted() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home"))) {
			other.addDemo();
			SessionId session = closed(other, "To be reopened", "count to 4 every 1 ms");
			try (Window window = Window.open()) {
				window.await("the start page", () -> window.has(StyledText.class, "First prompt"));
				window.command("dev.umbra.ui.command.showHistory");
				window.await("the row", () -> shows(window, "To be reopened"));
				window.run(() -> rows(window).select("To be reopened"));
				window.run(() -> rows(window).choose("Reopen"));
				Await.until(() -> "open: " + other.summary(session), () -> other.status(session) == SessionStatus.IDLE && !other.summary(session).archived());
				window.await("its tab", () -> window.sessions().contains(session));
				window.await("its row", () -> shows(window, "Ready"));
				other.prompt(session, "count to 1000000 every 20 ms");
				window.await("it works", () -> shows(window, "Working"));
				window.run(() -> rows(window).select("To be reopened"));
				assertFalse(window.ui(() -> rows(window).offers("Delete for good…")));
				assertFalse(window.ui(() -> rows(window).offers("Reopen")));
				assertTrue(window.ui(() -> rows(window).offers("Export…")));
				Await.ok(other.remote().sessions().cancel(new Sessions.Cancel(CommandId.random(), session.value(), "other")));
			}
		}
	}

	@Test
	void whereThereIsNothingYetItSaysWhatComesThere() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			window.await("the start page", () -> window.has(StyledText.class, "First prompt"));
			window.command("dev.umbra.ui.command.showHistory");
			window.await("the words", () -> window.shown().contains("No sessions yet"));
			assertInstanceOf(Text.class, window.ui(() -> window.named(Text.class, SEARCH)));
			assertEquals(List.of(), window.ui(() -> Window.controls(window.shell(), Button.class, button -> button.isVisible() && button.getText().equals("Show all"))));
		}
	}
}
