package dev.umbra.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How large the store is for what it keeps: messages and outputs of tools, in words that repeat as words do, with the index of them. */
final class SizePart {
	private static final double LIMIT = 2.2;

	private SizePart() {
	}

	static void measure(SessionsRun.Size size, Report report) throws Exception {
		report.heading("Bytes of the store for each byte of text kept, index included");
		int entries = size.longEntries() / 10;
		for (int characters : new int[] { 500, 2000, 10_000 }) {
			try (HostProcess host = HostProcess.fresh().start()) {
				Flooded flooded = new Flooded(host, 1);
				flooded.have(flooded.first(), "prose " + entries + " " + characters, entries);
				host.stop();
				double store = store(host.home());
				double text = (double) entries * characters;
				String what = entries + " entries of " + characters + " characters";
				report.value("size", what + ": text", text / 1e6, "MB");
				report.value("size", what + ": store", store / 1e6, "MB");
				report.promise("size", what + ": store by text", store / text, LIMIT, "×");
			}
		}
	}

	/** With everything that belongs to it. */
	private static double store(Path home) throws Exception {
		double bytes = 0;
		try (Stream<Path> files = Files.list(home)) {
			for (Path file : files.filter(each -> each.getFileName().toString().startsWith("umbra.db")).toList()) {
				bytes += Files.size(file);
			}
		}
		return bytes;
	}
}
