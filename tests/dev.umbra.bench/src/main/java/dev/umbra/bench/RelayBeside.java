package dev.umbra.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import dev.umbra.core.Clocks;
import dev.umbra.core.port.EventStore;
import dev.umbra.core.port.RelayServer;
import dev.umbra.nostr.BouncySchnorr;
import dev.umbra.nostr.Coordinate;
import dev.umbra.nostr.Event;
import dev.umbra.relay.server.NettyRelayServer;

/** A relay in this process, and a client of it that publishes. */
final class RelayBeside implements AutoCloseable {
	private final SortedEvents events = new SortedEvents();
	private final RelayServer server = NettyRelayServer.over(events, new BouncySchnorr(), Clocks.SYSTEM);
	private final HttpClient http = HttpClient.newHttpClient();
	private final Semaphore answers = new Semaphore(0);
	private final String url;
	private final WebSocket socket;

	RelayBeside() {
		url = server.listen(new RelayServer.Wanted("127.0.0.1", 0, Set.of())).url();
		socket = http.newWebSocketBuilder().buildAsync(URI.create(url), new WebSocket.Listener() {
			@Override
			public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
				if (last) {
					answers.release();
				}
				from.request(1);
				return null;
			}
		}).join();
	}

	String url() {
		return url;
	}

	/** As if they had been there always. */
	void has(List<Event> some) {
		some.forEach(event -> events.put(new EventStore.Stored(event.id().hex(), event.author().hex(), event.createdAt(), event.kind(),
				Coordinate.of(event).map(Coordinate::toString).orElse(null), List.of(), event.json())));
	}

	/** Sends one; its answer comes some time later. */
	void publish(Event event) {
		socket.sendText("[\"EVENT\"," + event.json() + "]", true).join();
	}

	/** Until so many answers have come. */
	void answered(int count) throws InterruptedException {
		if (!answers.tryAcquire(count, 60, TimeUnit.SECONDS)) {
			throw new IllegalStateException("the relay did not answer " + count + " events within a minute");
		}
	}

	@Override
	public void close() {
		socket.abort();
		http.shutdownNow();
		server.close();
	}
}
