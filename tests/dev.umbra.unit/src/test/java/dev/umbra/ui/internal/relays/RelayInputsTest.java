package dev.umbra.ui.internal.relays;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.umbra.core.CommandId;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Identities;
import dev.umbra.core.relay.RelayMode;

/** What a person writes in the pages of relays and identities, and what is said about it. */
class RelayInputsTest {
	private static final String NPUB = "npub1" + "q".repeat(58);

	// a relay

	@ParameterizedTest
	@ValueSource(strings = { "", "  ", "relay.example", "https://relay.example", "ws://", "wss://me:secret@relay.example", "wss://relay example" })
	void whatCannotBeARelayIsSaidWithAnExample(String url) {
		assertTrue(String.valueOf(new AddInput(url, RelayMode.PRIVATE).problem()).contains("wss://relay.example"), url);
	}

	@ParameterizedTest
	@ValueSource(strings = { "wss://relay.example", " ws://127.0.0.1:7447/ ", "WSS://Relay.Example/nostr" })
	void whatCanBeARelayIsTaken(String url) {
		assertNull(new AddInput(url, RelayMode.PRIVATE).problem());
	}

	@Test
	void itIsSaidWhatCanBeReadThereAndOnTheWay() {
		assertEquals(Messages.visible_private, new AddInput("", RelayMode.PRIVATE).words());
		assertEquals(Messages.visible_buzz, new AddInput("wss://relay.example", RelayMode.BUZZ_COMPATIBLE).words());
		assertEquals(Messages.visible_private, new AddInput("ws://localhost:7447", RelayMode.PRIVATE).words());
		assertEquals(Messages.visible_private + " " + Messages.add_plain, new AddInput("ws://relay.example", RelayMode.PRIVATE).words());
	}

	// an identity that comes

	@Test
	void eachFieldOfAnImportIsLookedAt() {
		assertEquals(Set.of(ImportInput.Field.KEY), new ImportInput(" ", "", "", 0, null).problems().keySet());
		assertEquals(Map.of(ImportInput.Field.KEY, Messages.import_public), new ImportInput(NPUB, "", "", 0, null).problems());
		assertEquals(Map.of(ImportInput.Field.KEY, Messages.import_other), new ImportInput("garbage", "", "", 0, null).problems());
		assertEquals(Map.of(ImportInput.Field.PASSWORD, Messages.import_no_password), new ImportInput("ncryptsec1abc", "", "", 0, null).problems());
		assertEquals(Set.of(ImportInput.Field.NAME), new ImportInput("nsec1abc", "", "a\u202Eb", 0, null).problems().keySet());
		assertEquals(Set.of(ImportInput.Field.MOVE), new ImportInput("nsec1abc", "", "", 3, null).problems().keySet());
		assertEquals(Map.of(), new ImportInput("ab".repeat(32), "", "work", 3, true).problems());
	}

	@Test
	void anImportAsksForWhatWasSaid() {
		Identities.Import call = new ImportInput(" nsec1abc\n", "unused", " work ", 3, false).call(CommandId.random());
		assertEquals("nsec1abc", call.key());
		assertNull(call.password());
		assertEquals("work", call.name());
		assertEquals(Boolean.FALSE, call.moveRecords());
		Identities.Import encrypted = new ImportInput("ncryptsec1abc", "pass", "", 0, null).call(CommandId.random());
		assertEquals("pass", encrypted.password());
		assertNull(encrypted.name());
		assertEquals(Boolean.FALSE, encrypted.moveRecords(), "where nothing is, nothing has to be asked");
	}

	@Test
	void noTextOfAnInputHasAKeyOrAPassword() {
		assertFalse(new ImportInput("nsec1secret", "hidden", "", 0, null).toString().matches(".*(secret|hidden).*"));
		assertFalse(new ExportInput(true, "hidden", "hidden", false, "", true).toString().contains("hidden"));
	}

	// a key that goes

