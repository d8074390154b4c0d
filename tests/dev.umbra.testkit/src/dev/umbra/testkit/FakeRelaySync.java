package dev.umbra.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.PublicKey;
import dev.umbra.core.port.RelaySync;
import dev.umbra.core.relay.RelayLink;
import dev.umbra.core.relay.RelayState;
import dev.umbra.core.relay.RelayStatus;

/** {@link RelaySync} without relays: keeps what it was told, and says what a test has it say. Any thread. */
public final class FakeRelaySync implements RelaySync {
	private final Map<RelayLink, RelayState> links = new LinkedHashMap<>();
	private final List<RelayLink> again = new ArrayList<>();
	private final Map<PublicKey, Shared> shared = new LinkedHashMap<>();
	private @Nullable Sink sink;
	private int kicks;
	private boolean ended;

	@Override
	public synchronized void start(Sink told) {
		sink = told;
	}

	/** What it tells the host. @throws IllegalStateException if it was not started */
	public synchronized Sink sink() {
		Sink told = sink;
		if (told == null) {
			throw new IllegalStateException("not started");
		}
		return told;
	}

	@Override
	public synchronized void use(Collection<RelayLink> wanted) {
		links.keySet().retainAll(wanted);
		wanted.forEach(link -> links.putIfAbsent(link, RelayState.CONNECTING));
	}

	@Override
	public synchronized void outboxChanged() {
		kicks++;
	}

	/** How often the outbox was said to have changed. */
	public synchronized int kicks() {
		return kicks;
	}

	@Override
	public synchronized void again(Collection<RelayLink> some) {
		again.addAll(some);
	}

	/** Links that were to be tried again, in order. */
	public synchronized List<RelayLink> triedAgain() {
		return List.copyOf(again);
	}

	/** A link has another state. */
	public void state(RelayLink link, RelayState state) {
		synchronized (this) {
			links.put(link, state);
		}
		sink().stateChanged(link, state);
	}

	/** What somebody lets others read. */
	public synchronized void shares(PublicKey author, Shared what) {
		shared.put(author, what);
	}

	@Override
	public synchronized CompletionStage<Shared> sharedBy(PublicKey reader, PublicKey author) {
		return CompletableFuture.completedFuture(shared.getOrDefault(author, new Shared(List.of(), List.of())));
	}

	@Override
	public synchronized List<RelayStatus> status() {
		return links.entrySet().stream().map(each -> new RelayStatus(each.getKey(), each.getValue(), Instant.EPOCH, 0, 0, null, 0, 0, List.of(), 0, List.of(),
				null, null)).toList();
	}

	@Override
	public synchronized CompletionStage<Void> end() {
		ended = true;
		links.clear();
		return CompletableFuture.completedFuture(null);
	}

	public synchronized boolean ended() {
		return ended;
	}
}
