package dev.umbra.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.git.FileChange;
import dev.umbra.core.git.GitFile;
import dev.umbra.core.git.GitPath;
import dev.umbra.core.git.WorkTree;

/**
 * Reads {@code git status --porcelain=v2 -z --branch --show-stash} as it comes: counts everything, keeps a bounded number of files.
 * What it does not know is passed over, as git's manual asks for. Used once, on one thread.
 */
final class StatusParser implements GitCommand.Output<StatusParser.Status> {
	private static final String INITIAL = "(initial)";
	private static final String DETACHED = "(detached)";
	/** Buffered bytes per read. */
	private static final int PIECE = 1 << 16;
	private final int most;
	private final List<GitFile> conflicts = new ArrayList<>();
	private final List<GitFile> files = new ArrayList<>();
	private @Nullable String commit;
	private @Nullable String branch;
	private @Nullable String upstream;
	private @Nullable Integer ahead;
	private @Nullable Integer behind;
	private int stashes;
	private int staged;
	private int modified;
	private int untracked;
	private int conflicted;
	private boolean skipped;

	/** @param most files that are kept, conflicted ones first */
	StatusParser(int most) {
		this.most = most;
	}

	record Status(WorkTree.Head head, WorkTree.@Nullable Upstream upstream, WorkTree.FileCounts counts, List<GitFile> files, boolean more,
			int stashes) {
	}

	@Override
	public Status read(InputStream in) throws IOException {
		ByteArrayOutputStream record = new ByteArrayOutputStream(256);
		GitFile renamed = null;
		byte[] piece = new byte[PIECE];
		for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
			int start = 0;
			for (int i = 0; i < n; i++) {
				if (piece[i] == 0) {
					record.write(piece, start, i - start);
					start = i + 1;
					renamed = renamed == null ? record(record.toByteArray()) : kept(renamed, GitPath.text(record.toByteArray()));
					record.reset();
				}
			}
			record.write(piece, start, n - start);
		}
		return status();
	}

	private Status status() {
		List<GitFile> all = new ArrayList<>(conflicts);
		files.stream().sorted(Comparator.comparing(GitFile::path)).limit(Math.max(0, most - all.size())).forEach(all::add);
		WorkTree.HeadKind kind = commit == null ? WorkTree.HeadKind.UNBORN : branch == null ? WorkTree.HeadKind.DETACHED : WorkTree.HeadKind.BRANCH;
		boolean more = all.size() < conflicts.size() + files.size() || skipped;
		return new Status(new WorkTree.Head(kind, branch, commit), upstream == null ? null : new WorkTree.Upstream(upstream, ahead, behind),
				new WorkTree.FileCounts(staged, modified, untracked, conflicted), all, more, stashes);
	}

	/** @return a renamed file, whose former path is the next record, else null */
	private @Nullable GitFile record(byte[] bytes) {
		if (bytes.length < 3) {
			return null;
		}
		switch (bytes[0]) {
		case '#' -> header(new String(bytes, StandardCharsets.UTF_8));
		case '1' -> keep(changed(bytes, 8));
		case '2' -> {
			return changed(bytes, 9);
		}
		case 'u' -> conflict(bytes);
		case '?' -> {
			untracked++;
			add(files, new GitFile(GitPath.text(Arrays.copyOfRange(bytes, 2, bytes.length)), null, FileChange.NONE, FileChange.UNTRACKED, false));
		}
		default -> {
			// of a newer git
		}
		}
		return null;
	}

	private void header(String line) {
		if (line.startsWith("# branch.oid ")) {
			String oid = line.substring("# branch.oid ".length());
			commit = oid.equals(INITIAL) ? null : oid;
		} else if (line.startsWith("# branch.head ")) {
			String head = line.substring("# branch.head ".length());
			branch = head.equals(DETACHED) ? null : head;
		} else if (line.startsWith("# branch.upstream ")) {
			upstream = line.substring("# branch.upstream ".length());
		} else if (line.startsWith("# branch.ab ")) {
			String[] counts = line.substring("# branch.ab ".length()).split(" ");
			if (counts.length == 2) {
				ahead = number(counts[0]);
				behind = number(counts[1]);
			}
		} else if (line.startsWith("# stash ")) {
			Integer count = number(line.substring("# stash ".length()));
			stashes = count == null ? 0 : count;
		}
	}

	/** {@code +3} and {@code -2}, without a sign. */
	private static @Nullable Integer number(String text) {
		String digits = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
		return digits.matches("[0-9]{1,9}") ? Integer.valueOf(digits) : null;
	}

	/** {@code 1 XY sub …}: the path follows after so many fields. */
	private static @Nullable GitFile changed(byte[] bytes, int fields) {
		String path = path(bytes, fields);
		if (path == null || bytes.length < 9) {
			return null;
		}
		return new GitFile(path, null, change((char) bytes[2]), change((char) bytes[3]), bytes[5] == 'S');
	}

	private static @Nullable String path(byte[] bytes, int fields) {
		int seen = 0;
		for (int i = 0; i < bytes.length; i++) {
			if (bytes[i] == ' ') {
				seen++;
				if (seen == fields) {
					return GitPath.text(Arrays.copyOfRange(bytes, i + 1, bytes.length));
				}
			}
		}
		return null;
	}

	private void conflict(byte[] bytes) {
		String path = path(bytes, 10);
		if (path != null) {
			conflicted++;
			add(conflicts, new GitFile(path, null, FileChange.NONE, FileChange.CONFLICTED, bytes.length > 5 && bytes[5] == 'S'));
		}
	}

	private @Nullable GitFile kept(GitFile file, String from) {
		keep(new GitFile(file.path(), from, file.staged(), file.unstaged(), file.submodule()));
		return null;
	}

	private void keep(@Nullable GitFile file) {
		if (file == null) {
			return;
		}
		staged += file.staged().changes() ? 1 : 0;
		modified += file.unstaged().changes() ? 1 : 0;
		add(files, file);
	}

	private void add(List<GitFile> list, GitFile file) {
		if (list.size() < most) {
			list.add(file);
		} else {
			skipped = true;
		}
	}

	private static FileChange change(char letter) {
		return switch (letter) {
		case '.' -> FileChange.NONE;
		case 'A' -> FileChange.ADDED;
		case 'D' -> FileChange.DELETED;
		case 'R' -> FileChange.RENAMED;
		case 'C' -> FileChange.COPIED;
		case 'T' -> FileChange.TYPE_CHANGED;
		default -> FileChange.MODIFIED;
		};
	}
}
