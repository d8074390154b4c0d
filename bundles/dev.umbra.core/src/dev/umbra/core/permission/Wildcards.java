package dev.umbra.core.permission;

import java.util.List;

/** Patterns with wildcards, in time that grows with the product of the two lengths at worst: the other side is an agent's. */
final class Wildcards {
	private Wildcards() {
	}

	/** {@code *} stands for any characters or none; {@code ?} for one, where {@code one} says so. */
	static boolean matches(String pattern, String text, boolean one) {
		int p = 0;
		int t = 0;
		int star = -1;
		int resume = 0;
		while (t < text.length()) {
			char c = p < pattern.length() ? pattern.charAt(p) : 0;
			if (p < pattern.length() && c == '*') {
				star = p++;
				resume = t;
			} else if (p < pattern.length() && (c == text.charAt(t) || one && c == '?')) {
				p++;
				t++;
			} else if (star >= 0) {
				p = star + 1;
				t = ++resume;
			} else {
				return false;
			}
		}
		while (p < pattern.length() && pattern.charAt(p) == '*') {
			p++;
		}
		return p == pattern.length();
	}

	/** Name by name; the name {@code **} stands for any number of names, none too. */
	static boolean matches(List<String> patterns, List<String> names) {
		boolean[] before = new boolean[names.size() + 1];
		before[0] = true;
		for (String pattern : patterns) {
			boolean[] now = new boolean[names.size() + 1];
			boolean any = pattern.equals("**");
			now[0] = any && before[0];
			for (int i = 1; i <= names.size(); i++) {
				now[i] = any ? before[i] || now[i - 1] : before[i - 1] && matches(pattern, names.get(i - 1), true);
			}
			before = now;
		}
		return before[names.size()];
	}
}
