package dev.umbra.bench;

import java.util.List;
import java.util.Random;

import dev.umbra.testkit.Ledger;

/**
 * The promise itself: the window is killed, the host is killed, connections are cut, each at moments that nobody chose, while
 * an agent says 1,000 numbered lines a second and keeps a ledger of them. What the store has, what {@code umbra follow} and
 * the window have shown, and what both show afterwards is compared with the ledger, line by line.
 */
final class KillPart {
	static final int PER_SECOND = 1000;
	/** So many lines are said from the prompt to the end of the turn, unless it is cut off. */
	static final int LINES = 2000;

	private KillPart() {
	}

	/** What went wrong, summed up. */
	static final class Tally {
		private Ledger.Difference all = Ledger.Difference.NONE;
		private long lines;

		void compare(String where, List<Integer> wanted, List<Integer> found) {
			Ledger.Difference difference = Ledger.difference(wanted, found);
			if (!difference.equals(Ledger.Difference.NONE)) {
				System.err.println("bench: " + where + ": " + difference);
			}
			all = all.plus(difference);
			lines += found.size();
		}

		void rows(String what, Report report) {
			report.value("kills", what + ": lines compared", lines, "lines");
			report.promise("kills", what + ": lost", all.lost(), 0, "lines");
			report.promise("kills", what + ": doubled", all.doubled(), 0, "lines");
			report.promise("kills", what + ": out of order", all.outOfOrder(), 0, "lines");
		}
	}

	static void measure(SessionsRun.Size size, Report report) throws Exception {
		long seed = Long.getLong("umbra.bench.seed", System.nanoTime());
		Random random = new Random(seed);
		report.heading("Killed at random moments, under " + PER_SECOND + " updates/s; -Dumbra.bench.seed=" + seed);
		WindowKills.measure(size.windowKills(), random, report);
		HostKills.measure(size.hostKills(), random, report);
		ReplyCuts.measure(size.cuts(), report);
	}
}
