package dev.umbra.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.testkit.Socket;
import dev.umbra.wire.Codec;

/** The socket, for clients of other versions and for those that talk nonsense. */
@Timeout(240)
class LocalApiTest {
	@TempDir
	Path temp;

	@Test
	void aClientOfANewerMajorVersionIsToldThatTheHostIsOlderAndMayOnlyStopIt() {
		try (HostFolder folder = HostFolder.in(temp)) {
			ProcessHandle host = folder.start();
			try (RawClient older = new RawClient(folder.socket()); RawClient newer = new RawClient(folder.socket())) {
				assertRefused(older.hello("0.9"), "version 0.9", "the client is older", "Update this client");
				assertRefused(newer.hello("2.0"), "version 2.0", "the host is older", "umbra host restart --when-idle");
				assertRefused(newer.call("sessions/list", Codec.object().put("all", true)), "same version");
				assertRefused(newer.call("host/status", Codec.object()), "same version");

				JsonNode stopped = newer.call("host/stop", Codec.object().put("whenIdle", false).put("restart", true));

				assertEquals(host.pid(), stopped.path("result").path("pid").asLong(), stopped::toString);
				Await.exit(host);
			}
		}
	}

	private static void assertRefused(JsonNode answer, String... words) {
		JsonNode error = answer.path("error");
		assertEquals(-33001, error.path("code").asInt(), answer::toString);
		assertEquals("refused", error.path("data").path("code").asText(), answer::toString);
		String said = error.path("message").asText() + " " + error.path("data").path("hint").asText();
		for (String part : words) {
			assertTrue(said.contains(part), () -> "\"" + part + "\" is not in: " + answer);
		}
	}

	@Test
	void withoutHelloNothingIsDoneAndJunkDoesNotEndTheConnection() {
		try (HostFolder folder = HostFolder.in(temp)) {
			folder.start();
			try (RawClient client = new RawClient(folder.socket())) {
				JsonNode early = client.call("host/stop", Codec.object().put("whenIdle", false).put("restart", false));
				assertEquals(-32602, early.path("error").path("code").asInt(), early::toString);
				assertTrue(early.path("error").path("message").asText().contains("\"hello\""), early::toString);

				junk(client);
				assertTrue(client.hello("1.0").has("result"));
				junk(client);

				JsonNode unknown = client.call("sessions/fly", Codec.object());
				assertEquals(-32601, unknown.path("error").path("code").asInt(), unknown::toString);
				JsonNode wrong = client.call("sessions/list", Codec.object().put("all", "perhaps"));
				assertEquals(-32602, wrong.path("error").path("code").asInt(), wrong::toString);
				JsonNode status = client.call("host/status", Codec.object());
				assertEquals(folder.host().pid(), status.path("result").path("pid").asLong(), status::toString);
			}
			folder.assertOneHost();
		}
	}

	private static void junk(RawClient client) {
		client.line("this is not JSON");
		client.line("");
		client.line("[1, 2");
		client.line("17");
		client.line("{\"jsonrpc\":\"2.0\",\"method\":17}");
		client.line("{\"jsonrpc\":\"2.0\",\"id\":4711,\"result\":{}}");
		client.line("{\"jsonrpc\":\"2.0\",\"method\":\"no/such/notification\",\"params\":[]}");
		client.send(new byte[] { (byte) 0xC3, (byte) 0x28, 0, '\n' });
		client.line("[".repeat(100_000));
	}

	@Test
	void theCommandSaysWhichSideIsOlderWhenAHostOfAnotherMajorVersionRuns() {
		for (String protocol : new String[] { "0.5", "2.0" }) {
			HostFolder folder = HostFolder.in(temp, temp.resolve("d" + protocol));
			try (Socket host = new Socket(folder.path(), client -> foreignHost(client, protocol))) {
				String older = protocol.startsWith("0") ? "the host is older" : "this client is older";
				folder.umbra().run("session", "list", "--json").fails(5, "refused", protocol, older, "umbra host restart --when-idle");
				folder.umbra().run("host", "status").failsInWords(5, protocol, older);
				assertTrue(folder.hosts().isEmpty(), "a second host was started");
				assertEquals(2, host.connections(), "each command asks the host that is there");
			}
		}
	}

	/** Answers every hello, and nothing else. */
	private static void foreignHost(SocketChannel client, String protocol) {
		try {
			BufferedReader in = new BufferedReader(new InputStreamReader(Channels.newInputStream(client), StandardCharsets.UTF_8));
			for (String line = in.readLine(); line != null; line = in.readLine()) {
				ObjectNode answer = Codec.object().put("jsonrpc", "2.0");
				answer.set("id", Codec.parse(line).path("id"));
				answer.putObject("result").put("protocol", protocol).put("version", "7.7.7").put("epoch", "abcd")
						.put("pid", 1).put("since", "2026-01-01T00:00:00Z").putArray("features");
				client.write(ByteBuffer.wrap((Codec.json(answer) + "\n").getBytes(StandardCharsets.UTF_8)));
			}
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
