package dev.umbra.relay.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.umbra.core.Clocks;
import dev.umbra.core.port.RelayServer;
import dev.umbra.nostr.Authentication;
import dev.umbra.nostr.BouncySchnorr;
import dev.umbra.nostr.ClientMessage;
import dev.umbra.nostr.Event;
import dev.umbra.nostr.Filter;
import dev.umbra.nostr.Kind;
import dev.umbra.nostr.RelayDocument;
import dev.umbra.nostr.RelayMessage;
import dev.umbra.nostr.SecretKey;
import dev.umbra.nostr.Signatures;
import dev.umbra.nostr.Tag;
import dev.umbra.nostr.UnsignedEvent;
import dev.umbra.testkit.FakeEvents;
import dev.umbra.testkit.RelayClient;

/** What the relay advertises it holds, against whoever comes. */
class RelayLimitsTest {
	private static final long NOW = Instant.now().getEpochSecond();
	private static final RelayLimits LIMITS = new RelayLimits(4096, 6, 3, 2, 10, 20, 5, Duration.ofMinutes(15), 40, 1, 30, 1, 100);
	private final Signatures signatures = new Signatures(new BouncySchnorr());
	private final SecretKey key = SecretKey.random();
	private final NettyRelayServer server = new NettyRelayServer(new FakeEvents(), new BouncySchnorr(), Clocks.SYSTEM, LIMITS);
	private final List<RelayClient> clients = new ArrayList<>();
	private RelayServer.Listening listening = new RelayServer.Listening("", "", 1, false);

	@BeforeEach
	void listen() {
		listening = server.listen(new RelayServer.Wanted("127.0.0.1", 0, Set.of()));
	}

	@AfterEach
	void close() {
		clients.forEach(RelayClient::close);
		server.close();
	}

	private RelayClient client() {
		RelayClient client = RelayClient.open(listening.url());
		clients.add(client);
		return client;
	}

	private Event event(String content, Tag... tags) {
		return signatures.sign(new UnsignedEvent(NOW, 1, List.of(tags), content), key);
	}

