package dev.umbra.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletionException;

import javax.net.ssl.SSLException;

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
	void aServerThatIsSilentOrBreaksOffOrIsNotSecureIsSaid() {
		assertEquals("the server does not answer in time.", Words.reason(new CompletionException(new HttpConnectTimeoutException("HTTP connect timed out"))));
		assertEquals("the server does not answer in time.", Words.reason(new HttpTimeoutException("request timed out")));
		assertEquals("the server broke it off (Connection reset).", Words.reason(new IOException("outer", new SocketException("Connection reset"))));
		assertEquals("the server broke it off (EOF reached while reading).", Words.reason(new EOFException("EOF reached while reading")));
		assertEquals("it cannot be made secure (Unsupported or unrecognized SSL message). Does the relay want ws:// instead of wss://?",
				Words.reason(new CompletionException(new SSLException("Unsupported or unrecognized SSL message"))));
	}

	@Test
	void otherwiseTheInnermostWordsAreShownSafely() {
		assertEquals("broken pipe⟨U+202E⟩", Words.reason(new CompletionException(new IOException("outer", new IOException("broken pipe\u202E")))));
		assertEquals("IOException", Words.reason(new IOException()));
	}
}
