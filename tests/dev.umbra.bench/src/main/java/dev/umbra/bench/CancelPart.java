package dev.umbra.bench;

/** From a person's cancel to the end of the turn as every window sees it, with an agent that stops when it is told. */
final class CancelPart {
	private static final double LIMIT_MILLIS = 200;

	private CancelPart() {
	}

	static void measure(AgentsRun.Size size, Report report) throws Exception {
		Samples all = new Samples();
		try (HostProcess host = HostProcess.fresh().start()) {
			Followed session = Followed.open(host, Followed.agent(host, "counting", 0), host.work(), null);
			for (int i = 0; i < size.cancels() + 3; i++) {
				session.prompt("stream 100000 100");
				session.awaitText();
				Pause.millis(50);
				long begin = System.nanoTime();
				host.get(session.cancel());
				session.await(summary -> summary.turn() == null);
				if (i >= 3) {
					all.addNanos(System.nanoTime() - begin);
				}
			}
		}
		report.heading("Cancel of a turn that streams");
		report.row("cancel", "from the call to the end of the turn", all, "ms");
		report.promise("cancel", "p95", all.p95(), LIMIT_MILLIS, "ms");
	}
}
