package dev.umbra.ide.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** What a selection becomes in a composer: Markdown that says where it is from. No threads, no workbench. */
final class Quote {
	/** Longer texts belong into a file that the agent reads by itself. In UTF-16 code units. */
	static final int LONGEST = 100_000;

	private Quote() {
	}

	/**
	 * A piece of a file, as a code block below its path and lines.
	 *
	 * @param file absolute
	 * @param from first line, from 1
	 * @param to last line
	 * @param folder paths below it are given without it; or null
	 */
	static String text(Path file, int from, int to, String text, @Nullable Path folder) {
		String lines = from == to ? "line " + from : "lines " + from + "–" + to;
		String fence = "`".repeat(Math.max(3, longestRun(text) + 1));
		return code(shown(file, folder)) + ", " + lines + ":\n" + fence + language(file) + "\n" + text
				+ (text.endsWith("\n") ? "" : "\n") + fence + "\n";
	}

	/** A place in a file. @param line from 1 */
	static String place(Path file, int line, @Nullable Path folder) {
		return code(shown(file, folder)) + ", line " + line + "\n";
	}

	/** Whole files and folders, by their paths. */
	static String files(List<Path> files, @Nullable Path folder) {
		if (files.size() == 1) {
			return code(shown(files.getFirst(), folder)) + "\n";
		}
		StringBuilder list = new StringBuilder();
		files.forEach(file -> list.append("- ").append(code(shown(file, folder))).append('\n'));
		return list.toString();
	}

	private static String shown(Path file, @Nullable Path folder) {
		Path path = folder != null && file.startsWith(folder) && !file.equals(folder) ? folder.relativize(file) : file;
		return path.toString().replace('\\', '/');
	}

	/** A code span that the text cannot end. */
	private static String code(String text) {
		String marks = "`".repeat(longestRun(text) + 1);
		String pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
		return marks + pad + text + pad + marks;
	}

	private static int longestRun(String text) {
		int longest = 0;
		int run = 0;
		for (int i = 0; i < text.length(); i++) {
			run = text.charAt(i) == '`' ? run + 1 : 0;
			longest = Math.max(longest, run);
		}
		return longest;
	}

	/** The ending of the file's name, if it can be the name of a language. */
	private static String language(Path file) {
		String name = String.valueOf(file.getFileName());
		String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
		return !ending.equals(name.toLowerCase(Locale.ROOT)) && ending.matches("[a-z0-9+#-]{1,12}") ? ending : "";
	}
}