	@Test
	void aKeyLeavesOnlyBehindAPasswordThatWasTypedTwiceAndWithConsent() {
		assertEquals(Set.of(ExportInput.Field.PASSWORD, ExportInput.Field.AGREED), new ExportInput(true, "", "", false, "", false).problems().keySet());
		assertEquals(Set.of(ExportInput.Field.PASSWORD), new ExportInput(true, "short", "short", false, "", true).problems().keySet());
		assertEquals(Map.of(ExportInput.Field.PASSWORD, Messages.export_differ), new ExportInput(true, "long enough", "long enouhg", false, "", true).problems());
		assertEquals(Map.of(), new ExportInput(true, "long enough", "long enough", false, "", true).problems());
		assertEquals(Set.of(ExportInput.Field.AGREED), new ExportInput(false, "", "", false, "", false).problems().keySet());
		assertEquals(Set.of(ExportInput.Field.FILE), new ExportInput(false, "", "", true, "key.nsec", true).problems().keySet());
	}

	@Test
	void aPlainExportSendsNoPassword() {
		assertEquals(new Identities.Export(NPUB, null, NPUB), new ExportInput(false, "typed before", "", false, "", true).call(NPUB));
		assertEquals("long enough", new ExportInput(true, "long enough", "long enough", false, "", true).call(NPUB).password());
	}

	@Test
	void aKeysFileIsItsOwnersAloneAndNothingIsOverwritten(@TempDir Path temp) throws Exception {
		Path file = temp.resolve("me.ncryptsec");
		assertNull(KeyFile.write(file, "ncryptsec1abc"));
		assertEquals("ncryptsec1abc\n", Files.readString(file));
		if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
			assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file));
		}
		assertTrue(String.valueOf(KeyFile.write(file, "another")).contains(file.toString()));
		assertEquals("ncryptsec1abc\n", Files.readString(file));
		Path nowhere = temp.resolve("none").resolve("me.nsec");
		assertTrue(String.valueOf(KeyFile.write(nowhere, "key")).contains(nowhere.getParent().toString()));
	}

	// this computer as a relay

	@Test
	void servingIsOffUntilTheSettingsSayOtherwise() {
		ServeInput off = ServeInput.of(Map.of("relay-serve", "off", "relay-serve-address", "127.0.0.1", "relay-serve-allow", "none"), NPUB);
		assertFalse(off.on());
		assertFalse(off.others());
		assertEquals("7447", off.port());
		assertEquals(NPUB, off.allowed(), "one's own key is offered");
		ServeInput on = ServeInput.of(Map.of("relay-serve", "7000", "relay-serve-address", "192.168.1.5", "relay-serve-allow", NPUB + "," + NPUB), "");
		assertTrue(on.on());
		assertTrue(on.others());
		assertEquals("7000", on.port());
		assertEquals(NPUB + "\n" + NPUB, on.allowed());
		assertEquals("192.168.1.5", on.call(CommandId.random()).address(), "an address that was set elsewhere stays");
	}

	@Test
	void whatIsWrongWithServingIsSaidAtTheField() {
		assertEquals(Set.of(ServeInput.Field.PORT), new ServeInput(true, "70000", false, "0.0.0.0", "").problems().keySet());
		assertEquals(Set.of(ServeInput.Field.PORT), new ServeInput(true, "x", false, "0.0.0.0", "").problems().keySet());
		assertEquals(Map.of(ServeInput.Field.ALLOWED, Messages.serve_nobody), new ServeInput(true, "0", true, "0.0.0.0", " \n").problems());
		assertTrue(String.valueOf(new ServeInput(true, "0", true, "0.0.0.0", NPUB + "\nnobody").problems().get(ServeInput.Field.ALLOWED)).contains("nobody"));
		assertEquals(Map.of(ServeInput.Field.ALLOWED, Messages.serve_private), new ServeInput(true, "0", true, "0.0.0.0", "nsec1abc").problems(), "it is not repeated");
		assertEquals(Map.of(), new ServeInput(false, "x", true, "0.0.0.0", "x").problems(), "what is off asks for nothing");
	}

	@Test
	void onlyThisComputerIsServedUnlessOthersAreWanted() {
		CommandId id = CommandId.random();
		assertEquals(new Host.Serve(id, false, 7447, "127.0.0.1", List.of()), new ServeInput(true, " 7447 ", false, "0.0.0.0", NPUB).call(id));
		assertEquals(new Host.Serve(id, false, 0, "0.0.0.0", List.of(NPUB, "a".repeat(64))),
				new ServeInput(true, "0", true, "0.0.0.0", NPUB + ", " + "a".repeat(64)).call(id));
		assertTrue(new ServeInput(false, "7447", true, "0.0.0.0", NPUB).call(id).off());
	}
}
