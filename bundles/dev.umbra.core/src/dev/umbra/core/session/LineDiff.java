package dev.umbra.core.session;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** What differs between two texts, line by line, between their equal beginnings and their equal ends. */
public record LineDiff(List<String> removed, List<String> added) {
	public LineDiff {
		removed = List.copyOf(removed);
		added = List.copyOf(added);
	}

	/** @param before null for a new file */
	public static LineDiff of(@Nullable String before, String after) {
		List<String> old = before == null ? List.of() : before.lines().toList();
		List<String> now = after.lines().toList();
		int start = 0;
		while (start < old.size() && start < now.size() && old.get(start).equals(now.get(start))) {
			start++;
		}
		int end = 0;
		while (end < old.size() - start && end < now.size() - start
				&& old.get(old.size() - 1 - end).equals(now.get(now.size() - 1 - end))) {
			end++;
		}
		return new LineDiff(old.subList(start, old.size() - end), now.subList(start, now.size() - end));
	}
}
