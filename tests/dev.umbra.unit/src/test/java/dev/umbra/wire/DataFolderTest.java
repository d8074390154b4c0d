package dev.umbra.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;

class DataFolderTest {
	@TempDir
	Path temp;

	@BeforeEach
	void onAPosixSystem() {
		assumeTrue(temp.getFileSystem().supportedFileAttributeViews().contains("posix"), "needs a POSIX file system");
	}

	private static String mode(Path path) throws IOException {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
	}

	private static boolean root() throws IOException {
		Path self = Path.of("/proc/self");
		return Files.exists(self) && Files.getAttribute(self, "unix:uid").equals(0);
	}

	/** A folder whose path has so many characters. */
	private Path ofLength(int length) {
		Path path = temp.toAbsolutePath();
		while (path.toString().length() < length) {
			int left = length - path.toString().length() - 1;
			path = path.resolve("x".repeat(Math.max(1, Math.min(left, 60))));
		}
		return path;
	}

	@Test
	void folderIsMadeForTheUserAlone() throws IOException {
		DataFolder folder = DataFolder.open(temp.resolve("a/b/home"), Map.of());
		assertEquals("rwx------", mode(folder.path()));
		assertEquals(temp.toRealPath().resolve("a/b/home"), folder.path());
	}

	@Test
	void folderThatOthersCouldReadIsMadePrivate() throws IOException {
		Path home = Files.createDirectory(temp.resolve("home"));
		Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
		DataFolder.open(home, Map.of());
		assertEquals("rwx------", mode(home));
	}

	@Test
	void openingAgainChangesNothing() throws IOException {
		DataFolder first = DataFolder.open(temp.resolve("home"), Map.of());
		Files.writeString(first.path().resolve("kept"), "x");
		DataFolder second = DataFolder.open(temp.resolve("home"), Map.of());
		assertEquals(first.hash(), second.hash());
		assertTrue(Files.exists(second.path().resolve("kept")));
	}

	@Test
	void filesAreMadeForTheUserAlone() throws IOException {
		Path file = temp.resolve("f");
		DataFolder.makePrivateFile(file);
		assertEquals("rw-------", mode(file));
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
		Files.writeString(file, "kept");
		DataFolder.makePrivateFile(file);
		assertEquals("rw-------", mode(file));
		assertEquals("kept", Files.readString(file));
	}

	@Test
	void fileInPlaceOfTheFolderIsRefusedInWords() throws IOException {
		Path file = Files.createFile(temp.resolve("home"));
		Failure failure = refused(file);
		assertTrue(failure.message().contains(file.toString()) && failure.message().contains("not a folder"), failure.message());
		assertTrue(failure.hint().contains("--home"));
	}

	@Test
	void fileInPlaceOfAParentIsRefusedInWords() throws IOException {
		Path file = Files.createFile(temp.resolve("parent"));
		Failure failure = refused(file.resolve("home"));
		assertTrue(failure.message().contains(file.toString()), failure.message());
	}

	@Test
	void folderOfSomebodyElseIsRefusedInWords() throws IOException {
		assumeTrue(root(), "only root can give a folder away");
		Path home = Files.createDirectory(temp.resolve("home"));
		Files.setAttribute(home, "unix:uid", 12345);
		Failure failure = refused(home);
		assertTrue(failure.message().contains(home.toString()) && failure.message().contains("belongs to"), failure.message());
		assertTrue(failure.hint().contains("UMBRA_HOME"));
	}

