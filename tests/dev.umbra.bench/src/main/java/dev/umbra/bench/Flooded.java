package dev.umbra.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import dev.umbra.client.snapshot.LiveSnapshots;
import dev.umbra.client.snapshot.SessionSnapshot;
import dev.umbra.client.snapshot.SessionWatch;
import dev.umbra.client.snapshot.Subscription;
import dev.umbra.core.Clocks;
import dev.umbra.core.CommandId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Tabs;

/** Sessions of a {@link FloodAgent}, each with a tab. */
final class Flooded {
	private final HostProcess host;
	private final List<SessionId> sessions = new ArrayList<>();

	Flooded(HostProcess host, int number) throws Exception {
		this.host = host;
		host.get(host.remote().host().set(new Host.Set(CommandId.random(), "running-turns", Integer.toString(Math.max(8, number)))));
		Agents.Added agent = host.get(host.remote().agents().add(new Agents.Add(CommandId.random(), "flood", null, ClockAgent.program(),
				FloodAgent.arguments(), Map.of(), null, false, false)));
		for (int i = 1; i <= number; i++) {
			SessionId session = host.get(host.remote().sessions().create(new Sessions.Create(CommandId.random(), agent.id().value(),
					host.work().toString(), List.of(), "Session " + i, null))).session();
			host.get(host.remote().tabs().open(new Tabs.Open(CommandId.random(), session.value())));
			sessions.add(session);
		}
		host.get(host.remote().tabs().client(new Tabs.Client(CommandId.random(), "product", first().value(), Map.of())));
	}

	SessionId first() {
		return sessions.getFirst();
	}

	List<SessionId> sessions() {
		return List.copyOf(sessions);
	}

	/** Has so many entries added to the first session, and returns when they are there and the turn is over. */
	void fill(int entries) throws Exception {
		have(first(), "fill " + entries, entries);
	}

	/** Has the agent do that, see {@link FloodAgent}, and returns when the turn is over. @param entries that are there then, at least */
	void have(SessionId session, String command, int entries) throws Exception {
		prompt(session, command);
		await(session, now -> now.summary() != null && now.summary().turn() == null
				&& now.entries().size() >= Math.min(entries, 192));
	}

	/** All sessions stream when this returns. */
	void stream(int perSecond) throws Exception {
		for (SessionId session : sessions) {
			prompt(session, "stream " + perSecond);
		}
		for (SessionId session : sessions) {
			await(session, now -> now.summary() != null && now.summary().turn() != null && !now.entries().isEmpty()
					&& now.entries().getLast().text().length() > 100);
		}
	}

	/** How many updates of the streams have arrived in all sessions, within one cycle of each. */
	long arrived() throws Exception {
		long entries = 0;
		for (SessionId session : sessions) {
			entries += await(session, now -> now.live() && !now.entries().isEmpty()).entries().getLast().ordinal();
		}
		return entries * FloodAgent.UPDATES_PER_ENTRY;
	}

	void cancel() throws Exception {
		for (SessionId session : sessions) {
			host.get(host.remote().sessions().cancel(new Sessions.Cancel(CommandId.random(), session.value(), "bench")));
		}
		for (SessionId session : sessions) {
			await(session, now -> now.summary() != null && now.summary().turn() == null);
		}
	}

	private void prompt(SessionId session, String text) throws Exception {
		host.get(host.remote().sessions().prompt(new Sessions.Prompt(CommandId.random(), session.value(), text, "bench")));
	}

	private SessionSnapshot await(SessionId session, Predicate<SessionSnapshot> condition) throws Exception {
		CountDownLatch there = new CountDownLatch(1);
		try (LiveSnapshots snapshots = new LiveSnapshots(new LiveSnapshots.Contracts(host.remote().sessions(), host.remote().agents(),
				host.remote().attention(), host.remote().host()), Clocks.SYSTEM);
				SessionWatch watch = snapshots.watch(session);
				Subscription subscription = watch.onChange(() -> {
					if (condition.test(watch.now())) {
						there.countDown();
					}
				})) {
			if (!condition.test(watch.now()) && !there.await(600, TimeUnit.SECONDS)) {
				throw new IllegalStateException("not seen for 600 s: " + watch.now().summary() + " " + watch.now().failure());
			}
			return watch.now();
		}
	}
}
