package dev.umbra.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.git.FileChange;
import dev.umbra.core.git.GitFile;
import dev.umbra.core.git.GitPath;

/**
 * Takes back what is not staged, and brings it back. What is taken is kept first, byte for byte, as objects of the repository below
 * one commit that no ref names: git removes it when it cleans up, after two weeks by default. Blocks.
 */
final class Discarding {
	private static final String SUBJECT = "umbra: discarded";
	private static final String DELETED = "deleted ";
	private static final String WHAT = "to keep what is discarded";
	private static final int MOST_FILES = 10_000;
	private static final Map<String, String> AUTHOR = Map.of("GIT_AUTHOR_NAME", "Umbra", "GIT_AUTHOR_EMAIL", "umbra@localhost", "GIT_COMMITTER_NAME",
			"Umbra", "GIT_COMMITTER_EMAIL", "umbra@localhost");
	private final Reading reading;
	private final Writing writing;
	private final Staging staging;
	private final Journal journal;

	Discarding(Reading reading, Writing writing, Staging staging, Journal journal) {
		this.reading = reading;
		this.writing = writing;
		this.staging = staging;
		this.journal = journal;
	}

	/** @param restored to what the index has; @param removed since git does not know them; @param deleted ones that come back */
	private record Plan(Set<String> restored, Set<String> removed, Set<String> deleted) {
		Plan() {
			this(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
		}

		boolean isEmpty() {
			return restored.isEmpty() && removed.isEmpty() && deleted.isEmpty();
		}
	}

	/**
	 * @param told the hash when all is kept and nothing is taken; what it throws ends the discard there
	 * @return full hash of what is kept
	 */
	String discard(Layout layout, boolean trusted, List<String> paths, Consumer<String> told) {
		Plan plan = plan(layout, trusted, Staging.some(paths));
		if (plan.isEmpty()) {
			throw new FailureException(Failure.refused("There is nothing to discard in the chosen files of " + layout.root() + ".", "What is staged is unstaged first."));
		}
		try {
			String kept = keep(layout, plan);
			told.accept(kept);
			take(layout, plan);
			return kept;
		} catch (IOException e) {
			throw failed(layout, e);
		}
	}

	private void take(Layout layout, Plan plan) throws IOException {
		Set<String> fromIndex = new TreeSet<>(plan.restored());
		fromIndex.addAll(plan.deleted());
		if (!fromIndex.isEmpty()) {
			writing.done("to discard", new Writing.Way(layout.root()),
					List.of("restore", "--worktree", Staging.FROM_INPUT.get(0), Staging.FROM_INPUT.get(1)), Pathspecs.input(fromIndex));
		}
		for (String path : plan.removed()) {
			remove(layout, file(layout, path));
		}
	}

	/** Takes what is still as it was kept; what was taken already, or changed since, stays as it is. */
	void rest(Layout layout, boolean trusted, String undo) {
		Writing.Way way = new Writing.Way(layout.root());
		Undo found = undo(layout, way, undo);
		Set<String> same = new TreeSet<>(found.deleted().stream().filter(path -> !exists(layout, path)).toList());
		for (Kept each : found.kept()) {
			if (each.isThere(layout, writing, way)) {
				same.add(each.path());
			}
		}
		if (!same.isEmpty()) {
			try {
				take(layout, plan(layout, trusted, List.copyOf(same)));
			} catch (IOException e) {
				throw failed(layout, e);
			}
		}
	}

	private static boolean exists(Layout layout, String path) {
		return Files.exists(file(layout, path), LinkOption.NOFOLLOW_LINKS);
	}

	private static FailureException failed(Layout layout, IOException e) {
		return new FailureException(Failure.failed("A file of " + layout.root() + " cannot be read or written: " + e.getMessage(),
				"See what differs: umbra git status"), e);
	}

