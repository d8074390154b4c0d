package dev.umbra.bench;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.wire.Codec;

/**
 * An agent that answers each prompt with the moment at which the last byte of its line was read, {@code arrived N NANOS;},
 * N being the first number in the prompt. On Linux {@link System#nanoTime} is the machine's CLOCK_MONOTONIC, the same in all
 * processes; {@link PromptPart} checks that it is. The moment is taken before anything is parsed.
 */
public final class ClockAgent {
	private static final Pattern ARRIVED = Pattern.compile("arrived (\\d+) (\\d+);");
	private static final Pattern NUMBER = Pattern.compile("\\d+");

	/** @param nanos of {@link System#nanoTime}, when the agent had prompt number {@code number} */
	record Arrival(long number, long nanos) {
	}

	private final OutputStream out = new FileOutputStream(FileDescriptor.out);

	private ClockAgent() {
	}

	static String program() {
		return Path.of(System.getProperty("java.home"), "bin", "java").toString();
	}

	static List<String> arguments() {
		return List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m", "-cp", System.getProperty("java.class.path"),
				ClockAgent.class.getName());
	}

	/** The last arrival that a text tells of, or null. */
	static @Nullable Arrival last(CharSequence text) {
		Arrival last = null;
		for (Matcher found = ARRIVED.matcher(text); found.find();) {
			last = new Arrival(Long.parseLong(found.group(1)), Long.parseLong(found.group(2)));
		}
		return last;
	}

	public static void main(String[] args) throws IOException {
		new ClockAgent().run();
	}

	private void run() throws IOException {
		InputStream in = new FileInputStream(FileDescriptor.in);
		byte[] buffer = new byte[1 << 16];
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
			long now = System.nanoTime();
			int from = 0;
			for (int i = 0; i < n; i++) {
				if (buffer[i] == '\n') {
					line.write(buffer, from, i - from);
					from = i + 1;
					message(Codec.parse(line.toString(StandardCharsets.UTF_8)), now);
					line.reset();
				}
			}
			line.write(buffer, from, n - from);
		}
	}

	private void message(JsonNode message, long arrived) throws IOException {
		ObjectNode result = Codec.object();
		switch (message.path("method").asText()) {
		case "initialize" -> result.put("protocolVersion", 1).putObject("agentCapabilities").put("loadSession", false);
		case "session/new" -> result.put("sessionId", "clock");
		case "session/prompt" -> {
			Matcher number = NUMBER.matcher(message.path("params").path("prompt").path(0).path("text").asText());
			String told = "arrived " + (number.find() ? number.group() : "0") + " " + arrived + ";";
			ObjectNode update = Codec.object().put("sessionUpdate", "agent_message_chunk");
			update.putObject("content").put("type", "text").put("text", told);
			ObjectNode notification = Codec.object().put("jsonrpc", "2.0").put("method", "session/update");
			notification.putObject("params").put("sessionId", "clock").set("update", update);
			send(notification);
			result.put("stopReason", "end_turn");
		}
		default -> {
			return;
		}
		}
		send(Codec.object().put("jsonrpc", "2.0").<ObjectNode>set("id", message.path("id")).set("result", result));
	}

	private void send(JsonNode message) throws IOException {
		out.write((Codec.json(message) + "\n").getBytes(StandardCharsets.UTF_8));
	}
}
