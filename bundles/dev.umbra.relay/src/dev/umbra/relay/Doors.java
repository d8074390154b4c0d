package dev.umbra.relay;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.umbra.core.FailureException;
import dev.umbra.core.Threads;
import dev.umbra.core.relay.RelayAddress;
import dev.umbra.nostr.RelayDocument;

/** Opens sockets to relays, and asks what they say of themselves. Begins with the first. Any thread that may wait. */
final class Doors implements AutoCloseable {
	private static final Duration PATIENCE = Duration.ofSeconds(10);
	private static final Duration DOCUMENT = Duration.ofSeconds(5);
	private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).followRedirects(HttpClient.Redirect.NEVER)
			.executor(Threads.virtualEach("relay-http")).build();

	/** @throws java.util.concurrent.CompletionException if it cannot be opened */
	WebSocket open(RelayAddress relay, WebSocket.Listener listener) {
		CompletableFuture<WebSocket> opening = http.newWebSocketBuilder().connectTimeout(PATIENCE).buildAsync(URI.create(relay.url()), listener);
		return opening.orTimeout(PATIENCE.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS).join();
	}

	/** What a relay says of itself (NIP-11); nothing, where it says nothing that can be understood. */
	RelayDocument.Limits limits(RelayAddress relay) throws InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http" + relay.url().substring("ws".length())))
				.header("Accept", RelayDocument.MEDIA_TYPE).timeout(DOCUMENT).build();
		try {
			HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
			try (InputStream body = response.body()) {
				String text = new String(body.readNBytes(RelayDocument.LONGEST), StandardCharsets.UTF_8);
				return response.statusCode() == 200 ? RelayDocument.read(text).limits() : RelayDocument.Limits.UNKNOWN;
			}
		} catch (IOException | FailureException e) {
			return RelayDocument.Limits.UNKNOWN;
		}
	}

	@Override
	public void close() {
		http.shutdownNow();
	}
}
