package dev.umbra.demo;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks for a text, case aside, in the text files of the folder. Follows no links, skips {@code .git}, binaries and files
 * above {@link TextFiles#MAX_BYTES}; bounded in files, bytes and hits, and ended by a cancel.
 */
final class TextSearch extends SimpleFileVisitor<Path> {
	private static final int MAX_HITS = 50;
	private static final int MAX_FILES = 5_000;
	private static final long MAX_TOTAL = 64L << 20;
	private static final int MAX_DEPTH = 30;
	private static final int MAX_LINE = 160;

	/** @param line from 1 */
	record Hit(Path file, int line, String text) {
	}

	/**
	 * @param files text files looked at
	 * @param cutShort whether a bound was met
	 */
	record Result(List<Hit> hits, int files, boolean cutShort) {
		boolean isEmpty() {
			return hits.isEmpty();
		}

		String lines(Workspace workspace) {
			return hits.stream().map(hit -> workspace.shown(hit.file()) + ":" + hit.line() + ": " + hit.text())
					.collect(Collectors.joining("\n"));
		}
	}

	private final Turn turn;
	private final Workspace workspace;
	private final String wanted;
	private final List<Hit> hits = new ArrayList<>();
	private int files;
	private long bytes;
	private boolean cutShort;

	TextSearch(Turn turn, Workspace workspace, String text) {
		this.turn = turn;
		this.workspace = workspace;
		this.wanted = text.toLowerCase(Locale.ROOT);
	}

	Result run() {
		try {
			Files.walkFileTree(workspace.folder(), Set.<FileVisitOption>of(), MAX_DEPTH, this);
		} catch (IOException e) {
			throw new FailureException(Failure.failed("The folder cannot be searched: " + e, null));
		}
		return new Result(List.copyOf(hits), files, cutShort);
	}

	@Override
	public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
		return folder.endsWith(".git") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
	}

	@Override
	public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
		turn.check();
		if (!attributes.isRegularFile() || attributes.size() > TextFiles.MAX_BYTES || !TextFiles.looksLikeText(file)) {
			return FileVisitResult.CONTINUE;
		}
		files++;
		bytes += attributes.size();
		look(file);
		cutShort = hits.size() >= MAX_HITS || files >= MAX_FILES || bytes >= MAX_TOTAL;
		return cutShort ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
	}

	@Override
	public FileVisitResult visitFileFailed(Path file, IOException e) {
		return FileVisitResult.CONTINUE;
	}

	@Override
	public FileVisitResult postVisitDirectory(Path folder, IOException e) {
		return FileVisitResult.CONTINUE;
	}

	private void look(Path file) {
		List<String> lines;
		try {
			lines = TextFiles.decode(Files.readAllBytes(file)).lines().toList();
		} catch (IOException notReadable) {
			return;
		}
		for (int i = 0; i < lines.size() && hits.size() < MAX_HITS; i++) {
			String line = lines.get(i);
			int at = line.toLowerCase(Locale.ROOT).indexOf(wanted);
			if (at >= 0) {
				hits.add(new Hit(file, i + 1, around(line, Math.min(at, line.length()))));
			}
		}
	}

	private static String around(String line, int at) {
		if (line.length() <= MAX_LINE) {
			return line.strip();
		}
		int from = Math.max(0, at - MAX_LINE / 2);
		return "…" + line.substring(from, Math.min(line.length(), from + MAX_LINE)).strip() + "…";
	}
}
