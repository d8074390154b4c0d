package dev.umbra.git;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.git.FileChange;
import dev.umbra.core.git.GitDiff;
import dev.umbra.core.git.GitFile;
import dev.umbra.core.git.GitPath;
import dev.umbra.core.git.SessionFile;
import dev.umbra.core.git.SessionFile.Operation;
import dev.umbra.core.git.WorkTree;
import dev.umbra.core.port.Repositories.Place;

/** The files that an agent touched, with what git says of them, and the others that differ. Blocks. */
final class TouchedFiles {
	private static final int MOST_STATUS = 100_000;
	/** Files whose lines are counted here, since git does not know them. */
	private static final int MOST_COUNTED = 300;
	private final Reading reading;
	private final Discovery discovery;
	private final StateReader states;
	private final Differences differences;

	TouchedFiles(Reading reading, Discovery discovery, StateReader states, Differences differences) {
		this.reading = reading;
		this.discovery = discovery;
		this.states = states;
		this.differences = differences;
	}

	/** What differs, of a status that was just read, or of a state that was read before. */
	private record Differing(List<GitFile> files, WorkTree.FileCounts counts, WorkTree.Head head) {
	}

	/** @param state null, or one without all that differs: it is read now */
	List<SessionFile> files(Place place, Collection<String> touched, int limit, @Nullable WorkTree state) {
		Layout layout = discovery.layout(place.folder());
		boolean trusted = Trust.of(place, layout);
		Differing status = differing(layout, trusted, state);
		Map<String, GitFile> differing = new TreeMap<>();
		status.files().forEach(file -> differing.merge(file.path(), file, TouchedFiles::joined));
		Set<String> inside = new TreeSet<>();
		Set<String> outside = new TreeSet<>();
		for (String each : touched) {
			place(layout, place.folder(), each, inside, outside);
		}
		Map<String, GitDiff.Stat> stats = new HashMap<>();
		if (status.counts().staged() + status.counts().modified() > 0) {
			String against = status.head().commit() == null ? differences.emptyTree(layout) : "HEAD";
			differences.stats(layout, trusted, List.of(against), List.of("--")).forEach(stat -> stats.put(stat.path(), stat));
		}
		Set<String> ignored = ignored(layout, trusted, inside.stream().filter(path -> !differing.containsKey(path)).toList());
		List<SessionFile> files = new ArrayList<>();
		int[] counted = { 0 };
		for (String path : inside) {
			GitFile file = differing.remove(path);
			files.add(file != null ? told(layout, file, stats.get(path), true, counted) : unchanged(layout, path, differing, ignored, counted));
		}
		outside.forEach(path -> files.add(new SessionFile(path, null, Operation.OUTSIDE, null, null, false, true, FileChange.NONE, FileChange.NONE)));
		for (GitFile file : differing.values()) {
			if (files.size() > limit) {
				break;
			}
			files.add(told(layout, file, stats.get(file.path()), false, counted));
		}
		return files.size() > limit + 1 ? files.subList(0, limit + 1) : files;
	}

	private Differing differing(Layout layout, boolean trusted, @Nullable WorkTree state) {
		if (state != null && !state.more() && state.root().equals(layout.root().toString())) {
			return new Differing(state.files(), state.counts(), state.head());
		}
		StatusParser.Status status = states.status(layout, trusted, MOST_STATUS, List.of());
		return new Differing(status.files(), status.counts(), status.head());
	}

	/** Removed from the index and there again: git tells that as two files. */
	private static GitFile joined(GitFile one, GitFile other) {
		return one.staged().changes() ? new GitFile(one.path(), one.from(), one.staged(), other.unstaged(), one.submodule())
				: new GitFile(one.path(), other.from(), other.staged(), one.unstaged(), other.submodule());
	}

