package dev.umbra.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.umbra.nostr.ClientMessage;
import dev.umbra.nostr.Event;
import dev.umbra.nostr.Filter;
import dev.umbra.nostr.MessageReader;
import dev.umbra.nostr.RelayMessage;

/** A plain Nostr client over a WebSocket, for tests of relays. One thread at a time; waits at most ten seconds for anything. */
public final class RelayClient implements AutoCloseable {
	private static final long SECONDS = 10;
	private final MessageReader reader = new MessageReader(4 * 1024 * 1024);
	private final BlockingQueue<RelayMessage> messages = new LinkedBlockingQueue<>();
	private final CompletableFuture<Integer> closed = new CompletableFuture<>();
	private final HttpClient http = HttpClient.newHttpClient();
	private final WebSocket socket;

	private RelayClient(String url, boolean reading) {
		socket = http.newWebSocketBuilder().buildAsync(URI.create(url), new Listener(reading)).join();
	}

	/** @throws java.util.concurrent.CompletionException if it is not let in */
	public static RelayClient open(String url) {
		return new RelayClient(url, true);
	}

	/** One that takes nothing of what it is sent. */
	public static RelayClient deaf(String url) {
		return new RelayClient(url, false);
	}

	public void send(ClientMessage message) {
		send(message.json());
	}

	/** Any text, as one frame. */
	public void send(String frame) {
		socket.sendText(frame, true).join();
	}

	public void sendBinary(byte[] bytes) {
		socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
	}

	/** The beginning of a text, in a frame that is not the last. */
	public void sendFragment(String beginning) {
		socket.sendText(beginning, false).join();
	}

	/** The next message of the relay. */
	public RelayMessage next() {
		try {
			RelayMessage message = messages.poll(SECONDS, TimeUnit.SECONDS);
			if (message == null) {
				throw new AssertionError("the relay said nothing for " + SECONDS + " s");
			}
			return message;
		} catch (InterruptedException e) {
			throw new AssertionError(e);
		}
	}

	/** Sends an event; what the relay says to it. Other messages are passed over. */
	public RelayMessage.Ok publish(Event event) {
		send(new ClientMessage.Publish(event));
		return ok();
	}

	/** The next {@code OK}. */
	public RelayMessage.Ok ok() {
		while (true) {
			if (next() instanceof RelayMessage.Ok ok) {
				return ok;
			}
		}
	}

	/** Subscribes; what is stored, in its order. The subscription stays open. @throws AssertionError if it is refused */
	public List<Event> stored(String subscription, Filter... filters) {
		send(new ClientMessage.Request(subscription, List.of(filters)));
		List<Event> events = new ArrayList<>();
		while (true) {
			switch (next()) {
			case RelayMessage.Found found when found.subscription().equals(subscription) -> events.add(found.event());
			case RelayMessage.StoredEnd end when end.subscription().equals(subscription) -> {
				return events;
			}
			case RelayMessage.Closed refused -> throw new AssertionError("refused: " + refused.message());
			default -> {
				// of another subscription, or an answer to an event
			}
			}
		}
	}

	/** What is stored, without staying. */
	public List<Event> find(Filter... filters) {
		List<Event> events = stored("find", filters);
		send(new ClientMessage.Close("find"));
		return events;
	}

	/** Waits until the relay has ended the connection. @return the status of RFC 6455; 1006 if it said none */
	public int closed() {
		try {
			return closed.get(SECONDS, TimeUnit.SECONDS);
		} catch (InterruptedException | ExecutionException | TimeoutException e) {
			throw new AssertionError("the relay did not end the connection", e);
		}
	}

	@Override
	public void close() {
		socket.abort();
		http.close();
	}

	private final class Listener implements WebSocket.Listener {
		private final boolean reading;
		private final StringBuilder text = new StringBuilder();

		Listener(boolean reading) {
			this.reading = reading;
		}

		@Override
		public void onOpen(WebSocket opened) {
			if (reading) {
				opened.request(Long.MAX_VALUE);
			}
		}

		@Override
		public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
			text.append(part);
			if (last) {
				messages.add(reader.relay(text));
				text.setLength(0);
			}
			return CompletableFuture.completedFuture(null);
		}

		@Override
		public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
			closed.complete(status);
			return CompletableFuture.completedFuture(null);
		}

		@Override
		public void onError(WebSocket from, Throwable error) {
			closed.complete(error instanceof IOException ? 1006 : 1002);
		}
	}
}
