package dev.umbra.testkit;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.umbra.core.Threads;
import org.jspecify.annotations.Nullable;

/**
 * An ACP agent that does what a script says, message by message, and records every line it is sent: for what a test must say
 * or see exactly. It shares no code with Umbra's own peer.
 *
 * <p>The script is a JSON object. {@code capabilities} and {@code authMethods} go into its answer to {@code initialize}.
 * {@code on} gives, by method, the plays for it: each a list of steps; a second call of the method gets the second play,
 * later ones the last. Without plays, initialize, session/new ({@code ses-1}), load, resume and prompt are answered, everything
 * else with −32601. A step is an object with one of:
 * <ul>
 * <li>{@code answer}: the result of the request that is played; {@code error}: its error;
 * <li>{@code update} (and {@code session}, else {@code ses-1}): a session/update;
 * <li>{@code ask} with {@code params} and {@code id}: a request; goes on when it has its answer, unless {@code go} is true;
 * <li>{@code answered}: goes on when the request of this id, which went on, has its answer;
 * <li>{@code notify} with {@code params}: a notification;
 * <li>{@code line}: this text as a line;
 * <li>{@code await}: goes on when so many messages of that method have come in all as {@code count} says (1 without it).
 * </ul>
 * In texts {@code $id} stands for the id of the request that is played, {@code $terminal} for the id of the terminal made
 * last.
 */
public final class ScriptedAgent {
	private static final ObjectMapper JSON = new ObjectMapper();

	private final JsonNode script;
	private final Path record;
	private final OutputStream out = new FileOutputStream(FileDescriptor.out);
	private final Map<String, LinkedBlockingQueue<JsonNode>> answers = new ConcurrentHashMap<>();
	private final Map<String, Integer> calls = new HashMap<>();
	private volatile String terminal = "";

	private ScriptedAgent(JsonNode script, Path record) {
		this.script = script;
		this.record = record;
	}

	/**
	 * Arguments for Java, with the class path of this JVM.
	 *
	 * @param record file to which the lines are appended
	 */
	public static List<String> arguments(Path script, Path record) {
		return List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx128m", "-cp",
				System.getProperty("java.class.path"), ScriptedAgent.class.getName(), script.toString(), record.toString());
	}

	public static void main(String[] arguments) throws IOException {
		new ScriptedAgent(JSON.readTree(Files.readString(Path.of(arguments[0]))), Path.of(arguments[1])).run();
		Runtime.getRuntime().halt(0);
	}

	private void run() throws IOException {
		BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String line = in.readLine(); line != null; line = in.readLine()) {
			Files.writeString(record, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
			JsonNode message = JSON.readTree(line);
			if (message.has("method")) {
				String method = message.path("method").asText();
				List<JsonNode> play = play(method, count(method));
				Threads.platformDaemon("play-" + method, () -> play(play, message));
			} else {
				answersTo(message.path("id")).add(message);
			}
		}
	}

	/** @return how many of this method have come, this one included */
	private int count(String method) {
		synchronized (calls) {
			int count = calls.merge(method, 1, Integer::sum);
			calls.notifyAll();
			return count;
		}
	}

	private List<JsonNode> play(String method, int call) throws IOException {
		JsonNode plays = script.path("on").path(method);
		if (plays.isEmpty()) {
			return List.of(standard(method));
		}
		List<JsonNode> steps = new ArrayList<>();
		plays.path(Math.min(call, plays.size()) - 1).forEach(steps::add);
		return steps;
	}

	private JsonNode standard(String method) throws IOException {
		ObjectNode step = JsonNodeFactory.instance.objectNode();
		switch (method) {
		case "initialize" -> {
			ObjectNode answer = step.putObject("answer").put("protocolVersion", 1);
			answer.set("agentCapabilities", script.path("capabilities").isObject() ? script.path("capabilities")
					: JsonNodeFactory.instance.objectNode());
			answer.set("authMethods", script.path("authMethods").isArray() ? script.path("authMethods")
					: JsonNodeFactory.instance.arrayNode());
		}
		case "session/new" -> step.putObject("answer").put("sessionId", "ses-1");
		case "session/load", "session/resume" -> step.putObject("answer");
		case "session/prompt" -> step.putObject("answer").put("stopReason", "end_turn");
		default -> step.set("error", JSON.readTree("{\"code\":-32601,\"message\":\"no such method\"}"));
		}
		return step;
	}

	private void play(List<JsonNode> steps, JsonNode message) {
		try {
			for (JsonNode step : steps) {
				step(filled(step, message), message.path("id"));
			}
		} catch (IOException | InterruptedException e) {
			System.err.println("play: " + e);
		}
	}

	private JsonNode filled(JsonNode step, JsonNode message) throws IOException {
		String text = step.toString();
		return text.indexOf('$') < 0 ? step
				: JSON.readTree(text.replace("\"$id\"", message.path("id").toString()).replace("$terminal", terminal));
	}

	private void step(JsonNode step, JsonNode id) throws IOException, InterruptedException {
		if (step.has("answer") || step.has("error")) {
			// nobody waits for an answer to a notification
			if (!id.isMissingNode()) {
				ObjectNode answer = message().set("id", id);
				String member = step.has("answer") ? "result" : "error";
				send(answer.set(member, step.path(step.has("answer") ? "answer" : "error")));
			}
		} else if (step.has("update")) {
			ObjectNode params = JsonNodeFactory.instance.objectNode().put("sessionId", step.path("session").asText("ses-1"));
			params.set("update", step.path("update"));
			send(message().put("method", "session/update").set("params", params));
		} else if (step.has("ask")) {
			ask(step);
		} else if (step.has("answered")) {
			answersTo(step.path("answered")).take();
		} else if (step.has("notify")) {
			send(message().put("method", step.path("notify").asText()).set("params", step.path("params")));
		} else if (step.has("line")) {
			line(step.path("line").asText());
		} else if (step.has("await")) {
			await(step.path("await").asText(), step.path("count").asInt(1));
		} else {
			throw new IOException("no such step: " + step);
		}
	}

	private void ask(JsonNode step) throws IOException, InterruptedException {
		ObjectNode request = message().set("id", step.path("id"));
		send(request.put("method", step.path("ask").asText()).set("params", step.path("params")));
		if (!step.path("go").asBoolean(false)) {
			JsonNode made = answersTo(step.path("id")).take().path("result").path("terminalId");
			terminal = made.asText(terminal);
		}
	}

	private void await(String method, int wanted) throws InterruptedException {
		synchronized (calls) {
			while (calls.getOrDefault(method, 0) < wanted) {
				calls.wait();
			}
		}
	}

	private LinkedBlockingQueue<JsonNode> answersTo(@Nullable JsonNode id) {
		return answers.computeIfAbsent(String.valueOf(id), key -> new LinkedBlockingQueue<>());
	}

	private static ObjectNode message() {
		return JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
	}

	private void send(JsonNode message) throws IOException {
		line(message.toString());
	}

	private synchronized void line(String line) throws IOException {
		out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
	}
}
