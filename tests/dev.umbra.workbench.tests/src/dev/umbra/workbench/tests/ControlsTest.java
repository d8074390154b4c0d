package dev.umbra.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swt.widgets.Tree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Identities;
import dev.umbra.core.api.Personas;
import dev.umbra.core.session.SessionStatus;

/** Every control has a name, and shows all of what it says. Runs a second time with large text on a fine screen. */
class ControlsTest {
	private static final List<Class<? extends Control>> TAKE_FOCUS = List.of(Button.class, Text.class, StyledText.class, Combo.class, Link.class,
			Table.class, Tree.class);
	@TempDir
	Path temp;

	@Test
	void everyControlHasANameAndNothingIsCutOff() throws Exception {
		List<String> wrong = new ArrayList<>();
		int seen = 0;
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			window.await("the start page", () -> window.has(StyledText.class, "First prompt"));
			window.await("the demo agent", () -> !window.named(Combo.class, "Agent that does it").getText().isEmpty());
			seen += window.ui(() -> look(window, "start", wrong));
			other.addDemo();
			SessionId session = other.opened("demo", temp, "A session");
			other.prompt(session, "write said.md: Hello");
			window.await("the tab", () -> window.sessions().contains(session));
			window.run(() -> window.sessionStack().setSelectedElement(window.part(session)));
			Await.until(() -> "a question", () -> other.status(session) == SessionStatus.WAITING_PERMISSION);
			window.await("the banner", () -> !Window.controls(window.part(session).getWidget(), Button.class,
					button -> button.isVisible() && button.getText().contains("Allow once")).isEmpty());
			seen += window.ui(() -> look(window, "session", wrong));
			window.command("dev.umbra.ui.command.showLog");
			window.await("the log", () -> window.has(Table.class, "Lines of the log"));
			seen += window.ui(() -> look(window, "log", wrong));
			window.command("dev.umbra.ui.command.showActivity");
			window.await("the feed", () -> window.has(Table.class, "What the agent did"));
			seen += window.ui(() -> look(window, "activity", wrong));
			window.command("dev.umbra.ui.command.showHistory");
			window.await("the sessions", () -> window.has(Table.class, "Sessions that were found"));
			seen += window.ui(() -> look(window, "history", wrong));
			window.run(() -> filters(window));
			window.await("the filters", () -> window.has(Combo.class, "In this state"));
			seen += window.ui(() -> look(window, "filters of the history", wrong));
			window.command("dev.umbra.ui.command.showAgents");
			window.command("dev.umbra.ui.command.showAttention");
			window.await("the question in Attention", () -> window.has(Link.class, "Open the session “A session”"));
			seen += window.ui(() -> look(window, "attention", wrong));
			window.command("dev.umbra.ui.command.showDiagnostics");
			window.await("the diagnostics", () -> window.has(Table.class, "Overview"));
			for (String page : List.of("Overview", "Calls", "Threads", "Doctor", "Last Hour")) {
				window.run(() -> DiagnosticsInTheWindowTest.page(window, page));
				seen += window.ui(() -> look(window, "diagnostics, " + page, wrong));
			}
			seen += editors(window, other, wrong);
			SessionId asking = other.opened("demo", temp, "A form");
			other.prompt(asking, "ask me something");
			window.await("the other tab", () -> window.sessions().contains(asking));
			window.run(() -> window.sessionStack().setSelectedElement(window.part(asking)));
			window.await("the form", () -> !Window.controls(window.part(asking).getWidget(), Button.class,
					button -> button.isVisible() && button.getText().contains("Decline")).isEmpty());
			seen += window.ui(() -> look(window, "form", wrong));
			GitSection git = GitSection.of(window, other.opened("demo", everyKindOfFile(), "On git"));
			window.await("every kind of file", () -> git.says("A merge is under way") && List.of("conflict", "staged", "partly", "modified", "new", "gone", "moved")
					.stream().noneMatch(name -> git.items(name).isEmpty()));
			seen += window.ui(() -> look(window, "git", wrong));
		}
		int all = seen;
		assertTrue(all > 30, () -> "only " + all + " controls were seen");
		assertEquals(List.of(), wrong);
	}

	@Test
	void everyControlOfRelaysAndIdentitiesHasANameAndNothingIsCutOff() throws Exception {
		List<String> wrong = new ArrayList<>();
		int seen = 0;
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			Await.ok(other.remote().identities().create(new Identities.Create(CommandId.random(), "work")));
			Await.ok(other.remote().personas().save(new Personas.Save(CommandId.random(), null, null, "Reviewer", "Review it.", null, null, null, null, null,
					null, null, null, null, null)));
			Dialog dialog = RelaysInTheWindowTest.relays(window);
			for (int page = 0; page < 3; page++) {
				int index = page;
				window.run(() -> RelaysInTheWindowTest.page(dialog, index));
				seen += window.ui(() -> look(dialog.shell(), "relays, page " + index, wrong));
			}
			window.run(() -> RelaysInTheWindowTest.page(dialog, 1));
			window.await("the identity", () -> dialog.named(Table.class, "Identities").getItemCount() == 1);
			for (List<String> each : List.of(List.of("New…", "New Identity"), List.of("Import…", "Import an Identity"),
					List.of("Export…", "Export the Private Key of “work”"), List.of("Remove…", "Remove “work”"))) {
				window.later(() -> dialog.press(each.getFirst()));
				Dialog form = window.dialog(each.getLast());
				seen += window.ui(() -> look(form.shell(), each.getLast(), wrong));
				window.run(() -> form.press("Cancel"));
				window.await("its end", form::isGone);
			}
			window.run(() -> dialog.press("Close"));
		}
		int all = seen;
		assertTrue(all > 60, () -> "only " + all + " controls were seen");
		assertEquals(List.of(), wrong);
	}

	/** In the midst of a merge, with long names. */
	private Path everyKindOfFile() throws Exception {
		Repository repository = Repository.made(temp.resolve("a repository with a name that is longer than there is room for it"));
		for (String file : List.of("conflict", "partly", "modified", "gone", "before")) {
			repository.write(file, file + " 1\n2\n3\n");
		}
		repository.git("add", ".");
		repository.git("commit", "-q", "-m", "A first commit with a subject that is longer than there is room for it beside its hash");
		repository.git("checkout", "-q", "-b", "feature/with-a-name-that-is-longer-than-there-is-room-for-it");
		repository.write("conflict", "ours\n");
		repository.git("commit", "-q", "-a", "-m", "Ours");
		repository.git("checkout", "-q", "-b", "theirs", "HEAD~1");
		repository.write("conflict", "theirs\n");
		repository.git("commit", "-q", "-a", "-m", "Theirs");
		repository.git("checkout", "-q", "-");
		assertEquals(1, repository.ran("merge", "theirs").exit());
		repository.git("mv", "before", "moved with a name that is longer than there is room for it.txt");
		repository.git("rm", "-q", "gone");
		repository.write("staged", "s\n");
		repository.write("partly", "staged\n");
		repository.git("add", "staged", "partly");
		repository.write("partly", "more\n");
		repository.write("modified", "m\n");
		repository.write("new", "n\n");
		return repository.folder();
	}

	/** Each kind, with something wrong in it. */
	private static int editors(Window window, OtherWindow other, List<String> wrong) {
		int seen = 0;
		String agent = other.agent("demo");
		for (String subject : List.of("persona:umbra-builder", "persona+" + CommandId.random().value(), "team+" + CommandId.random().value(), "agent:" + agent)) {
			MPart part = EditorsInTheWindowTest.open(window, subject);
			window.await("the editor of " + subject, () -> EditorsInTheWindowTest.has(part, Text.class, "Name"));
			window.run(() -> Window.controls(part.getWidget(), Text.class, text -> text.getEditable() && Names.of(text).equals("Name"))
					.forEach(text -> text.setText("x\u202Ey")));
			seen += window.ui(() -> look(window, "editor of " + subject.substring(0, 8), wrong));
			window.run(() -> {
				part.setDirty(false);
				window.parts().hidePart(part, true);
			});
		}
		return seen;
	}

	@Test
	void everyControlOfAgentsAndPersonasHasANameAndNothingIsCutOff() throws Exception {
		List<String> wrong = new ArrayList<>();
		int seen = 0;
		try (OtherWindow other = OtherWindow.on(temp.resolve("home"))) {
			String critic = CatalogInTheWindowTest.save(other, "Critic", List.of());
			String gone = CatalogInTheWindowTest.save(other, "Gone", List.of());
			CatalogInTheWindowTest.playing(other, "player", critic);
			CatalogInTheWindowTest.team(other, "Whole", List.of(critic));
			CatalogInTheWindowTest.team(other, "Broken", List.of(gone));
			Await.ok(other.remote().personas().delete(new Personas.Delete(CommandId.random(), gone, false)));
			try (Window window = Window.open()) {
				window.await("the agent", () -> Items.agents(window).has("player"));
				seen += window.ui(() -> look(window, "agents", wrong));
				window.run(() -> Items.agents(window).select("Explainer"));
				window.run(() -> Items.agents(window).key(SWT.DEL, 0));
				for (List<String> each : List.of(List.of("Whole", "Start a session per member…", "Start the team “Whole”"),
						List.of("Broken", "Repair…", "Repair “Broken”"), List.of("Explainer", "New agent with this persona…", "New agent"),
						List.of("Whole", "Export…", "Export “Whole”"), List.of("Personas", "Export…", "Export “Personas”"),
						List.of("Personas", "Import personas and teams…", "Import personas and teams"),
						List.of("Personas", "Other people’s personas…", "Other people’s personas"))) {
					window.run(() -> Items.agents(window).select(each.getFirst()));
					window.later(() -> Items.agents(window).choose(each.get(1)));
					Dialog dialog = window.dialog(each.get(2));
					seen += window.ui(() -> look(dialog.shell(), each.get(2), wrong));
					window.run(() -> dialog.shell().close());
					window.await("its end", dialog::isGone);
				}
			}
		}
		int all = seen;
		assertTrue(all > 60, () -> "only " + all + " controls were seen");
		assertEquals(List.of(), wrong);
	}

	/** Has the filters of the history shown, for a range of days. */
	private static void filters(Window window) {
		ToolItem filter = window.named(ToolBar.class, "History actions").getItem(0);
		filter.setSelection(true);
		filter.notifyListeners(SWT.Selection, new Event());
		Combo days = window.named(Combo.class, "Last used");
		days.select(days.getItemCount() - 1);
		days.notifyListeners(SWT.Selection, new Event());
	}

	private static int look(Window window, String where, List<String> wrong) {
		return look(window.shell(), where, wrong);
	}

	private static int look(Shell shell, String where, List<String> wrong) {
		shell.layout(true, true);
		List<Control> controls = Window.controls(shell, Control.class, control -> control != shell && control.isVisible() && control.getSize().x > 0);
		for (Control control : controls) {
			String what = where + ": " + control.getClass().getSimpleName() + " \"" + Names.of(control) + "\" in "
					+ control.getParent().getClass().getSimpleName();
			if (TAKE_FOCUS.stream().anyMatch(kind -> kind.isInstance(control)) && Names.of(control).isBlank()) {
				wrong.add(what + " has no name");
			}
			if (control instanceof ToolBar bar) {
				for (ToolItem item : bar.getItems()) {
					if ((item.getStyle() & SWT.SEPARATOR) == 0 && item.getText().isBlank() && String.valueOf(item.getToolTipText()).isBlank()) {
						wrong.add(what + " has an item without words");
					}
				}
			}
			boolean line = control instanceof Label label && label.getText().isEmpty() && label.getImage() == null;
			if (control instanceof Label && !line || control instanceof Button || control instanceof Link) {
				Point size = control.getSize();
				Point needed = (control.getStyle() & SWT.WRAP) == 0 ? control.computeSize(SWT.DEFAULT, SWT.DEFAULT)
						: control.computeSize(size.x, SWT.DEFAULT);
				boolean explained = control.getToolTipText() != null && !control.getToolTipText().isBlank();
				if (needed.y > size.y || needed.x > size.x && !explained) {
					wrong.add(what + " has " + size + " and needs " + needed);
				}
			}
		}
		return controls.size();
	}
}
