package dev.umbra.bench;

/** What a quiet session feels of another that floods: prompts to an agent that answers at once, alone and beside the flood. */
final class QuietPart {
	private static final double LIMIT = 2;
	private static final int PAUSE_MILLIS = 20;

	private QuietPart() {
	}

	static void measure(AgentsRun.Size size, Report report) throws Exception {
		Samples alone = new Samples();
		Samples beside = new Samples();
		try (HostProcess host = HostProcess.fresh().start();
				Prompter quiet = HostClient.open(host, HostClient.clockAgent(), host.work())) {
			Followed loud = Followed.open(host, Followed.agent(host, "counting", 0), host.work(), null);
			long number = shoot(quiet, 0, 2 * size.quiet(), new Samples());
			loud.prompt("flood");
			loud.awaitText();
			number = shoot(quiet, number, size.quiet() / 4, new Samples());
			host.get(loud.cancel());
			loud.await(summary -> summary.turn() == null);
			for (int i = 0; i < 2; i++) {
				number = shoot(quiet, number, size.quiet() / 2, alone);
				loud.prompt("flood");
				loud.awaitText();
				number = shoot(quiet, number, size.quiet() / 2, beside);
				host.get(loud.cancel());
				loud.await(summary -> summary.turn() == null);
			}
		}
		report.heading("A quiet session: from the prompt to the answer's text at the client");
		report.row("quiet", "alone", alone, "ms");
		report.row("quiet", "beside a flood as fast as the host takes it", beside, "ms");
		report.promise("quiet", "p95 beside the flood by p95 alone", beside.p95() / alone.p95(), LIMIT, "×");
	}

	private static long shoot(Prompter quiet, long from, int count, Samples samples) throws Exception {
		long number = from;
		for (int i = 0; i < count; i++) {
			Pause.millis(PAUSE_MILLIS);
			number++;
			Prompter.Shot shot = quiet.prompt(number, number + " a short question");
			samples.addNanos(shot.seen() - shot.sent());
		}
		return number;
	}
}
