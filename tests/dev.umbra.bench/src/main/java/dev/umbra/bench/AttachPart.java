package dev.umbra.bench;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import dev.umbra.client.RemoteHost;
import dev.umbra.client.snapshot.LiveSnapshots;
import dev.umbra.client.snapshot.Pulled;
import dev.umbra.client.snapshot.SessionWatch;
import dev.umbra.client.snapshot.Subscription;
import dev.umbra.core.Clocks;
import dev.umbra.core.CommandId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Sessions;
import dev.umbra.wire.DataFolder;

/**
 * From no connection to everything that a window shows first, as the window does it: connect, hello, agents, sessions,
 * attention, and the newest page of a session with some hundred entries. The host runs; the client's classes are loaded
 * by the rounds before, except in the very first one, which has a row of its own.
 */
final class AttachPart {
	private static final double LIMIT_MILLIS = 100;

	private AttachPart() {
	}

	static void measure(Window.Size size, Report report) throws Exception {
		Samples first = new Samples();
		Samples all = new Samples();
		try (HostProcess host = HostProcess.fresh().start()) {
			SessionId session = filled(host, size.entries());
			first.addNanos(attach(host, session));
			for (int i = 0; i < size.warmUp(); i++) {
				attach(host, session);
			}
			for (int i = 0; i < size.attaches(); i++) {
				all.addNanos(attach(host, session));
			}
		}
		report.heading("No connection → lists and the newest page of a session");
		report.row("attach", "the first time in this process", first, "ms");
		report.row("attach", "warm", all, "ms");
		report.promise("attach", "p95", all.p95(), LIMIT_MILLIS, "ms");
	}

	private static SessionId filled(HostProcess host, int entries) throws Exception {
		Agents.Added agent = host.get(host.remote().agents().add(HostClient.demoAgent()));
		SessionId session = host.get(host.remote().sessions().create(new Sessions.Create(CommandId.random(),
				agent.id().value(), host.work().toString(), List.of(), "", null))).session();
		LiveSnapshots snapshots = over(host.remote());
		try (SessionWatch watch = snapshots.watch(session)) {
			for (int turn = 1; turn <= entries / 2; turn++) {
				host.get(host.remote().sessions().prompt(
						new Sessions.Prompt(CommandId.random(), session.value(), "count to 30 every 0 ms", "bench")));
				int wanted = Math.min(192, 2 * turn);
				await(watch, () -> watch.now().entries().size() >= wanted && watch.now().summary() != null
						&& watch.now().summary().turn() == null);
			}
		}
		return session;
	}

	private static LiveSnapshots over(RemoteHost remote) {
		return new LiveSnapshots(new LiveSnapshots.Contracts(remote.sessions(), remote.agents(), remote.attention(),
				remote.host()), Clocks.SYSTEM);
	}

	private static void await(SessionWatch watch, BooleanSupplier condition) throws Exception {
		CountDownLatch there = new CountDownLatch(1);
		try (Subscription subscription = watch.onChange(() -> {
			if (condition.getAsBoolean()) {
				there.countDown();
			}
		})) {
			if (!condition.getAsBoolean() && !there.await(60, TimeUnit.SECONDS)) {
				throw new IllegalStateException("not seen for 60 s: " + watch.now().summary() + " " + watch.now().failure());
			}
		}
	}

	private static long attach(HostProcess host, SessionId session) throws Exception {
		DataFolder folder = DataFolder.open(host.home(), System.getenv());
		CountDownLatch here = new CountDownLatch(4);
		long begin = System.nanoTime();
		try (RemoteHost remote = RemoteHost.connect(folder, RemoteHost.Options.of("bench").withoutStart());
				LiveSnapshots snapshots = over(remote)) {
			pull(snapshots.agents(), here);
			pull(snapshots.sessions(), here);
			pull(snapshots.attention(), here);
			SessionWatch watch = snapshots.watch(session);
			whenLive(watch, here);
			if (!here.await(60, TimeUnit.SECONDS)) {
				throw new IllegalStateException("not here after 60 s: " + watch.now().failure());
			}
			long took = System.nanoTime() - begin;
			if (watch.now().entries().size() != 192) {
				throw new IllegalStateException("not the newest page: " + watch.now().entries().size() + " entries");
			}
			return took;
		}
	}

	private static void pull(Pulled<?> pulled, CountDownLatch here) {
		pulled.onChange(here::countDown);
		pulled.pull();
	}

	private static void whenLive(SessionWatch watch, CountDownLatch here) {
		CountDownLatch once = new CountDownLatch(1);
		Runnable look = () -> {
			synchronized (once) {
				if (watch.now().live() && once.getCount() > 0) {
					once.countDown();
					here.countDown();
				}
			}
		};
		watch.onChange(look);
		look.run();
	}
}
