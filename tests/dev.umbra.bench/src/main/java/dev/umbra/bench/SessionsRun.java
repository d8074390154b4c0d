package dev.umbra.bench;

import java.util.List;

/** What sessions that outlive the window promise: nothing lost, nothing doubled, back at once, and at rest almost nothing. */
final class SessionsRun {
	private static final String USAGE = """
			Usage: releng/bench.sh sessions [PART…] [--quick]
			  kills    the window and the host killed in the middle of an answer, connections cut before the reply: what is lost or doubled
			  reopen   a window with 50 tabs of 2,000 entries: readable, switches of tabs; and with 10,000 tabs
			  long     a session of 100,000 entries, and a store of 1 GB, beside small ones
			  pauses   how long the SWT thread lets somebody wait while ten sessions stream and somebody turns pages; objects of SWT
			  ingest   30,000 replayed updates, beside a file that is written whole
			  rest     CPU of window and host, and memory of the host, after a minute without anything to do
			  size     bytes of the store for each byte of text in it
			No PART is all of them. --quick takes a part of everything: good for trying, not for numbers.""";

	/**
	 * How much of everything.
	 *
	 * @param starts of windows, of each kind
	 * @param tabs with {@code entries} entries each
	 * @param manyTabs in one window, without entries
	 * @param longEntries in one session
	 * @param megabytes of a large store
	 */
	record Size(int windowKills, int hostKills, int cuts, int starts, int tabs, int entries, int manyTabs, int longEntries, int megabytes,
			int streamSeconds, int updates, int restSeconds, int idleSeconds) {
		static final Size FULL = new Size(100, 50, 100, 5, 50, 2000, 10_000, 100_000, 1000, 30, 30_000, 60, 120);
		static final Size QUICK = new Size(3, 2, 10, 1, 5, 200, 200, 5_000, 20, 6, 3_000, 25, 5);
	}

	private SessionsRun() {
	}

	static void run(List<String> words) throws Exception {
		new Parts<>("sessions", USAGE, Size.FULL, Size.QUICK)
				.part("kills", KillPart::measure).part("reopen", ReopenPart::measure).part("long", LongPart::measure)
				.part("pauses", ScrollPart::measure).part("ingest", IngestPart::measure).part("rest", RestPart::measure)
				.part("size", SizePart::measure)
				.run(words);
	}
}
