package dev.umbra.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import dev.umbra.core.api.Nothing;

/** What a host costs that has had a turn with the demo agent and now has nothing to do; nobody is connected. */
final class IdlePart {
	private static final double LIMIT_MEGABYTES = 150;
	private static final double LIMIT_PERCENT = 0.5;

	private IdlePart() {
	}

	static void measure(Spine.Size size, Report report) throws Exception {
		try (HostProcess host = HostProcess.fresh().start()) {
			HostClient.open(host, HostClient.demoAgent(), host.work()).turn("help");
			long pid = host.pid();
			host.disconnect();
			Pause.seconds(size.restSeconds());
			double resident = megabytes(pid, "status", "VmRSS:");
			double proportional = megabytes(pid, "smaps_rollup", "Pss:");
			Duration before = cpu(pid);
			long begin = System.nanoTime();
			Pause.seconds(size.idleSeconds());
			double percent = 100.0 * cpu(pid).minus(before).toNanos() / (System.nanoTime() - begin);
			host.start();
			double heap = host.get(host.remote().host().status(new Nothing())).heapBytes() / 1e6;
			report.heading("The idle host, " + size.restSeconds() + " s after a turn with the demo agent");
			report.value("idle", "resident memory (VmRSS)", resident, "MB");
			report.value("idle", "of it, shared pages divided by their users (Pss)", proportional, "MB");
			report.value("idle", "Java heap in use", heap, "MB");
			report.value("idle", "CPU over " + size.idleSeconds() + " s", percent, "% of a core");
			report.promise("idle", "resident memory", resident, LIMIT_MEGABYTES, "MB");
			report.promise("idle", "CPU", percent, LIMIT_PERCENT, "% of a core");
		}
	}

	/** Of this process alone, agents not included. In steps of 10 ms. */
	static Duration cpu(long pid) throws IOException {
		return ProcessHandle.of(pid).flatMap(process -> process.info().totalCpuDuration())
				.orElseThrow(() -> new IOException("process " + pid + " is gone"));
	}

	/** As {@code /proc} tells it, in units of 1,000,000 bytes. */
	static double megabytes(long pid, String file, String name) throws IOException {
		for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), file))) {
			if (line.startsWith(name)) {
				return Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e6;
			}
		}
		throw new IOException("no " + name + " in /proc/" + pid + "/" + file);
	}
}
