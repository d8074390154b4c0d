package dev.umbra.core.permission;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A path taken apart without asking a file system: {@code .} and {@code ..} are gone, on Windows {@code \} separates too.
 * Links are not followed: a path is what was claimed.
 *
 * @param names from the root on; on Windows the first is the drive
 */
record PathText(List<String> names) {
	PathText {
		names = List.copyOf(names);
	}

	/** Null unless it is absolute and printable: what cannot be placed is never allowed by its place. */
	static @Nullable PathText absolute(String text) {
		boolean drive = text.matches("(?s)[A-Za-z]:[/\\\\].*");
		if (!drive && !text.startsWith("/") || text.chars().anyMatch(Character::isISOControl)) {
			return null;
		}
		List<String> names = new ArrayList<>();
		for (String name : (drive ? text.replace('\\', '/') : text).split("/")) {
			switch (name) {
			case "", "." -> {
			}
			case ".." -> {
				if (names.size() > (drive ? 1 : 0)) {
					names.removeLast();
				}
			}
			default -> names.add(drive && names.isEmpty() ? name.toUpperCase(Locale.ROOT) : name);
			}
		}
		return new PathText(names);
	}

	/** Whether this is below {@code folder}, not the folder itself. */
	boolean below(PathText folder) {
		return names.size() > folder.names.size() && names.subList(0, folder.names.size()).equals(folder.names);
	}

	/** The names below a folder that it is {@link #below}. */
	List<String> since(PathText folder) {
		return names.subList(folder.names.size(), names.size());
	}
}
