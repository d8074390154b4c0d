package dev.umbra.ui.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files of a folder can be named. */
class FolderFilesTest {
	@TempDir
	Path folder;

	private void file(String path) throws IOException {
		Path file = folder.resolve(path);
		Files.createDirectories(file.getParent());
		Files.writeString(file, "x");
	}

	@Test
	void theNearestComeFirstAndFoldersOfToolsAreLeftOut() throws Exception {
		file("src/deep/er/C.java");
		file("src/B.java");
		file("a.md");
		file(".git/config");
		file("web/node_modules/x/index.js");
		file("target/classes/B.class");
		file(".github/ci.yml");
		assertEquals(List.of("a.md", ".github/ci.yml", "src/B.java", "src/deep/er/C.java"), FolderFiles.below(folder, 100));
		assertEquals(List.of("a.md", ".github/ci.yml"), FolderFiles.below(folder, 2));
	}

	@Test
	void aFolderThatLinksToItselfEndsAndOneThatIsGoneIsEmpty() throws Exception {
		file("in/a.md");
		Files.createSymbolicLink(folder.resolve("in/again"), folder);
		assertEquals(List.of("in/a.md"), FolderFiles.below(folder, 100));
		assertEquals(List.of(), FolderFiles.below(folder.resolve("gone"), 100));
	}
}
