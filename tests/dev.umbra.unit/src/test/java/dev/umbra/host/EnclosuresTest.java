package dev.umbra.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.api.Sessions.NewEnclosure;
import dev.umbra.core.session.Blob;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.Enclosure.Kind;

class EnclosuresTest {
	private static final byte[] PNG = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 1 };
	@TempDir
	Path folder;

	private static NewEnclosure file(Path path) {
		return new NewEnclosure(path.toString(), null, null, null, false);
	}

	private static NewEnclosure data(byte[] bytes, @Nullable String name, @Nullable String type) {
		return new NewEnclosure(null, name, type, Base64.getEncoder().encodeToString(bytes), false);
	}

	private static Enclosure one(NewEnclosure wanted) {
		return Enclosures.take(List.of(wanted)).enclosures().getFirst();
	}

	private static String refusal(NewEnclosure... wanted) {
		Failure failure = assertThrows(FailureException.class, () -> Enclosures.take(List.of(wanted))).failure();
		assertEquals(Failure.Code.USAGE, failure.code());
		return failure.message();
	}

	private Path written(String name, byte[] bytes) throws IOException {
		return Files.write(folder.resolve(name), bytes);
	}

	@Test
	void aFileIsReadNowAndNamedByItsBytes() throws Exception {
		Path path = written("a b#.png", PNG);
		Enclosures taken = Enclosures.take(List.of(file(path)));
		Files.write(path, new byte[] { 1 });
		Blob blob = taken.blobs().getFirst();
		assertArrayEquals(PNG, blob.bytes());
		assertEquals(new Enclosure(Kind.IMAGE, "a b#.png", "image/png", path.toUri().toString(), blob.hash(), PNG.length),
				taken.enclosures().getFirst());
	}

	@Test
	void whatItIsSaysTheClientThenTheBytesThenTheName() throws Exception {
		byte[] text = "grüße".getBytes(StandardCharsets.UTF_8);
		byte[] bytes = { 1, 0, 2 };
		assertEquals("image/png", one(file(written("wrong.txt", PNG))).mimeType());
		assertEquals(Kind.AUDIO, one(data("RIFF\0\0\0\0WAVE".getBytes(StandardCharsets.ISO_8859_1), null, null)).kind());
		assertEquals("text/x-java", one(file(written("A.java", text))).mimeType());
		assertEquals("text/plain", one(file(written("README", text))).mimeType());
		assertEquals(Kind.TEXT, one(file(written("empty", new byte[0]))).kind());
		assertEquals("application/octet-stream", one(file(written("x.java", bytes))).mimeType());
		assertEquals(Kind.BINARY, one(file(written("x.java", bytes))).kind());
		assertEquals("application/zip", one(file(written("x.zip", bytes))).mimeType());
		assertEquals("text/plain", one(file(written("really.png", text))).mimeType(), "a text that is called like a picture");
		assertEquals(Kind.TEXT, one(file(written("x.svg", text))).kind());
		assertEquals(Kind.BINARY, one(data(new byte[] { (byte) 0xff, (byte) 0xfe, 'a' }, "latin", "text/plain")).kind());
		Enclosure said = one(data(bytes, "pasted.webp", "IMAGE/WebP"));
		assertEquals("image/webp", said.mimeType());
		assertEquals(Kind.IMAGE, said.kind());
		assertEquals("pasted.webp", said.name());
	}

	@Test
	void aLinkNamesAFileOrAFolderAndHasNoBytes() throws Exception {
		Path path = written("note.md", new byte[] { 'x' });
		Enclosures taken = Enclosures.take(List.of(new NewEnclosure(path.toString(), null, null, null, true),
				new NewEnclosure(folder.toString(), "work", null, null, true)));
		assertEquals(List.of(), taken.blobs());
		assertEquals(new Enclosure(Kind.LINK, "note.md", "text/markdown", path.toUri().toString(), null, 0), taken.enclosures().getFirst());
		assertEquals("work", taken.enclosures().getLast().name());
		assertTrue(refusal(new NewEnclosure(null, "x", null, "AA==", true)).contains("link"));
		assertTrue(refusal(new NewEnclosure(folder.resolve("none").toString(), null, null, null, true)).contains("none"));
	}

	@Test
	void whatCannotBeEnclosedIsNamed() throws Exception {
		assertTrue(refusal(file(folder.resolve("missing.txt"))).contains("missing.txt"));
		assertTrue(refusal(file(folder)).contains("is a folder"));
		assertTrue(refusal(new NewEnclosure("relative.txt", null, null, null, false)).contains("relative.txt"));
		assertTrue(refusal(new NewEnclosure("/a\0b", null, null, null, false)).startsWith("Not a file"));
		assertTrue(refusal(new NewEnclosure(null, "x", null, "not base64!", false)).contains("base64"));
		assertTrue(refusal(new NewEnclosure(null, null, null, null, false)).contains("either a path or data"));
		assertTrue(refusal(new NewEnclosure("/a", null, null, "AA==", false)).contains("either a path or data"));
		assertTrue(refusal(data(PNG, "x", "picture")).contains("media type"));
		assertTrue(refusal(data(PNG, "a\nb", null)).contains("name"));
	}

	@Test
	void aPipeIsNotOpened() throws Exception {
		Path pipe = folder.resolve("pipe");
		assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "needs mkfifo");
		assertTrue(new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start().waitFor(10, TimeUnit.SECONDS));
		assertTrue(refusal(file(pipe)).contains("not a regular file"));
	}

	@Test
	void sizesAreBoundedEachAndTogether() throws Exception {
		byte[] most = new byte[Enclosures.MAX_BYTES];
		assertEquals(most.length, one(file(written("most", most))).bytes());
		byte[] more = Arrays.copyOf(most, most.length + 1);
		assertTrue(refusal(file(written("more", more))).contains("10 MiB"));
		assertTrue(refusal(data(more, "pasted", null)).contains("pasted"));
		Path path = folder.resolve("most");
		assertTrue(refusal(file(path), file(path), data(PNG, "x", null)).contains("together"));
	}
}
