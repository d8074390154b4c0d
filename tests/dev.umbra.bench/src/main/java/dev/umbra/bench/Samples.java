package dev.umbra.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measured values of one thing. */
final class Samples {
	private final List<Double> values = new ArrayList<>();

	void add(double value) {
		values.add(value);
	}

	void addNanos(long nanos) {
		add(nanos / 1e6);
	}

	int count() {
		return values.size();
	}

	/** The smallest value that {@code share} of all do not pass. */
	double percentile(double share) {
		List<Double> sorted = new ArrayList<>(values);
		Collections.sort(sorted);
		return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
	}

	double median() {
		return percentile(0.5);
	}

	double p95() {
		return percentile(0.95);
	}

	double max() {
		return percentile(1);
	}
}
