package dev.umbra.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import dev.umbra.core.port.AgentInput;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.wire.RpcException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rule 10 of specs agents.md: what an agent may read and write through us. */
class SessionFilesTest {
	@TempDir
	Path temp;
	private Path cwd;
	private Path outside;
	private SessionFiles files;

	@BeforeEach
	void folders() throws IOException {
		cwd = Files.createDirectory(temp.toRealPath().resolve("cwd"));
		outside = Files.createDirectory(temp.toRealPath().resolve("outside"));
		Files.writeString(outside.resolve("secret.txt"), "secret");
		files = new SessionFiles(cwd, List.of());
	}

	private String read(Path path, Long line, Long limit) {
		return files.read(files.toRead(path.toString()), path.toString(), line, limit);
	}

	private void write(Path path, String text) {
		files.write(files.toWrite(path.toString()), path.toString(), text);
	}

	private static int code(RpcException e) {
		return e.code();
	}

	@Test
	void readsHonourLineAndLimit() throws IOException {
		Path file = Files.writeString(cwd.resolve("a.txt"), "one\ntwo\r\nthree\nfour");
		assertEquals("one\ntwo\r\nthree\nfour", read(file, null, null));
		assertEquals("two\r\nthree\n", read(file, 2L, 2L));
		assertEquals("four", read(file, 4L, 100L));
		assertEquals("", read(file, 5L, null));
		assertEquals("one\n", read(file, 0L, 1L));
		assertEquals("", read(file, 1L, 0L));
	}

	@Test
	void anAbsentFileIsNotFoundWithItsPath() {
		RpcException e = assertThrows(RpcException.class, () -> read(cwd.resolve("none/at/all.txt"), null, null));
		assertEquals(-32002, code(e));
		assertTrue(e.message().contains(cwd.resolve("none/at/all.txt").toString()));
	}

	@Test
	void nothingOutsideIsReachedByDotsOrLinks() throws IOException {
		Files.createSymbolicLink(cwd.resolve("link.txt"), outside.resolve("secret.txt"));
		Files.createSymbolicLink(cwd.resolve("folder"), outside);
		Files.createSymbolicLink(cwd.resolve("dangling.txt"), outside.resolve("new.txt"));
		Files.createSymbolicLink(cwd.resolve("loop"), cwd.resolve("loop"));
		for (Path path : List.of(outside.resolve("secret.txt"), cwd.resolve("../outside/secret.txt"), cwd.resolve("link.txt"),
				cwd.resolve("folder/secret.txt"), outside.resolve("absent.txt"), cwd.resolve("folder/absent.txt"))) {
			assertThrows(SessionFiles.Outside.class, () -> read(path, null, null), path.toString());
			assertThrows(SessionFiles.Outside.class, () -> write(path, "x"), path.toString());
		}
		assertThrows(SessionFiles.Outside.class, () -> write(cwd.resolve("dangling.txt"), "x"));
		assertThrows(SessionFiles.Outside.class, () -> write(cwd.resolve("folder/new/deep.txt"), "x"));
		assertThrows(RpcException.class, () -> read(cwd.resolve("loop"), null, null));
		assertEquals("secret", Files.readString(outside.resolve("secret.txt")));
		assertEquals(List.of(outside.resolve("secret.txt")), list(outside));
		assertEquals(-32602, code(assertThrows(RpcException.class, () -> files.toRead("relative.txt"))));
		assertEquals(-32602, code(assertThrows(RpcException.class, () -> files.toRead("/a\0b"))));
	}

	@Test
	void aFolderWithTheSameBeginningIsOutside() throws IOException {
		Path twin = Files.createDirectory(temp.toRealPath().resolve("cwd2"));
		assertThrows(SessionFiles.Outside.class, () -> write(twin.resolve("a"), "x"));
	}

	@Test
	void linksThatStayInsideAreFollowedAndNamedForWhatTheyAre() throws IOException {
		Files.createDirectory(cwd.resolve(".git"));
		Path real = Files.writeString(cwd.resolve(".git/config"), "old");
		Files.createSymbolicLink(cwd.resolve("harmless.txt"), real);
		SessionFiles.Place place = files.toWrite(cwd.resolve("harmless.txt").toString());
		assertEquals(real, place.shown(), "a rule for .git must see it");
		write(cwd.resolve("harmless.txt"), "new");
		assertTrue(Files.isSymbolicLink(cwd.resolve("harmless.txt")));
		assertEquals("new", Files.readString(real));
	}

	@Test
	void aSessionFolderThatIsItselfALinkKeepsItsNames() throws IOException {
		Path link = Files.createSymbolicLink(temp.toRealPath().resolve("link-to-cwd"), cwd);
		SessionFiles linked = new SessionFiles(link, List.of());
		assertEquals(link.resolve("a.txt"), linked.toWrite(link.resolve("a.txt").toString()).shown());
		assertEquals(cwd.resolve("a.txt"), linked.toWrite(link.resolve("a.txt").toString()).real());
	}

	@Test
	void additionalDirectoriesCount() throws IOException {
		SessionFiles both = new SessionFiles(cwd, List.of(outside, temp.resolve("does-not-exist")));
		String path = outside.resolve("secret.txt").toString();
		assertEquals("secret", both.read(both.toRead(path), path, null, null));
	}

