package dev.umbra.bench;

/**
 * What a quiet session feels of another that floods: prompts to an agent that answers at once, alone and beside the flood. The
 * pause between two prompts is longer than what a client is sent in one batch, as it is between a person's prompts.
 */
final class QuietPart {
	private static final double LIMIT = 2;
	private static final int PAUSE_MILLIS = 100;

	private QuietPart() {
	}

	static void measure(AgentsRun.Size size, Report report) throws Exception {
		Way alone = new Way();
		Way beside = new Way();
		try (HostProcess host = HostProcess.fresh().start();
				Prompter quiet = HostClient.open(host, HostClient.clockAgent(), host.work())) {
			Followed loud = Followed.open(host, Followed.agent(host, "counting", 0), host.work(), null);
			long number = shoot(quiet, 0, 2 * size.quiet(), new Way());
			loud.prompt("flood");
			loud.awaitText();
			number = shoot(quiet, number, size.quiet() / 4, new Way());
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
		report.heading("A quiet session, alone and beside a flood as fast as the host takes it");
		report.row("quiet", "prompt → bytes at the agent, alone", alone.toAgent, "ms");
		report.row("quiet", "prompt → bytes at the agent, beside the flood", beside.toAgent, "ms");
		report.row("quiet", "prompt → the answer's text at the client, alone", alone.andBack, "ms");
		report.row("quiet", "prompt → the answer's text at the client, beside the flood", beside.andBack, "ms");
		report.value("quiet", "p95 at the agent, beside the flood by alone", beside.toAgent.p95() / alone.toAgent.p95(), "×");
		report.promise("quiet", "p95 at the client, beside the flood by alone", beside.andBack.p95() / alone.andBack.p95(), LIMIT, "×");
	}

	private record Way(Samples toAgent, Samples andBack) {
		Way() {
			this(new Samples(), new Samples());
		}
	}

	private static long shoot(Prompter quiet, long from, int count, Way way) throws Exception {
		long number = from;
		for (int i = 0; i < count; i++) {
			Pause.millis(PAUSE_MILLIS);
			number++;
			Prompter.Shot shot = quiet.prompt(number, number + " a short question");
			way.toAgent.addNanos(shot.arrived() - shot.sent());
			way.andBack.addNanos(shot.seen() - shot.sent());
		}
		return number;
	}
}
