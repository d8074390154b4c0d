package dev.umbra.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceReference;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

import dev.umbra.client.ClientCounters;
import dev.umbra.core.Cause;
import dev.umbra.core.CommandId;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Identities;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Teams;
import dev.umbra.core.event.AgentsChanged;
import dev.umbra.core.session.SessionSummary;

/** Teams and personas in the Agents part of a real window, at a real host that another client changes too. */
class CatalogInTheWindowTest {
	@TempDir
	Path temp;

	static String save(OtherWindow other, String name, List<String> names) {
		return Await.ok(other.remote().personas().save(new Personas.Save(CommandId.random(), null, null, name, "You are " + name + ".", null, null, null, null, null,
				names, null, null, null, null))).slug().value();
	}

	static void team(OtherWindow other, String name, List<String> members) {
		Await.ok(other.remote().teams().save(new Teams.Save(CommandId.random(), null, null, name, null, null, members)));
	}

	static void playing(OtherWindow other, String name, String persona) {
		Await.ok(other.remote().agents().add(new Agents.Add(CommandId.random(), name, "demo", null, List.of(), Map.of(), null, false, false, Map.of(), persona)));
	}

	private static List<String> personas(OtherWindow other) {
		return Await.ok(other.remote().personas().list(new Nothing())).personas().stream().filter(one -> !one.builtIn()).map(one -> one.persona().displayName())
				.toList();
	}

