package dev.umbra.host;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Metrics;

/**
 * {@link Metrics}, carried out here. Sums are read when somebody asks, and once a minute for the history; nothing is added up before.
 * Any thread.
 */
final class MetricsService implements Metrics {
	private static final System.Logger LOG = System.getLogger(MetricsService.class.getName());
	private static final Duration MINUTE = Duration.ofMinutes(1);
	private final HostParts parts;
	private final LongSupplier gitRuns;
	private final IntSupplier mailboxes;
	private final IntSupplier agents;
	private final IntSupplier clients;
	private final ClientReports reports;
	private final MinuteHistory history;

	/**
	 * @param gitRuns how many git commands were started
	 * @param mailboxes how many sessions are in memory now
	 * @param agents how many agents' processes are up now
	 * @param clients how many are connected now
	 */
	MetricsService(HostParts parts, LongSupplier gitRuns, IntSupplier mailboxes, IntSupplier agents, IntSupplier clients) {
		this.parts = parts;
		this.gitRuns = gitRuns;
		this.mailboxes = mailboxes;
		this.agents = agents;
		this.clients = clients;
		this.reports = new ClientReports(parts.clocks(), parts.role().since());
		this.history = new MinuteHistory(parts.clocks(), reading());
	}

	/** From now on minutes are kept. */
	void begin() {
		parts.ticks().scheduleAtFixedRate(() -> {
			try {
				minute();
			} catch (RuntimeException e) {
				// one that escaped would end the timer
				LOG.log(System.Logger.Level.WARNING, "a minute of the metrics was not kept", e);
			}
		}, MINUTE.toSeconds(), MINUTE.toSeconds(), TimeUnit.SECONDS);
	}

	/** A minute is over. */
	void minute() {
		history.turn(reading());
	}

	@Override
	public CompletionStage<Outcome<Numbers>> get(Get p) {
		return Stages.outcome(() -> CompletableFuture.completedFuture(new Numbers(host(), reports.clients(), reports.total(),
				p.history() ? history.minutes(reading()) : List.of())));
	}

	@Override
	public CompletionStage<Outcome<Done>> report(Report p) {
		return report(ClientReports.INSIDE, p);
	}

	/** @param connection that it came over */
	CompletionStage<Outcome<Done>> report(String connection, Report p) {
		return Stages.outcome(() -> {
			reports.add(connection, p);
			return CompletableFuture.completedFuture(new Done());
		});
	}

	/** A connection ended: its client left. */
	void left(String connection) {
		reports.left(connection);
	}

	private HostNumbers host() {
		HostCounters counters = parts.counters();
		Runtime runtime = Runtime.getRuntime();
		return new HostNumbers(parts.role().since(), parts.clocks().instant(), counters.calls(), counters.bytes(), counters.pushes(),
				counters.coalescedPushes(), gitRuns.getAsLong(), parts.store().commits(), mailboxes.getAsInt(), agents.getAsInt(), clients.getAsInt(),
				heapUsed(), runtime.totalMemory(), cpu(), ThreadNames.counted());
	}

	private MinuteHistory.Reading reading() {
		HostCounters counters = parts.counters();
		Map<String, CallCounts> calls = counters.calls();
		return new MinuteHistory.Reading(calls.values().stream().mapToLong(CallCounts::sum).sum(),
				calls.values().stream().mapToLong(CallCounts::notModified).sum(), calls.values().stream().mapToLong(CallCounts::error).sum(),
				counters.bytes(), counters.pushes(), counters.coalescedPushes(), gitRuns.getAsLong(), parts.store().commits(), cpu(), heapUsed(),
				reports.grown());
	}

	private static Duration cpu() {
		return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
	}

	private static long heapUsed() {
		Runtime runtime = Runtime.getRuntime();
		return runtime.totalMemory() - runtime.freeMemory();
	}
}
