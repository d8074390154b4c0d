package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

/** Folders that a session cannot work in, and folders that cannot be data folders. */
class BadFolderTest {
	@TempDir
	Path temp;

	private Path folder(String name, String permissions) throws IOException {
		Path folder = Files.createDirectory(temp.resolve(name));
		return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
	}

	@Test
	void aSessionsFolderThatIsNotThereOrNoFolderIsUsage() throws IOException {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			folder.addFake("fake");
			Path missing = temp.resolve("missing");
			Path file = Files.writeString(temp.resolve("file"), "");
			Umbra umbra = folder.umbra();
			umbra.run("session", "new", "--agent", "fake", "--cwd", missing.toString(), "--json")
					.fails(2, "usage", missing.toString(), "does not exist");
			umbra.run("session", "new", "--agent", "fake", "--cwd", file.toString()).failsInWords(2, file.toString(), "is not a folder");
			umbra.run("session", "new", "--agent", "fake", "--add-dir", missing.toString(), "--json")
					.fails(2, "usage", missing.toString());
			assertTrue(umbra.run("session", "list", "--all", "--json").ok().json().isEmpty(), "nothing was made");
		}
	}

	@Test
	void aSessionsFolderThatCannotBeReadIsUsage() throws IOException {
		Path secret = folder("secret", "---------");
		assumeFalse(Files.isReadable(secret), "this user reads everything");
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			folder.addFake("fake");
			folder.umbra().run("session", "new", "--agent", "fake", "--cwd", secret.toString(), "--json")
					.fails(2, "usage", secret.toString(), "not readable");
		}
	}

	@Test
	void aDataFolderWithAColonInItsPathHasAHostAndTheDemoAgent() throws IOException {
		Path odd = Files.createDirectory(temp.resolve("a:b"));
		try (HostFolder folder = HostFolder.in(odd)) {
			Ran ran = folder.umbra().run("run", "--preset", "demo", "--allow", "once", "write notes.md: Hello").ok();
			assertEquals("Hello\n", Files.readString(folder.work().resolve("notes.md")), ran::toString);
		}
	}

	@Test
	void aDataFolderThatIsAFileIsRefused() throws IOException {
		Path file = Files.writeString(temp.resolve("file"), "mine");
		HostFolder folder = HostFolder.in(temp, file);
		folder.umbra().run("session", "list", "--json").fails(5, "refused", file.toString(), "not a folder", "--home");
		assertEquals("mine", Files.readString(file));
	}

	@Test
	void aDataFolderOfSomebodyElseIsRefusedAndLeftAlone() throws IOException {
		Path theirs = folder("theirs", "rwxr-xr-x");
		assumeTrue(isRoot(), "only root can give a folder away");
		Files.setAttribute(theirs, "unix:uid", 12345);
		HostFolder folder = HostFolder.in(temp, theirs);

		folder.umbra().run("session", "list", "--json").fails(5, "refused", theirs.toString(), "belongs to", "not to you", "--home");
		folder.umbra().run("host", "status").failsInWords(5, theirs.toString());

		assertEquals("rwxr-xr-x", PosixFilePermissions.toString(Files.getPosixFilePermissions(theirs)));
		try (var inside = Files.list(theirs)) {
			assertEquals(0, inside.count());
		}
	}

	private static boolean isRoot() throws IOException {
		return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
	}

	@Test
	void aDataFolderWithALongPathHasItsSocketInAPrivateFolderElsewhere() throws IOException {
		Path tmp = Files.createDirectory(temp.resolve("t"));
		StringBuilder name = new StringBuilder();
		while (temp.toString().length() + 1 + name.length() < 150) {
			name.append("long-");
		}
		try (HostFolder folder = HostFolder.in(temp, temp.resolve(name.toString()))) {
			Umbra umbra = folder.umbra().withFlag("-Djava.io.tmpdir=" + tmp).withFlag("-Dumbra.host.flags=-Djava.io.tmpdir=" + tmp);
			assertTrue(umbra.run("session", "list", "--json").ok().json().isEmpty());

			JsonNode status = umbra.run("host", "status", "--json").ok().json();
			Path socket = Path.of(status.path("socket").asText());
			assertTrue(socket.startsWith(tmp), status::toString);
			assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())));
			assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
			assertFalse(Files.exists(folder.socket()));
			// who has another idea of where such sockets are finds it by the pointer file
			assertTrue(folder.umbra().run("session", "list", "--json").ok().json().isEmpty());
			folder.assertOneHost();

			folder.umbra().run("host", "stop").ok();
			assertFalse(Files.exists(socket));
			Path runtime = folder("r", "rwx------");
			JsonNode again = umbra.withEnv("XDG_RUNTIME_DIR", runtime.toString()).run("host", "start", "--json").ok().json();
			assertEquals(runtime, Path.of(again.path("socket").asText()).getParent(), again::toString);
		}
	}
}
