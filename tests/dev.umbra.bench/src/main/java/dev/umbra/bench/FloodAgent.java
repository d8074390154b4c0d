package dev.umbra.bench;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.core.Id;
import dev.umbra.core.Threads;
import dev.umbra.wire.Codec;

/**
 * An agent that says much. {@code fill N}: about N entries, tool calls and short messages, at once. {@code stream R}: R updates
 * a second until it is cancelled, as an agent at work sends them: messages that grow word by word, Markdown in them, and a
 * tool call between two messages. {@code prose N CHARACTERS}: N entries, messages and tool calls, with so many characters of
 * {@link Prose} in each. {@code lines N}: one message of N lines of code. Any number of sessions at the same time.
 */
public final class FloodAgent {
	/** Updates from one tool call to the next, in a stream. */
	private static final int CYCLE = 120;
	/** One tool call and one message in a cycle. */
	static final int UPDATES_PER_ENTRY = CYCLE / 2;
	private static final int TICK_MILLIS = 5;
	private static final String[] WORDS = ("The host keeps what was said, **in order**, and the window only shows it. Here is `a line of code` that "
			+ "explains nothing, and then\n\n* a point that is made,\n* another one,\n\nbefore the text goes on with [a link](https://example.org) "
			+ "and ends in a longer sentence, as such texts do, so that lines wrap and paragraphs grow.\n\n").split("(?<= )");

	/** @param since {@link System#nanoTime} of its beginning */
	private record Stream(JsonNode prompt, int perSecond, long since, long[] sent) {
	}

	private final OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
	private final Map<String, Stream> streams = new LinkedHashMap<>();

	private FloodAgent() {
	}

	static List<String> arguments() {
		return List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m", "-cp", System.getProperty("java.class.path"),
				FloodAgent.class.getName());
	}

	public static void main(String[] args) throws IOException {
		new FloodAgent().run();
	}

	private void run() throws IOException {
		Threads.platformDaemon("pace", this::pace);
		try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
			for (String line = in.readLine(); line != null; line = in.readLine()) {
				message(Codec.parse(line));
			}
		}
	}

	private synchronized void message(JsonNode message) throws IOException {
		JsonNode id = message.path("id");
		String session = message.path("params").path("sessionId").asText();
		switch (message.path("method").asText()) {
		case "initialize" -> {
			ObjectNode result = Codec.object().put("protocolVersion", 1);
			result.putObject("agentCapabilities").put("loadSession", false);
			answer(id, result);
		}
		case "session/new" -> answer(id, Codec.object().put("sessionId", Id.random()));
		case "session/prompt" -> prompt(id, session, message.path("params").path("prompt").path(0).path("text").asText());
		case "session/cancel" -> {
			Stream stream = streams.remove(session);
			if (stream != null) {
				answer(stream.prompt(), Codec.object().put("stopReason", "cancelled"));
			}
		}
		default -> {
		}
		}
		out.flush();
	}

	private void prompt(JsonNode id, String session, String text) throws IOException {
		String[] words = text.split(" ");
		int number = Integer.parseInt(words[1]);
		if (words[0].equals("stream")) {
			streams.put(session, new Stream(id, number, System.nanoTime(), new long[1]));
			return;
		}
		switch (words[0]) {
		case "prose" -> prose(session, number, Integer.parseInt(words[2]));
		case "lines" -> lines(session, number);
		default -> fill(session, number);
		}
		answer(id, Codec.object().put("stopReason", "end_turn"));
	}

	private void fill(String session, int number) throws IOException {
		for (int i = 0; i < number; i++) {
			if (i % 2 == 0) {
				tool(session, "fill-" + i, true);
			} else {
				chunk(session, "fill-" + i, String.join("", WORDS));
			}
		}
	}

	private void prose(String session, int number, int characters) throws IOException {
		Prose prose = new Prose();
		for (int i = 0; i < number; i++) {
			if (i % 2 == 0) {
				tool(session, "tool_call", "prose-" + i, true, prose.next(characters));
			} else {
				chunk(session, "prose-" + i, prose.next(characters));
			}
		}
	}

	private void lines(String session, int number) throws IOException {
		chunk(session, "lines", "```\n");
		for (int i = 1; i <= number; i++) {
			chunk(session, "lines", "line " + i + "\n");
		}
		chunk(session, "lines", "```\n");
	}

	private void pace() {
		CountDownLatch never = new CountDownLatch(1);
		try {
			while (!never.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
				due();
			}
		} catch (IOException | InterruptedException e) {
			System.err.println("pace: " + e);
		}
	}

	private synchronized void due() throws IOException {
		for (Map.Entry<String, Stream> each : streams.entrySet()) {
			Stream stream = each.getValue();
			long due = (System.nanoTime() - stream.since()) * stream.perSecond() / 1_000_000_000L;
			for (; stream.sent()[0] < due; stream.sent()[0]++) {
				update(each.getKey(), stream.sent()[0]);
			}
		}
		out.flush();
	}

	private void update(String session, long number) throws IOException {
		long cycle = number / CYCLE;
		switch ((int) (number % CYCLE)) {
		case 0 -> tool(session, "call-" + cycle, false);
		case 1 -> tool(session, "call-" + cycle, true);
		default -> chunk(session, "message-" + cycle, WORDS[(int) (number % WORDS.length)]);
		}
	}

	private void tool(String session, String call, boolean done) throws IOException {
		tool(session, done && !call.startsWith("fill") ? "tool_call_update" : "tool_call", call, done, "package example;\n\nclass Example {\n}\n");
	}

	private void tool(String session, String kind, String call, boolean done, String output) throws IOException {
		ObjectNode update = Codec.object().put("sessionUpdate", kind).put("toolCallId", call).put("title", "Read src/main/java/Example.java").put("kind", "read")
				.put("status", done ? "completed" : "in_progress");
		if (done) {
			update.putArray("content").addObject().put("type", "content").putObject("content").put("type", "text")
					.put("text", output);
		}
		update(session, update);
	}

	private void chunk(String session, String message, String words) throws IOException {
		ObjectNode update = Codec.object().put("sessionUpdate", "agent_message_chunk").put("messageId", message);
		update.putObject("content").put("type", "text").put("text", words);
		update(session, update);
	}

	private void update(String session, ObjectNode update) throws IOException {
		ObjectNode notification = Codec.object().put("jsonrpc", "2.0").put("method", "session/update");
		notification.putObject("params").put("sessionId", session).set("update", update);
		send(notification);
	}

	private void answer(JsonNode id, ObjectNode result) throws IOException {
		send(Codec.object().put("jsonrpc", "2.0").<ObjectNode>set("id", id).set("result", result));
	}

	private void send(JsonNode message) throws IOException {
		out.write((Codec.json(message) + "\n").getBytes(StandardCharsets.UTF_8));
	}
}
