package dev.umbra.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Nothing;
import dev.umbra.wire.DataFolder;

class RuntimeCopyTest {
	private Path runtime;
	private Path copies;

	@BeforeEach
	void runtime(@TempDir Path temp) throws IOException {
		runtime = temp.resolve("run tîme");
		copies = temp.resolve("home").resolve("host");
		Files.createDirectories(runtime.resolve("plugins"));
		Files.createDirectories(copies.getParent());
		Files.writeString(runtime.resolve("bundles.info"), """
				#encoding=UTF-8
				org.eclipse.osgi,3.24.0,plugins/org.eclipse.osgi_3.24.0.jar,-1,true
				org.eclipse.equinox.simpleconfigurator,1.5.0,plugins/org.eclipse.equinox.simpleconfigurator_1.5.0.jar,1,true
				some.bundle,1.0.0,plugins/some.bundle_1.0.0.jar,4,false
				""");
		for (String name : List.of("org.eclipse.osgi_3.24.0", "org.eclipse.equinox.simpleconfigurator_1.5.0",
				"some.bundle_1.0.0")) {
			Files.writeString(runtime.resolve("plugins").resolve(name + ".jar"), name);
		}
	}

	private RuntimeCopy.Copy prepare() throws IOException {
		return RuntimeCopy.of(runtime, copies).prepare();
	}

	private void change(String text, int seconds) throws IOException {
		Path jar = runtime.resolve("plugins/some.bundle_1.0.0.jar");
		Files.writeString(jar, text);
		Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2030-01-01T00:00:00Z").plusSeconds(seconds)));
	}

	private List<String> folders() throws IOException {
		try (Stream<Path> all = Files.list(copies)) {
			return all.filter(Files::isDirectory).map(path -> path.getFileName().toString()).sorted().toList();
		}
	}

