package dev.umbra.ui.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.api.Personas.ImportLine;
import dev.umbra.core.api.Personas.TextFile;

class ExchangeTest {
	@TempDir
	Path folder;

	private Path file(String name, String text) throws IOException {
		return Files.writeString(folder.resolve(name), text);
	}

	private static String wrong(String lines) {
		return assertInstanceOf(PickedFiles.Result.Wrong.class, PickedFiles.read(lines)).words();
	}

	@Test
	void namedFilesAreReadWhole() throws IOException {
		Path one = file("a.persona.md", "---\ndisplay_name: Ä\n---\n");
		Path other = file("b.team.json", "{}");
		assertEquals(new PickedFiles.Result.Read(List.of(new TextFile("a.persona.md", "---\ndisplay_name: Ä\n---\n"), new TextFile("b.team.json", "{}"))),
				PickedFiles.read("\n  " + one + "  \n\n" + other + "\n"));
		assertEquals(new PickedFiles.Result.Read(List.of()), PickedFiles.read(" \n"));
	}

	@Test
	void whatCannotBeReadIsNamed() throws IOException {
		assertTrue(wrong("a.persona.md").contains("whole path"));
		Path gone = folder.resolve("gone.persona.md");
		assertTrue(wrong(gone.toString()).endsWith(gone.toString()));
		Path bytes = Files.write(folder.resolve("x.persona.json"), new byte[] { '{', (byte) 0xff, '}' });
		assertTrue(wrong(bytes.toString()).contains("UTF-8"));
		Path large = Files.write(folder.resolve("l.persona.json"), new byte[(int) PickedFiles.MOST_BYTES]);
		Path small = file("s.persona.json", "{}");
		assertTrue(wrong(large + "\n" + small).contains(small.toString()));
		assertInstanceOf(PickedFiles.Result.Read.class, PickedFiles.read(large.toString()));
	}

	@Test
	void whatIsThereIsReplacedOnlyIfThePersonSaysSo() throws IOException {
		List<TextFile> files = List.of(new TextFile("a.persona.md", "new"), new TextFile("b.persona.md", "new"));
		Path there = file("b.persona.md", "old");
		assertEquals(new WrittenFiles.Result.There(List.of(there)), WrittenFiles.write(folder, files, false));
		assertEquals("old", Files.readString(there));
		assertFalse(Files.exists(folder.resolve("a.persona.md")));
		assertEquals(new WrittenFiles.Result.Written(List.of(folder.resolve("a.persona.md"), there)), WrittenFiles.write(folder, files, true));
		assertEquals("new", Files.readString(there));
		try (var left = Files.list(folder)) {
			assertEquals(2, left.count());
		}
	}

	@Test
	void aNameThatLeadsElsewhereIsRefused() {
		for (String name : List.of("../x.persona.md", "/tmp/x.persona.md", "a/b.persona.md", "..")) {
			WrittenFiles.Result.Failed failed = assertInstanceOf(WrittenFiles.Result.Failed.class,
					WrittenFiles.write(folder, List.of(new TextFile(name, "x")), true), name);
			assertTrue(failed.words().contains(name));
		}
	}

	@Test
	void aFolderThatIsNotThereIsSaid() {
		Path gone = folder.resolve("gone");
		assertTrue(assertInstanceOf(WrittenFiles.Result.Failed.class, WrittenFiles.write(gone, List.of(), false)).words().contains(gone.toString()));
	}

	private static ImportLine line(String action, List<String> fields, String words, @Nullable String command) {
		return new ImportLine("f", "persona", "p", "P", action, fields, words, command);
	}

	@Test
	void aPreviewSaysWhatChangesAndWhatMustBeConfirmed() {
		assertEquals("Changes: model, provider.", ImportWords.words(line("changed", List.of("model", "provider"), "", null)));
		assertEquals("env is left out. It brings a command, which runs only after you confirm it: rm ⟨U+202E⟩x",
				ImportWords.words(line("new", List.of("model"), "env is left out.", "rm \u202Ex")));
		assertTrue(ImportWords.changes(line("new", List.of(), "", null)));
		assertFalse(ImportWords.changes(line("same", List.of(), "", null)));
		assertFalse(ImportWords.taken(line("refused", List.of(), "", null)));
	}
}