	private HttpResponse<String> get(String... headers) throws Exception {
		try (HttpClient http = HttpClient.newHttpClient()) {
			HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(listening.url().replace("ws:", "http:")));
			return http.send((headers.length > 0 ? request.headers(headers) : request).build(), HttpResponse.BodyHandlers.ofString());
		}
	}

	@Test
	void itSaysWhatItIsAndWhatItAllows() throws Exception {
		HttpResponse<String> answer = get("Accept", RelayDocument.MEDIA_TYPE);
		assertEquals(RelayDocument.MEDIA_TYPE, answer.headers().firstValue("content-type").orElseThrow());
		RelayDocument document = RelayDocument.read(answer.body());
		assertEquals(List.of(1, 9, 11, 42), document.nips());
		assertEquals(new RelayDocument.Limits(4096, 3, 2, 20, 5, null, false, false, 900L), document.limits());
		assertEquals(426, get().statusCode());
	}

	@Test
	void tooLongAMessageEndsTheConnection() {
		RelayClient client = client();
		assertTrue(client.publish(event("x".repeat(3000))).accepted());
		client.send("[\"CLOSE\",\"" + "x".repeat(4096) + "\"]");
		assertEquals(1009, client.closed());
	}

	@Test
	void tooManySubscriptionsFiltersValuesAndTagsAreRefused() {
		RelayClient client = client();
		for (int i = 0; i < 3; i++) {
			client.stored("s" + i, Filter.ALL.kinds(i));
		}
		client.stored("s0", Filter.ALL.kinds(9));
		assertEquals("error: more than 3 subscriptions", refused(client, "s3", Filter.ALL));
		client.send(new ClientMessage.Close("s1"));
		client.stored("s3", Filter.ALL);
		assertEquals("error: more than 2 filters", refused(client, "s3", Filter.ALL, Filter.ALL, Filter.ALL));
		assertEquals("error: more than 10 values in the filters", refused(client, "s4", Filter.ALL.kinds(1, 2, 3, 4, 5, 6), Filter.ALL.tag("d", "1", "2", "3", "4", "5")));
		Tag tag = Tag.of("t", "x");
		assertEquals("invalid: more than 5 tags", client.publish(event("", tag, tag, tag, tag, tag, tag)).message());
	}

	private static String refused(RelayClient client, String name, Filter... filters) {
		client.send(new ClientMessage.Request(name, List.of(filters)));
		RelayMessage.Closed closed = assertInstanceOf(RelayMessage.Closed.class, client.next());
		assertEquals(name, closed.subscription());
		return closed.message();
	}

	@Test
	void storedEventsAreCutToTheLimitAndTooFastOnesRefused() {
		RelayClient client = client();
		int taken = 0;
		RelayMessage.Ok last = client.publish(event("0"));
		for (int i = 1; i < 60 && last.accepted(); i++) {
			taken++;
			last = client.publish(event(String.valueOf(i)));
		}
		assertTrue(taken >= 40 && taken < 59, "taken: " + taken);
		assertEquals("rate-limited: at most 1 events a second", last.message());
		assertEquals(20, client.find(Filter.ALL).size());
		assertEquals(20, client.find(Filter.ALL.limit(1000)).size());
		assertEquals(7, client.find(Filter.ALL.limit(7)).size());
		for (int i = 0; i < 40; i++) {
			client.send(new ClientMessage.Request("r", List.of(Filter.ALL.limit(0))));
		}
		RelayMessage message = client.next();
		while (message instanceof RelayMessage.StoredEnd) {
			message = client.next();
		}
		assertEquals("rate-limited: at most 1 a second", assertInstanceOf(RelayMessage.Closed.class, message).message());
	}

	@Test
	void moreClientsThanAllowedAreTurnedAway() {
		for (int i = 0; i < 6; i++) {
			client().stored("s", Filter.ALL);
		}
		assertEquals(1013, client().closed());
		clients.getFirst().close();
		assertTrue(clients.get(1).publish(event("still")).accepted());
	}

	@Test
	void messagesInPartsAreTakenUpToTheSameLengthAndBinaryOnesNot() {
		RelayClient binary = client();
		binary.sendBinary("[\"CLOSE\",\"s\"]".getBytes(StandardCharsets.UTF_8));
		assertEquals(1003, binary.closed());
		RelayClient fragmented = client();
		fragmented.sendFragment("[\"REQ\",");
		fragmented.sendFragment("");
		fragmented.sendFragment("\"é\",");
		fragmented.send("{}]");
		assertEquals(new RelayMessage.StoredEnd("é"), fragmented.next());
		fragmented.sendFragment("[\"CLOSE\",\"" + "x".repeat(2500));
		fragmented.sendFragment("x".repeat(2500));
		assertEquals(1009, fragmented.closed());
		RelayClient endless = client();
		for (int i = 0; i < 1000; i++) {
			endless.sendFragment("");
		}
		assertTrue(client().publish(event("others go on")).accepted());
		endless.sendFragment("");
		assertEquals(1009, endless.closed());
	}

	private static byte[] handshake(String host, String... headers) {
		return ("GET / HTTP/1.1\r\nHost: " + host + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
				+ "Sec-WebSocket-Version: 13\r\n" + String.join("", headers) + "\r\n").getBytes(StandardCharsets.US_ASCII);
	}

	/** A socket after the handshake, with nothing between it and the relay. */
	private Socket raw(String... headers) throws IOException {
		Socket socket = new Socket("127.0.0.1", listening.port());
		socket.setSoTimeout(10_000);
		socket.getOutputStream().write(handshake("127.0.0.1:" + listening.port(), headers));
		StringBuilder answer = new StringBuilder();
		while (answer.indexOf("\r\n\r\n") < 0) {
			answer.append((char) socket.getInputStream().read());
		}
		assertTrue(answer.toString().startsWith("HTTP/1.1 101"), answer::toString);
		return socket;
	}

	/** The status of the closing frame, or -1 if the connection ends without one. */
	private static int status(Socket socket) throws IOException {
		try {
			InputStream in = socket.getInputStream();
			int first = in.read();
			if (first < 0) {
				return -1;
			}
			int length = in.read();
			byte[] body = in.readNBytes(length);
			assertEquals(0x88, first, "a closing frame");
			assertEquals(-1, in.read(), "nothing after it");
			return (body[0] & 0xFF) << 8 | body[1] & 0xFF;
		} catch (java.net.SocketException reset) {
			return -1;
		}
	}

	private static byte[] masked(int first, byte[] body) {
		byte[] frame = new byte[6 + body.length];
		frame[0] = (byte) first;
		frame[1] = (byte) (0x80 | body.length);
		System.arraycopy(body, 0, frame, 6, body.length);
		return frame;
	}

	@Test
	void brokenUtf8UnmaskedAndEndlessFramesEndTheConnection() throws Exception {
		try (Socket broken = raw()) {
			broken.getOutputStream().write(masked(0x81, new byte[] { '[', (byte) 0xC3, ']' }));
			assertEquals(1007, status(broken));
		}
		try (Socket unmasked = raw()) {
			unmasked.getOutputStream().write(new byte[] { (byte) 0x81, 2, '[', ']' });
			assertEquals(1002, status(unmasked));
		}
		try (Socket reserved = raw()) {
			reserved.getOutputStream().write(masked(0xC1, new byte[] { '[', ']' }));
			assertEquals(1002, status(reserved));
		}
		try (Socket endless = raw()) {
			OutputStream out = endless.getOutputStream();
			out.write(new byte[] { (byte) 0x81, (byte) 0xFF, 0x7F, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0 });
			assertTrue(Set.of(1009, -1).contains(status(endless)), "a frame without end");
		}
		assertTrue(client().publish(event("others go on")).accepted());
	}

	@Test
	void webPagesAreNotLetIn() throws Exception {
		assertThrows(AssertionError.class, () -> raw("Origin: https://evil.example\r\n").close());
		assertEquals(403, statusFor("evil.example:" + listening.port()), "a page's own name, which its DNS points at this machine");
		assertEquals(101, statusFor("localhost:" + listening.port()));
	}

	private int statusFor(String host) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", listening.port())) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream().write(handshake(host));
			return Integer.parseInt(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII).substring(9));
		}
	}

	@Test
	void aClientThatTakesNothingIsDroppedAndOthersAreServed() throws Exception {
		NettyRelayServer wide = new NettyRelayServer(new FakeEvents(), new BouncySchnorr(), Clocks.SYSTEM, RelayLimits.DEFAULT);
		try {
			String url = wide.listen(new RelayServer.Wanted("127.0.0.1", 0, Set.of())).url();
			RelayClient writer = RelayClient.open(url);
			RelayClient deaf = RelayClient.deaf(url);
			RelayClient other = RelayClient.open(url);
			clients.addAll(List.of(writer, deaf, other));
			deaf.send(new ClientMessage.Request("s", List.of(Filter.ALL)));
			other.stored("s", Filter.ALL);
			assertTrue(writer.publish(event("first")).accepted());
			assertInstanceOf(RelayMessage.Found.class, other.next());
			for (int i = 0; i < 400 && wide.connections() == 3; i++) {
				assertTrue(writer.publish(event("x".repeat(200_000) + i)).accepted());
				assertInstanceOf(RelayMessage.Found.class, other.next());
			}
			assertEquals(2, wide.connections(), "the deaf one is gone");
			assertTrue(writer.publish(event("last")).accepted());
			assertInstanceOf(RelayMessage.Found.class, other.next());
		} finally {
			wide.close();
		}
	}

	@Test
	void whereOnlySomeAreAllowedEachSaysWhoItIs() {
		String mine = new BouncySchnorr().publicKey(key).hex();
		listening = server.listen(new RelayServer.Wanted("0.0.0.0", 0, Set.of(mine)));
		assertTrue(listening.authenticated());
		RelayClient client = client();
		String challenge = assertInstanceOf(RelayMessage.Challenge.class, client.next()).challenge();
		assertEquals("auth-required: say who you are first (NIP-42)", client.publish(event("x")).message());
		assertEquals("auth-required: say who you are first (NIP-42)", refused(client, "s", Filter.ALL));
		assertTrue(answer(client, key, listening.url(), "other").message().startsWith("invalid: this is not the challenge"));
		assertTrue(answer(client, key, "ws://evil.example", challenge).message().startsWith("invalid: this is signed for another relay"));
		assertTrue(answer(client, SecretKey.random(), listening.url(), challenge).message().startsWith("restricted: "));
		assertFalse(client.publish(event("still not")).accepted());
		assertEquals("", answer(client, key, "ws://localhost:" + listening.port() + "/", challenge).message());
		Event event = event("x");
		assertTrue(client.publish(event).accepted());
		assertEquals(List.of(event), client.find(Filter.ALL));
		assertFalse(client().next().equals(new RelayMessage.Challenge(challenge)), "each connection has a challenge of its own");
	}

	private RelayMessage.Ok answer(RelayClient client, SecretKey with, String relay, String challenge) {
		client.send(new ClientMessage.Authenticate(signatures.sign(Authentication.answer(relay, challenge, Instant.now()), with)));
		return client.ok();
	}

	@Test
	void authIsAnsweredWhereItIsNotNeededToo() {
		RelayClient client = client();
		assertFalse(answer(client, key, listening.url(), "any").accepted());
		Event auth = signatures.sign(new UnsignedEvent(NOW, Kind.AUTH, List.of(), ""), key);
		assertFalse(client.publish(auth).accepted());
	}
}
