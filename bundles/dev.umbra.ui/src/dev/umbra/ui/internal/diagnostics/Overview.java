package dev.umbra.ui.internal.diagnostics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.osgi.util.NLS;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.api.Host;
import dev.umbra.core.api.Metrics;
import dev.umbra.core.api.Metrics.CallCounts;
import dev.umbra.core.api.Metrics.ClientNumbers;
import dev.umbra.core.api.Metrics.HostNumbers;
import dev.umbra.core.api.Metrics.Spread;
import dev.umbra.core.relay.RelayStatus;
import dev.umbra.ui.internal.live.Ages;
import dev.umbra.ui.internal.live.Sizes;
import dev.umbra.ui.internal.relays.RelayWords;
import dev.umbra.ui.internal.text.ForeignText;

/** The host, its traffic, and what each window and command says of itself, as lines. Pure. */
final class Overview {
	private static final double MEDIAN = 0.5;
	private static final double NEARLY_ALL = 0.95;
	private final List<Line> lines = new ArrayList<>();
	private final Instant now;

	private Overview(Instant now) {
		this.now = now;
	}

	/** Those that are known; none where nothing is. */
	static List<Line> of(Host.@Nullable Status status, Metrics.@Nullable Numbers numbers, List<RelayStatus> relays, Instant now) {
		Overview all = new Overview(now);
		if (status != null || numbers != null) {
			all.host(status, numbers == null ? null : numbers.host());
		}
		all.relays(relays);
		if (numbers != null) {
			all.traffic(numbers.host());
			for (Metrics.Client client : numbers.clients()) {
				all.client(client);
			}
			if (numbers.clients().size() != 1) {
				all.lines.add(Line.heading(Messages.clients_all));
				all.numbers(numbers.total());
			}
		}
		return List.copyOf(all.lines);
	}

	private void host(Host.@Nullable Status status, @Nullable HostNumbers numbers) {
		lines.add(Line.heading(Messages.host));
		if (status != null) {
			add(Messages.host_state, NLS.bind(Messages.host_state_since, status.state(), Ages.lasting(status.since(), now)));
			add(Messages.host_version, NLS.bind(Messages.host_version_pid, new Object[] { status.version(), status.protocol(), Long.toString(status.pid()) }));
			add(Messages.host_sessions, Words.number(status.sessions()));
			add(Messages.host_turns, NLS.bind(Messages.host_turns_of, new Object[] { status.runningTurns(), status.turnLimit(), status.waitingTurns() }));
			add(Messages.host_waiting, Words.number(status.waiting()));
			add(Messages.host_clients, Words.number(status.clients()));
			add(Messages.host_store, Sizes.words(status.storeBytes()));
		}
		if (numbers != null) {
			add(Messages.host_agents, Words.number(numbers.agents()));
			add(Messages.host_mailboxes, Words.number(numbers.mailboxes()));
			add(Messages.host_memory, NLS.bind(Messages.host_memory_of, Sizes.words(numbers.heapUsed()), Sizes.words(numbers.heapSize())));
			add(Messages.host_cpu, Words.cpu(numbers.cpu()));
			add(Messages.host_threads, Words.number(numbers.threads().values().stream().mapToLong(Integer::longValue).sum()));
		}
		if (status != null) {
			add(Messages.host_folder, ForeignText.shownOnOneLine(status.home()));
		}
	}

	/** Without a relay nothing is said of any. */
	private void relays(List<RelayStatus> relays) {
		if (relays.isEmpty()) {
			return;
		}
		lines.add(Line.heading(Messages.relays));
		for (RelayStatus relay : relays) {
			Line.Tone tone = switch (relay.state()) {
			case LIVE, CONNECTING, AUTHENTICATING, READING -> Line.Tone.PLAIN;
			case INCOMPLETE, WAITING -> Line.Tone.WARNING;
			case REFUSED -> Line.Tone.FAILED;
			};
			String said = NLS.bind(Messages.relay_state, new Object[] { RelayWords.state(relay.state()), Ages.lasting(relay.since(), now), Words.number(relay.received()),
					Words.number(relay.pendingOut()) });
			String error = relay.lastError();
			lines.add(new Line(false, tone, List.of(ForeignText.shownOnOneLine(relay.link().relay().toString()),
					error == null ? said : said + ". " + ForeignText.shownOnOneLine(error))));
		}
	}

