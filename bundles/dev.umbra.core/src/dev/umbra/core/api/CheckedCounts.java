package dev.umbra.core.api;

import java.util.Map;
import java.util.regex.Pattern;

/** What may be in a report: whoever sends one need not be ours. */
final class CheckedCounts {
	/** Beyond what a double holds exactly nothing is a count. */
	private static final long MOST = (1L << 53) - 1;
	private static final int NAMES = 256;
	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9/._:-]{0,63}");

	private CheckedCounts() {
	}

	static void number(String what, long value) {
		if (value < 0 || value > MOST) {
			throw new IllegalArgumentException(what + " is no count: " + value);
		}
	}

	static void name(String what, String name) {
		if (!NAME.matcher(name).matches()) {
			throw new IllegalArgumentException(what + " has a name of other than 1 to 64 letters, digits and / . _ : -");
		}
	}

	static <V> Map<String, V> names(String what, Map<String, V> values) {
		if (values.size() > NAMES) {
			throw new IllegalArgumentException(what + " has " + values.size() + " names, more than " + NAMES);
		}
		values.keySet().forEach(name -> name(what, name));
		return Map.copyOf(values);
	}
}
