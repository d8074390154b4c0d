package dev.umbra.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parts of a measurement, by name, and which of them the words of the command line choose: none is all of them, and
 * {@code --quick} takes less of everything.
 *
 * @param <S> how much of everything
 */
final class Parts<S> {
	/** @param <S> how much of everything */
	interface Part<S> {
		void measure(S size, Report report) throws Exception;
	}

	private final String name;
	private final String usage;
	private final S full;
	private final S quick;
	private final Map<String, Part<S>> parts = new LinkedHashMap<>();

	/** @param usage said when the words are none of ours */
	Parts(String name, String usage, S full, S quick) {
		this.name = name;
		this.usage = usage;
		this.full = full;
		this.quick = quick;
	}

	/** @return this */
	Parts<S> part(String word, Part<S> part) {
		parts.put(word, part);
		return this;
	}

	/**
	 * Measures what is chosen, in the order of the parts, and prints the report; after an error, of what was measured until then.
	 *
	 * @throws IllegalArgumentException with the usage, if a word is no part
	 */
	void run(List<String> words) throws Exception {
		List<String> wanted = new ArrayList<>(words);
		boolean less = wanted.removeIf("--quick"::equals);
		if (!parts.keySet().containsAll(wanted)) {
			throw new IllegalArgumentException(usage);
		}
		Report report = new Report(name, less);
		try {
			for (Map.Entry<String, Part<S>> part : parts.entrySet()) {
				if (wanted.isEmpty() || wanted.contains(part.getKey())) {
					System.err.println("bench: " + part.getKey() + " …");
					part.getValue().measure(less ? quick : full, report);
				}
			}
		} finally {
			report.print(System.out);
		}
	}
}
