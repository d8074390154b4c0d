package dev.umbra.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.Test;

class WordsTest {
	@Test
	void itIsSaidThatNobodyAnswers() throws Exception {
		int port;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}
		try (HttpClient client = HttpClient.newHttpClient()) {
			client.newWebSocketBuilder().buildAsync(URI.create("ws://127.0.0.1:" + port), new WebSocket.Listener() { }).join();
		} catch (CompletionException e) {
			assertEquals("nobody answers at this address.", Words.reason(e));
			return;
		}
		throw new AssertionError("somebody answers");
	}

	@Test
	void aNameThatIsNoHostsIsSaid() {
		Throwable unresolved = new ConnectException().initCause(new UnresolvedAddressException());
		assertEquals("there is no host of this name.", Words.reason(new CompletionException(unresolved)));
	}

	@Test
	void otherwiseTheInnermostWordsAreShownSafely() {
		assertEquals("broken pipe⟨U+202E⟩", Words.reason(new CompletionException(new IOException("outer", new IOException("broken pipe\u202E")))));
		assertEquals("IOException", Words.reason(new IOException()));
	}
}
