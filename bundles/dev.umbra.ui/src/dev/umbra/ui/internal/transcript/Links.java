package dev.umbra.ui.internal.transcript;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.umbra.ui.internal.text.ForeignText;

/**
 * Which destinations of a foreign text may be followed: web pages, mail addresses, and files below the folders of the
 * session. Everything else stays text.
 *
 * @param folders of the session, absolute; relative paths are below the first
 */
record Links(List<Path> folders) {
	static final Links NONE = new Links(List.of());
	private static final Set<String> SCHEMES = Set.of("http", "https", "mailto");
	private static final Pattern LINE = Pattern.compile("^(.+?)(?:#L|:)(\\d{1,7})(?:[-:]L?\\d+)?$");

	Links {
		folders = List.copyOf(folders);
	}

	/** @param cwd of the session; @param more additional folders. Those that are no absolute paths here are left out. */
	static Links below(String cwd, List<String> more) {
		return new Links(Stream.concat(Stream.of(cwd), more.stream())
				.flatMap(each -> path(each).stream()).filter(Path::isAbsolute).map(Path::normalize).toList());
	}

	Optional<Target> destination(String destination) {
		// neither characters that would be marked nor marks
		if (!ForeignText.shown(destination).equals(destination) || destination.contains("⟨U+")) {
			return Optional.empty();
		}
		try {
			URI uri = new URI(destination);
			String scheme = uri.getScheme();
			if (scheme != null && SCHEMES.contains(scheme.toLowerCase(Locale.ROOT))) {
				return Optional.of(new Target.Web(destination));
			}
			if ("file".equalsIgnoreCase(scheme) && uri.getRawAuthority() == null && uri.getPath() != null) {
				return file(uri.getPath(), null);
			}
			// what stands before a colon is a scheme, unless a line number follows it
			if (scheme != null && !uri.getSchemeSpecificPart().matches("\\d{1,7}([-:]\\d+)?")) {
				return Optional.empty();
			}
		} catch (URISyntaxException e) {
			if (destination.contains("://")) {
				return Optional.empty();
			}
		}
		return located(destination);
	}

	/** A path as agents write it, perhaps followed by {@code :12} or {@code #L12}. */
	private Optional<Target> located(String words) {
		Matcher line = LINE.matcher(words);
		return line.matches() ? file(line.group(1), Integer.valueOf(line.group(2))) : file(words, null);
	}

	/** @param line from 1, or null */
	Optional<Target> file(String name, @Nullable Integer line) {
		Optional<Path> path = folders.isEmpty() || name.isBlank() ? Optional.empty() : path(name);
		return path.map(each -> folders.getFirst().resolve(each).normalize())
				.filter(each -> folders.stream().anyMatch(folder -> each.startsWith(folder) && !each.equals(folder)))
				.map(each -> new Target.InFile(each, line));
	}

	/** As short as it can be said: relative to the session's folder where it is below it. */
	String shortName(String name) {
		Optional<Path> path = folders.isEmpty() ? Optional.empty() : path(name);
		return path.filter(each -> each.isAbsolute() && each.normalize().startsWith(folders.getFirst()))
				.map(each -> folders.getFirst().relativize(each.normalize()).toString()).filter(each -> !each.isEmpty()).orElse(name);
	}

	private static Optional<Path> path(String name) {
		try {
			return Optional.of(Path.of(name));
		} catch (InvalidPathException e) {
			return Optional.empty();
		}
	}
}
