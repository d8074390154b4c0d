package dev.umbra.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;

/** A session that only the agent knew is loaded with its history, in a host that is warm by another. */
final class ReplayPart {
	private static final double LIMIT_MILLIS = 1000;
	private static final Pattern BEGIN = Pattern.compile("replay begins at (\\d+);");

	private ReplayPart() {
	}

	static void measure(AgentsRun.Size size, Report report) throws Exception {
		measure("replay", size.replay(), report);
	}

	/** @return milliseconds, the median */
	static double measure(String part, int replay, Report report) throws Exception {
		Samples taken = new Samples();
		long missing = 0;
		try (HostProcess host = HostProcess.fresh().start()) {
			String agent = Followed.agent(host, "counting", replay);
			for (int i = 0; i < 5; i++) {
				Followed session = Followed.open(host, agent, host.work(), "known-" + i);
				session.await(summary -> CountingAgent.LOADED.equals(summary.mode()));
				long now = System.nanoTime();
				long begin = 0;
				long turns = 0;
				for (Entry entry : session.entries()) {
					Matcher told = BEGIN.matcher(entry.text());
					if (entry.kind() == EntryKind.PROMPT) {
						turns++;
						begin = told.find() ? Long.parseLong(told.group(1)) : begin;
					}
				}
				missing += replay / 100 - turns;
				if (i > 0) {
					taken.addNanos(now - begin);
				}
			}
		}
		report.heading("Replay of " + replay + " updates, from the first one at the agent to the last one committed and told");
		report.row(part, "taken over", taken, "ms");
		report.promise(part, "turns missing", missing, 0, "turns");
		report.promise(part, "median", taken.median(), LIMIT_MILLIS, "ms");
		return taken.median();
	}
}
