package dev.umbra.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.workbench.modeling.EPartService.PartState;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Teams;

/** Personas, teams and agents' definitions are edited in parts beside the sessions, also while somebody else changes them. */
class EditorsInTheWindowTest {
	static final String EDITOR = "dev.umbra.ui.part.editor";
	static final String SUBJECT = "dev.umbra.editor.subject";
	@TempDir
	Path temp;

	// --- the host's side ---

	private static String persona(OtherWindow other, String name) {
		return Await.ok(other.remote().personas().save(save(null, name, "You review."))).slug().value();
	}

	private static Personas.Save save(String slug, String name, String prompt) {
		return new Personas.Save(CommandId.random(), slug, null, name, prompt, null, null, null, null, null, null, null, null, null, null);
	}

	private static Personas.One get(OtherWindow other, String slug) {
		return Await.ok(other.remote().personas().get(new Personas.Get(slug)));
	}

	private static List<String> names(OtherWindow other) {
		return Await.ok(other.remote().personas().list(new Nothing())).personas().stream().map(each -> each.persona().displayName()).toList();
	}

	// --- the window's side, inside ui() ---

	/** As a menu of the Agents part does. */
	static MPart open(Window window, String subject) {
		return window.ui(() -> {
			MPart part = Objects.requireNonNull(window.parts().createPart(EDITOR));
			part.getPersistedState().put(SUBJECT, subject);
			window.sessionStack().getChildren().add(part);
			window.parts().showPart(part, PartState.ACTIVATE);
			return part;
		});
	}

	static <C extends Control> C named(MPart part, Class<C> kind, String name) {
		return Window.controls(part.getWidget(), kind, control -> control.isVisible() && Names.of(control).equals(name)).stream().findFirst()
				.orElseThrow(() -> new AssertionError("no " + kind.getSimpleName() + " " + name + " in "
						+ Window.controls(part.getWidget(), Control.class, Control::isVisible).stream().map(Names::of).filter(each -> !each.isEmpty()).toList()));
	}

	static boolean has(MPart part, Class<? extends Control> kind, String name) {
		return !Window.controls(part.getWidget(), kind, control -> control.isVisible() && Names.of(control).equals(name)).isEmpty();
	}

	private static boolean says(MPart part, String words) {
		return !Window.controls(part.getWidget(), Label.class, label -> label.isVisible() && label.getText().contains(words)).isEmpty();
	}

	static String text(Window window, MPart part, String field) {
		return window.ui(() -> named(part, Text.class, field).getText());
	}

	/** Letter by letter, at the end. */
	static void type(Window window, MPart part, String field, String words) {
		window.run(() -> {
			Text text = named(part, Text.class, field);
			text.setFocus();
			text.setSelection(text.getCharCount());
			words.chars().forEach(letter -> text.insert(String.valueOf((char) letter)));
		});
	}

	static void press(Window window, MPart part, String button) {
		// a button is on as soon as the host has answered what was pressed before
		window.await("the button " + button, () -> has(part, Button.class, button) && named(part, Button.class, button).isEnabled());
		window.run(() -> Window.press(named(part, Button.class, button)));
	}

	/** Without the editors that the window before had open, whose host was another one. */
	static Window window() {
		Window window = Window.open();
		window.await("the tabs", () -> !window.tabs().isEmpty());
		closeEditors(window);
		window.await("the start page", () -> window.has(StyledText.class, "First prompt"));
		return window;
	}

	/** Also at the end: a window of another test does not begin with them. */
	static void closeEditors(Window window) {
		window.run(() -> window.tabs().stream().filter(tab -> tab.getElementId().equals(EDITOR)).forEach(tab -> window.parts().hidePart(tab, true)));
	}

	static MPart opened(Window window, String subject, String name) {
		MPart part = open(window, subject);
		window.await("the fields of " + subject, () -> has(part, Text.class, "Name") && named(part, Text.class, "Name").getText().equals(name));
		return part;
	}

