package dev.umbra.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.LiveSnapshots;
import dev.umbra.client.snapshot.LiveSnapshots.Contracts;
import dev.umbra.client.snapshot.SessionSnapshot;
import dev.umbra.client.snapshot.SessionWatch;
import dev.umbra.client.store.SessionStore;
import dev.umbra.core.Cause;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.event.SessionAdvanced;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.testkit.ManualClock;
import dev.umbra.testkit.ManualTicks;
import dev.umbra.wire.Codec;

/**
 * An hour in front of a window with one session, on a clock that is moved: 5 minutes of work, 20 of rest, 5 of work, 15 hidden
 * with 5 of work in them, 15 of rest. Work is 20 appends a second and a tool call
 * every 20 s, of which every third changes files. Either the old way asks, or the
 * session store; in a process of its own each. Prints one line of JSON.
 */
final class StoreHour {
	private static final SessionId SESSION = new SessionId("11111111-1111-4111-8111-111111111111");
	private static final int STEP_MILLIS = 50;
	private static final int HOUR = 3600;
	/** A page of a text of ordinary length. */
	private static final int STEPS_PER_MESSAGE = 200;

	private final ManualClock clock = new ManualClock();
	private final ManualTicks ticks = new ManualTicks(clock);
	private final HourHost host = new HourHost(SESSION);
	private final @Nullable SessionStore store;
	private final HourFolder folder;
	private final int[] callsIn = new int[3];
	private final List<Object> shownParts = new ArrayList<>();
	private @Nullable SessionWatch watch;
	private long refreshes;

	private StoreHour(boolean ours, @Nullable Path repository) {
		folder = new HourFolder(repository, clock);
		store = ours ? new SessionStore(new LiveSnapshots(Contracts.NONE, clock), clock, ticks, () -> 0.5) : null;
	}

	/** @param repository a folder, or null: then git is not run */
	static void main(String way, @Nullable String repository) {
		long before = cpu();
		StoreHour hour = new StoreHour(way.equals("ours"), repository == null ? null : Path.of(repository));
		hour.run();
		ObjectNode out = Codec.object().put("calls", hour.host.calls()).put("bytes", hour.host.bytes()).put("refreshes", hour.refreshes)
				.put("gitRuns", hour.folder.runs()).put("gitAge", hour.folder.age().toMillis()).put("active", hour.callsIn[0]).put("idle", hour.callsIn[1]).put("hidden", hour.callsIn[2])
				.put("cpuMillis", (cpu() - before) / 1_000_000);
		System.out.println(Codec.json(out));
	}

	static long cpu() {
		return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
	}

	private static boolean works(int second) {
		return second < 300 || second >= 1500 && second < 1800 || second >= 2100 && second < 2400;
	}

	private static boolean shown(int second) {
		return second < 1800 || second >= 2700;
	}

	private void run() {
		SessionStore present = store;
		if (present != null) {
			folder.open(present, host, SESSION, ticks);
			present.sessions().pull();
			watch = present.watch(SESSION);
		}
		for (int second = 0; second < HOUR; second++) {
			long before = host.calls();
			second(second, present);
			callsIn[shown(second) ? works(second) ? 0 : 1 : 2] += Math.toIntExact(host.calls() - before);
		}
	}

	private void second(int second, @Nullable SessionStore present) {
		boolean works = works(second);
		if (present != null && shown(second) != shown(Math.max(0, second - 1))) {
			present.shown(shown(second));
		}
		if (works != works(Math.max(0, second - 1)) || second == 0) {
			host.status(works ? SessionStatus.RUNNING : SessionStatus.IDLE, clock.instant());
			announce(present);
		}
		for (int step = 0; step < 1000 / STEP_MILLIS; step++) {
			if (works) {
				work(second * (1000 / STEP_MILLIS) + step, present);
			}
			if (present == null) {
				old(second, step);
			}
			ticks.advance(Duration.ofMillis(STEP_MILLIS));
			if (present != null && shown(second)) {
				paint(present);
			}
		}
		if (works && second % 20 == 19) {
			folder.toolEnded(second % 60 == 59, shown(second) && shown(second + 1));
		}
		if (present == null && second % 3 == 0) {
			folder.old();
		}
	}

	private void work(int step, @Nullable SessionStore present) {
		if (step % STEPS_PER_MESSAGE == 0) {
			host.begin(clock.instant());
		} else {
			host.append("and a few more words, ");
		}
		// at most ten a second
		if (step % 2 == 0) {
			announce(present);
		}
	}

	private void announce(@Nullable SessionStore present) {
		if (present != null) {
			host.announced();
			present.heard(new SessionAdvanced(host.epoch(), host.revision(), Cause.SYSTEM, SESSION));
		}
	}

	/** 1 Hz of everything, 0.5 Hz of the summary, and one get per render, ten a second, while it streams. */
	private void old(int second, int step) {
		boolean visible = shown(second);
		if (step == 0) {
			host.entries(new Sessions.Read(SESSION.value(), null, 192, 0, true));
			refreshes += visible ? 5 : 0;
			if (second % 2 == 0) {
				host.get(new Sessions.Get(SESSION.value(), null));
				refreshes += visible ? 2 : 0;
			}
		}
		if (works(second) && visible && step % 2 == 0) {
			host.get(new Sessions.Get(SESSION.value(), null));
			refreshes++;
		}
	}

	/** Transcript, header, details, list, attention, git: each counts where what it shows of the session is another. */
	private void paint(SessionStore present) {
		SessionSnapshot now = Objects.requireNonNull(watch).now();
		SessionSummary summary = now.summary();
		List<Object> parts = new ArrayList<>(List.of(now.entries()));
		parts.add(summary == null ? "" : List.of(summary.title(), summary.status()));
		parts.add(summary == null ? "" : List.of(summary.status(), summary.usage(), summary.updated()));
		parts.add(Objects.requireNonNullElse(present.sessions().now().value(), ""));
		parts.add("");
		parts.add(Objects.requireNonNullElse(folder.now(), ""));
		for (int i = 0; i < parts.size() && !shownParts.isEmpty(); i++) {
			refreshes += parts.get(i).equals(shownParts.get(i)) ? 0 : 1;
		}
		shownParts.clear();
		shownParts.addAll(parts);
	}
}
