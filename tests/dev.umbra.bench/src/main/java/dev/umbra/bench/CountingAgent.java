package dev.umbra.bench;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.umbra.core.Threads;
import dev.umbra.wire.Codec;

/**
 * An agent that counts, so that nothing can be lost or change places unseen. {@code flood N}: the numbers from 1 to N, a chunk
 * each, as fast as they are taken. {@code flood}: the same until it is cancelled. {@code stream N RATE}: N of them, so many a
 * second, or until it is cancelled. Loading any session replays what the argument {@code replay=N} says: N updates, the first of which
 * tells the moment ({@link System#nanoTime}).
 */
public final class CountingAgent {
	/** The mode of a session that was loaded: it tells that the host has taken over what was replayed. */
	static final String LOADED = "loaded";
	private static final int MESSAGE = 1000;

	private final OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
	private final Map<String, CountDownLatch> turns = new ConcurrentHashMap<>();
	private final int replay;
	private int sessions;

	private CountingAgent(int replay) {
		this.replay = replay;
	}

	static String program() {
		return Path.of(System.getProperty("java.home"), "bin", "java").toString();
	}

	static List<String> arguments(int replay) {
		return List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m", "-cp", System.getProperty("java.class.path"),
				CountingAgent.class.getName(), "replay=" + replay);
	}

	/** The chunk that carries a number. */
	static String words(long number) {
		return number + " ";
	}

	public static void main(String[] args) throws IOException {
		new CountingAgent(Integer.parseInt(args[0].substring("replay=".length()))).run();
	}

	private void run() throws IOException {
		try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
			for (String line = in.readLine(); line != null; line = in.readLine()) {
				message(Codec.parse(line));
			}
		}
	}

	private void message(JsonNode message) throws IOException {
		JsonNode id = message.path("id");
		JsonNode params = message.path("params");
		String session = params.path("sessionId").asText();
		switch (message.path("method").asText()) {
		case "initialize" -> {
			ObjectNode result = Codec.object().put("protocolVersion", 1);
			result.putObject("agentCapabilities").put("loadSession", true);
			answer(id, result);
		}
		case "session/new" -> answer(id, Codec.object().put("sessionId", "counting-" + ++sessions));
		case "session/load" -> {
			replay(session);
			ObjectNode result = Codec.object();
			ObjectNode modes = result.putObject("modes").put("currentModeId", LOADED);
			modes.putArray("availableModes").addObject().put("id", LOADED).put("name", "Loaded");
			answer(id, result);
		}
		case "session/prompt" -> {
			String[] words = params.path("prompt").path(0).path("text").asText().split(" ");
			turns.put(session, new CountDownLatch(1));
			Threads.platformDaemon("turn-" + session, () -> turn(id, session, words));
		}
		case "session/cancel" -> {
			CountDownLatch turn = turns.get(session);
			if (turn != null) {
				turn.countDown();
			}
		}
		default -> {
		}
		}
	}

	private void turn(JsonNode id, String session, String[] words) {
		CountDownLatch cancelled = turns.get(session);
		try {
			if (words[0].equals("stream")) {
				stream(session, Long.parseLong(words[1]), Long.parseLong(words[2]), cancelled);
			} else {
				flood(session, words.length > 1 ? Long.parseLong(words[1]) : Long.MAX_VALUE, cancelled);
			}
			answer(id, Codec.object().put("stopReason", cancelled.getCount() == 0 ? "cancelled" : "end_turn"));
		} catch (IOException | InterruptedException e) {
			System.err.println("turn: " + e);
		}
	}

	private void flood(String session, long count, CountDownLatch cancelled) throws IOException {
		for (long number = 1; number <= count && cancelled.getCount() > 0; number++) {
			chunk("agent_message_chunk", session, number / MESSAGE, words(number));
		}
		flush();
	}

	private void stream(String session, long count, long perSecond, CountDownLatch cancelled)
			throws IOException, InterruptedException {
		long begin = System.nanoTime();
		for (long number = 1; number <= count; number++) {
			chunk("agent_message_chunk", session, 0, words(number));
			flush();
			long due = begin + number * 1_000_000_000L / perSecond;
			if (cancelled.await(Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS)) {
				return;
			}
		}
	}

	/** A turn of a prompt, some thoughts, a tool call and an answer, again and again. */
	private void replay(String session) throws IOException {
		chunk("user_message_chunk", session, 0, "replay begins at " + System.nanoTime() + ";");
		for (int number = 1; number < replay; number++) {
			int turn = number / 100;
			switch (number % 100) {
			case 0 -> chunk("user_message_chunk", session, turn, "prompt " + turn);
			case 1 -> tool(session, turn, "tool_call", "in_progress");
			case 2 -> tool(session, turn, "tool_call_update", "completed");
			default -> chunk(number % 100 < 20 ? "agent_thought_chunk" : "agent_message_chunk", session, turn, words(number));
			}
		}
	}

	private void tool(String session, int turn, String kind, String status) throws IOException {
		line("{\"jsonrpc\":\"2.0\",\"method\":\"session/update\",\"params\":{\"sessionId\":\"" + session + "\",\"update\":{\"sessionUpdate\":\""
				+ kind + "\",\"toolCallId\":\"call-" + turn + "\",\"title\":\"Read a file\",\"kind\":\"read\",\"status\":\"" + status + "\"}}}");
	}

	private void chunk(String kind, String session, long message, String words) throws IOException {
		line("{\"jsonrpc\":\"2.0\",\"method\":\"session/update\",\"params\":{\"sessionId\":\"" + session + "\",\"update\":{\"sessionUpdate\":\""
				+ kind + "\",\"messageId\":\"m" + message + "\",\"content\":{\"type\":\"text\",\"text\":\"" + words + "\"}}}}");
	}

	private synchronized void line(String json) throws IOException {
		out.write(json.getBytes(StandardCharsets.UTF_8));
		out.write('\n');
	}

	private synchronized void flush() throws IOException {
		out.flush();
	}

	private void answer(JsonNode id, ObjectNode result) throws IOException {
		line(Codec.json(Codec.object().put("jsonrpc", "2.0").<ObjectNode>set("id", id).set("result", result)));
		flush();
	}
}
