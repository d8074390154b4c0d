package dev.umbra.agent;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

import dev.umbra.core.AgentId;
import dev.umbra.core.Clocks;
import dev.umbra.core.Threads;
import dev.umbra.core.agent.Launch;
import dev.umbra.core.agent.AgentLog;
import dev.umbra.wire.Blotter;

/** The logs of all agents, as long as the host runs and over restarts of the agents. Any thread; nothing blocks. */
final class AgentLogs {
	private record Rings(LogRing log, LogRing traffic) {
		LogRing of(AgentLog.Kind kind) {
			return switch (kind) {
			case LOG -> log;
			case TRAFFIC -> traffic;
			};
		}

		void close() {
			log.close();
			traffic.close();
		}
	}

	private final Clocks clocks;
	private final ScheduledExecutorService ticks;
	private final Executor reading = Threads.virtualEach("agent-log");
	private final Map<AgentId, Rings> all = new ConcurrentHashMap<>();

	AgentLogs(Clocks clocks, ScheduledExecutorService ticks) {
		this.clocks = clocks;
		this.ticks = ticks;
	}

	/** Where one run of an agent writes to. */
	Logbook open(Launch launch) {
		Rings rings = of(launch.agent());
		return new Logbook(rings.log(), rings.traffic(), clocks, Blotter.of(launch));
	}

	/** As {@link dev.umbra.core.port.AgentRuntime#log}. */
	CompletionStage<AgentLog> next(AgentId agent, AgentLog.Kind kind, long after, int limit, Duration wait) {
		return of(agent).of(kind).next(after, limit, wait, ticks, reading);
	}

	void forget(AgentId agent) {
		Rings rings = all.remove(agent);
		if (rings != null) {
			rings.close();
		}
	}

	/** Nobody waits any more. */
	void close() {
		all.values().forEach(Rings::close);
	}

	private Rings of(AgentId agent) {
		return all.computeIfAbsent(agent, id -> new Rings(new LogRing(), new LogRing()));
	}
}