	@Test
	void parentThatCannotBeWrittenIsRefusedInWords() throws IOException {
		assumeFalse(root(), "root may write everywhere");
		Path parent = Files.createDirectory(temp.resolve("parent"));
		Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("r-xr-xr-x"));
		assertTrue(refused(parent.resolve("home")).message().contains("no permission"));
	}

	private static Failure refused(Path home) {
		Failure failure = assertThrows(FailureException.class, () -> DataFolder.open(home, Map.of())).failure();
		assertEquals(Failure.Code.REFUSED, failure.code());
		return failure;
	}

	@Test
	void socketIsInTheFolderWhereItsPathIsShortEnough() {
		DataFolder folder = DataFolder.open(temp.resolve("home"), Map.of("XDG_RUNTIME_DIR", temp.toString()));
		assumeTrue(folder.path().toString().length() < 90, "the temporary folder itself has a long path");
		assertEquals(folder.path().resolve("host.sock"), folder.socket());
	}

	@Test
	void folderOf150CharactersHasItsSocketInTheRuntimeFolder() throws IOException {
		Path runtime = Files.createDirectory(temp.resolve("run"));
		DataFolder folder = DataFolder.open(ofLength(150), Map.of("XDG_RUNTIME_DIR", runtime.toString()));
		assertTrue(folder.path().toString().length() >= 150);
		assertEquals(runtime.resolve("umbra-" + folder.hash() + ".sock"), folder.socket());
	}

	@Test
	void withoutARuntimeFolderTheSocketIsInAPrivateTemporaryOne() throws IOException {
		for (Map<String, String> env : List.of(Map.<String, String>of(), Map.of("XDG_RUNTIME_DIR", "relative"),
				Map.of("XDG_RUNTIME_DIR", temp.resolve("absent").toString()))) {
			DataFolder folder = DataFolder.open(ofLength(150), env);
			Path socket = folder.socket();
			assertTrue(socket.startsWith(Path.of(System.getProperty("java.io.tmpdir"))), socket.toString());
			assertTrue(socket.toString().length() <= 100, socket.toString());
			assertEquals("rwx------", mode(socket.getParent()));
			assertEquals(folder.hash() + ".sock", socket.getFileName().toString());
		}
	}

	@Test
	void runtimeFolderOfSomebodyElseIsNotUsed() throws IOException {
		assumeTrue(root(), "only root can give a folder away");
		Path runtime = Files.createDirectory(temp.resolve("run"));
		Files.setAttribute(runtime, "unix:uid", 12345);
		DataFolder folder = DataFolder.open(ofLength(150), Map.of("XDG_RUNTIME_DIR", runtime.toString()));
		assertFalse(folder.socket().startsWith(runtime), folder.socket().toString());
	}

	@Test
	void twoFoldersHaveTwoSocketsAndTwoNames() throws IOException {
		Path runtime = Files.createDirectory(temp.resolve("run"));
		Path base = ofLength(150);
		DataFolder one = DataFolder.open(base.resolve("one"), Map.of("XDG_RUNTIME_DIR", runtime.toString()));
		DataFolder two = DataFolder.open(base.resolve("two"), Map.of("XDG_RUNTIME_DIR", runtime.toString()));
		assertNotEquals(one.socket(), two.socket());
		assertTrue(one.hash().matches("[0-9a-f]{16}"));
		assertNotEquals(one.hash(), two.hash());
	}

	@Test
	void symbolicLinkToTheFolderIsTheSameFolder() throws IOException {
		DataFolder folder = DataFolder.open(temp.resolve("home"), Map.of());
		Path link = Files.createSymbolicLink(temp.resolve("link"), folder.path());
		assertEquals(folder.hash(), DataFolder.open(link, Map.of()).hash());
	}

	@Test
	void givenPathComesBeforeTheVariableAndThatBeforeThePlatformsPlace() {
		Map<String, String> env = Map.of("UMBRA_HOME", "/env/home", "XDG_DATA_HOME", "/xdg");
		assertEquals(Path.of("/given"), DataFolder.resolve("/given/x/..", env));
		assertEquals(Path.of("/env/home"), DataFolder.resolve(null, env));
		assertTrue(DataFolder.resolve("relative", Map.of()).isAbsolute());
	}

	@Test
	void platformsPlaceOnLinux() {
		assumeTrue(System.getProperty("os.name").equals("Linux"), "the place of Linux");
		assertEquals(Path.of("/xdg/umbra"), DataFolder.resolve(null, Map.of("XDG_DATA_HOME", "/xdg")));
		Path own = Path.of(System.getProperty("user.home"), ".local", "share", "umbra");
		assertEquals(own, DataFolder.resolve(null, Map.of()));
		assertEquals(own, DataFolder.resolve(null, Map.of("XDG_DATA_HOME", "relative", "UMBRA_HOME", " ")));
	}
}
