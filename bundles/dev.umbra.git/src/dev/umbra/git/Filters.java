package dev.umbra.git;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Clocks;
import dev.umbra.core.FailureException;

/**
 * The names of the filters that git's configuration has for a working tree. Asked anew when a file of the configuration changed:
 * each that git reads, each that one of them includes on whatever condition, and HEAD, on which conditions may depend. Files are
 * told by size, times and number, of which a program without special rights cannot set the time of change.
 */
final class Filters {
	static final SortedSet<String> NONE = Collections.emptySortedSet();
	/** For the configuration of the whole system, whose place git does not tell in all versions. */
	private static final Duration LONGEST = Duration.ofMinutes(10);
	private final Reading reading;
	private final Clocks clocks;
	private final Map<Path, Known> known = Bounded.map(256);

	Filters(Reading reading, Clocks clocks) {
		this.reading = reading;
		this.clocks = clocks;
	}

	private record Known(SortedSet<String> names, List<Path> files, String stamp, long at) {
	}

	/** @param filters names; @param included files, null if there is one whose place we cannot tell */
	record Parsed(SortedSet<String> filters, @Nullable List<Path> included) {
	}

	/** @throws FailureException if the configuration cannot be read */
	SortedSet<String> names(Layout layout) {
		Known before = known.get(layout.gitDir());
		List<Path> usual = files(layout);
		List<Path> stamped = before == null ? usual : before.files();
		// taken before git reads: what changes meanwhile is read again the next time
		String stamp = FileStamps.of(stamped);
		if (before != null && clocks.nanos() - before.at() < LONGEST.toNanos() && stamp.equals(before.stamp())) {
			return before.names();
		}
		GitCommand.Result<byte[]> all = reading.plain(layout.root(),
				List.of("config", "--show-origin", "-z", "--get-regexp", "^(filter|include|includeif)\\."));
		// 1: there is none
		if (all.exit() > 1) {
			throw GitWords.refused("git's configuration", layout.root(), all.err());
		}
		Parsed parsed = parse(all.out(), layout.root());
		if (parsed.included() == null) {
			known.remove(layout.gitDir());
			return parsed.filters();
		}
		List<Path> files = new ArrayList<>(usual);
		files.addAll(parsed.included());
		// files that were not stamped before they were read have no stamp yet that holds
		known.put(layout.gitDir(), new Known(parsed.filters(), files, files.equals(stamped) ? stamp : "", clocks.nanos()));
		return parsed.filters();
	}

	private static List<Path> files(Layout layout) {
		String home = System.getProperty("user.home", "/");
		String xdg = System.getenv("XDG_CONFIG_HOME");
		return List.of(layout.commonDir().resolve("config"), layout.gitDir().resolve("config.worktree"), layout.gitDir().resolve("HEAD"),
				Path.of(home, ".gitconfig"), xdg == null || xdg.isEmpty() ? Path.of(home, ".config", "git", "config") : Path.of(xdg, "git", "config"),
				Path.of("/etc/gitconfig"));
	}

	/** Of each: origin, NUL, key, line feed, value, NUL. */
	static Parsed parse(byte[] listing, Path folder) {
		SortedSet<String> names = new TreeSet<>();
		List<Path> included = new ArrayList<>();
		boolean all = true;
		String[] parts = new String(listing, StandardCharsets.UTF_8).split("\0");
		for (int i = 0; i + 1 < parts.length; i += 2) {
			int end = parts[i + 1].indexOf('\n');
			String key = end < 0 ? parts[i + 1] : parts[i + 1].substring(0, end);
			int last = key.lastIndexOf('.');
			if (key.startsWith("filter.")) {
				if (last > "filter.".length()) {
					names.add(key.substring("filter.".length(), last));
				}
			} else if (key.endsWith(".path") && end >= 0) {
				Path file = included(parts[i], parts[i + 1].substring(end + 1), folder);
				all &= file != null && included.add(file);
			}
		}
		return new Parsed(names, all ? List.copyOf(included) : null);
	}

	private static @Nullable Path included(String origin, String value, Path folder) {
		try {
			if (value.startsWith("~/")) {
				return Path.of(System.getProperty("user.home", "/")).resolve(value.substring(2));
			}
			if (value.startsWith("~") || value.startsWith("%") || value.indexOf('\uFFFD') >= 0) {
				return null;
			}
			Path file = Path.of(value);
			if (file.isAbsolute()) {
				return file;
			}
			return origin.startsWith("file:") ? folder.resolve(origin.substring("file:".length())).resolveSibling(file) : null;
		} catch (InvalidPathException e) {
			return null;
		}
	}
}
