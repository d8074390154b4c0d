package dev.umbra.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

import dev.umbra.client.RemoteHost;
import dev.umbra.client.snapshot.SessionWatch;
import dev.umbra.client.store.Polling;
import dev.umbra.client.store.SessionStore;
import dev.umbra.core.Clocks;
import dev.umbra.core.SessionId;
import dev.umbra.core.Threads;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.wire.Codec;
import dev.umbra.wire.DataFolder;

/** What is measured of a client, in a process of its own. Prints one line of JSON and ends. */
public final class StoreChild {
	private static final int WARM_UP_SECONDS = 5;

	private StoreChild() {
	}

	public static void main(String[] args) throws Exception {
		List<String> words = List.of(args);
		switch (words.getFirst()) {
		case "hour" -> StoreHour.main(words.get(1), words.size() > 2 ? words.get(2) : null);
		case "live" -> live(words.get(1), words.get(2), new SessionId(words.get(3)), Integer.parseInt(words.get(4)));
		case "idle-old" -> oldIdle(words.get(1), words.subList(3, words.size()), Integer.parseInt(words.get(2)));
		case "idle" -> idle(words.get(1), words.subList(3, words.size()), Integer.parseInt(words.get(2)));
		default -> throw new IllegalArgumentException(words.toString());
		}
		System.exit(0);
	}

	private static RemoteHost connect(String home) {
		return RemoteHost.connect(DataFolder.open(Path.of(home), Map.of()), RemoteHost.Options.of("bench").withoutStart().keptConnected());
	}

	private static SessionStore store(RemoteHost remote, ScheduledExecutorService ticks) {
		SessionStore store = SessionStore.over(remote, Clocks.SYSTEM, ticks, () -> ThreadLocalRandom.current().nextDouble());
		store.sessions().pull();
		return store;
	}

	/** The title of the session is the moment it was changed at; how old is one when it is known here? */
	private static void live(String way, String home, SessionId session, int seconds) throws Exception {
		Samples samples = new Samples();
		AtomicLong calls = new AtomicLong();
		long end = System.nanoTime() + seconds * 1_000_000_000L;
		long from = System.nanoTime() + Math.min(WARM_UP_SECONDS, seconds / 4) * 1_000_000_000L;
		// the last change that was seen, and when the first was
		long[] last = new long[2];
		RemoteHost remote = connect(home);
		long cpu = StoreHour.cpu();
		if (way.equals("old")) {
			for (int second = 0; System.nanoTime() < end; second++) {
				calls.incrementAndGet();
				remote.sessions().entries(new Sessions.Read(session.value(), null, 192, 0, true)).toCompletableFuture().join();
				if (second % 2 == 0) {
					calls.incrementAndGet();
					seen(remote.sessions().get(new Sessions.Get(session.value(), null)).toCompletableFuture().join().orThrow().summary(), from, last, samples);
				}
				Pause.seconds(1);
			}
		} else {
			SessionStore store = store(remote, Threads.ticks());
			if (way.equals("unpushed")) {
				store.choose(new SessionStore.Choices(Polling.ADAPTIVE, false));
			}
			store.counters(new CallCount(calls));
			SessionWatch watch = store.watch(session);
			watch.onChange(() -> seen(watch.now().summary(), from, last, samples));
			Pause.seconds(seconds);
		}
		int seen = samples.count();
		if (seen == 0) {
			// whatever changed is as old as all of this took, and still not known
			samples.add(seconds * 1000.0);
		}
		System.out.println(Codec.json(Codec.object().put("calls", calls.get()).put("seen", seen).put("p50", samples.median())
				.put("p95", samples.p95()).put("cpuMillis", (StoreHour.cpu() - cpu) / 1_000_000)));
	}

	private static synchronized void seen(SessionSummary summary, long from, long[] last, Samples samples) {
		if (summary != null && summary.title().matches("\\d+")) {
			long at = Long.parseLong(summary.title());
			if (at > last[0]) {
				// what was there before anybody looked is as old as it likes, and a program that begins is slow
				if (last[0] == 0) {
					last[1] = System.nanoTime();
				} else if (at > from && at > last[1]) {
					samples.addNanos(System.nanoTime() - at);
				}
				last[0] = at;
			}
		}
	}

	/** Each session for itself: everything once a second, its summary every other. */
	private static void oldIdle(String home, List<String> sessions, int seconds) throws Exception {
		RemoteHost remote = connect(home);
		long calls = 0;
		long begun = System.nanoTime();
		long cpu = StoreHour.cpu();
		for (int second = 0; second < seconds; second++) {
			for (String session : sessions) {
				remote.sessions().entries(new Sessions.Read(session, null, 192, 0, true)).toCompletableFuture().join();
				calls++;
				if (second % 2 == 0) {
					remote.sessions().get(new Sessions.Get(session, null)).toCompletableFuture().join();
					calls++;
				}
			}
			long left = begun + (second + 1) * 1_000_000_000L - System.nanoTime();
			if (left > 0) {
				Pause.millis(left / 1_000_000);
			}
		}
		double percent = 100.0 * (StoreHour.cpu() - cpu) / (System.nanoTime() - begun);
		System.out.println(Codec.json(Codec.object().put("percent", percent).put("calls", calls)));
	}

	private static void idle(String home, List<String> sessions, int seconds) throws Exception {
		RemoteHost remote = connect(home);
		SessionStore store = store(remote, Threads.ticks());
		AtomicLong calls = new AtomicLong();
		List<SessionWatch> all = sessions.stream().map(id -> store.watch(new SessionId(id))).toList();
		Pause.until(() -> "all are known", () -> all.stream().allMatch(watch -> watch.now().live()));
		// an idle client rests before it is measured
		Pause.seconds(Math.min(20, seconds));
		store.counters(new CallCount(calls));
		long begun = System.nanoTime();
		long cpu = StoreHour.cpu();
		Pause.seconds(seconds);
		double percent = 100.0 * (StoreHour.cpu() - cpu) / (System.nanoTime() - begun);
		System.out.println(Codec.json(Codec.object().put("percent", percent).put("calls", calls.get()).put("stale", store.incidents().all().size())));
	}
}
