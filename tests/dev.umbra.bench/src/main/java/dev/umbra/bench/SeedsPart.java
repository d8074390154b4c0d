package dev.umbra.bench;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.umbra.bench.RelayRun.Size;

/** Random lives of two devices, those of the unit tests, in a Java of their own: {@code dev.umbra.relay.Lives}. */
final class SeedsPart {
	private static final Pattern DONE = Pattern.compile("(\\d+) lives, (\\d+) that end differently");

	private SeedsPart() {
	}

	static void measure(Size size, Report report) throws Exception {
		report.heading("Random lives of two devices over relays that reorder, double, lose and refuse");
		String tests = System.getProperty("umbra.bench.tests");
		if (tests == null) {
			report.note("the unit tests are not built: -Dumbra.bench.tests names no folder of their classes");
			return;
		}
		List<String> said = new ArrayList<>();
		long began = System.nanoTime();
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				tests + System.getProperty("path.separator") + System.getProperty("java.class.path"), "dev.umbra.relay.Lives", String.valueOf(size.seeds()))
				.redirectError(ProcessBuilder.Redirect.INHERIT).start();
		try (BufferedReader out = process.inputReader()) {
			out.lines().forEach(said::add);
		}
		process.waitFor();
		Matcher done = DONE.matcher(said.isEmpty() ? "" : said.getLast());
		if (!done.find()) {
			throw new IllegalStateException("the lives ended without a result: " + said);
		}
		said.subList(0, said.size() - 1).forEach(report::note);
		report.value("seeds", "lives", Double.parseDouble(done.group(1)), "");
		report.value("seeds", "in", (System.nanoTime() - began) / 1e9, "s");
		report.promise("seeds", "that end differently", Double.parseDouble(done.group(2)), 0, "");
	}
}
