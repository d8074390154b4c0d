package dev.umbra.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

	private interface Part {
		void measure(Size size, Report report) throws Exception;
	}

	private AgentsRun() {
	}

	static void run(List<String> words) throws Exception {
		Map<String, Part> parts = new LinkedHashMap<>();
		parts.put("flood", FloodPart::measure);
		parts.put("replay", ReplayPart::measure);
		parts.put("cancel", CancelPart::measure);
		parts.put("quiet", QuietPart::measure);
		parts.put("crowd", CrowdPart::measure);
		Size size = Size.FULL;
		List<String> wanted = new ArrayList<>();
		for (String word : words) {
			if (word.equals("--quick")) {
				size = Size.QUICK;
			} else if (parts.containsKey(word)) {
				wanted.add(word);
			} else {
				throw new IllegalArgumentException(USAGE);
			}
		}
		Report report = new Report("agents", size == Size.QUICK);
		for (Map.Entry<String, Part> part : parts.entrySet()) {
			if (wanted.isEmpty() || wanted.contains(part.getKey())) {
				System.err.println("bench: " + part.getKey() + " …");
				part.getValue().measure(size, report);
			}
		}
		report.print(System.out);
	}
}
