package dev.umbra.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import dev.umbra.core.CommandId;
import dev.umbra.core.api.Tabs;
import dev.umbra.testkit.Ledger;
import dev.umbra.testkit.Shown;
import dev.umbra.wire.Codec;

/**
 * The host is killed in the middle of an answer that a window and {@code umbra follow} show, and started again. What the agent
 * has said to nobody's knowledge may be lost; what was shown may not.
 */
final class HostKills {
	private static final int CHARACTERS = 60_000;

	private HostKills() {
	}

	static void measure(int times, Random random, Report report) throws Exception {
		KillPart.Tally kept = new KillPart.Tally();
		KillPart.Tally stored = new KillPart.Tally();
		KillPart.Tally again = new KillPart.Tally();
		try (HostProcess host = HostProcess.fresh().start()) {
			Talking talking = new Talking(host, "talking");
			host.get(host.remote().tabs().client(new Tabs.Client(CommandId.random(), "product", talking.id(), Map.of())));
			try (Workbench window = Workbench.product(host, host.scratch("window"))) {
				window.first("window");
				int first = 1;
				for (int kill = 1; kill <= times; kill++) {
					Ledger ledger = new Ledger(host.scratch("ledger").resolve("lines-" + kill), first, KillPart.LINES, KillPart.PER_SECOND);
					killed(host, talking, window, ledger, first + random.nextInt(KillPart.LINES), kept, stored, again);
					first += KillPart.LINES;
				}
			}
		}
		kept.rows("host killed " + times + " times, what window and follower had shown, in the store", report);
		stored.rows("host killed " + times + " times, what is stored, beside the ledger", report);
		again.rows("host killed " + times + " times, what window and follower show afterwards", report);
	}

	private static void killed(HostProcess host, Talking talking, Workbench window, Ledger ledger, int moment, KillPart.Tally kept,
			KillPart.Tally stored, KillPart.Tally again) throws Exception {
		String where = "kill of the host after line " + moment;
		Path out = host.scratch("follow").resolve("out");
		Process follower = host.command(Workbench.umbra("follow", talking.id(), "--json")).redirectOutput(out.toFile()).start();
		try {
			Pause.until(() -> "the follower", () -> Files.size(out) > 0);
			talking.say(ledger);
			Pause.until(() -> "line " + moment, () -> ledger.first() - 1 + ledger.said() >= moment);
			ProcessHandle process = ProcessHandle.of(host.pid()).orElseThrow();
			process.destroyForcibly();
			process.onExit().join();
			List<Integer> followed = followed(out, ledger.first());
			List<Integer> seen = seen(window, ledger.first());
			host.disconnect();
			host.start();
			talking.again();
			talking.awaitRest();
			List<Integer> there = talking.stored(ledger.first());
			// what was shown is the beginning of what is stored
			kept.compare(where + ", shown by the follower", beginning(there, followed), followed);
			kept.compare(where + ", shown by the window", beginning(there, seen), seen);
			int last = there.isEmpty() ? ledger.first() - 1 : there.getLast();
			stored.compare(where + ", stored", IntStream.rangeClosed(ledger.first(), last).boxed().toList(), there);
			if (last > ledger.first() - 1 + ledger.said()) {
				throw new IllegalStateException(where + ": more is stored than was said");
			}
			Pause.until(() -> where + ": the follower and the next host", () -> followed(out, ledger.first()).size() >= there.size());
			again.compare(where + ", followed on", there, followed(out, ledger.first()));
			if (!there.isEmpty()) {
				WindowKills.settled(window, last);
			}
			again.compare(where + ", the window with the next host", there, seen(window, ledger.first()));
		} finally {
			follower.descendants().forEach(ProcessHandle::destroyForcibly);
			follower.destroyForcibly().waitFor();
		}
	}

	private static List<Integer> beginning(List<Integer> stored, List<Integer> shown) {
		return stored.subList(0, Math.min(stored.size(), shown.size()));
	}

	private static List<Integer> seen(Workbench window, int from) throws Exception {
		return Ledger.numbers(window.text(CHARACTERS)).stream().filter(number -> number >= from).toList();
	}

	/** The last line of the file may not be whole. */
	private static List<Integer> followed(Path out, int from) throws Exception {
		String text = Files.readString(out);
		String whole = text.substring(0, text.lastIndexOf('\n') + 1);
		String messages = Shown.of(whole.lines().map(Codec::parse).toList()).messages();
		return Ledger.numbers(messages).stream().filter(number -> number >= from).toList();
	}
}
