package dev.umbra.bench;

import java.time.Duration;

import dev.umbra.core.api.Nothing;

/** What a window and its host cost while nothing happens; and the host alone, after the window was closed. */
final class RestPart {
	private static final double WINDOW_PERCENT = 1;
	private static final double HOST_PERCENT = 0.5;
	private static final double HOST_MEGABYTES = 150;
	private static final int SESSIONS = 10;
	private static final int ENTRIES = 2000;

	private RestPart() {
	}

	static void measure(SessionsRun.Size size, Report report) throws Exception {
		try (HostProcess host = HostProcess.fresh().start()) {
			Flooded flooded = new Flooded(host, SESSIONS);
			for (var session : flooded.sessions()) {
				flooded.have(session, "fill " + ENTRIES, ENTRIES);
			}
			long pid = host.pid();
			host.disconnect();
			report.heading("At rest for " + size.restSeconds() + " s, after " + SESSIONS + " turns of " + ENTRIES + " entries each");
			try (Workbench window = Workbench.product(host, host.scratch("window"))) {
				window.first("transcript");
				Pause.seconds(size.restSeconds());
				Duration windowBefore = IdlePart.cpu(window.pid());
				Duration hostBefore = IdlePart.cpu(pid);
				long begin = System.nanoTime();
				Pause.seconds(size.idleSeconds());
				double nanos = System.nanoTime() - begin;
				double windowPercent = 100 * IdlePart.cpu(window.pid()).minus(windowBefore).toNanos() / nanos;
				double hostPercent = 100 * IdlePart.cpu(pid).minus(hostBefore).toNanos() / nanos;
				report.value("rest", "the window's resident memory (VmRSS)", IdlePart.megabytes(window.pid(), "status", "VmRSS:"), "MB");
				report.value("rest", "the host's, with a window", IdlePart.megabytes(pid, "status", "VmRSS:"), "MB");
				report.promise("rest", "CPU of the window over " + size.idleSeconds() + " s", windowPercent, WINDOW_PERCENT, "% of a core");
				report.promise("rest", "CPU of the host over " + size.idleSeconds() + " s", hostPercent, HOST_PERCENT, "% of a core");
			}
			Pause.seconds(size.restSeconds());
			double resident = IdlePart.megabytes(pid, "status", "VmRSS:");
			double own = IdlePart.megabytes(pid, "smaps_rollup", "Anonymous:");
			host.start();
			report.value("rest", "the host's Java heap in use", host.get(host.remote().host().status(new Nothing())).heapBytes() / 1e6, "MB");
			report.value("rest", "of the host's memory, not from files", own, "MB");
			report.promise("rest", "the host's resident memory, no window", resident, HOST_MEGABYTES, "MB");
		}
	}
}
