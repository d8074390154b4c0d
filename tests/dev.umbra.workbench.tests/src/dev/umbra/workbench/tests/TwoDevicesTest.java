package dev.umbra.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Identities;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Relays;
import dev.umbra.core.relay.RelayMode;

/** Two devices of one person: two hosts with a data folder each, over the relay that one of them is. A window stays open while the other device changes something. */
class TwoDevicesTest {
	@TempDir
	Path temp;

	@Test
	void theOpenWindowOfEachDeviceShowsWhatTheOtherOneDoes() throws Exception {
		try (OtherWindow one = OtherWindow.on(temp.resolve("1")); OtherWindow two = OtherWindow.on(temp.resolve("2"))) {
			String url = Objects.requireNonNull(Await.ok(one.remote().host().serve(new Host.Serve(CommandId.random(), false, 0, null, null))).url());
			Identities.One me = Await.ok(one.remote().identities().create(new Identities.Create(CommandId.random(), "me")));
			String key = Await.ok(one.remote().identities().export(new Identities.Export(me.npub(), null, me.npub()))).key();
			assertEquals(me.npub(), Await.ok(two.remote().identities().importing(new Identities.Import(CommandId.random(), key, null, "me", false))).npub());
			for (OtherWindow each : List.of(one, two)) {
				Await.ok(each.remote().relays().add(new Relays.Add(CommandId.random(), url, RelayMode.PRIVATE, null)));
			}
			followed(one, "the second device's window");
			OtherWindow.lookAt(temp.resolve("1"));
			followed(two, "the first device's window");
		}
	}

	/** In a window at the one device, while the other one makes, renames and deletes a persona. */
	private static void followed(OtherWindow device, String where) {
		try (Window window = Window.open()) {
			window.await("the Agents view, in " + where, () -> window.has(Text.class, "Find agents and sessions by name"));
			String slug = save(device, null, "Travelling Reviewer");
			window.await("the persona, in " + where, () -> shows(window, "Travelling Reviewer"));
			save(device, slug, "Renamed Reviewer");
			window.await("its new name, in " + where, () -> shows(window, "Renamed Reviewer") && !shows(window, "Travelling Reviewer"));
			Await.ok(device.remote().personas().delete(new Personas.Delete(CommandId.random(), slug, false)));
			window.await("its end, in " + where, () -> !shows(window, "Renamed Reviewer"));
		}
	}

	private static String save(OtherWindow device, @Nullable String slug, String name) {
		return Await.ok(device.remote().personas().save(new Personas.Save(CommandId.random(), slug, null, name, "Review it.", null, null, null, null, null,
				null, null, null, null, null))).slug().value();
	}

	private static boolean shows(Window window, String name) {
		// a device that has nothing yet shows no tree
		return window.has(Tree.class, "Agents, teams and personas") && Items.agents(window).texts().stream().anyMatch(row -> row.contains(name));
	}
}