	private static SessionFile told(Layout layout, GitFile file, GitDiff.@Nullable Stat stat, boolean touched, int[] counted) {
		Operation operation = operation(file);
		GitDiff.Stat lines = stat;
		if (lines == null && file.unstaged() == FileChange.UNTRACKED && !file.path().endsWith("/") && counted[0] < MOST_COUNTED) {
			counted[0]++;
			lines = NewFile.tell(layout.root(), file.path()).stat(file.path());
		}
		boolean binary = lines != null && lines.added() == null;
		return new SessionFile(file.path(), file.from(), operation, lines == null ? null : lines.added(), lines == null ? null : lines.removed(), binary,
				touched, file.staged(), file.unstaged());
	}

	private static Operation operation(GitFile file) {
		if (file.conflicted()) {
			return Operation.CONFLICTED;
		}
		return switch (file.unstaged()) {
		case UNTRACKED -> file.staged() == FileChange.DELETED ? Operation.MODIFIED : Operation.ADDED;
		case DELETED -> file.staged() == FileChange.ADDED ? Operation.UNCHANGED : Operation.DELETED;
		case ADDED -> Operation.ADDED;
		case RENAMED -> Operation.RENAMED;
		case NONE, MODIFIED, COPIED, TYPE_CHANGED, CONFLICTED -> switch (file.staged()) {
		case ADDED, COPIED -> Operation.ADDED;
		case DELETED -> Operation.DELETED;
		case RENAMED -> Operation.RENAMED;
		case NONE, MODIFIED, TYPE_CHANGED, UNTRACKED, CONFLICTED -> Operation.MODIFIED;
		};
		};
	}

	private static SessionFile unchanged(Layout layout, String path, Map<String, GitFile> differing, Set<String> ignored, int[] counted) {
		for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
			if (differing.containsKey(path.substring(0, slash + 1)) && there(layout, path)) {
				return told(layout, new GitFile(path, null, FileChange.NONE, FileChange.UNTRACKED, false), null, true, counted);
			}
		}
		return new SessionFile(path, null, ignored.contains(path) ? Operation.IGNORED : Operation.UNCHANGED, 0, 0, false, true, FileChange.NONE,
				FileChange.NONE);
	}

	private static boolean there(Layout layout, String path) {
		Path file = NewFile.resolve(layout.root(), path);
		return file != null && Files.exists(file, LinkOption.NOFOLLOW_LINKS);
	}

	private Set<String> ignored(Layout layout, boolean trusted, Collection<String> paths) {
		if (paths.isEmpty()) {
			return Set.of();
		}
		GitCommand.Result<byte[]> out = reading.run(layout, trusted, List.of("check-ignore", "-z", "--stdin"), Pathspecs.input(paths),
				GitCommand.bytes(Reading.MOST_BYTES));
		return out.ok() ? new HashSet<>(NumStat.records(out.out()).stream().map(GitPath::text).toList()) : Set.of();
	}

	/** An agent names files absolutely, or against its folder, or by a URI; perhaps through links. */
	private static void place(Layout layout, Path folder, String named, Set<String> inside, Set<String> outside) {
		Path path;
		try {
			path = named.startsWith("file:") ? Path.of(URI.create(named)) : Path.of(named);
		} catch (IllegalArgumentException | FileSystemNotFoundException e) {
			outside.add(named);
			return;
		}
		Path absolute = withoutLinks((path.isAbsolute() ? path : folder.resolve(path)).normalize());
		boolean own = absolute.startsWith(layout.gitDir()) || absolute.startsWith(layout.commonDir());
		if (own || !absolute.startsWith(layout.root()) || absolute.equals(layout.root())) {
			outside.add(absolute.toString());
			return;
		}
		StringBuilder text = new StringBuilder();
		layout.root().relativize(absolute).forEach(part -> text.append(text.isEmpty() ? "" : "/").append(part));
		String name = text.toString();
		inside.add(name.startsWith("\"") ? GitPath.text(name.getBytes(StandardCharsets.UTF_8)) : name);
	}

	/** The folder it is in without links; the file itself may be one. */
	private static Path withoutLinks(Path path) {
		for (Path at = path.getParent(); at != null; at = at.getParent()) {
			try {
				return at.toRealPath().resolve(at.relativize(path));
			} catch (IOException e) {
				// not there: look further up
				continue;
			}
		}
		return path;
	}
}
