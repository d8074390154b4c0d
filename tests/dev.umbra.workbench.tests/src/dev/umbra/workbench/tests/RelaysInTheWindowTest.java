package dev.umbra.workbench.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.TabFolder;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Identities;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Relays;
import dev.umbra.core.relay.RelayMode;
import dev.umbra.core.relay.RelayStatus;

/** Relays and identities, as a person meets them. */
class RelaysInTheWindowTest {
	static final String COMMAND = "dev.umbra.ui.command.relays";
	static final String TITLE = "Relays and Identities";
	private static final String PASSWORD = "correct horse";
	@TempDir
	Path temp;

	@Test
	void ofARelayThatDoesNotAnswerItIsSaidWhyAndWhatToDoAndTheFirstOneBringsAnIdentity() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			window.await("the trim", () -> trim(window, "No relay"));
			Dialog dialog = relays(window);
			window.await("words for who has none", () -> details(dialog).contains("There is no relay"));
			window.run(() -> add(dialog, "relay.example"));
			window.await("what is wrong", () -> dialog.says("begins with wss:// or ws://"));
			assertEquals("relay.example", window.ui(() -> dialog.named(Text.class, "URL of a new relay").getText()), "what was typed stays");
			String url = "ws://127.0.0.1:" + closedPort();
			window.run(() -> add(dialog, url));
			window.await("the state", () -> cells(dialog, "Relays").equals(List.of(url, "not connected", "Private", "me", "0")));
			window.await("why, and what to do", () -> details(dialog).contains("Last error: No connection: nobody answers") && details(dialog).contains("What to do: "));
			window.await("an empty field", () -> dialog.named(Text.class, "URL of a new relay").getText().isEmpty());
			window.run(() -> page(dialog, 1));
			Identities.One me = Await.ok(other.remote().identities().list(new Nothing())).identities().getFirst();
			window.await("the identity", () -> cells(dialog, "Identities").equals(List.of("me", "in use", "0", me.npub())));
			window.await("the trim", () -> trim(window, "Relay not connected"));
			window.run(() -> dialog.press("Close"));
			window.await("the end", dialog::isGone);
		}
	}

	@Test
	void whatAnotherClientDoesIsSeenByItself() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			Dialog dialog = relays(window);
			window.await("words for who has none", () -> details(dialog).contains("There is no relay"));
			String url = "ws://127.0.0.1:" + closedPort();
			Await.ok(other.remote().relays().add(new Relays.Add(CommandId.random(), url, RelayMode.BUZZ_COMPATIBLE, null)));
			window.await("the relay", () -> cells(dialog, "Relays").equals(List.of(url, "not connected", "Buzz-compatible", "me", "0")));
			window.run(() -> page(dialog, 1));
			Await.ok(other.remote().identities().create(new Identities.Create(CommandId.random(), "work")));
			window.await("the identity", () -> rows(dialog, "Identities").size() == 2 && rows(dialog, "Identities").stream()
					.anyMatch(row -> row.subList(0, 2).equals(List.of("work", "in use"))));
			window.run(() -> dialog.press("Close"));
		}
	}

	@Test
	void whatIsOldIsSaidToBeOldAndLookingAtItStartsNoHost() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			String url = "ws://127.0.0.1:" + closedPort();
			Await.ok(other.remote().relays().add(new Relays.Add(CommandId.random(), url, RelayMode.PRIVATE, null)));
			Dialog dialog = relays(window);
			window.await("the relay", () -> !rows(dialog, "Relays").isEmpty());
			long pid = Await.ok(other.remote().host().stop(new Host.Stop(false, false))).pid();
			window.await("words for it", () -> dialog.says("What is shown is old."));
			assertEquals(url, window.ui(() -> cells(dialog, "Relays").getFirst()), "what was known is still there");
			Await.until(() -> "the end of the host", () -> ProcessHandle.of(pid).isEmpty());
			// the pane has looked again by now, and again
			window.await("that it still says so", () -> dialog.says("What is shown is old."));
			assertTrue(Files.notExists(temp.resolve("home").resolve("host.json")), "a host was started");
			window.run(() -> dialog.press("Close"));
		}
	}

	@Test
	void theRelayOfThisComputerIsServedUsedAndLeft() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			Dialog dialog = relays(window);
			window.run(() -> page(dialog, 2));
			window.await("that it is off", () -> dialog.says("This computer is no relay"));
			window.run(() -> {
				dialog.press("Serve a relay on this computer");
				dialog.named(Text.class, "Port").setText("no port");
				dialog.press("Apply");
			});
			window.await("what is wrong", () -> dialog.says("There is no port “no port”"));
			window.run(() -> {
				dialog.named(Text.class, "Port").setText("0");
				dialog.press("Apply");
			});
			window.await("that it is one", () -> dialog.says("This computer is a relay: ws://127.0.0.1:"));
			String url = "ws://127.0.0.1:" + window.ui(() -> dialog.named(Text.class, "Port").getText());
			window.run(() -> dialog.press("Use It Here…"));
			assertEquals(url, window.ui(() -> dialog.named(Text.class, "URL of a new relay").getText()));
			window.run(() -> dialog.press("Add"));
			window.await("the connection", () -> cells(dialog, "Relays").equals(List.of(url, "connected", "Private", "me", "0")));
			window.await("the trim", () -> trim(window, "Relay connected"));

			Await.ok(other.remote().personas().save(new Personas.Save(CommandId.random(), null, null, "Reviewer", "Review it.", null, null, null, null, null,
					null, null, null, null, null)));
			Await.until(() -> "the persona at the relay: " + status(other), () -> status(other).received() > 0 && status(other).pendingOut() == 0);
			window.await("what came back", () -> details(dialog).contains("Received: " + status(other).received() + "."));

			window.later(() -> dialog.press("Make Buzz-Compatible…"));
			Dialog sure = window.dialog("Change the Mode of a Relay");
			assertTrue(window.ui(() -> sure.says("everybody who reads there can read your personas")));
			window.run(() -> sure.press("Change the Mode"));
			window.await("the other mode", () -> cells(dialog, "Relays").subList(0, 3).equals(List.of(url, "connected", "Buzz-compatible")));
			window.run(() -> dialog.press("Sync Now"));

			window.later(() -> dialog.press("Remove…"));
			Dialog removing = window.dialog("Remove a Relay");
			window.run(() -> removing.press("Remove"));
			window.await("no relay", () -> rows(dialog, "Relays").isEmpty() && details(dialog).contains("There is no relay"));
			window.await("the trim", () -> trim(window, "No relay"));
			window.run(() -> {
				page(dialog, 2);
				dialog.press("Serve a relay on this computer");
				dialog.press("Apply");
			});
			window.await("that it is off", () -> dialog.says("This computer is no relay"));
			window.run(() -> dialog.press("Close"));
		}
	}

	@Test
	void whatKeepsThisComputerFromBeingTheRelayItIsToBeIsSaid() throws Exception {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress()); OtherWindow other = OtherWindow.on(temp.resolve("home"));
				Window window = Window.open()) {
			Await.ok(other.remote().host().set(new Host.Set(CommandId.random(), "relay-serve", Integer.toString(taken.getLocalPort()))));
			Await.until(() -> "the attempt", () -> !Await.ok(other.remote().host().serving(new Nothing())).words().isEmpty());
			Dialog dialog = relays(window);
			window.run(() -> page(dialog, 2));
			window.await("what keeps it", () -> dialog.says("is none now") && dialog.says("Choose another port"));
			window.run(() -> dialog.press("Apply"));
			window.await("the same at the button", () -> dialog.button("Apply").isEnabled() && dialog.says("The relay cannot listen on"));
			assertTrue(window.ui(() -> !dialog.button("Use It Here…").isEnabled()));
			window.run(() -> dialog.press("Close"));
		}
	}

	@Test
	void anIdentityLeavesOnlyWithConsentAndComesBackByItsKey() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			Identities.One work = Await.ok(other.remote().identities().create(new Identities.Create(CommandId.random(), "work")));
			Await.ok(other.remote().identities().create(new Identities.Create(CommandId.random(), "home")));
			Dialog dialog = relays(window);
			window.run(() -> page(dialog, 1));
			window.await("both", () -> rows(dialog, "Identities").size() == 2);
			window.run(() -> select(dialog, "work"));

			String key = exported(window, dialog);
			window.later(() -> dialog.press("Remove…"));
			Dialog removing = window.dialog("Remove “work”");
			window.run(() -> {
				removing.only(Text.class).setText("home");
				removing.press("Remove");
			});
			window.await("that this is another name", () -> removing.says("Nothing was removed"));
			window.run(() -> {
				removing.only(Text.class).setText("work");
				removing.press("Remove");
			});
			window.await("one identity", () -> cells(dialog, "Identities").subList(0, 2).equals(List.of("home", "in use")) && rows(dialog, "Identities").size() == 1);

			imported(window, dialog, key);
			window.await("both again", () -> rows(dialog, "Identities").size() == 2);
			assertTrue(window.ui(() -> rows(dialog, "Identities").stream().anyMatch(row -> row.get(3).equals(work.npub()) && row.get(1).equals("in use"))));
			window.run(() -> dialog.press("Close"));
		}
	}

	/** Behind a password into the clipboard; before that everything that is not let through. */
	private static String exported(Window window, Dialog dialog) {
		window.later(() -> dialog.press("Export…"));
		Dialog export = window.dialog("Export the Private Key of “work”");
		assertTrue(window.ui(() -> export.says("can read and change everything that belongs to it")));
		window.run(() -> export.press("Export"));
		window.await("a password and consent", () -> export.says("fewer than 8 characters") && export.says("Say that you know"));
		window.run(() -> {
			export.choose("Plain (nsec)");
			export.press("I know what this means");
		});
		window.later(() -> export.press("Export"));
		Dialog plain = window.dialog("Export without a Password");
		window.run(() -> plain.press("Cancel"));
		window.await("the end of the question", plain::isGone);
		assertFalse(export.isGone(), "nothing left");
		window.run(() -> {
			export.choose("Encrypted with a password (ncryptsec)");
			export.named(Text.class, "Password").setText(PASSWORD);
			export.named(Text.class, "Again").setText(PASSWORD);
			export.press("Export");
		});
		window.await("the end of the export", export::isGone);
		window.await("where it is", () -> dialog.says("The encrypted key is in the clipboard"));
		String key = window.ui(() -> {
			Clipboard clipboard = new Clipboard(dialog.shell().getDisplay());
			try {
				return String.valueOf(clipboard.getContents(TextTransfer.getInstance()));
			} finally {
				clipboard.dispose();
			}
		});
		assertTrue(key.startsWith("ncryptsec1"), "not an encrypted key");
		return key;
	}

	private static void imported(Window window, Dialog dialog, String key) {
		window.later(() -> dialog.press("Import…"));
		Dialog take = window.dialog("Import an Identity");
		window.run(() -> {
			take.named(Text.class, "Private key").setText("garbage");
			take.press("Import");
		});
		window.await("what is wrong", () -> take.says("This is no private key"));
		window.run(() -> {
			take.named(Text.class, "Private key").setText("nsec1" + "q".repeat(58));
			take.press("Import");
		});
		window.await("what the host says of it", () -> take.button("Import").isEnabled() && !take.says("This is no private key. They begin"));
		assertFalse(take.isGone());
		window.run(() -> {
			take.named(Text.class, "Private key").setText(key);
			take.named(Text.class, "Password that it was exported with").setText("wrong");
			take.press("Import");
		});
		window.await("that the password is wrong", () -> take.button("Import").isEnabled() && take.says("password"));
		assertEquals(key, window.ui(() -> take.named(Text.class, "Private key").getText()), "what was typed stays");
		window.run(() -> {
			take.named(Text.class, "Password that it was exported with").setText(PASSWORD);
			take.press("Import");
		});
		window.await("the end of the import", take::isGone);
	}

	@Test
	void aKeyGoesIntoAFileThatOnlyItsOwnerCanRead() throws Exception {
		try (OtherWindow other = OtherWindow.on(temp.resolve("home")); Window window = Window.open()) {
			Await.ok(other.remote().identities().create(new Identities.Create(CommandId.random(), "work")));
			Dialog dialog = relays(window);
			window.run(() -> page(dialog, 1));
			window.await("the identity", () -> rows(dialog, "Identities").size() == 1);
			Path file = temp.resolve("work.ncryptsec");
			window.later(() -> dialog.press("Export…"));
			Dialog export = window.dialog("Export the Private Key of “work”");
			window.run(() -> {
				export.choose("Into a file that only you can read");
				export.named(Text.class, "File").setText(file.toString());
				export.named(Text.class, "Password").setText(PASSWORD);
				export.named(Text.class, "Again").setText(PASSWORD);
				export.press("I know what this means");
				export.press("Export");
			});
			window.await("the end of the export", export::isGone);
			window.await("where it is", () -> dialog.says(file.toString()));
			assertTrue(Files.readString(file).startsWith("ncryptsec1"));
			window.run(() -> dialog.press("Close"));
		}
	}

	// --- on the window's thread, but for the first ---

	static Dialog relays(Window window) {
		window.commandWithDialog(COMMAND);
		return window.dialog(TITLE);
	}

	static void page(Dialog dialog, int index) {
		Window.controls(dialog.shell(), TabFolder.class, each -> true).getFirst().setSelection(index);
	}

	private static void add(Dialog dialog, String url) {
		dialog.named(Text.class, "URL of a new relay").setText(url);
		dialog.press("Add");
	}

	private static String details(Dialog dialog) {
		return dialog.named(Text.class, "About the selected relay").getText();
	}

	private static List<List<String>> rows(Dialog dialog, String table) {
		Table found = dialog.named(Table.class, table);
		return Arrays.stream(found.getItems()).map(item -> Stream.iterate(0, i -> i < found.getColumnCount(), i -> i + 1).map(item::getText).toList()).toList();
	}

	/** Of the first row; empty where there is none. */
	private static List<String> cells(Dialog dialog, String table) {
		return rows(dialog, table).stream().findFirst().orElse(List.of());
	}

	private static void select(Dialog dialog, String name) {
		Table table = dialog.named(Table.class, "Identities");
		table.select(rows(dialog, "Identities").stream().map(List::getFirst).toList().indexOf(name));
		table.notifyListeners(SWT.Selection, new Event());
	}

	private static boolean trim(Window window, String words) {
		return Window.controls(window.shell(), ToolBar.class, bar -> Names.of(bar).equals("Umbra host")).stream()
				.flatMap(bar -> Arrays.stream(bar.getItems())).map(ToolItem::getText).anyMatch(words::equals);
	}

	private static RelayStatus status(OtherWindow other) {
		return Await.ok(other.remote().relays().list(new Nothing())).relays().getFirst();
	}

	private static int closedPort() throws Exception {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}
}