	@Test
	void whatIsTypedIsUndoneRedoneAndSaved() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = window(); AutoCloseable end = () -> closeEditors(window)) {
			String slug = persona(other, "Reviewer");
			MPart part = opened(window, "persona:" + slug, "Reviewer");
			assertEquals("Reviewer", part.getLabel());
			assertFalse(part.isDirty());
			type(window, part, "Name", " two");
			assertTrue(part.isDirty());
			assertEquals("Reviewer two", part.getLabel());
			window.command("dev.umbra.ui.command.undoInEditor");
			assertEquals("Reviewer ", text(window, part, "Name"));
			window.command("dev.umbra.ui.command.undoInEditor");
			assertEquals("Reviewer", text(window, part, "Name"));
			assertFalse(part.isDirty());
			window.command("dev.umbra.ui.command.redoInEditor");
			window.command("dev.umbra.ui.command.redoInEditor");
			assertEquals("Reviewer two", text(window, part, "Name"));
			type(window, part, "Instructions", "\nYou are kind.");
			window.command("dev.umbra.ui.command.saveEditor");
			Await.until(() -> "the host has it: " + get(other, slug), () -> get(other, slug).persona().displayName().equals("Reviewer two"));
			assertEquals("You review.\nYou are kind.", get(other, slug).persona().systemPrompt());
			window.await("nothing is unsaved", () -> !part.isDirty());
			window.command("dev.umbra.ui.command.undoInEditor");
			assertTrue(part.isDirty(), "what is saved can be undone too");
		}
	}

	@Test
	void whatIsWrongIsSaidAtTheFieldAndNotSaved() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = window(); AutoCloseable end = () -> closeEditors(window)) {
			String slug = persona(other, "Reviewer");
			MPart part = opened(window, "persona:" + slug, "Reviewer");
			window.run(() -> named(part, Text.class, "Description").setText("d".repeat(281)));
			window.await("the words", () -> says(part, "It has at most 280 characters; this one has 281."));
			press(window, part, "Save");
			window.run(() -> named(part, Text.class, "Description").setText("d".repeat(280)));
			window.await("no words", () -> !says(part, "at most 280"));
			press(window, part, "Save");
			Await.until(() -> "it is saved", () -> Objects.requireNonNullElse(get(other, slug).persona().description(), "").length() == 280);
		}
	}

	@Test
	void aNewOneIsThereWhenItIsSaved() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = window(); AutoCloseable end = () -> closeEditors(window)) {
			window.command("dev.umbra.ui.command.newPersona");
			MPart part = window.ui(() -> window.tabs().stream().filter(tab -> tab.getElementId().equals(EDITOR)).findFirst().orElseThrow());
			window.await("the fields", () -> has(part, Text.class, "Name"));
			assertEquals("New Persona", part.getLabel());
			assertFalse(part.isDirty());
			assertFalse(window.ui(() -> says(part, "A name is needed.")), "nobody was wrong yet");
			type(window, part, "Instructions", "Be brief.");
			press(window, part, "Save");
			window.await("what is missing", () -> says(part, "A name is needed."));
			type(window, part, "Name", "Brief");
			press(window, part, "Save");
			Await.until(() -> "the host has it: " + names(other), () -> names(other).contains("Brief"));
			window.await("it is an editor of that one", () -> !part.isDirty() && part.getPersistedState().get(SUBJECT).startsWith("persona:brief-"));
			press(window, part, "Duplicate");
			Await.until(() -> "the copy: " + names(other), () -> names(other).contains("Brief (copy)"));
			window.await("its editor", () -> window.titles().contains("Brief (copy)"));
		}
	}

	@Test
	void whatAnotherWindowChangesAppearsByItselfAndUnsavedTextStands() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = window(); AutoCloseable end = () -> closeEditors(window)) {
			String slug = persona(other, "Reviewer");
			MPart part = opened(window, "persona:" + slug, "Reviewer");
			Await.ok(other.remote().personas().save(save(slug, "Renamed", "You review.")));
			window.await("the new name", () -> named(part, Text.class, "Name").getText().equals("Renamed"));
			assertFalse(part.isDirty());

			type(window, part, "Name", " by me");
			Await.ok(other.remote().personas().save(save(slug, "Renamed by others", "You review more.")));
			window.await("the question", () -> has(part, Button.class, "Keep Mine") && says(part, "changed elsewhere"));
			assertEquals("Renamed by me", text(window, part, "Name"));
			assertFalse(window.ui(() -> named(part, Button.class, "Save").isEnabled()), "first the person decides");
			window.later(() -> Window.press(named(part, Button.class, "Show Differences…")));
			Dialog differences = window.dialog("Changed Elsewhere");
			assertTrue(window.ui(() -> Window.controls(differences.shell(), Text.class, text -> text.getText().equals("Renamed by others")).size() == 1));
			window.run(() -> differences.press("Take Theirs"));
			window.await("theirs", () -> named(part, Text.class, "Name").getText().equals("Renamed by others") && !part.isDirty());
			// as a click into it does; without a window manager the dialog gives the focus back to nobody
			window.run(() -> window.parts().activate(part));
			window.command("dev.umbra.ui.command.undoInEditor");
			assertEquals("Renamed by me", text(window, part, "Name"));

			Await.ok(other.remote().personas().save(save(slug, "Theirs again", "You review the most.")));
			window.await("the question again", () -> has(part, Button.class, "Keep Mine"));
			press(window, part, "Keep Mine");
			press(window, part, "Save");
			Await.until(() -> "mine: " + get(other, slug), () -> get(other, slug).persona().displayName().equals("Renamed by me"));
		}
	}

	@Test
	void whatIsNotSavedIsBackInTheNextWindow() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home"))) {
			String slug = persona(other, "Reviewer");
			try (Window window = window()) {
				MPart part = opened(window, "persona:" + slug, "Reviewer");
				type(window, part, "Name", " unsaved");
			}
			assertEquals("Reviewer", get(other, slug).persona().displayName());
			try (Window window = Window.open()) {
				window.await("the editor", () -> window.tabs().stream().anyMatch(tab -> tab.getElementId().equals(EDITOR)));
				MPart part = window.ui(() -> window.tabs().stream().filter(tab -> tab.getElementId().equals(EDITOR)).findFirst().orElseThrow());
				window.run(() -> window.parts().showPart(part, PartState.ACTIVATE));
				window.await("the text", () -> has(part, Text.class, "Name") && named(part, Text.class, "Name").getText().equals("Reviewer unsaved"));
				window.await("the words", () -> says(part, "What was not saved"));
				assertTrue(part.isDirty());
				press(window, part, "Revert to Saved");
				window.await("what is saved", () -> named(part, Text.class, "Name").getText().equals("Reviewer") && !part.isDirty());
				window.run(() -> window.parts().hidePart(part, true));
				assertFalse(window.ui(() -> window.tabs().contains(part)));
			}
		}
	}

	@Test
	void whatWasDeletedElsewhereCanBeKeptAsANewOne() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = window(); AutoCloseable end = () -> closeEditors(window)) {
			String slug = persona(other, "Reviewer");
			MPart part = opened(window, "persona:" + slug, "Reviewer");
			Await.ok(other.remote().personas().delete(new Personas.Delete(CommandId.random(), slug, false)));
			window.await("the words", () -> says(part, "was deleted elsewhere"));
			press(window, part, "Keep as a New One");
			press(window, part, "Save");
			Await.until(() -> "a new one: " + names(other), () -> names(other).contains("Reviewer"));
			window.await("another slug", () -> !part.getPersistedState().get(SUBJECT).endsWith(slug) && !part.isDirty());
		}
	}

	@Test
	void builtInOnesAreReadAndDuplicated() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = window(); AutoCloseable end = () -> closeEditors(window)) {
			MPart part = opened(window, "persona:umbra-reviewer", "Reviewer");
			window.await("the words", () -> says(part, "comes with Umbra"));
			assertFalse(window.ui(() -> named(part, Text.class, "Name").getEditable()));
			assertFalse(window.ui(() -> named(part, Button.class, "Save").isEnabled()));
			press(window, part, "Duplicate");
			Await.until(() -> "the copy: " + names(other), () -> names(other).contains("Reviewer (copy)"));
		}
	}

	@Test
	void aForeignCommandIsReadBeforeItMayRun() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = window(); AutoCloseable end = () -> closeEditors(window)) {
			Personas.TextFile file = new Personas.TextFile("x.persona.json", "{\"slug\":\"foreign-1\",\"display_name\":\"Foreign\",\"acp_command\":\"evil --now\"}");
			Await.ok(other.remote().personas().importing(new Personas.Import(CommandId.random(), List.of(file), true)));
			MPart part = opened(window, "persona:foreign-1", "Foreign");
			window.await("the words", () -> says(part, "does not run on this device until you allow it: evil --now"));
			type(window, part, "Name", " mine");
			press(window, part, "Save");
			Await.until(() -> "saved", () -> get(other, "foreign-1").persona().displayName().equals("Foreign mine"));
			assertFalse(get(other, "foreign-1").commandConfirmed(), "saving something else allows nothing");
			window.later(() -> Window.press(named(part, Button.class, "Read and Allow…")));
			Dialog question = window.dialog("Allow a Command");
			assertTrue(window.ui(() -> question.says("evil --now")));
			window.run(() -> question.press("Allow"));
			Await.until(() -> "allowed", () -> get(other, "foreign-1").commandConfirmed());
			window.await("no question any more", () -> !has(part, Button.class, "Read and Allow…"));
		}
	}

	@Test
	void aTeamHasItsMembersInOrderAndSaysWhoIsMissing() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = window(); AutoCloseable end = () -> closeEditors(window)) {
			String first = persona(other, "First");
			String second = persona(other, "Second");
			String team = Await.ok(other.remote().teams().save(new Teams.Save(CommandId.random(), null, null, "Crew", null, "Work.", List.of(first, second)))).id().value();
			MPart part = opened(window, "team:" + team, "Crew");
			window.await("the members", () -> lines(part).equals(List.of("First  ·  " + first, "Second  ·  " + second)));
			window.run(() -> select(part, 1));
			press(window, part, "Up");
			window.run(() -> {
				Combo choice = named(part, Combo.class, "Persona to add");
				choice.select(List.of(choice.getItems()).indexOf("Reviewer  ·  umbra-reviewer"));
			});
			press(window, part, "Add");
			press(window, part, "Save");
			Await.until(() -> "the order", () -> Await.ok(other.remote().teams().get(new Teams.Get(team))).team().personas()
					.equals(List.of(second, first, "umbra-reviewer")));
			Await.ok(other.remote().personas().delete(new Personas.Delete(CommandId.random(), first, false)));
			window.await("who is missing", () -> lines(part).get(1).startsWith(first + "  (missing"));
			window.run(() -> select(part, 1));
			press(window, part, "Remove");
			press(window, part, "Save");
			Await.until(() -> "none is missing", () -> Await.ok(other.remote().teams().get(new Teams.Get(team))).missing().isEmpty());
		}
	}

	private static List<String> lines(MPart part) {
		return List.of(named(part, Table.class, "Members").getItems()).stream().map(TableItem::getText).toList();
	}

	private static void select(MPart part, int index) {
		Table table = named(part, Table.class, "Members");
		table.setSelection(index);
		table.notifyListeners(SWT.Selection, new Event());
	}

	@Test
	void whatARecordWasBeforeIsRestored() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = window(); AutoCloseable end = () -> closeEditors(window)) {
			String slug = persona(other, "Before");
			Await.ok(other.remote().personas().save(save(slug, "After", "You review.")));
			MPart part = opened(window, "persona:" + slug, "After");
			window.later(() -> Window.press(named(part, Button.class, "History…")));
			Dialog history = window.dialog("History");
			window.await("the line", () -> history.only(Table.class).getItemCount() == 1);
			window.run(() -> {
				Table table = history.only(Table.class);
				table.setSelection(0);
				table.notifyListeners(SWT.Selection, new Event());
			});
			assertTrue(window.ui(() -> Window.controls(history.shell(), Text.class, text -> text.getText().contains("Name: Before")).size() == 1));
			window.run(() -> history.press("Restore"));
			window.await("what it was", () -> named(part, Text.class, "Name").getText().equals("Before") && !part.isDirty());
			assertEquals("Before", get(other, slug).persona().displayName());
		}
	}

	@Test
	void anAgentIsGivenAPersonaOrWordsOfItsOwn() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = window(); AutoCloseable end = () -> closeEditors(window)) {
			String slug = persona(other, "Reviewer");
			String id = Await.ok(other.remote().agents().add(new Agents.Add(CommandId.random(), "helper", "demo", null, List.of(), Map.of(), null, false, false))).id().value();
			MPart part = opened(window, "agent:" + id, "helper");
			type(window, part, "Instructions", "Be brief.");
			press(window, part, "Save");
			Await.until(() -> "its own", () -> "Be brief.".equals(agent(other, id).agent().definition().systemPrompt()));
			window.await("nothing is unsaved", () -> !part.isDirty());
			window.await("the personas", () -> named(part, Combo.class, "Persona").indexOf("Reviewer  ·  " + slug) > 0);
			window.run(() -> {
				Combo choice = named(part, Combo.class, "Persona");
				choice.select(choice.indexOf("Reviewer  ·  " + slug));
				choice.notifyListeners(SWT.Selection, new Event());
			});
			press(window, part, "Save");
			Await.until(() -> "the persona", () -> slug.equals(agent(other, id).agent().definition().persona()));
			assertEquals(null, agent(other, id).agent().definition().systemPrompt());
		}
	}

	private static Agents.One agent(OtherWindow other, String id) {
		return Await.ok(other.remote().agents().get(new Agents.Get(id)));
	}
}
