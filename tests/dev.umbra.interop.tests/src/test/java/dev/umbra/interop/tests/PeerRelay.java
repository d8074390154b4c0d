package dev.umbra.interop.tests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import dev.umbra.testkit.TwoDevices;
import dev.umbra.wire.JsonTree;

/**
 * A relay that others wrote: it obeys requests to delete but keeps none, answers a refused version with {@code true}, and reads from a cache
 * that is a second old, unless it is told not to. Beside it a client that others wrote, on nostr-tools.
 */
final class PeerRelay implements TwoDevices.Relay, AutoCloseable {
	private static final String CLIENT = """
			import fs from 'node:fs';
			import { createRequire } from 'node:module';
			import { pathToFileURL } from 'node:url';
			const [peers, url, sec, command, ...words] = process.argv.slice(2);
			const tools = name => import(pathToFileURL(peers + '/client/node_modules/nostr-tools/lib/esm/' + name + '.js'));
			const { finalizeEvent, verifyEvent, getPublicKey } = await tools('pure');
			const nip44 = await tools('nip44');
			const WebSocket = createRequire(peers + '/client/package.json')('ws');
			const key = Uint8Array.from(Buffer.from(sec, 'hex'));
			const self = nip44.getConversationKey(key, getPublicKey(key));
			const socket = new WebSocket(url);
			const out = line => console.log(JSON.stringify(line));
			socket.on('open', () => {
				if (command === 'read') socket.send(JSON.stringify(['REQ', 'all', { authors: [getPublicKey(key)], limit: 1000 }]));
				else {
					const [d, created, content] = words;
					socket.send(JSON.stringify(['EVENT', finalizeEvent({ kind: 30175, created_at: Number(created), tags: [['d', d]],
						content: command === 'hide' ? nip44.encrypt(content, self) : content }, key)]));
				}
			});
			socket.on('message', data => {
				const message = JSON.parse(data);
				if (message[0] === 'EVENT') {
					const event = message[2];
					const plain = event.content === '' || event.content.startsWith('{');
					out({ true: verifyEvent(event), plain, said: plain ? event.content : nip44.decrypt(event.content, self), event });
				} else { if (message[0] === 'OK') out({ taken: message[2], words: message[3] }); socket.close(); }
			});
			""";
	private final Path folder;
	private final Map<String, String> habits;
	private final int port;
	private @Nullable Process process;

	PeerRelay(Path folder, Map<String, String> habits) throws IOException {
		this.folder = Files.createDirectories(folder);
		this.habits = habits;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}
	}

	private static Path peers() {
		return Path.of(System.getenv("UMBRA_PEERS"));
	}

	@Override
	public String name() {
		return "third-party";
	}

	@Override
	public String url() {
		return "ws://127.0.0.1:" + port;
	}

	@Override
	public void start() {
		ProcessBuilder builder = new ProcessBuilder("node", peers().resolve("relay").resolve("relay.cjs").toString());
		builder.environment().putAll(Map.of("PORT", String.valueOf(port), "DB", folder.resolve("relay.db").toString()));
		builder.environment().putAll(habits);
		builder.redirectError(folder.resolve("relay.err").toFile());
		try {
			Process started = builder.start();
			process = started;
			BufferedReader out = started.inputReader();
			String line = String.valueOf(out.readLine());
			if (!line.contains("\"ready\"")) {
				throw new AssertionError("the relay did not start: " + line + " " + Files.readString(folder.resolve("relay.err")));
			}
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	@Override
	public void stop() {
		Process running = process;
		if (running != null) {
			running.destroy();
			running.onExit().orTimeout(30, TimeUnit.SECONDS).join();
		}
	}

	/** What the independent client says, line by line. @param sec the identity's private key, hexadecimal */
	List<JsonNode> client(String sec, String... words) throws IOException, InterruptedException {
		Path script = Files.writeString(folder.resolve("client.mjs"), CLIENT);
		List<String> command = new ArrayList<>(List.of("node", script.toString(), peers().toString(), url(), sec));
		command.addAll(List.of(words));
		Process client = new ProcessBuilder(command).redirectError(folder.resolve("client.err").toFile()).start();
		String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (!client.waitFor(30, TimeUnit.SECONDS) || client.exitValue() != 0) {
			throw new AssertionError("the client failed: " + said + Files.readString(folder.resolve("client.err")));
		}
		return said.lines().map(JsonTree::parse).toList();
	}

	@Override
	public void close() {
		stop();
	}
}
