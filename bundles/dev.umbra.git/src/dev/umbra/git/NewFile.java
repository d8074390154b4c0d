package dev.umbra.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.git.GitDiff;
import dev.umbra.core.git.GitPath;

/** A file that git does not know yet, told as a new one; read here, so that no filter of the repository runs. Blocks. */
final class NewFile {
	/** Bytes; a larger one is told without its lines. */
	private static final int MOST = 2 << 20;
	/** Git calls a file binary that has a NUL among so many bytes. */
	private static final int LOOK = 8000;

	private NewFile() {
	}

	/** @param text of the difference; @param lines null for a binary or unreadable one */
	record Told(String text, @Nullable Integer lines, boolean binary) {
		GitDiff.Stat stat(String path) {
			return new GitDiff.Stat(path, null, lines, lines == null ? null : Integer.valueOf(0));
		}
	}

	/** @param path relative to the root */
	static Told tell(Path root, String path) {
		Path file = resolve(root, path);
		try {
			if (file == null) {
				return without(path, "its name cannot be read with this system's character set", false);
			}
			if (Files.isSymbolicLink(file)) {
				return told(path, "120000", Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8));
			}
			if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
				return without(path, "it is no regular file", false);
			}
			if (Files.size(file) > MOST) {
				return without(path, "it is larger than " + MOST / (1 << 20) + " MiB", false);
			}
			try (InputStream in = Files.newInputStream(file)) {
				return told(path, Files.isExecutable(file) ? "100755" : "100644", in.readNBytes(MOST));
			}
		} catch (IOException e) {
			return without(path, "it cannot be read", false);
		}
	}

	/** Where a path of git is on this system; null if it cannot be named. */
	static @Nullable Path resolve(Path root, String path) {
		if (path.startsWith("\"")) {
			return null;
		}
		try {
			return root.resolve(path);
		} catch (InvalidPathException e) {
			return null;
		}
	}

	private static Told told(String path, String mode, byte[] bytes) {
		for (int i = 0; i < Math.min(LOOK, bytes.length); i++) {
			if (bytes[i] == 0) {
				return new Told(head(path, mode) + "Binary files /dev/null and " + name("b/", path) + " differ\n", null, true);
			}
		}
		String text = new String(bytes, StandardCharsets.UTF_8);
		StringBuilder diff = new StringBuilder(head(path, mode));
		int lines = 0;
		for (int at = 0; at < text.length(); lines++) {
			int end = text.indexOf('\n', at);
			at = end < 0 ? text.length() : end + 1;
		}
		if (lines > 0) {
			diff.append("--- /dev/null\n+++ ").append(name("b/", path)).append("\n@@ -0,0 +1").append(lines == 1 ? "" : "," + lines).append(" @@\n");
			for (int at = 0; at < text.length();) {
				int end = text.indexOf('\n', at);
				diff.append('+').append(text, at, end < 0 ? text.length() : end).append('\n');
				at = end < 0 ? text.length() : end + 1;
			}
			if (!text.endsWith("\n")) {
				diff.append("\\ No newline at end of file\n");
			}
		}
		return new Told(diff.toString(), lines, false);
	}

	private static Told without(String path, String why, boolean binary) {
		return new Told(head(path, "100644") + "# not shown: " + why + "\n", null, binary);
	}

	private static String head(String path, String mode) {
		return "diff --git " + name("a/", path) + " " + name("b/", path) + "\nnew file mode " + mode + "\n";
	}

	/** As git writes it with {@code core.quotePath=false}. */
	private static String name(String prefix, String path) {
		byte[] bytes = GitPath.bytes(path);
		boolean odd = path.startsWith("\"");
		for (byte each : bytes) {
			odd |= each >= 0 && each < 0x20 || each == '"' || each == '\\' || each == 0x7f;
		}
		if (!odd) {
			return prefix + path;
		}
		byte[] all = new byte[prefix.length() + bytes.length];
		System.arraycopy(prefix.getBytes(StandardCharsets.US_ASCII), 0, all, 0, prefix.length());
		System.arraycopy(bytes, 0, all, prefix.length(), bytes.length);
		return GitPath.quoted(all);
	}
}
