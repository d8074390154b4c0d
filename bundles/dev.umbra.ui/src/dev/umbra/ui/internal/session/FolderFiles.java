package dev.umbra.ui.internal.session;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** The files of a session's folder, to be named in a prompt. Touches the disk: never on the SWT thread. */
final class FolderFiles {
	/** So many are known at most; those nearest to the folder come first. */
	static final int MOST = 20_000;
	private static final int MOST_FOLDERS = 5_000;
	/** Folders of tools, not of people. */
	private static final Set<String> SKIPPED = Set.of(".git", ".hg", ".svn", "node_modules", "target", ".gradle", ".venv", "venv",
			"__pycache__", ".cache", ".tox", ".metadata");

	private FolderFiles() {
	}

	/**
	 * Paths of regular files below the folder, with slashes, level by level, each in order of its name. What cannot be read is
	 * left out; links to folders are not followed.
	 *
	 * @param most at most so many
	 */
	static List<String> below(Path folder, int most) {
		List<String> files = new ArrayList<>();
		Deque<Path> waiting = new ArrayDeque<>(List.of(folder));
		int folders = 0;
		while (!waiting.isEmpty() && files.size() < most && folders++ < MOST_FOLDERS) {
			for (Path each : sorted(waiting.removeFirst())) {
				if (files.size() >= most) {
					break;
				}
				if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
					if (!SKIPPED.contains(String.valueOf(each.getFileName()))) {
						waiting.addLast(each);
					}
				} else if (Files.isRegularFile(each)) {
					files.add(folder.relativize(each).toString().replace(folder.getFileSystem().getSeparator(), "/"));
				}
			}
		}
		return List.copyOf(files);
	}

	private static List<Path> sorted(Path folder) {
		List<Path> children = new ArrayList<>();
		try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
			for (Path child : stream) {
				children.add(child);
				if (children.size() >= MOST) {
					break;
				}
			}
		} catch (IOException | DirectoryIteratorException | SecurityException unreadable) {
			return List.of();
		}
		Collections.sort(children);
		return children;
	}
}