	private Plan plan(Layout layout, boolean trusted, List<String> paths) {
		Map<String, GitFile> differing = new HashMap<>();
		staging.status(layout, trusted).files().forEach(file -> differing.put(file.path(), file));
		Plan plan = new Plan();
		for (String path : paths) {
			Pathspecs.bytes(path);
			GitFile file = differing.get(path);
			if (file == null || !file.unstaged().changes()) {
				untracked(layout, trusted, path, plan);
				continue;
			}
			if (file.conflicted() || file.submodule() || file.unstaged() == FileChange.ADDED) {
				throw new FailureException(Failure.refused(path + " cannot be discarded here: "
						+ (file.conflicted() ? "it has conflicts." : file.submodule() ? "it is a submodule." : "it is noted to be added."), "Do it on a terminal."));
			}
			switch (file.unstaged()) {
			case UNTRACKED -> untracked(layout, trusted, path, plan);
			case DELETED -> plan.deleted().add(path);
			case MODIFIED, TYPE_CHANGED, RENAMED, COPIED -> plan.restored().add(path);
			case NONE, ADDED, CONFLICTED -> throw new IllegalStateException("decided above: " + file);
			}
		}
		return plan;
	}

	/** A file, or all files of a folder, that git does not know and does not ignore. */
	private void untracked(Layout layout, boolean trusted, String path, Plan plan) {
		GitCommand.Result<byte[]> out = reading.run(layout, trusted, List.of("ls-files", "-z", "--others", "--exclude-standard", "--", Pathspecs.argument(path)));
		if (!out.ok()) {
			throw GitWords.refused("a list of files", layout.root(), out.err());
		}
		for (byte[] each : NumStat.records(out.out())) {
			String file = GitPath.text(each);
			if (file.equals(path) || path.endsWith("/") && file.startsWith(path)) {
				plan.removed().add(file);
			}
		}
		if (plan.removed().size() > MOST_FILES) {
			throw new FailureException(Failure.refused(path + " holds more than " + MOST_FILES + " new files.", "Remove them on a terminal."));
		}
	}

	/** Where a file is. */
	private static Path file(Layout layout, String path) {
		Path file = NewFile.resolve(layout.root(), path);
		if (file == null) {
			throw new FailureException(Failure.refused(path + " cannot be discarded here: its name cannot be written with this system's character set.",
					"Do it on a terminal."));
		}
		return file;
	}

	private String keep(Layout layout, Plan plan) throws IOException {
		Set<String> all = new TreeSet<>(plan.restored());
		all.addAll(plan.removed());
		Writing.Way way = new Writing.Way(layout.root(), false, AUTHOR, "");
		ByteArrayOutputStream entries = new ByteArrayOutputStream();
		for (String path : all) {
			Path file = file(layout, path);
			boolean link = Files.isSymbolicLink(file);
			if (!link && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
				throw new FailureException(Failure.refused(path + " cannot be discarded here: it is no regular file.", "Do it on a terminal."));
			}
			byte[] bytes = link ? Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8) : Files.readAllBytes(file);
			String hash = writing.line(WHAT, way, List.of("hash-object", "-w", "--no-filters", "--stdin"), bytes);
			String mode = link ? "120000" : Files.isExecutable(file) ? "100755" : "100644";
			entries.writeBytes((mode + " " + hash + "\t").getBytes(StandardCharsets.US_ASCII));
			entries.writeBytes(Pathspecs.bytes(path));
			entries.write(0);
		}
		Journal.Note note = journal.begin(layout, null);
		try {
			Writing.Way own = way.withIndex(note.file("kept")).begun(note.id());
			writing.done(WHAT, own, List.of("read-tree", "--empty"));
			writing.done(WHAT, own, List.of("update-index", "-z", "--index-info"), entries.toByteArray());
			String tree = writing.line(WHAT, own, List.of("write-tree"), new byte[0]);
			StringBuilder message = new StringBuilder(SUBJECT).append("\n\n");
			plan.deleted().forEach(path -> message.append(DELETED).append(GitPath.quoted(Pathspecs.bytes(path))).append('\n'));
			return writing.line(WHAT, way, List.of("commit-tree", tree), message.toString().getBytes(StandardCharsets.UTF_8));
		} finally {
			note.removeFiles();
			journal.end(note);
		}
	}

	/** With the folders that are empty then. */
	private static void remove(Layout layout, Path file) throws IOException {
		Files.deleteIfExists(file);
		try {
			for (Path folder = file.getParent(); folder != null && !folder.equals(layout.root()); folder = folder.getParent()) {
				Files.delete(folder);
			}
		} catch (DirectoryNotEmptyException e) {
			// as it should be
			return;
		}
	}

