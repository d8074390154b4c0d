package dev.umbra.host;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Clocks;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.api.Metrics.Client;
import dev.umbra.core.api.Metrics.ClientNumbers;
import dev.umbra.core.api.Metrics.Report;

/**
 * What clients told of themselves. One that left is listed a while longer, then only its sums are kept; if it comes back (a client keeps
 * its id over new connections), it is taken out of them again, so nobody is counted twice. Bounded, whatever is reported. Any thread.
 */
final class ClientReports {
	/** How long one that left is listed. */
	static final Duration LISTED = Duration.ofMinutes(5);
	/** Clients that are listed; and as many of those that are not any more can come back without being counted twice. */
	static final int MOST = 64;
	/** Where the caller is no connection: in the host's own framework. */
	static final String INSIDE = "";

	/** @param goneAt monotonic, null while connected */
	private record Known(String connection, Report report, Instant at, @Nullable Long goneAt) {
		Known left(long nanos) {
			return new Known(connection, report, at, nanos);
		}
	}

	private final Clocks clocks;
	private final Instant hostSince;
	private final Map<String, Known> listed = new LinkedHashMap<>();
	private final Map<String, ClientNumbers> forgotten = new LinkedHashMap<>();
	/** Of those that are in neither map any more. */
	private ClientNumbers older = ClientNumbers.NONE;
	/** What was reported to this host and happened under it: for the minutes, which never go back. */
	private Grown grown = new Grown(0, 0, 0, 0, 0);

	/** What the minutes show of clients. */
	record Grown(long cacheHits, long cacheMisses, long stale, long refreshes, long paints) {
		static Grown of(ClientNumbers numbers) {
			return new Grown(numbers.cacheHits(), numbers.cacheMisses(), numbers.stale(), ClientSums.sum(numbers.refreshes()),
					ClientSums.sum(numbers.paints()));
		}

		Grown plus(Grown now, Grown before) {
			return new Grown(cacheHits + now.cacheHits - before.cacheHits, cacheMisses + now.cacheMisses - before.cacheMisses,
					stale + now.stale - before.stale, refreshes + now.refreshes - before.refreshes, paints + now.paints - before.paints);
		}
	}

	/** @param hostSince when this host began to count */
	ClientReports(Clocks clocks, Instant hostSince) {
		this.clocks = clocks;
		this.hostSince = hostSince;
	}

	/**
	 * Takes a report; one that is not newer than the last of the same client is passed over.
	 *
	 * @param connection who sent it, or {@link #INSIDE}
	 * @throws FailureException {@code usage} if a sum shrank, {@code busy} if there are too many clients
	 */
	synchronized void add(String connection, Report report) {
		forget();
		Known known = listed.get(report.id());
		ClientNumbers before = known != null ? known.report().numbers() : forgotten.get(report.id());
		if (known != null && report.nr() <= known.report().nr()) {
			return;
		}
		if (before != null && !ClientSums.grown(before, report.numbers())) {
			throw new FailureException(Failure.usage("The numbers of the client " + report.client() + " are smaller than those it reported before.",
					"A client that begins to count anew makes a new id."));
		}
		if (known == null) {
			makeRoom();
		}
		// what a client counted before there was this host is none of its minutes
		Grown now = Grown.of(report.numbers());
		Grown then = before != null ? Grown.of(before) : report.since().isBefore(hostSince) ? now : Grown.of(ClientNumbers.NONE);
		grown = grown.plus(now, then);
		if (!connection.equals(INSIDE)) {
			// one client to a connection: another name over the same one is another client
			left(connection, report.id());
		}
		forgotten.remove(report.id());
		listed.put(report.id(), new Known(connection, report, clocks.instant(), null));
	}

	/** A connection ended. */
	synchronized void left(String connection) {
		left(connection, "");
		forget();
	}

	private void left(String connection, String butNot) {
		long now = clocks.nanos();
		listed.replaceAll((id, known) -> known.connection().equals(connection) && known.goneAt() == null && !id.equals(butNot)
				? known.left(now) : known);
	}

	private void forget() {
		long now = clocks.nanos();
		List.copyOf(listed.entrySet()).forEach(each -> {
			Long gone = each.getValue().goneAt();
			if (gone != null && now - gone >= LISTED.toNanos()) {
				forget(each.getKey());
			}
		});
	}

	private void forget(String id) {
		Known known = listed.remove(id);
		if (known == null) {
			return;
		}
		forgotten.put(id, known.report().numbers());
		if (forgotten.size() > MOST) {
			String first = forgotten.keySet().iterator().next();
			older = ClientSums.plus(older, forgotten.get(first));
			forgotten.remove(first);
		}
	}

	private void makeRoom() {
		if (listed.size() < MOST) {
			return;
		}
		String first = listed.entrySet().stream().filter(each -> each.getValue().goneAt() != null)
				.min(Comparator.comparingLong(each -> each.getValue().goneAt())).map(Map.Entry::getKey)
				.orElseThrow(() -> new FailureException(Failure.busy("The numbers of " + MOST + " clients are kept already, and all are connected.",
						"Close one of them.")));
		forget(first);
	}

	synchronized List<Client> clients() {
		forget();
		List<Client> clients = new ArrayList<>();
		listed.forEach((id, known) -> clients.add(new Client(id, known.report().client(), known.goneAt() == null, known.report().since(),
				known.at(), known.report().numbers())));
		return clients;
	}

	/** Of all that ever reported. */
	synchronized ClientNumbers total() {
		ClientNumbers total = older;
		for (ClientNumbers each : forgotten.values()) {
			total = ClientSums.plus(total, each);
		}
		for (Known each : listed.values()) {
			total = ClientSums.plus(total, each.report().numbers());
		}
		return total;
	}

	synchronized Grown grown() {
		return grown;
	}
}
