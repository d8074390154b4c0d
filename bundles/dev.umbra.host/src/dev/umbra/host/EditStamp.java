package dev.umbra.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

import dev.umbra.core.git.GitFile;
import dev.umbra.core.git.GitState;
import dev.umbra.core.git.WorkTree;

/**
 * Tells whether files that differ were written once more: git's words for them stay the same then, their lines do not. Of times and
 * sizes only; a file whose name is no text does not count. Blocks for moments, as long as looking at 500 files takes.
 */
final class EditStamp {
	private EditStamp() {
	}

	static long of(GitState state) {
		WorkTree tree = state.tree();
		long stamp = 0;
		if (tree != null) {
			Path root = Path.of(tree.root());
			for (GitFile file : tree.files()) {
				stamp = 31 * stamp + of(root, file.path());
			}
		}
		return stamp;
	}

	private static long of(Path root, String path) {
		if (path.startsWith("\"")) {
			return 0;
		}
		try {
			BasicFileAttributes file = Files.readAttributes(root.resolve(path), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
			return 31 * file.lastModifiedTime().to(TimeUnit.NANOSECONDS) + file.size();
		} catch (IOException | InvalidPathException e) {
			// gone, or nothing that can be looked at
			return 1;
		}
	}
}