	@Test
	void pipesDevicesAndFoldersAreRefusedWithoutBeingOpened() throws Exception {
		Path fifo = cwd.resolve("fifo");
		assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
		assertEquals(-32602, code(assertThrows(RpcException.class, () -> read(fifo, null, null))));
		assertEquals(-32602, code(assertThrows(RpcException.class, () -> write(fifo, "x"))));
		assertEquals(-32602, code(assertThrows(RpcException.class, () -> read(cwd, null, null))));
		SessionFiles dev = new SessionFiles(Path.of("/dev"), List.of());
		assertEquals(-32602, code(assertThrows(RpcException.class, () -> dev.toRead("/dev/zero"))));
	}

	@Test
	void aFileAbove32MiBIsRefused() throws IOException {
		Path big = cwd.resolve("big");
		try (RandomAccessFile file = new RandomAccessFile(big.toFile(), "rw")) {
			file.setLength(SessionFiles.MAX_READ + 1);
		}
		assertTrue(assertThrows(RpcException.class, () -> read(big, null, 1L)).message().contains("too large"));
		assertNull(files.oldText(files.toWrite(big.toString())));
	}

	@Test
	void aFileThatTurnsIntoALinkAfterTheCheckIsNotRead() throws IOException {
		Path file = Files.writeString(cwd.resolve("a.txt"), "mine");
		SessionFiles.Place place = files.toRead(file.toString());
		Files.delete(file);
		Files.createSymbolicLink(file, outside.resolve("secret.txt"));
		assertThrows(RuntimeException.class, () -> files.read(place, file.toString(), null, null));
		Path folder = Files.createDirectory(cwd.resolve("folder"));
		SessionFiles.Place inFolder = files.toWrite(folder.resolve("b.txt").toString());
		Files.delete(folder);
		Files.createSymbolicLink(folder, outside);
		assertThrows(SessionFiles.Outside.class, () -> files.write(inFolder, "b", "x"));
		assertEquals(1, list(outside).size());
	}

	@Test
	void aTextThatIsNotUtf8IsRefusedRatherThanSpoiled() throws IOException {
		Path file = Files.write(cwd.resolve("latin1.txt"), new byte[] {'a', (byte) 0xE9, 'b'});
		assertTrue(assertThrows(RpcException.class, () -> read(file, null, null)).message().contains("UTF-8"));
	}

	@Test
	void writesMakeFoldersKeepTheModeAndLeaveNothingElse() throws IOException {
		write(cwd.resolve("new/deep/a.txt"), "ä");
		assertEquals("ä", Files.readString(cwd.resolve("new/deep/a.txt")));
		Path script = Files.writeString(cwd.resolve("run.sh"), "old");
		Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x---"));
		assertEquals("old", files.oldText(files.toWrite(script.toString())));
		write(script, "new");
		assertEquals("new", Files.readString(script));
		assertEquals("rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(script)));
		assertEquals(2, list(cwd).size());
	}

	@Test
	void aWriteWaitsForItsDecisionAndIsToldInOrder() throws Exception {
		try (Agents agents = new Agents(cwd)) {
			AgentRuntime.Link link = agents.session();
			Path file = Files.writeString(cwd.resolve("a.txt"), "old");
			Agents.prompt(link, "[[text before]][[write " + file + "|new]][[text after]]");
			AgentInput.WriteAsked asked = agents.heard.await(AgentInput.WriteAsked.class);
			assertEquals(new AgentInput.WriteAsked(asked.request(), file.toString(), "old", "new"), asked);
			assertEquals(List.of("before"), agents.heard.texts());
			assertEquals("old", Files.readString(file));
			link.answerAction(asked.request(), true);
			link.answerAction(asked.request(), false);
			agents.heard.awaitText("after");
			assertEquals("new", Files.readString(file));
			assertEquals(List.of("before", "{}", "after"), agents.heard.texts());
		}
	}

	@Test
	void aRefusedWriteTouchesNothing() throws Exception {
		try (Agents agents = new Agents(cwd)) {
			AgentRuntime.Link link = agents.session();
			Agents.prompt(link, "[[write " + cwd.resolve("x/a.txt") + "|new]]");
			AgentInput.WriteAsked asked = agents.heard.await(AgentInput.WriteAsked.class);
			assertNull(asked.oldText());
			link.answerAction(asked.request(), false);
			agents.heard.awaitText("-32603 refused by the person or a rule of theirs");
			assertFalse(Files.exists(cwd.resolve("x")));
		}
	}

	@Test
	void whatIsOutsideIsAnErrorForTheAgentAndANoticeForThePerson() throws Exception {
		try (Agents agents = new Agents(cwd)) {
			AgentRuntime.Link link = agents.session();
			Path secret = outside.resolve("secret.txt");
			Agents.prompt(link, "[[read " + secret + "]][[write " + secret + "|x]][[read " + cwd.resolve("no.txt") + "]]");
			agents.heard.await(AgentInput.TurnEnded.class);
			assertEquals(List.of("-32602 outside of the session's folders: " + secret,
					"-32602 outside of the session's folders: " + secret, "-32002 no such file: " + cwd.resolve("no.txt")),
					agents.heard.texts());
			assertEquals(2, agents.heard.inputs().stream().filter(AgentInput.NoticeShown.class::isInstance).count());
			assertEquals("secret", Files.readString(secret));
		}
	}

	@Test
	void anAgentReadsLinesOfAFile() throws Exception {
		try (Agents agents = new Agents(cwd)) {
			Path file = Files.writeString(cwd.resolve("a.txt"), "1\n2\n3\n");
			Agents.prompt(agents.session(), "[[read " + file + " 2 1]]");
			agents.heard.awaitText("{\"content\":\"2\\n\"}");
		}
	}

	private static List<Path> list(Path folder) throws IOException {
		try (Stream<Path> all = Files.list(folder)) {
			return all.toList();
		}
	}
}
