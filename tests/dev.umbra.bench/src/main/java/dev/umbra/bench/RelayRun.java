package dev.umbra.bench;

import java.util.List;

/** What following a person over relays promises. */
final class RelayRun {
	private static final String USAGE = """
			Usage: releng/bench.sh relay [PART…] [--quick]
			  verify      events verified per second, beside nostr-tools in the same run (where UMBRA_PEERS names an install of it)
			  backfill    a history of 10,000 personas, from adding the relay until a client has them
			  duplicates  the same 10,000 again
			  refresh     an event until a client knows; a burst of 500
			  paint       an event until the open window has painted it, beside a reader that asks every two seconds
			  memory      an endless stream of events
			  seeds       random lives of two devices over misbehaving relays, all ending with the same catalog
			No PART is all of them. --quick takes a part of everything: good for trying, not for numbers.""";

	/**
	 * @param events to be verified, and in a history; {@code authors}: how many keys signed those that are verified
	 * @param rounds of a history; {@code live}: events that come one by one; {@code paints}: such that a window shows
	 */
	record Size(int events, int authors, int rounds, int live, int paints, int streamSeconds, int seeds) {
		static final Size FULL = new Size(10_000, 20, 5, 200, 60, 90, 10_000);
		static final Size QUICK = new Size(1_000, 20, 1, 20, 8, 6, 500);
	}

	private RelayRun() {
	}

	static void run(List<String> words) throws Exception {
		new Parts<>("relay", USAGE, Size.FULL, Size.QUICK).part("verify", VerifyPart::measure)
				.part("backfill", BackfillPart::backfill).part("duplicates", BackfillPart::duplicates).part("refresh", RefreshPart::measure)
				.part("paint", PaintPart::measure).part("memory", StreamPart::measure).part("seeds", SeedsPart::measure).run(words);
	}
}