	private void traffic(HostNumbers numbers) {
		lines.add(Line.heading(Messages.traffic));
		calls(numbers.calls());
		bytes(numbers.bytes());
		add(Messages.pushes, Words.number(numbers.pushes()));
		add(Messages.coalesced, Words.numberOf(numbers.coalescedPushes(), numbers.pushes() + numbers.coalescedPushes()));
		add(Messages.git_runs, Words.number(numbers.gitRuns()));
		add(Messages.store_commits, Words.number(numbers.storeCommits()));
	}

	private void client(Metrics.Client client) {
		String name = ForeignText.shownOnOneLine(client.client());
		lines.add(Line.heading(client.connected() ? NLS.bind(Messages.client, name, Ages.lasting(client.since(), now))
				: NLS.bind(Messages.client_left, name, Ages.ago(client.at(), now))));
		numbers(client.numbers());
	}

	private void numbers(ClientNumbers numbers) {
		calls(numbers.calls());
		bytes(numbers.bytes());
		add(Messages.pushes_in, Words.number(numbers.pushes()));
		add(Messages.coalesced, Words.numberOf(numbers.coalescedPushes(), numbers.pushes()));
		add(Messages.pulls, Words.number(numbers.pulls()));
		add(Messages.not_modified, Words.numberOf(numbers.notModified(), numbers.pulls()));
		add(Messages.cache, Words.numberOf(numbers.cacheHits(), numbers.cacheHits() + numbers.cacheMisses()));
		lines.add(new Line(false, numbers.stale() > 0 ? Line.Tone.WARNING : Line.Tone.PLAIN, List.of(Messages.stale, Words.number(numbers.stale()))));
		if (numbers.latency().count() > 0) {
			add(Messages.latency, NLS.bind(Messages.spread, Words.micros(numbers.latency().atMost(MEDIAN)), Words.micros(numbers.latency().atMost(NEARLY_ALL))));
		}
		if (numbers.intervals().count() > 0) {
			add(Messages.intervals, NLS.bind(Messages.spread, Words.millis(numbers.intervals().atMost(MEDIAN)), Words.millis(numbers.intervals().atMost(NEARLY_ALL))));
		}
		Spread payloads = numbers.payloads();
		if (payloads.count() > 0) {
			add(Messages.payloads, NLS.bind(Messages.spread, Sizes.words(payloads.atMost(MEDIAN)), Sizes.words(payloads.atMost(NEARLY_ALL))));
		}
		new TreeMap<>(numbers.refreshes()).forEach((section, count) -> add(NLS.bind(Messages.section, section),
				NLS.bind(Messages.section_paints, Words.number(numbers.paints().getOrDefault(section, 0L)), Words.number(count))));
	}

	private void calls(Map<String, CallCounts> calls) {
		long all = calls.values().stream().mapToLong(CallCounts::sum).sum();
		long same = calls.values().stream().mapToLong(CallCounts::notModified).sum();
		long failed = calls.values().stream().mapToLong(CallCounts::error).sum();
		add(Messages.calls, Words.number(all));
		add(Messages.calls_same, Words.numberOf(same, all));
		add(Messages.calls_failed, Words.numberOf(failed, all));
	}

	private void bytes(Metrics.Bytes bytes) {
		add(Messages.bytes, NLS.bind(Messages.bytes_both, Sizes.words(bytes.in()), Sizes.words(bytes.out())));
	}

	private void add(String name, String value) {
		lines.add(Line.of(name, value));
	}
}
