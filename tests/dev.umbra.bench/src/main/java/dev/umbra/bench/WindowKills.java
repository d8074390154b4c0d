package dev.umbra.bench;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import dev.umbra.testkit.Ledger;

/** The window, the product as people start it, is killed in the middle of an answer, and opened again. */
final class WindowKills {
	/** Enough for the last answers. */
	private static final int CHARACTERS = 60_000;

	private WindowKills() {
	}

	private record Tables(KillPart.Tally shown, KillPart.Tally stored, KillPart.Tally reopened) {
	}

	static void measure(int times, Random random, Report report) throws Exception {
		Tables tables = new Tables(new KillPart.Tally(), new KillPart.Tally(), new KillPart.Tally());
		try (HostProcess host = HostProcess.fresh().start()) {
			Talking talking = new Talking(host, "talking");
			Ledger ledger = new Ledger(host.scratch("ledger").resolve("lines"), KillPart.LINES, KillPart.PER_SECOND);
			for (int kill = 1; kill <= times; kill++) {
				once("kill " + kill + " of the window", host, talking, ledger, ledger.first() + random.nextInt(KillPart.LINES), tables);
				ledger = ledger.next();
			}
			try (Workbench window = Workbench.product(host, host.scratch("window"))) {
				window.first("window");
				reopened("at the end", window, ledger.first() - 1, tables.reopened());
			}
			tables.stored().compare("all that is stored", IntStream.range(1, ledger.first()).boxed().toList(), talking.stored(1));
		}
		tables.shown().rows("window killed " + times + " times, what it showed", report);
		tables.stored().rows("window killed " + times + " times, what is stored", report);
		tables.reopened().rows("window killed " + times + " times, what it shows when opened again", report);
	}

	private static void once(String where, HostProcess host, Talking talking, Ledger ledger, long moment, Tables tables) throws Exception {
		try (Workbench window = Workbench.product(host, host.scratch("window"))) {
			window.first("window");
			if (ledger.first() > 1) {
				reopened(where, window, ledger.first() - 1, tables.reopened());
			}
			talking.say(ledger);
			Pause.until(() -> moment + " lines", () -> ledger.said() >= moment);
			List<Integer> seen = Ledger.numbers(window.text(CHARACTERS));
			window.kill();
			// what it showed is the end of what was said until then
			tables.shown().compare(where + ", shown", ending(seen.isEmpty() ? 0 : seen.getLast(), seen.size()), seen);
		}
		talking.awaitRest();
		ledger.assertComplete();
		tables.stored().compare(where + ", stored", IntStream.range(ledger.first(), ledger.first() + KillPart.LINES).boxed().toList(),
				talking.stored(ledger.first()));
	}

	private static void reopened(String where, Workbench window, int last, KillPart.Tally tally) throws Exception {
		List<Integer> seen = settled(window, last);
		tally.compare(where + ", opened again", ending(last, Math.max(seen.size(), Math.min(last, KillPart.LINES))), seen);
	}

	/** What the window shows as soon as that line is its last one; or what it shows after a while. */
	static List<Integer> settled(Workbench window, int last) throws Exception {
		for (int i = 0; i < 400; i++) {
			List<Integer> seen = Ledger.numbers(window.text(CHARACTERS));
			if (!seen.isEmpty() && seen.getLast() == last) {
				return seen;
			}
			Pause.millis(50);
		}
		return Ledger.numbers(window.text(CHARACTERS));
	}

	/** So many lines up to this one. The first may be cut off where the text begins. */
	static List<Integer> ending(int last, int count) {
		return IntStream.rangeClosed(Math.max(1, last - count + 1), last).boxed().toList();
	}
}