	/** One file that was kept. */
	private record Kept(String mode, String hash, String path) {
		/** Whether the file in the folder is this one, byte for byte. */
		boolean isThere(Layout layout, Writing writing, Writing.Way way) {
			Path file = file(layout, path);
			try {
				boolean link = Files.isSymbolicLink(file);
				if (link != mode.equals("120000") || !link && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
					return false;
				}
				byte[] bytes = link ? Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8) : Files.readAllBytes(file);
				return writing.line("to compare a file", way, List.of("hash-object", "--no-filters", "--stdin"), bytes).equals(hash)
						&& (link || Files.isExecutable(file) == mode.equals("100755"));
			} catch (IOException e) {
				return false;
			}
		}
	}

	/** @param deleted files that were gone, and came back with the discard */
	private record Undo(List<Kept> kept, List<String> deleted) {
	}

	private Undo undo(Layout layout, Writing.Way way, String undo) {
		if (!undo.matches("[0-9a-f]{40,64}")) {
			throw new FailureException(Failure.usage("Not what a discard answers: \"" + undo + "\".", null));
		}
		GitCommand.Result<byte[]> found = writing.run(way, List.of("log", "-1", "--no-walk", "--format=%B", undo, "--"), new byte[0]);
		String message = new String(found.out(), StandardCharsets.UTF_8);
		if (!found.ok() || !message.startsWith(SUBJECT)) {
			throw new FailureException(Failure.notFound("What was discarded is not there any more in " + layout.root() + ": " + undo + ".",
					"Git removes it when it cleans up, after two weeks unless it is set up otherwise."));
		}
		return new Undo(kept(writing.done("to bring back", way, List.of("ls-tree", "-r", "-z", "--full-tree", undo))), message.lines()
				.filter(line -> line.startsWith(DELETED)).map(line -> GitPath.text(GitPath.bytes(line.substring(DELETED.length())))).toList());
	}

	/** What is back already is passed over. */
	void undoDiscard(Layout layout, boolean trusted, String undo) {
		Writing.Way way = new Writing.Way(layout.root());
		Undo found = undo(layout, way, undo);
		List<Kept> missing = found.kept().stream().filter(each -> !each.isThere(layout, writing, way)).toList();
		List<String> there = found.deleted().stream().filter(path -> exists(layout, path)).toList();
		checkUnchanged(layout, trusted, missing, there);
		try {
			for (Kept each : missing) {
				write(layout, way, each);
			}
			for (String path : there) {
				Files.deleteIfExists(file(layout, path));
			}
		} catch (IOException e) {
			throw failed(layout, e);
		}
	}

	private static List<Kept> kept(byte[] tree) {
		List<Kept> kept = new ArrayList<>();
		for (byte[] record : NumStat.records(tree)) {
			String text = new String(record, StandardCharsets.ISO_8859_1);
			int tab = text.indexOf('\t');
			String[] fields = text.substring(0, tab).split(" ");
			kept.add(new Kept(fields[0], fields[2], GitPath.text(Arrays.copyOfRange(record, tab + 1, record.length))));
		}
		return kept;
	}

	private void checkUnchanged(Layout layout, boolean trusted, List<Kept> kept, List<String> deleted) {
		Set<String> changed = new TreeSet<>();
		staging.status(layout, trusted).files().stream().filter(file -> file.unstaged().changes()).map(GitFile::path).forEach(changed::add);
		List<String> all = new ArrayList<>(deleted);
		kept.forEach(each -> all.add(each.path()));
		for (String path : all) {
			boolean folder = changed.stream().anyMatch(each -> each.endsWith("/") && path.startsWith(each)) && Files.exists(file(layout, path), LinkOption.NOFOLLOW_LINKS);
			if (changed.contains(path) || folder) {
				throw new FailureException(Failure.refused(path + " changed since it was discarded.", "Discard or stage that first, or take the old text from git: git show UNDO:" + path));
			}
		}
	}

	private void write(Layout layout, Writing.Way way, Kept kept) throws IOException {
		Path file = file(layout, kept.path());
		byte[] bytes = writing.done("to bring back", way, List.of("cat-file", "blob", kept.hash()));
		Files.createDirectories(file.getParent());
		Files.deleteIfExists(file);
		if (kept.mode().equals("120000")) {
			Files.createSymbolicLink(file, Path.of(new String(bytes, StandardCharsets.UTF_8)));
			return;
		}
		Files.write(file, bytes);
		if (kept.mode().equals("100755") && Files.getFileStore(file).supportsFileAttributeView("posix")) {
			Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
			mode.add(PosixFilePermission.OWNER_EXECUTE);
			Files.setPosixFilePermissions(file, mode);
		}
	}
}
