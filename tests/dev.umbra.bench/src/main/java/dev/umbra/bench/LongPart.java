package dev.umbra.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;

import dev.umbra.core.Id;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.Entry;
import dev.umbra.wire.Codec;

/** Opening does not ask how much there is: a very long session and a very large store, each beside a small one. */
final class LongPart {
	/** In a page of the longest texts. */
	private static final int FEWEST = 50;
	private static final double LIMIT_MILLIS = 150;
	/** As a window asks. */
	private static final int NEWEST = 192;
	private static final int SMALL = 200;
	private static final int ROUNDS = 30;
	private static final int WARM_UP = 10;
	private static final int CHARACTERS = 10_000;

	private LongPart() {
	}

	static void measure(SessionsRun.Size size, Report report) throws Exception {
		try (HostProcess host = HostProcess.fresh().start()) {
			Flooded flooded = new Flooded(host, 2);
			SessionId small = flooded.first();
			SessionId large = flooded.sessions().get(1);
			flooded.have(small, "fill " + SMALL, SMALL);
			flooded.have(large, "fill " + size.longEntries(), size.longEntries());
			report.heading("A session of " + size.longEntries() + " entries, beside one of " + SMALL);
			Samples few = new Samples();
			Samples many = new Samples();
			for (int i = -WARM_UP; i < ROUNDS; i++) {
				long one = open(host, small);
				long other = open(host, large);
				if (i >= 0) {
					few.addNanos(one);
					many.addNanos(other);
				}
			}
			naive(host, large, many, report);
			report.row("long", "small session: attached, newest page here", few, "ms");
			report.row("long", "long session: attached, newest page here", many, "ms");
			report.value("long", "long by small, medians", many.median() / few.median(), "×");
			report.promise("long", "long session opened, p95", many.p95(), LIMIT_MILLIS, "ms");
			try (Workbench window = Workbench.product(host, host.scratch("window"))) {
				window.first("transcript");
				Pause.seconds(2);
				Samples first = window.switches(1000, 1).took();
				report.value("long", "in a window: switch to the long session, not shown before", first.median(), "ms");
			}
		}
		large(size, report);
	}

	private static long open(HostProcess host, SessionId session) throws Exception {
		String attachment = Id.random();
		long begin = System.nanoTime();
		Sessions.Attached attached = host.get(host.remote().sessions().attach(
				new Sessions.Attach(attachment, session.value(), null, NEWEST), changes -> {
				}));
		long took = System.nanoTime() - begin;
		// a page ends early where its texts are long
		if (attached.entries().size() < FEWEST) {
			throw new IllegalStateException("too few entries: " + attached.entries().size());
		}
		host.get(host.remote().sessions().detach(new Sessions.Detach(attachment)));
		return took;
	}

	private static void naive(HostProcess host, SessionId session, Samples opened, Report report) throws Exception {
		long begin = System.nanoTime();
		List<Entry> all = Followed.of(host, session.value()).entries();
		double read = (System.nanoTime() - begin) / 1e6;
		Path file = host.scratch("naive").resolve("session.json");
		ArrayNode array = Codec.object().putArray("entries");
		all.forEach(entry -> array.add(Codec.tree(entry)));
		Files.writeString(file, Codec.json(array));
		begin = System.nanoTime();
		int size = Codec.parse(Files.readString(file)).size();
		double parsed = (System.nanoTime() - begin) / 1e6;
		if (size != all.size()) {
			throw new IllegalStateException(size + " of " + all.size() + " entries in " + file);
		}
		report.value("long", "the naive way: all entries read through the host", read, "ms");
		report.value("long", "the naive way: one JSON file of " + Files.size(file) / 1_000_000 + " MB read and parsed", parsed, "ms");
		report.value("long", "one JSON file by newest page, medians", parsed / opened.median(), "×");
	}

	private static void large(SessionsRun.Size size, Report report) throws Exception {
		report.heading("A store of more than " + size.megabytes() + " MB, beside a small one");
		try (HostProcess host = HostProcess.fresh().start()) {
			Flooded flooded = new Flooded(host, 2);
			flooded.fill(SMALL);
			double smallStart = restart(host);
			Samples small = opened(host, flooded.first());
			int entries = (int) (size.megabytes() * 1_000_000L / CHARACTERS);
			flooded.have(flooded.sessions().get(1), "prose " + entries + " " + CHARACTERS, entries);
			double largeStart = restart(host);
			Samples large = opened(host, flooded.first());
			Samples largest = opened(host, flooded.sessions().get(1));
			report.value("long", "the large store", Files.size(host.home().resolve("umbra.db")) / 1e6, "MB");
			report.value("long", "start of the host, small store", smallStart, "ms");
			report.value("long", "start of the host, large store", largeStart, "ms");
			report.row("long", "a small session in the small store: attached", small, "ms");
			report.row("long", "the same in the large store", large, "ms");
			report.row("long", "the large session, its newest page of " + CHARACTERS + " characters each", largest, "ms");
			report.value("long", "small session, large by small store, medians", large.median() / small.median(), "×");
			report.promise("long", "large session opened, p95", largest.p95(), LIMIT_MILLIS, "ms");
		}
	}

	private static Samples opened(HostProcess host, SessionId session) throws Exception {
		Samples took = new Samples();
		for (int i = -WARM_UP; i < ROUNDS; i++) {
			long nanos = open(host, session);
			if (i >= 0) {
				took.addNanos(nanos);
			}
		}
		return took;
	}

	/** Of a host whose bundles are there. */
	private static double restart(HostProcess host) throws Exception {
		host.stop();
		long begin = System.nanoTime();
		host.start();
		return (System.nanoTime() - begin) / 1e6;
	}
}