	@Test
	void whatAnotherClientChangesIsShownByItselfAndLeavesThePersonsPlaceAlone() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home"))) {
			other.addDemo();
			for (int i = 10; i < 50; i++) {
				save(other, "Persona " + i, List.of());
			}
			try (Window window = Window.open()) {
				window.await("the personas", () -> Items.agents(window).has("Persona 49"));
				window.run(() -> Items.agents(window).fold("My agents"));
				window.run(() -> Items.agents(window).select("Persona 28"));
				window.run(() -> Items.agents(window).tree().setTopItem(Items.agents(window).item("Persona 28")));
				window.await("it is scrolled", () -> Items.agents(window).top().startsWith("Persona 28"));
				String slug = save(other, "Aardvark", List.of());
				save(other, "Zebra", List.of());
				team(other, "Herd", List.of(slug));
				window.await("what came", () -> Items.agents(window).has("Aardvark") && Items.agents(window).has("Zebra") && Items.agents(window).has("Herd"));
				assertTrue(window.ui(() -> Items.agents(window).item("Herd").getText()).contains("Aardvark"));
				assertTrue(window.ui(() -> Items.agents(window).selected()).startsWith("Persona 28"));
				window.await("the place is the same", () -> Items.agents(window).top().startsWith("Persona 28"));
				// and once more, without that anybody scrolled in between
				save(other, "Abacus", List.of());
				window.await("what came next", () -> Items.agents(window).has("Abacus"));
				window.await("the place is the same", () -> Items.agents(window).top().startsWith("Persona 28"));
				assertFalse(window.ui(() -> Items.agents(window).item("My agents").getExpanded()));
				assertTrue(window.ui(() -> Items.agents(window).item("Personas").getExpanded()));
			}
		}
	}

	@Test
	void whatIsDeletedCanBeTakenBackAndWhatDependsOnItIsNamedFirst() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home"))) {
			save(other, "Lonely", List.of());
			String needed = save(other, "Needed", List.of());
			playing(other, "player", needed);
			try (Window window = Window.open()) {
				window.await("the agent below its persona", () -> Items.agents(window).has("player (Needed"));
				window.run(() -> Items.agents(window).select("Lonely"));
				window.run(() -> Items.agents(window).key(SWT.DEL, 0));
				window.await("it is gone", () -> !Items.agents(window).has("Lonely"));
				assertEquals(List.of("Needed"), personas(other));
				window.await("that it can be taken back", () -> window.has(Button.class, "Undo"));
				window.run(() -> Window.press(window.named(Button.class, "Undo")));
				window.await("it is back, and selected", () -> Items.agents(window).selected().startsWith("Lonely"));
				assertEquals(List.of("Lonely", "Needed"), personas(other));
				window.await("nothing to take back", () -> !window.has(Button.class, "Undo"));

				window.run(() -> select(window, "Needed", "Personas"));
				window.later(() -> Items.agents(window).choose("Remove…"));
				Dialog warning = window.dialog("Delete persona");
				assertTrue(window.ui(() -> warning.says("the agent “player”")));
				window.run(() -> warning.press("Cancel"));
				assertEquals(List.of("Lonely", "Needed"), personas(other));
				window.later(() -> Items.agents(window).choose("Remove…"));
				Dialog again = window.dialog("Delete persona");
				window.run(() -> again.press("Delete"));
				window.await("the orphan", () -> Items.agents(window).has("player (") && Items.agents(window).item("player").getText().contains("persona is gone"));

				window.run(() -> Items.agents(window).select("player"));
				window.later(() -> Items.agents(window).choose("Repair…"));
				Dialog repair = window.dialog("Repair “player”");
				window.run(() -> {
					Combo combo = Window.controls(repair.shell(), Combo.class, each -> true).getFirst();
					combo.select(Arrays.asList(combo.getItems()).indexOf("Lonely"));
					repair.press("Repair");
				});
				window.await("it plays another", () -> Items.agents(window).has("player (Lonely"));
			}
		}
	}

	@Test
	void aPersonaIsSharedDuplicatedAndKeptActiveWhileItIsPlayed() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home"))) {
			playing(other, "player", save(other, "Played", List.of()));
			try (Window window = Window.open()) {
				window.await("the persona", () -> Items.agents(window).has("Played"));
				window.run(() -> select(window, "Played", "Personas"));
				window.later(() -> Items.agents(window).choose("Shared with others"));
				Dialog share = window.dialog("Share a persona");
				window.run(() -> share.press("Share"));
				window.await("it is shared", () -> row(window, "Played", "Personas").contains(", shared"));
				window.run(() -> Items.agents(window).choose("Offered on this device"));
				window.await("why not, in words", () -> window.shown().contains("is played by player"));
				assertFalse(window.ui(() -> row(window, "Played", "Personas")).contains("inactive"));
				window.run(() -> Items.agents(window).key('d', SWT.MOD1));
				window.await("the copy, selected", () -> Items.agents(window).selected().startsWith("Played (copy)"));
				window.run(() -> select(window, "Builder", "Personas"));
				assertFalse(window.ui(() -> Items.agents(window).offers("Remove…")));
				window.run(() -> Items.agents(window).choose("Hidden"));
				window.await("it is out of sight", () -> !Items.agents(window).has("Builder"));
				window.run(() -> Items.agents(window).choose("Show hidden personas"));
				window.await("it is there again", () -> row(window, "Builder", "Personas").contains("hidden"));
			}
		}
	}

	/** A group and a persona may have one name. */
	private static TreeItem child(Window window, String beginning, String section) {
		return Arrays.stream(Items.agents(window).item(section).getItems()).filter(item -> item.getText().startsWith(beginning)).findFirst().orElseThrow();
	}

	private static String row(Window window, String beginning, String section) {
		return child(window, beginning, section).getText();
	}

	private static void select(Window window, String beginning, String section) {
		Items.agents(window).tree().setSelection(child(window, beginning, section));
		Items.agents(window).tree().notifyListeners(SWT.Selection, new Event());
	}

	@Test
	void aTeamStartsASessionPerMemberNamedFromThePoolAndManyAgentsAreStoppedAndRemovedAtOnce() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home"))) {
			String writer = save(other, "Writer", List.of("Ada", "Grace"));
			String reader = save(other, "Reader", List.of());
			playing(other, "writes", writer);
			playing(other, "reads", reader);
			team(other, "Pair", List.of(writer, reader));
			Path folder = Files.createDirectory(temp.resolve("work"));
			try (Window window = Window.open()) {
				window.await("the team", () -> Items.agents(window).has("Pair"));
				window.run(() -> Items.agents(window).select("Pair"));
				window.later(() -> Items.agents(window).choose("Start a session per member…"));
				Dialog start = window.dialog("Start the team “Pair”");
				window.run(() -> {
					start.named(Text.class, "Folder of the sessions").setText(folder.toString());
					start.named(Text.class, "Prompt for all; empty: the sessions wait").setText("list");
					start.press("Start");
				});
				window.await("both tabs", () -> window.titles().containsAll(List.of("Ada", "Reader 1")));
				assertEquals(List.of("Ada", "Reader 1"),
						Await.ok(other.remote().sessions().list(new Sessions.ListAll(false))).sessions().stream().map(SessionSummary::title).sorted().toList());
				window.await("both are at rest", () -> Items.agents(window).item("writes").getText().contains("Ready for")
						&& Items.agents(window).item("reads").getText().contains("Ready for"));
				window.later(() -> Items.agents(window).choose("Stop all"));
				// agents are told before sessions: it is asked where a turn still counts as running
				window.await("both are stopped, or a question", () -> stopped(window) || window.hasDialog("Stop all agents"));
				if (window.ui(() -> window.hasDialog("Stop all agents"))) {
					Dialog sure = window.dialog("Stop all agents");
					window.run(() -> sure.press("Stop all"));
				}
				window.await("both are stopped", () -> stopped(window));
				window.later(() -> Items.agents(window).choose("Remove stopped…"));
				Dialog remove = window.dialog("Remove stopped agents");
				assertTrue(window.ui(() -> remove.says("• writes")));
				window.run(() -> remove.press("Remove"));
				window.await("that it can be taken back", () -> window.has(Button.class, "Undo"));
				assertEquals(2, Await.ok(other.remote().agents().list(new Agents.ListAll())).agents().size(), "the host still has them");
				window.run(() -> Window.press(window.named(Button.class, "Undo")));
				window.await("both are there again", () -> Items.agents(window).item("writes").getText().contains("Stopped")
						&& Items.agents(window).item("reads").getText().contains("Stopped"));
				window.later(() -> Items.agents(window).choose("Remove stopped…"));
				Dialog again = window.dialog("Remove stopped agents");
				window.run(() -> again.press("Remove"));
				Await.until(() -> "none is left", () -> Await.ok(other.remote().agents().list(new Agents.ListAll())).agents().isEmpty());
			}
		}
	}

	private static boolean stopped(Window window) {
		return Items.agents(window).item("writes").getText().contains("Stopped") && Items.agents(window).item("reads").getText().contains("Stopped");
	}

	@Test
	void aFileIsImportedAfterALookAndExportedAgain() throws Exception {
		Path file = Files.writeString(temp.resolve("critic.persona.md"), "---\ndisplay_name: Critic\nmodel: large\napi_key: secret\n---\nYou find what is wrong.\n");
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			other.addDemo();
			window.await("the agents", () -> window.has(Tree.class, "Agents, teams and personas"));
			window.later(() -> Items.agents(window).choose("Import personas and teams…"));
			Dialog dialog = window.dialog("Import personas and teams");
			Text files = window.ui(() -> dialog.named(Text.class, "Files, one per line"));
			window.run(() -> files.setText(temp.resolve("gone.persona.md").toString()));
			window.await("that it is not there", () -> dialog.says("There is no such file"));
			window.run(() -> files.setText(file.toString()));
			Rows preview = new Rows(window.ui(() -> Window.controls(dialog.shell(), Table.class, each -> true).getFirst()));
			window.await("what would change", () -> preview.has("Persona | Critic | new"));
			assertEquals(List.of(), personas(other));
			window.run(() -> dialog.press("Import"));
			window.await("it is there", () -> Items.agents(window).has("Critic"));
			assertEquals(List.of("Critic"), personas(other));

			window.run(() -> Items.agents(window).select("Critic"));
			window.later(() -> Items.agents(window).choose("Export…"));
			Dialog export = window.dialog("Export “Critic”");
			Path folder = Files.createDirectory(temp.resolve("out"));
			window.run(() -> {
				export.named(Text.class, "Folder").setText(folder.toString());
				export.press("Export");
			});
			window.await("it is written", export::isGone);
			try (var written = Files.list(folder)) {
				String text = Files.readString(written.findFirst().orElseThrow());
				assertTrue(text.contains("You find what is wrong.") && text.contains("model: large") && !text.contains("secret"), text);
			}
		}
	}

	@Test
	void oneListenerServesAllWindowsAndIdentitiesAndManyEventsAreOneRefresh() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home"))) {
			save(other, "First", List.of());
			for (int i = 0; i < 3; i++) {
				try (Window window = Window.open()) {
					window.await("the persona", () -> Items.agents(window).has("First"));
					assertEquals(1, listeners());
				}
				assertEquals(0, listeners());
			}
			try (Window window = Window.open()) {
				window.await("the persona", () -> Items.agents(window).has("First"));
				String before = Await.ok(other.remote().identities().list(new Nothing())).identities().getFirst().npub();
				String second = Await.ok(other.remote().identities().create(new Identities.Create(CommandId.random(), "second"))).npub();
				for (int i = 0; i < 5; i++) {
					Await.ok(other.remote().identities().use(new Identities.Use(CommandId.random(), second)));
					Await.ok(other.remote().identities().use(new Identities.Use(CommandId.random(), before)));
				}
				Await.ok(other.remote().identities().use(new Identities.Use(CommandId.random(), second)));
				window.await("what belongs to the other one is gone", () -> !has(window, "First"));
				assertEquals(1, listeners());
				save(other, "Second", List.of());
				window.await("what belongs to this one", () -> has(window, "Second"));

				ClientCounters counters = Objects.requireNonNull(Window.service(ClientCounters.class));
				long settled = refreshes(counters);
				EventAdmin broker = Objects.requireNonNull(Window.service(EventAdmin.class));
				for (int i = 0; i < 500; i++) {
					broker.postEvent(new org.osgi.service.event.Event(AgentsChanged.TOPIC,
							Map.of("org.eclipse.e4.data", new AgentsChanged("epoch", i, Cause.SYSTEM))));
				}
				Await.until(() -> "a refresh", () -> refreshes(counters) > settled);
				save(other, "Third", List.of());
				window.await("the last of all", () -> Items.agents(window).has("Third"));
				// that of the flood, that of the save before it if it was late, and that of the last save
				assertTrue(refreshes(counters) - settled <= 3, () -> refreshes(counters) - settled + " refreshes");
			}
		}
	}

	/** While there is nothing at all, there is no tree. */
	private static boolean has(Window window, String beginning) {
		return window.has(Tree.class, "Agents, teams and personas") && Items.agents(window).has(beginning);
	}

	private static long refreshes(ClientCounters counters) {
		return counters.numbers().refreshes().getOrDefault("agents", 0L);
	}

	/** That hear of this topic by name; one hears of all, to follow the sessions. */
	private static int listeners() throws Exception {
		int count = 0;
		for (ServiceReference<EventHandler> each : Window.CONTEXT.getServiceReferences(EventHandler.class, null)) {
			Object topics = each.getProperty(EventConstants.EVENT_TOPIC);
			List<?> names = topics instanceof Object[] many ? Arrays.asList(many) : List.of(String.valueOf(topics));
			count += names.contains(AgentsChanged.TOPIC) ? 1 : 0;
		}
		return count;
	}
}