	@Test
	void aCopyIsWholeAndPrivate() throws IOException {
		RuntimeCopy.Copy copy = prepare();
		assertEquals("some.bundle_1.0.0", Files.readString(copy.path().resolve("plugins/some.bundle_1.0.0.jar")));
		assertEquals(copy.path().resolve("plugins/org.eclipse.osgi_3.24.0.jar"), copy.framework());
		String config = Files.readString(copy.configuration().resolve("config.ini"));
		assertTrue(config.contains("reference\\:file\\:some.bundle_1.0.0.jar@4"), config);
		assertFalse(config.contains("simpleconfigurator"), config);
		assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy.path())));
		assertEquals("rw-------", PosixFilePermissions.toString(
				Files.getPosixFilePermissions(copy.path().resolve("plugins/some.bundle_1.0.0.jar"))));
		assertEquals(List.of(copy.path().getFileName().toString()), folders());
	}

	@Test
	void theSameBytesAreTheSameCopyWhereverTheyAreAndWhenever() throws IOException {
		Path first = prepare().path();
		assertEquals(first, prepare().path());
		change("some.bundle_1.0.0", 5);
		assertEquals(first, prepare().path());
	}

	@Test
	void otherBytesAreAnotherCopy() throws IOException {
		Path first = prepare().path();
		change("other", 1);
		assertNotEquals(first, prepare().path());
		assertTrue(Files.exists(first), "the one before stays: its host may still be ending");
	}

	@Test
	void olderOnesAreRemoved() throws IOException {
		for (int i = 0; i < 5; i++) {
			change("version " + i, i);
			prepare();
		}
		assertEquals(2, folders().size(), folders().toString());
	}

	@Test
	void anIncompleteCopyIsMadeAnew() throws IOException {
		RuntimeCopy.Copy copy = prepare();
		Files.delete(copy.path().resolve("complete"));
		Files.delete(copy.path().resolve("plugins/some.bundle_1.0.0.jar"));
		assertTrue(Files.exists(prepare().path().resolve("plugins/some.bundle_1.0.0.jar")));
	}

	@Test
	void aRuntimeThatLacksAJarIsNamed() throws IOException {
		Files.delete(runtime.resolve("plugins/some.bundle_1.0.0.jar"));
		Failure failure = assertThrows(FailureException.class, this::prepare).failure();
		assertEquals(Failure.Code.HOST_UNREACHABLE, failure.code());
		assertTrue(failure.message().contains("some.bundle"), failure.message());
	}

	@Test
	void bundlesThatLieAnywhereAreCopiedUnderTheirNames(@TempDir Path elsewhere) throws IOException {
		Path framework = Files.writeString(elsewhere.resolve("framework.jar"), "framework");
		Path one = Files.writeString(Files.createDirectories(elsewhere.resolve("a b/c")).resolve("bundle file"), "one");
		List<RuntimeBundle> bundles = List.of(new RuntimeBundle("org.eclipse.osgi", "3.24.0", framework, -1, true),
				new RuntimeBundle("some.bundle", "1.0.0.v1", one, 2, true));
		RuntimeCopy.Copy copy = RuntimeCopy.of(bundles, copies).prepare();
		assertEquals(copy.path().resolve("plugins/org.eclipse.osgi_3.24.0.jar"), copy.framework());
		assertEquals("one", Files.readString(copy.path().resolve("plugins/some.bundle_1.0.0.v1.jar")));
		String config = Files.readString(copy.configuration().resolve("config.ini"));
		assertTrue(config.contains("osgi.bundles=reference\\:file\\:some.bundle_1.0.0.v1.jar@2\\:start\n"), config);
		assertEquals(copy, RuntimeCopy.of(bundles, copies).prepare());
		Files.writeString(one, "another one");
		assertNotEquals(copy, RuntimeCopy.of(bundles, copies).prepare());
		assertThrows(FailureException.class, () -> RuntimeCopy.of(bundles.subList(1, 2), copies).prepare());
	}

	@Test
	void aClientThatIsOnlyMadeLeavesNoTrace(@TempDir Path temp) {
		Path home = temp.resolve("home of nobody");
		try (RemoteHost remote = RemoteHost.lazy(home, Map.of(), RemoteHost.Options.of("test").withoutStart().keptConnected())) {
			remote.onEvent(event -> {
			});
			assertFalse(remote.isConnected());
			assertFalse(Files.exists(home));
			assertEquals(Failure.Code.HOST_UNREACHABLE, assertThrows(FailureException.class, remote::connectNow).failure().code());
			assertTrue(Files.isDirectory(home));
		}
	}

	@Test
	void aDataFolderThatCannotBeUsedFailsTheCallInWords(@TempDir Path temp) throws Exception {
		Path home = Files.writeString(temp.resolve("file"), "no folder");
		try (RemoteHost remote = RemoteHost.lazy(home, Map.of(), RemoteHost.Options.of("test").withoutStart())) {
			Outcome<?> outcome = remote.host().status(new Nothing()).toCompletableFuture().get(20, TimeUnit.SECONDS);
			assertTrue(outcome instanceof Outcome.NotOk<?>(Failure failure) && failure.message().contains(home.toString()), outcome.toString());
		}
	}

	@Test
	void aFolderThatIsNoRuntimeIsRefusedInWords(@TempDir Path other) {
		Failure failure = assertThrows(FailureException.class, () -> RuntimeFolder.find(other)).failure();
		assertEquals(Failure.Code.HOST_UNREACHABLE, failure.code());
		assertTrue(failure.message().contains(other.toString()), failure.message());
	}

	@Test
	void theCommandNamesCopyAndDataFolder() throws IOException {
		DataFolder folder = DataFolder.open(copies.getParent(), Map.of());
		RuntimeCopy.Copy copy = prepare();
		List<String> command = new HostStarter(new Home(folder), runtime, null).command(copy);
		assertTrue(command.contains("-Dumbra.home=" + folder.path()), command.toString());
		assertTrue(command.contains("-Dumbra.runtime=" + copy.path()), command.toString());
		assertTrue(command.contains("--enable-native-access=ALL-UNNAMED"), command.toString());
		String jar = command.get(command.indexOf("-jar") + 1);
		assertEquals(copy.framework(), folder.path().resolve(jar));
		assertFalse(Path.of(jar).isAbsolute(), "a colon in the folder's path would cut it in two");
	}
}
