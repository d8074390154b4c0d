package dev.umbra.core.permission;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A rule's pattern for paths: absolute, below the home folder ({@code ~/…}), or relative to each of a session's folders. A
 * relative one without a slash is a name at any depth. One that ends in a slash means everything below. A pattern with
 * {@code ..} or one that cannot be placed matches nothing.
 */
final class PathPattern {
	private final List<Placed> places = new ArrayList<>();
	private final boolean exactCase;

	/** @param base names that are meant as they are, since a folder may be called {@code *} */
	private record Placed(List<String> base, List<String> pattern) {
		boolean matches(List<String> names) {
			int size = base.size();
			return names.size() >= size && names.subList(0, size).equals(base)
					&& Wildcards.matches(pattern, names.subList(size, names.size()));
		}
	}

	/**
	 * @param exactCase false where a match too much is the safe side: file systems differ in what they take for the same
	 *        name
	 */
	PathPattern(String pattern, List<String> folders, @Nullable String home, boolean exactCase) {
		this.exactCase = exactCase;
		String text = pattern.strip();
		if (text.isEmpty() || Arrays.asList(text.split("[/\\\\]")).contains("..")) {
			return;
		}
		String whole = text.endsWith("/") ? text + "**" : text;
		PathText absolute = PathText.absolute(whole);
		if (text.equals("~") || text.startsWith("~/")) {
			place(home, whole.substring(1));
		} else if (absolute != null) {
			places.add(new Placed(List.of(), cased(absolute.names())));
		} else {
			boolean name = !whole.contains("/");
			folders.forEach(folder -> place(folder, name ? "**/" + whole : whole));
		}
	}

	private void place(@Nullable String folder, String pattern) {
		PathText base = folder == null ? null : PathText.absolute(folder);
		PathText inside = PathText.absolute("/" + pattern);
		if (base != null && inside != null) {
			places.add(new Placed(cased(base.names()), cased(inside.names())));
		}
	}

	private List<String> cased(List<String> names) {
		return exactCase ? names : names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
	}

	boolean matches(PathText path) {
		List<String> names = cased(path.names());
		return places.stream().anyMatch(place -> place.matches(names));
	}
}
