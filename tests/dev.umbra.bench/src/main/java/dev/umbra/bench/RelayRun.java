package dev.umbra.bench;

import java.util.List;

/** What following a person over relays promises. */
final class RelayRun {
	private static final String USAGE = """
			Usage: releng/bench.sh relay [PART…] [--quick]
			  verify   events verified per second, beside nostr-tools in the same run (where UMBRA_PEERS names an install of it)
			No PART is all of them. --quick takes a part of everything: good for trying, not for numbers.""";

	/** @param events to be verified; {@code authors}: how many keys signed them */
	record Size(int events, int authors) {
		static final Size FULL = new Size(10_000, 20);
		static final Size QUICK = new Size(1_000, 20);
	}

	private RelayRun() {
	}

	static void run(List<String> words) throws Exception {
		new Parts<>("relay", USAGE, Size.FULL, Size.QUICK).part("verify", VerifyPart::measure).run(words);
	}
}
