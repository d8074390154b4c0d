package dev.umbra.bench.acp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What does not agree, in words; and how much was looked at, so that a check that sees nothing is noticed. Any thread. */
final class Findings {
	private static final int LONGEST = 400;

	private final List<String> all = new ArrayList<>();
	private int looked;

	synchronized void looked() {
		looked++;
	}

	synchronized void add(String finding) {
		String words = finding.length() <= LONGEST ? finding : finding.substring(0, LONGEST) + "…";
		if (!all.contains(words)) {
			all.add(words);
		}
	}

	/** Says what is in one set only. @param what for example {@code tool kind} */
	void compare(String what, Collection<String> schema, Collection<String> ours) {
		looked();
		if (schema.isEmpty()) {
			add(what + ": the schema has none; is it another schema?");
		}
		Set<String> missing = new TreeSet<>(schema);
		missing.removeAll(ours);
		Set<String> unknown = new TreeSet<>(ours);
		unknown.removeAll(schema);
		missing.forEach(word -> add(what + " \"" + word + "\" is in the schema, Umbra does not have it"));
		unknown.forEach(word -> add(what + " \"" + word + "\" is Umbra's, the schema does not have it"));
	}

	synchronized List<String> all() {
		return List.copyOf(all);
	}

	synchronized int count() {
		return looked;
	}
}
