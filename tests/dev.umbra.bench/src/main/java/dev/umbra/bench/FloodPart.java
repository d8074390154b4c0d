package dev.umbra.bench;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import dev.umbra.core.Threads;
import dev.umbra.core.api.Nothing;

/** A flooding agent: what one connection takes, what the Java SDK's client takes of the same, and what the host keeps. */
final class FloodPart {
	private static final double PER_SECOND = 60_000;
	private static final double HEAP = 256;
	/** Floods before the one that counts: until then the code is compiled. */
	private static final int WARM_UP = 2;

	private FloodPart() {
	}

	static void measure(AgentsRun.Size size, Report report) throws Exception {
		report.heading("A flood of " + size.flood() + " updates on one connection, decoded and reduced");
		try (HostProcess folders = HostProcess.fresh()) {
			Samples rate = new Samples();
			long lost = 0;
			long outOfOrder = 0;
			for (int i = 0; i < WARM_UP; i++) {
				LinkFlood.run(size.flood() / 2, folders.scratch("warm-up"));
			}
			for (int i = 0; i < 3; i++) {
				LinkFlood.Result result = LinkFlood.run(size.flood(), folders.scratch("link"));
				rate.add(result.count() / result.millis() * 1000);
				lost += size.flood() - result.count();
				outOfOrder += result.outOfOrder();
			}
			report.row("flood", "Umbra's connection and reducer, warm", rate, "updates/s");
			report.promise("flood", "lost", lost, 0, "updates");
			report.promise("flood", "out of order", outOfOrder, 0, "updates");
			report.atLeast("flood", "decoded and reduced", rate.median(), PER_SECOND, "updates/s");
			sdk(SdkFlood.run(size.flood(), folders.scratch("sdk")), size, rate.median(), report);
		}
		host(size, report);
	}

	private static void sdk(SdkFlood.Result sdk, AgentsRun.Size size, double ours, Report report) {
		if (sdk == null) {
			report.note("the Java SDK's client was not built: it is by releng/bench.sh agents");
			return;
		}
		double rate = sdk.millis() == 0 ? 0 : sdk.count() / sdk.millis() * 1000;
		report.value("flood", "the Java SDK's client on the same flood, decoded only", rate, "updates/s");
		report.note("it " + sdk.words() + "; " + (size.flood() - sdk.count()) + " lost, " + sdk.outOfOrder() + " out of order");
		if (rate > 0) {
			report.value("flood", "Umbra's rate by the SDK's", ours / rate, "×");
		}
	}

	/** Through the host: committed, and read back. Its heap is looked at ten times a second, garbage included. */
	private static void host(AgentsRun.Size size, Report report) throws Exception {
		try (HostProcess host = HostProcess.fresh().start()) {
			String agent = Followed.agent(host, "counting", 0);
			Followed session = Followed.open(host, agent, host.work(), null);
			AtomicLong heap = new AtomicLong();
			AtomicBoolean over = new AtomicBoolean();
			Thread watch = Threads.platformDaemon("heap", () -> watch(host, heap, over));
			long begin = System.nanoTime();
			session.prompt("flood " + size.flood());
			session.await(summary -> summary.turn() == null && "end_turn".equals(summary.stopReason()));
			double millis = (System.nanoTime() - begin) / 1e6;
			over.set(true);
			watch.join();
			Counted counted = session.counted();
			report.heading("The same flood through a fresh host, committed, followed by a client, read back");
			report.value("flood", "from the prompt to the end of the turn, start of the agent included", millis, "ms");
			report.promise("flood", "lost", size.flood() - counted.count(), 0, "updates");
			report.promise("flood", "out of order", counted.outOfOrder(), 0, "updates");
			report.promise("flood", "host's heap in use, largest seen, garbage included", heap.get() / 1048576.0, HEAP, "MiB");
		}
	}

	private static void watch(HostProcess host, AtomicLong heap, AtomicBoolean over) {
		try {
			while (!over.get()) {
				heap.accumulateAndGet(host.get(host.remote().host().status(new Nothing())).heapBytes(), Math::max);
				Pause.millis(100);
			}
		} catch (Exception e) {
			System.err.println("heap: " + e);
		}
	}
}
