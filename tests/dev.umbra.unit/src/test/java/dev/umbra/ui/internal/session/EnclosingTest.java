package dev.umbra.ui.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.Offer;

/** What may go with a prompt. */
class EnclosingTest {
	@TempDir
	Path folder;

	private static Offer offer(boolean images, boolean embedded) {
		return new Offer(List.of(new Offer.Mode("m", "M", null)), List.of(), List.of(), images, false, embedded);
	}

	private Path file(String name, long size) throws Exception {
		Path file = folder.resolve(name);
		try (RandomAccessFile made = new RandomAccessFile(file.toFile(), "rw")) {
			made.setLength(size);
		}
		return file;
	}

	private static String refused(Enclosing.Result result) {
		return assertInstanceOf(Enclosing.Result.Refused.class, result).words();
	}

	private static Sessions.NewEnclosure ready(Enclosing.Result result) {
		return assertInstanceOf(Enclosing.Result.Ready.class, result).enclosure();
	}

	@Test
	void anImageNeedsAnAgentThatTakesImages() throws Exception {
		Path picture = file("a.PNG", 10);
		String words = refused(Enclosing.file(picture, offer(false, true)));
		assertTrue(words.contains("a.PNG") && words.contains("takes no images"), words);
		assertEquals(new Sessions.NewEnclosure(picture.toString(), "a.PNG", null, null, false), ready(Enclosing.file(picture, offer(true, false))));
		assertEquals(picture.toString(), ready(Enclosing.file(picture, Offer.NONE)).path(), "nothing is held against one that has not spoken");
	}

	@Test
	void aFileIsALinkForAnAgentThatTakesNoContents() throws Exception {
		Path text = file("a.txt", Enclosing.MOST + 1);
		assertTrue(ready(Enclosing.file(text, offer(true, false))).link());
		String words = refused(Enclosing.file(text, offer(true, true)));
		assertTrue(words.contains("10.0 MiB") && words.contains("10 MiB is the most"), words);
		assertTrue(!ready(Enclosing.file(file("b.txt", Enclosing.MOST), offer(true, true))).link(), "exactly the most is allowed");
	}

	@Test
	void foldersAndWhatIsGoneAreRefusedInWords() throws Exception {
		Files.createDirectory(folder.resolve("sub"));
		assertTrue(refused(Enclosing.file(folder.resolve("sub"), Offer.NONE)).contains("is a folder"));
		assertTrue(refused(Enclosing.file(folder.resolve("gone.txt"), Offer.NONE)).contains("cannot be read"));
	}

	@Test
	void aPictureTravelsAsItsBytes() {
		Sessions.NewEnclosure picture = ready(Enclosing.picture(new byte[] { 1, 2, 3 }, "Picture 1.png"));
		assertEquals("image/png", picture.mimeType());
		assertEquals(Base64.getEncoder().encodeToString(new byte[] { 1, 2, 3 }), picture.data());
		assertTrue(refused(Enclosing.picture(new byte[(int) Enclosing.MOST + 1], "Picture 2.png")).contains("Picture 2.png"));
	}

	@Test
	void picturesTravelTogetherUpToALimitAndFilesDoNotCount() throws Exception {
		Sessions.NewEnclosure large = ready(Enclosing.picture(new byte[(int) Enclosing.MOST], "Picture 1.png"));
		Sessions.NewEnclosure small = ready(Enclosing.picture(new byte[1024], "Picture 2.png"));
		Sessions.NewEnclosure read = ready(Enclosing.file(file("a.txt", Enclosing.MOST), offer(true, true)));
		assertTrue(Enclosing.fit(List.of(read, read, read), large));
		assertTrue(Enclosing.fit(List.of(large), small));
		assertTrue(!Enclosing.fit(List.of(large), large));
		assertTrue(Enclosing.fit(List.of(large, small), read));
	}
}
