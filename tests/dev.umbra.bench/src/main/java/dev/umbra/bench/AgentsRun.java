package dev.umbra.bench;

import java.util.List;

/** What running agents promises: a flood, a replay, a cancel, a quiet session beside a loud one, many at once. */
final class AgentsRun {
	private static final String USAGE = """
			Usage: releng/bench.sh agents [PART…] [--quick]
			  flood    200,000 updates: decoded and reduced on one connection, beside the Java SDK's client; and through the host
			  replay   30,000 updates of a session that only the agent knew, taken over
			  cancel   from the cancel to the end of the turn
			  quiet    a quiet session while another agent floods, and alone
			  crowd    8 agents with 4 sessions each
			No PART is all of them. --quick takes a part of everything: good for trying, not for numbers.""";

	/** How much of everything. */
	record Size(int flood, int replay, int cancels, int quiet, int crowd) {
		static final Size FULL = new Size(200_000, 30_000, 40, 200, 300);
		static final Size QUICK = new Size(20_000, 3_000, 5, 20, 50);
	}

	private AgentsRun() {
	}

	static void run(List<String> words) throws Exception {
		new Parts<>("agents", USAGE, Size.FULL, Size.QUICK)
				.part("flood", FloodPart::measure).part("replay", ReplayPart::measure).part("cancel", CancelPart::measure)
				.part("quiet", QuietPart::measure).part("crowd", CrowdPart::measure)
				.run(words);
	}
}
