package dev.umbra.git;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.git.GitPath;

/** Paths as git takes them, whatever bytes they are made of. */
final class Pathspecs {
	private static final Charset ARGUMENTS = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

	private Pathspecs() {
	}

	/** For {@code --pathspec-from-file=- --pathspec-file-nul} and its like: each path with a NUL behind it. */
	static byte[] input(Collection<String> paths) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (String path : paths) {
			bytes.writeBytes(bytes(path));
			bytes.write(0);
		}
		return bytes.toByteArray();
	}

	/** @throws FailureException in words, if it is not a path of ours */
	static byte[] bytes(String path) {
		byte[] bytes;
		try {
			bytes = GitPath.bytes(path);
		} catch (IllegalArgumentException e) {
			throw new FailureException(Failure.usage("Not a path: " + path + ": " + e.getMessage(), null), e);
		}
		String text = new String(bytes, StandardCharsets.ISO_8859_1);
		if (bytes.length == 0 || text.startsWith("/") || ("/" + text + "/").contains("/../")) {
			throw new FailureException(Failure.usage("Not a path in a working tree: \"" + path + "\".",
					"Paths are relative to the top of the working tree, as \"umbra git status\" shows them."));
		}
		return bytes;
	}

	/**
	 * For a command line, which cannot carry every byte: then each byte that it cannot is any byte. May match more files than the
	 * one that is meant.
	 */
	static String argument(String path) {
		byte[] bytes = bytes(path);
		if (!path.startsWith("\"") && ARGUMENTS.newEncoder().canEncode(path)) {
			return ":(top,literal)" + path;
		}
		StringBuilder glob = new StringBuilder(":(top,glob)");
		for (byte each : bytes) {
			if (each < 0) {
				glob.append('?');
			} else {
				if ("*?[\\".indexOf(each) >= 0) {
					glob.append('\\');
				}
				glob.append((char) each);
			}
		}
		return glob.toString();
	}
}
