package dev.umbra.bench;

/**
 * From nothing to a host that answers: with a new data folder (the bundles are copied and hashed, the framework resolves them
 * for the first time, the store is made) and with one that has all that. The files are in the machine's file cache both
 * times. Seen from a client that runs, and by the command, whose own start is in it.
 */
final class StartPart {
	private StartPart() {
	}

	static void measure(Spine.Size size, Report report) throws Exception {
		Samples cold = new Samples();
		Samples warm = new Samples();
		Samples commandCold = new Samples();
		Samples commandWarm = new Samples();
		for (int i = 0; i < size.starts(); i++) {
			try (HostProcess host = HostProcess.fresh()) {
				cold.addNanos(connected(host));
				host.stop();
				warm.addNanos(connected(host));
			}
			try (HostProcess host = HostProcess.fresh()) {
				commandCold.addNanos(CommandPart.wall(host, CommandPart.umbra("host", "start")));
				host.stop();
				commandWarm.addNanos(CommandPart.wall(host, CommandPart.umbra("host", "start")));
			}
		}
		report.heading("Start of the host");
		report.row("start", "cold: new data folder, bundles copied", cold, "ms");
		report.row("start", "warm: the copy is there", warm, "ms");
		report.row("start", "umbra host start, cold", commandCold, "ms");
		report.row("start", "umbra host start, warm", commandWarm, "ms");
	}

	private static long connected(HostProcess host) {
		long begin = System.nanoTime();
		host.start();
		return System.nanoTime() - begin;
	}
}
