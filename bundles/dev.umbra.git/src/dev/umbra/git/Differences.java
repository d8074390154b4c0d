package dev.umbra.git;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.git.GitDiff;
import dev.umbra.core.git.GitFile;
import dev.umbra.core.git.GitPath;
import dev.umbra.core.port.Repositories.Place;

/** What differs, as text. Blocks. */
final class Differences {
	private static final List<String> PLAIN = List.of("--no-ext-diff", "--no-textconv", "--no-color", "--ignore-submodules=dirty", "--submodule=short",
			"--find-renames", "--src-prefix=a/", "--dst-prefix=b/", "--unified=3", "--no-relative");
	private static final int MOST_NEW_FILES = 200;
	private final Reading reading;
	private final Discovery discovery;
	private final StateReader states;

	Differences(Reading reading, Discovery discovery, StateReader states) {
		this.reading = reading;
		this.discovery = discovery;
		this.states = states;
	}

	/** @param cut whether there was more */
	private record Patch(String text, boolean cut) {
	}

	GitDiff diff(Place place, GitDiff.Kind kind, @Nullable String path, @Nullable String start) {
		Layout layout = discovery.layout(place.folder());
		boolean trusted = Trust.of(place, layout);
		List<String> sides = switch (kind) {
		case WORKING -> List.of();
		case STAGED -> List.of("--cached");
		case SESSION -> List.of(start == null ? emptyTree(layout) : start);
		};
		Set<String> wanted = path == null ? Set.of() : with(layout, trusted, path);
		List<String> specs = new ArrayList<>(List.of("--"));
		wanted.forEach(each -> specs.add(Pathspecs.argument(each)));
		List<GitDiff.Stat> stats = new ArrayList<>(stats(layout, trusted, sides, specs));
		Patch patch = patch(layout, trusted, sides, specs);
		String text = patch.text();
		if (path != null && !path.endsWith("/")) {
			text = sections(text, stats, wanted);
			stats.removeIf(stat -> !wanted.contains(stat.path()));
		}
		return kind == GitDiff.Kind.STAGED ? new GitDiff(kind, text, patch.cut(), stats)
				: withNewFiles(layout, trusted, kind, specs, path, text, patch.cut(), stats);
	}

	/** A renamed file is told as such only together with its former path. */
	private Set<String> with(Layout layout, boolean trusted, String path) {
		Set<String> wanted = new TreeSet<>(Set.of(path));
		for (GitFile file : states.status(layout, trusted, 100_000, List.of("--untracked-files=no")).files()) {
			if (file.path().equals(path) && file.from() != null) {
				wanted.add(file.from());
			}
		}
		return wanted;
	}

	/** Lines added and removed, by file, against the given sides. */
	List<GitDiff.Stat> stats(Layout layout, boolean trusted, List<String> sides, List<String> specs) {
		GitCommand.Result<byte[]> out = reading.run(layout, trusted, command(List.of("--numstat", "-z"), sides, specs));
		if (!out.ok()) {
			throw GitWords.refused("a difference", layout.root(), out.err());
		}
		return NumStat.parse(out.out());
	}

	private Patch patch(Layout layout, boolean trusted, List<String> sides, List<String> specs) {
		GitCommand.Result<Patch> out = reading.run(layout, trusted, command(List.of("--patch"), sides, specs), new byte[0], in -> {
			Patch patch = cut(new InputStreamReader(in, StandardCharsets.UTF_8));
			in.transferTo(OutputStream.nullOutputStream());
			return patch;
		});
		if (!out.ok()) {
			throw GitWords.refused("a difference", layout.root(), out.err());
		}
		return out.out();
	}

	private static Patch cut(Reader in) throws IOException {
		char[] text = new char[GitDiff.MOST_TEXT + 1];
		int length = 0;
		for (int n = 0; n >= 0 && length < text.length; n = in.read(text, length, text.length - length)) {
			length += n;
		}
		return length <= GitDiff.MOST_TEXT ? new Patch(new String(text, 0, length), false)
				: new Patch(atLine(new String(text, 0, GitDiff.MOST_TEXT)), true);
	}

	private static String atLine(String text) {
		int end = text.lastIndexOf('\n');
		return end < 0 ? "" : text.substring(0, end + 1);
	}

	private static List<String> command(List<String> what, List<String> sides, List<String> specs) {
		List<String> command = new ArrayList<>(List.of("diff"));
		command.addAll(PLAIN);
		command.addAll(what);
		command.addAll(sides);
		command.addAll(specs);
		return command;
	}

	/** What a command line cannot name exactly may have brought other files along: the sections come in the order of the counts. */
	private static String sections(String text, List<GitDiff.Stat> stats, Set<String> wanted) {
		if (stats.stream().allMatch(stat -> wanted.contains(stat.path()))) {
			return text;
		}
		StringBuilder kept = new StringBuilder();
		int section = -1;
		for (int at = 0; at < text.length();) {
			int end = text.indexOf('\n', at);
			int next = end < 0 ? text.length() : end + 1;
			section += text.startsWith("diff --git ", at) ? 1 : 0;
			if (section >= 0 && section < stats.size() && wanted.contains(stats.get(section).path())) {
				kept.append(text, at, next);
			}
			at = next;
		}
		return kept.toString();
	}

	private GitDiff withNewFiles(Layout layout, boolean trusted, GitDiff.Kind kind, List<String> specs, @Nullable String path, String text,
			boolean cut, List<GitDiff.Stat> stats) {
		StringBuilder all = new StringBuilder(text);
		boolean more = cut;
		List<GitDiff.Stat> files = new ArrayList<>(stats);
		for (String file : untracked(layout, trusted, specs, path)) {
			if (path != null && !path.endsWith("/") && !file.equals(path)) {
				continue;
			}
			NewFile.Told told = NewFile.tell(layout.root(), file);
			files.add(told.stat(file));
			if (more || all.length() + told.text().length() > GitDiff.MOST_TEXT) {
				String rest = more ? "" : atLine(told.text().substring(0, Math.max(0, GitDiff.MOST_TEXT - all.length())));
				all.append(rest);
				more = true;
			} else {
				all.append(told.text());
			}
		}
		return new GitDiff(kind, all.toString(), more, files);
	}

	/** Files git does not know; of a single one also if it is ignored. */
	private List<String> untracked(Layout layout, boolean trusted, List<String> specs, @Nullable String path) {
		List<String> command = new ArrayList<>(List.of("ls-files", "-z", "--others"));
		if (path == null || path.endsWith("/")) {
			command.add("--exclude-standard");
		}
		command.addAll(specs);
		GitCommand.Result<byte[]> out = reading.run(layout, trusted, command);
		if (!out.ok()) {
			throw GitWords.refused("a list of files", layout.root(), out.err());
		}
		return NumStat.records(out.out()).stream().limit(MOST_NEW_FILES).map(GitPath::text).toList();
	}

	/** What to compare with where there is no commit. Nothing is written. */
	String emptyTree(Layout layout) {
		GitCommand.Result<byte[]> hash = reading.plain(layout.root(), List.of("hash-object", "-t", "tree", "--stdin"));
		if (!hash.ok()) {
			throw GitWords.refused("a difference", layout.root(), hash.err());
		}
		return new String(hash.out(), StandardCharsets.US_ASCII).strip();
	}
}
