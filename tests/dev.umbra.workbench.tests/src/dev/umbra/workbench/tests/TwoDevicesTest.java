package dev.umbra.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.core.CommandId;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Identities;
import dev.umbra.core.api.Relays;
import dev.umbra.core.relay.RelayMode;
import dev.umbra.wire.Codec;

/**
 * Two devices of one person: two hosts with a data folder each, over the relay that one of them is, and the windows of both open at the
 * same time, one in this framework ({@code near}) and one a process of the product ({@code far}). What is done at either, in its window
 * or by its command, is shown by the other one's window, which stays open all the time.
 */
class TwoDevicesTest {
	@TempDir
	Path temp;

	@Test
	void theOpenWindowsOfBothDevicesShowWhatIsDoneAtTheOtherOne() throws Exception {
		Path here = temp.resolve("1");
		Path there = temp.resolve("2");
		try (OtherWindow one = OtherWindow.on(here); OtherWindow two = OtherWindow.on(there)) {
			join(one, two);
			OtherWindow.lookAt(here);
			try (WindowProcess far = WindowProcess.open(there, temp.resolve("window"));
					Window near = EditorsInTheWindowTest.window();
					AutoCloseable end = () -> EditorsInTheWindowTest.closeEditors(near)) {
				personas(near, far, there);
				teams(near, far, there);
				agents(near, far, here, there);
			}
		}
	}

	/** The same identity and the same relay at both. */
	private static void join(OtherWindow one, OtherWindow two) {
		String url = Objects.requireNonNull(Await.ok(one.remote().host().serve(new Host.Serve(CommandId.random(), false, 0, null, null))).url());
		Identities.One me = Await.ok(one.remote().identities().create(new Identities.Create(CommandId.random(), "me")));
		String key = Await.ok(one.remote().identities().export(new Identities.Export(me.npub(), null, me.npub()))).key();
		assertEquals(me.npub(), Await.ok(two.remote().identities().importing(new Identities.Import(CommandId.random(), key, null, "me", false))).npub());
		for (OtherWindow each : List.of(one, two)) {
			Await.ok(each.remote().relays().add(new Relays.Add(CommandId.random(), url, RelayMode.PRIVATE, null)));
		}
	}

	private void personas(Window near, WindowProcess far, Path there) throws Exception {
		MPart editor = made(near, "dev.umbra.ui.command.newPersona", "Travelling Reviewer");
		far.awaitRow("Travelling Reviewer");
		rename(near, editor, "Renamed Reviewer");
		far.awaitRow("Renamed Reviewer");
		far.awaitNoRow("Travelling Reviewer");
		String slug = subject(near, editor);

		save(there, "persona", Codec.object().put("slug", slug).put("displayName", "Edited Reviewer"));
		awaitRow(near, "Edited Reviewer");
		near.await("its name in the open editor", () -> EditorsInTheWindowTest.named(editor, Text.class, "Name").getText().equals("Edited Reviewer"));
		String second = save(there, "persona", Codec.object().put("displayName", "Made Elsewhere")).path("slug").asText();
		awaitRow(near, "Made Elsewhere");

		EditorsInTheWindowTest.closeEditors(near);
		delete(near, "Edited Reviewer");
		far.awaitNoRow("Edited Reviewer");
		far.awaitRow("Made Elsewhere");
		Product.umbra(there, "persona", "delete", second);
		awaitNoRow(near, "Made Elsewhere");
	}

	private void teams(Window near, WindowProcess far, Path there) throws Exception {
		MPart editor = made(near, "dev.umbra.ui.command.newTeam", "Travelling Crew");
		far.awaitRow("Travelling Crew");
		rename(near, editor, "Renamed Crew");
		far.awaitRow("Renamed Crew");
		far.awaitNoRow("Travelling Crew");
		save(there, "team", Codec.object().put("id", subject(near, editor)).put("name", "Edited Crew"));
		awaitRow(near, "Edited Crew");
		String second = save(there, "team", Codec.object().put("name", "Crew Made Elsewhere")).path("id").asText();
		awaitRow(near, "Crew Made Elsewhere");

		EditorsInTheWindowTest.closeEditors(near);
		delete(near, "Edited Crew");
		far.awaitNoRow("Edited Crew");
		Product.umbra(there, "team", "delete", second);
		awaitNoRow(near, "Crew Made Elsewhere");
	}

