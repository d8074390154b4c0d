package dev.umbra.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
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

/** Personas that somebody else shares are looked at and copied in a window: of another host, with an identity of its own, over a relay. */
class OthersInTheWindowTest {
	private static final String TITLE = "Other people’s personas";
	@TempDir
	Path temp;

	@Test
	void whatSomebodyElseSharesIsLookedAtAndCopied() throws Exception {
		try (OtherWindow theirs = OtherWindow.on(temp.resolve("theirs")); OtherWindow mine = OtherWindow.on(temp.resolve("mine"))) {
			String url = Objects.requireNonNull(Await.ok(theirs.remote().host().serve(new Host.Serve(CommandId.random(), false, 0, null, null))).url());
			String npub = Await.ok(theirs.remote().identities().create(new Identities.Create(CommandId.random(), "anna"))).npub();
			Await.ok(theirs.remote().relays().add(new Relays.Add(CommandId.random(), url, RelayMode.PRIVATE, null)));
			share(theirs, save(theirs, "Notes Writer", null));
			share(theirs, save(theirs, "Stranger", "evil --now"));
			save(theirs, "Secret Keeper", null);
			Await.until(() -> "nothing to be sent", () -> Await.ok(theirs.remote().relays().list(new Nothing())).relays().stream().allMatch(each -> each.pendingOut() == 0));
			Await.ok(mine.remote().relays().add(new Relays.Add(CommandId.random(), url, RelayMode.PRIVATE, null)));
			mine.addDemo();
			try (Window window = Window.open()) {
				window.await("the agents", () -> window.has(Tree.class, "Agents, teams and personas"));
				window.later(() -> Items.agents(window).choose("Other people’s personas…"));
				looked(window, window.dialog(TITLE), npub);
				window.await("the copy, selected", () -> Items.agents(window).selected().startsWith("Stranger"));
			}
			Personas.One copy = Await.ok(mine.remote().personas().list(new Nothing())).personas().stream()
					.filter(each -> each.persona().displayName().equals("Stranger")).findFirst().orElseThrow();
			assertEquals("evil --now", copy.persona().acpCommand());
			assertFalse(copy.commandConfirmed(), "whoever copies it has not read it");
		}
	}

	private static void looked(Window window, Dialog dialog, String npub) {
		assertTrue(window.ui(() -> dialog.says("Ask them for their public key")));
		assertFalse(window.ui(() -> dialog.button("Look").isEnabled()));
		assertFalse(window.ui(() -> dialog.button("Add a copy to mine").isEnabled()));
		Text person = window.ui(() -> dialog.named(Text.class, "Whose, by public key"));
		window.run(() -> {
			person.setText("npub1garbage");
			dialog.press("Look");
		});
		window.await("what is wrong with it", () -> dialog.says("This is no npub") && dialog.button("Look").isEnabled());
		window.run(() -> {
			person.setText(npub);
			dialog.press("Look");
		});
		Rows found = new Rows(window.ui(() -> dialog.named(Table.class, "Personas that may be read")));
		window.await("what they share", () -> found.has("Notes Writer") && found.has("Stranger"));
		assertFalse(window.ui(() -> found.has("Secret Keeper")));
		Text preview = window.ui(() -> dialog.named(Text.class, "What it says"));
		window.run(() -> found.select("Stranger"));
		assertTrue(window.ui(preview::getText).contains("Command: evil --now"));
		assertTrue(window.ui(preview::getText).contains("You are Stranger."));
		assertTrue(window.ui(preview::getText).contains("Names for sessions: Ada, Grace"));
		// as Return does it, or a double click
		window.run(() -> found.table().notifyListeners(SWT.DefaultSelection, new Event()));
		window.await("that it is mine now", () -> dialog.says("A copy of “Stranger” is yours now."));
		window.run(() -> dialog.press("Close"));
	}

	private static String save(OtherWindow at, String name, @Nullable String command) {
		return Await.ok(at.remote().personas().save(new Personas.Save(CommandId.random(), null, null, name, "You are " + name + ".", command, null, null, null, null,
				List.of("Ada", "Grace"), null, null, null, null))).slug().value();
	}

	private static void share(OtherWindow at, String slug) {
		Await.ok(at.remote().personas().share(new Personas.Share(CommandId.random(), slug, true)));
	}
}
