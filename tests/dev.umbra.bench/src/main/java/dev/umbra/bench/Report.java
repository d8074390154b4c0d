package dev.umbra.bench;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.wire.Codec;

/** The table for people, then the same as JSON lines for programs. */
final class Report {
	private static final String ROW = "  %-66s %5s %10s %10s %10s  %s";

	private static final String SIDES = "  %-58s %12s %12s %10s  %-13s %s";

	private final String name;
	private final List<String> table = new ArrayList<>();
	private final List<ObjectNode> lines = new ArrayList<>();

	Report(String name, boolean quick) {
		this.name = name;
		table.add(String.format(Locale.ROOT, "%s%s: %d processors, Java %s, load %.1f", name, quick ? " (quick: no numbers to quote)" : "",
				Runtime.getRuntime().availableProcessors(), Runtime.version(),
				ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
	}

	void heading(String words) {
		table.add("");
		table.add(words);
		table.add(String.format(Locale.ROOT, ROW, "", "n", "p50", "p95", "max", ""));
	}

	void row(String part, String what, Samples samples, String unit) {
		table.add(String.format(Locale.ROOT, ROW, what, samples.count(), number(samples.median()), number(samples.p95()),
				number(samples.max()), unit));
		lines.add(line(part, what).put("n", samples.count()).put("p50", rounded(samples.median()))
				.put("p95", rounded(samples.p95())).put("max", rounded(samples.max())).put("unit", unit));
	}

	void value(String part, String what, double value, String unit) {
		table.add(String.format(Locale.ROOT, ROW, what, "", number(value), "", "", unit));
		lines.add(line(part, what).put("value", rounded(value)).put("unit", unit));
	}

	/** What was promised, and whether it was kept this time. */
	void promise(String part, String what, double value, double limit, String unit) {
		boolean met = value <= limit;
		table.add(String.format(Locale.ROOT, "  %s: %s: %s %s, promised at most %s %s", met ? "met" : "MISSED", what,
				number(value), unit, number(limit), unit));
		lines.add(line(part, what).put("value", rounded(value)).put("limit", limit).put("unit", unit).put("met", met));
	}

	/** As {@link #promise}, for what must not be less. */
	void atLeast(String part, String what, double value, double limit, String unit) {
		boolean met = value >= limit;
		table.add(String.format(Locale.ROOT, "  %s: %s: %s %s, promised at least %s %s", met ? "met" : "MISSED", what,
				number(value), unit, number(limit), unit));
		lines.add(line(part, what).put("value", rounded(value)).put("atLeast", limit).put("unit", unit).put("met", met));
	}

	/** For {@link #sides}. */
	void sidesHeading(String words) {
		table.add("");
		table.add(words);
		table.add(String.format(Locale.ROOT, SIDES, "", "old way", "ours", "less", "", ""));
	}

	/**
	 * The old way beside ours.
	 *
	 * @param atLeast percent that ours must be less; NaN: nothing was promised
	 */
	void sides(String part, String what, double old, double ours, String unit, double atLeast) {
		double less = 100 * (old - ours) / Math.max(1e-9, old);
		boolean met = less >= atLeast;
		String promised = Double.isNaN(atLeast) ? "" : String.format(Locale.ROOT, "%s: promised %s %%", met ? "met" : "MISSED", number(atLeast));
		table.add(String.format(Locale.ROOT, SIDES, what, number(old), number(ours), old == 0 ? "" : number(less) + " %", unit, promised));
		ObjectNode line = line(part, what).put("old", rounded(old)).put("ours", rounded(ours)).put("unit", unit);
		if (!Double.isNaN(atLeast)) {
			line.put("less", rounded(less)).put("atLeast", atLeast).put("met", met);
		}
		lines.add(line);
	}

	/** As {@link #sides}, where ours must not be more than a limit. */
	void limit(String part, String what, double old, double ours, String unit, double limit) {
		boolean met = ours <= limit;
		table.add(String.format(Locale.ROOT, SIDES, what, Double.isNaN(old) ? "" : number(old), number(ours), "", unit,
				String.format(Locale.ROOT, "%s: at most %s", met ? "met" : "MISSED", number(limit))));
		ObjectNode line = line(part, what).put("ours", rounded(ours)).put("unit", unit).put("limit", limit).put("met", met);
		if (!Double.isNaN(old)) {
			line.put("old", rounded(old));
		}
		lines.add(line);
	}

	void note(String words) {
		table.add("  " + words);
	}

	private ObjectNode line(String part, String what) {
		return Codec.object().put("bench", name).put("part", part).put("what", what);
	}

	private static String number(double value) {
		return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.2f", value);
	}

	private static double rounded(double value) {
		return Math.round(value * 1000) / 1000.0;
	}

	void print(PrintStream out) {
		table.forEach(out::println);
		out.println();
		lines.forEach(line -> out.println(Codec.json(line)));
		out.flush();
	}
}