	/** Which run at one device and are known at the other one. */
	private static void agents(Window near, WindowProcess far, Path here, Path there) throws Exception {
		String id = Codec.parse(Product.umbra(here, "agent", "add", "traveller", "--preset", "demo", "--json")).path("id").asText();
		far.awaitRow("traveller");
		MPart editor = EditorsInTheWindowTest.opened(near, "agent:" + id, "traveller");
		rename(near, editor, "wanderer");
		far.awaitRow("wanderer");
		far.awaitNoRow("traveller");
		EditorsInTheWindowTest.closeEditors(near);

		Product.umbra(there, "agent", "add", "visitor", "--preset", "demo");
		awaitRow(near, "visitor");
		Product.umbra(there, "agent", "set", "visitor", "name=guest");
		awaitRow(near, "guest");
		awaitNoRow(near, "visitor");

		Product.umbra(here, "agent", "remove", "wanderer");
		far.awaitNoRow("wanderer");
		Product.umbra(there, "agent", "remove", "guest");
		awaitNoRow(near, "guest");
	}

	/** In a new editor of the window. */
	private static MPart made(Window window, String command, String name) {
		Set<MPart> before = Set.copyOf(window.ui(() -> editors(window)));
		window.command(command);
		window.await("the editor", () -> !before.containsAll(editors(window)));
		MPart editor = window.ui(() -> editors(window).stream().filter(each -> !before.contains(each)).findFirst().orElseThrow());
		window.await("its fields", () -> EditorsInTheWindowTest.has(editor, Text.class, "Name"));
		EditorsInTheWindowTest.type(window, editor, "Name", name);
		saved(window, editor);
		return editor;
	}

	private static List<MPart> editors(Window window) {
		return window.tabs().stream().filter(tab -> tab.getElementId().equals(EditorsInTheWindowTest.EDITOR)).toList();
	}

	private static void rename(Window window, MPart editor, String name) {
		window.run(() -> EditorsInTheWindowTest.named(editor, Text.class, "Name").setText(name));
		saved(window, editor);
	}

	private static void saved(Window window, MPart editor) {
		EditorsInTheWindowTest.press(window, editor, "Save");
		window.await("nothing is unsaved", () -> !editor.isDirty());
	}

	/** The slug or id of what it edits. */
	private static String subject(Window window, MPart editor) {
		return window.ui(() -> editor.getPersistedState().get(EditorsInTheWindowTest.SUBJECT)).replaceFirst("^[a-z]+:", "");
	}

	/** By the command of a device. @return what it says */
	private JsonNode save(Path home, String what, ObjectNode fields) throws Exception {
		Path file = Files.writeString(temp.resolve(what + ".json"), Codec.json(fields));
		return Codec.parse(Product.umbra(home, what, "save", file.toString(), "--json"));
	}

	/** By the key in the window; others are told when it cannot be taken back any more. */
	private static void delete(Window window, String beginning) {
		window.run(() -> Items.agents(window).select(beginning));
		window.run(() -> Items.agents(window).key(SWT.DEL, 0));
		awaitNoRow(window, beginning);
	}

	private static void awaitRow(Window window, String beginning) {
		window.await(beginning, () -> shows(window, beginning));
	}

	private static void awaitNoRow(Window window, String beginning) {
		window.await("the end of " + beginning, () -> !shows(window, beginning));
	}

	private static boolean shows(Window window, String beginning) {
		// a device that has nothing yet shows no tree
		return window.has(Tree.class, "Agents, teams and personas") && Items.agents(window).has(beginning);
	}
}
