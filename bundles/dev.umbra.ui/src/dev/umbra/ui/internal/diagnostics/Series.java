package dev.umbra.ui.internal.diagnostics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;

import org.eclipse.osgi.util.NLS;

import dev.umbra.core.api.Metrics;

/**
 * The last hour as lines of charts: a value per minute. Pure.
 *
 * @param title what the chart is about, with its unit
 * @param minutes how long ago each minute began, in minutes, as negative numbers
 * @param lines one or more
 */
record Series(String title, double[] minutes, List<Curve> lines) {
	private static final double KIB = 1024;
	private static final double MIB = KIB * KIB;

	/** @param values one per minute */
	record Curve(String name, double[] values) {
	}

	/** The charts, in the order in which they are shown; none where there is no history. */
	static List<Series> of(List<Metrics.Minute> history, Instant now) {
		if (history.isEmpty()) {
			return List.of();
		}
		double[] minutes = history.stream().mapToDouble(minute -> -Duration.between(minute.from(), now).toMillis() / 60_000.0).toArray();
		return List.of(
				new Series(Messages.chart_calls, minutes, List.of(curve(Messages.curve_calls, history, Metrics.Minute::calls),
						curve(Messages.curve_same, history, Metrics.Minute::notModified), curve(Messages.curve_failed, history, Metrics.Minute::errors))),
				new Series(Messages.chart_bytes, minutes, List.of(curve(Messages.curve_in, history, minute -> minute.bytes().in() / KIB),
						curve(Messages.curve_out, history, minute -> minute.bytes().out() / KIB))),
				new Series(Messages.chart_events, minutes, List.of(curve(Messages.curve_pushes, history, Metrics.Minute::pushes),
						curve(Messages.curve_commits, history, Metrics.Minute::storeCommits), curve(Messages.curve_git, history, Metrics.Minute::gitRuns))),
				new Series(Messages.chart_windows, minutes, List.of(curve(Messages.curve_refreshes, history, Metrics.Minute::refreshes),
						curve(Messages.curve_paints, history, Metrics.Minute::paints), curve(Messages.curve_stale, history, Metrics.Minute::stale))),
				new Series(Messages.chart_cpu, minutes, List.of(curve(Messages.curve_cpu, history, Series::busy))),
				new Series(Messages.chart_memory, minutes, List.of(curve(Messages.curve_memory, history, minute -> minute.heapUsed() / MIB))));
	}

	private static Curve curve(String name, List<Metrics.Minute> history, ToDoubleFunction<Metrics.Minute> value) {
		return new Curve(name, history.stream().mapToDouble(value).toArray());
	}

	/** Percent of one core. */
	private static double busy(Metrics.Minute minute) {
		return minute.length().isZero() ? 0 : 100.0 * minute.cpu().toMillis() / minute.length().toMillis();
	}

	/** For who cannot see it: title, and each curve with its last and its greatest value. */
	String spoken() {
		StringBuilder words = new StringBuilder(title);
		for (Curve line : lines) {
			double greatest = 0;
			for (double value : line.values()) {
				greatest = Math.max(greatest, value);
			}
			words.append("; ").append(NLS.bind(Messages.spoken, new Object[] { line.name(), Words.number(Math.round(line.values()[line.values().length - 1])),
					Words.number(Math.round(greatest)) }));
		}
		return words.toString();
	}
}
