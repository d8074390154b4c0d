package dev.umbra.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * From the start of the process, the product's own start script, until the list of agents and the newest page of the session
 * are painted. First start: no host runs and none was ever started by this installation, no configuration, no layout, no
 * caches; the session itself is there. Later starts: the host runs, the rest is as the start before left it. In the same
 * rounds, for comparison: an empty e4 window of the same bundles, and a window of SWT alone.
 */
final class OpenPart {
	private static final int ENTRIES = 400;

	private OpenPart() {
	}

	/** @param usable everything there */
	private record Opened(Samples window, Samples agents, Samples usable) {
		Opened() {
			this(new Samples(), new Samples(), new Samples());
		}

		void add(Workbench workbench) throws Exception {
			long first = workbench.first("window");
			long list = workbench.first("agents");
			long transcript = workbench.first("transcript");
			window.addNanos(first);
			agents.addNanos(list);
			usable.addNanos(Math.max(list, transcript));
		}

		void rows(Report report, String start) {
			report.row("open", start + ": a window is painted", window, "ms");
			report.row("open", start + ": agents are painted", agents, "ms");
			report.row("open", start + ": usable, the transcript is painted too", usable, "ms");
		}
	}

	static void measure(Window.Size size, Report report) throws Exception {
		Opened cold = new Opened();
		Opened warm = new Opened();
		Samples bare = new Samples();
		Samples shell = new Samples();
		try (HostProcess host = HostProcess.fresh().start()) {
			new Flooded(host, 1).fill(ENTRIES);
			host.disconnect();
			Path bareArea = host.scratch("bare");
			// its first start is no sample: it is compared with later ones
			for (int i = -1; i < size.starts(); i++) {
				alone(shell, Workbench.shell(bareArea), i);
				try (Workbench window = Workbench.bare(bareArea)) {
					sample(bare, window, i);
				}
			}
			for (int i = 0; i < size.starts(); i++) {
				host.stop();
				remove(host.home().resolve("host"));
				Path area = host.scratch("window-" + i);
				try (Workbench window = Workbench.product(host, area)) {
					cold.add(window);
				}
				try (Workbench window = Workbench.product(host, area)) {
					warm.add(window);
				}
			}
		}
		report.heading("Start of the process → window, agents and the newest page of a session painted");
		cold.rows(report, "first start, no host");
		warm.rows(report, "second start, host runs");
		report.row("open", "an empty e4 window", bare, "ms");
		report.row("open", "a window of SWT alone", shell, "ms");
		report.value("open", "second start, usable, in empty e4 windows", warm.usable().median() / bare.median(), "×");
		report.value("open", "second start, usable, in windows of SWT alone", warm.usable().median() / shell.median(), "×");
	}

	private static void alone(Samples samples, Workbench window, int round) throws Exception {
		try (window) {
			sample(samples, window, round);
			window.ended();
		}
	}

	private static void sample(Samples samples, Workbench window, int round) throws Exception {
		long painted = window.first("window");
		if (round >= 0) {
			samples.addNanos(painted);
		}
	}

	private static void remove(Path folder) throws IOException {
		try (Stream<Path> all = Files.walk(folder)) {
			for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
				Files.deleteIfExists(path);
			}
		}
	}
}
