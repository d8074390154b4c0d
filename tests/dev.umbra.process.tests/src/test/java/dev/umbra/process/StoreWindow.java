package dev.umbra.process;

import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;

import dev.umbra.client.RemoteHost;
import dev.umbra.client.snapshot.SessionSnapshot;
import dev.umbra.client.snapshot.SessionWatch;
import dev.umbra.client.store.SessionStore;
import dev.umbra.core.Clocks;
import dev.umbra.core.SessionId;
import dev.umbra.core.Threads;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.wire.DataFolder;

/** What a window knows, without a window: a connection of its own and a store over it, which follows one session. */
final class StoreWindow implements AutoCloseable {
	private final ScheduledExecutorService ticks = Threads.ticks();
	private final RemoteHost remote;
	private final SessionStore store;
	private final SessionWatch watch;

	StoreWindow(HostFolder folder, String session) {
		this(folder.folder(), session);
	}

	/** @param folder where it finds the host, or what stands before it */
	StoreWindow(DataFolder folder, String session) {
		remote = RemoteHost.lazy(folder, RemoteHost.Options.of("window").withoutStart().keptConnected());
		store = SessionStore.over(remote, Clocks.SYSTEM, ticks, () -> ThreadLocalRandom.current().nextDouble());
		store.sessions().pull();
		watch = store.watch(new SessionId(session));
		Await.until("a first answer", () -> watch.now().live() && store.sessions().now().value() != null);
	}

	RemoteHost remote() {
		return remote;
	}

	SessionStore store() {
		return store;
	}

	SessionWatch watch() {
		return watch;
	}

	SessionSnapshot now() {
		return watch.now();
	}

	String title() {
		SessionSummary summary = now().summary();
		return summary == null ? "" : summary.title();
	}

	/** As the list of sessions has it. */
	String titleInList() {
		Sessions.Listing listing = store.sessions().now().value();
		List<SessionSummary> rows = listing == null ? null : listing.sessions();
		return rows == null ? "" : rows.stream().filter(row -> row.id().equals(watch.session())).map(SessionSummary::title).findFirst().orElse("");
	}

	List<String> texts() {
		return now().entries().stream().map(Entry::text).toList();
	}

	@Override
	public void close() {
		store.close();
		ticks.shutdownNow();
		remote.close();
	}
}
