package dev.umbra.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.umbra.core.Threads;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Nothing;

/** Eight agents with four sessions each, all prompted at once; the host's limit of running turns lets them through in their order. */
final class CrowdPart {
	private static final int AGENTS = 8;
	private static final int SESSIONS = 4;
	private static final int PER_SECOND = 200;

	private CrowdPart() {
	}

	static void measure(AgentsRun.Size size, Report report) throws Exception {
		Samples turns = new Samples();
		AtomicInteger running = new AtomicInteger();
		AtomicInteger waiting = new AtomicInteger();
		AtomicBoolean over = new AtomicBoolean();
		long lost = 0;
		long outOfOrder = 0;
		int limit;
		try (HostProcess host = HostProcess.fresh().start()) {
			limit = host.get(host.remote().host().status(new Nothing())).turnLimit();
			List<Followed> all = new ArrayList<>();
			for (int agent = 0; agent < AGENTS; agent++) {
				String id = Followed.agent(host, "counting-" + agent, 0);
				for (int session = 0; session < SESSIONS; session++) {
					all.add(Followed.open(host, id, host.work(), null));
				}
			}
			Thread watch = Threads.platformDaemon("crowd", () -> watch(host, running, waiting, over));
			long begin = System.nanoTime();
			for (Followed each : all) {
				each.prompt("stream " + size.crowd() + " " + PER_SECOND);
			}
			for (Followed each : all) {
				each.await(summary -> summary.turn() == null && "end_turn".equals(summary.stopReason()));
				turns.addNanos(System.nanoTime() - begin);
			}
			over.set(true);
			watch.join();
			for (Followed each : all) {
				Counted counted = each.counted();
				lost += size.crowd() - counted.count();
				outOfOrder += counted.outOfOrder();
			}
		}
		report.heading(AGENTS + " agents × " + SESSIONS + " sessions, each a turn of " + size.crowd() + " updates at " + PER_SECOND + "/s");
		report.row("crowd", "from the first prompt to the end of a turn, agents' start included", turns, "ms");
		report.value("crowd", "turns at once, most seen", running.get(), "of " + limit + " allowed");
		report.value("crowd", "turns that waited for a place, most seen", waiting.get(), "");
		report.promise("crowd", "lost", lost, 0, "updates");
		report.promise("crowd", "out of order", outOfOrder, 0, "updates");
		report.promise("crowd", "turns at once", running.get(), limit, "turns");
	}

	private static void watch(HostProcess host, AtomicInteger running, AtomicInteger waiting, AtomicBoolean over) {
		try {
			while (!over.get()) {
				Host.Status status = host.get(host.remote().host().status(new Nothing()));
				running.accumulateAndGet(status.runningTurns(), Math::max);
				waiting.accumulateAndGet(status.waitingTurns(), Math::max);
				Pause.millis(100);
			}
		} catch (Exception e) {
			System.err.println("crowd: " + e);
		}
	}
}
