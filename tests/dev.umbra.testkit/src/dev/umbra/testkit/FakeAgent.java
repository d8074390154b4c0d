package dev.umbra.testkit;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.umbra.core.Threads;
import org.jspecify.annotations.Nullable;

/**
 * A scripted ACP agent, well-behaved unless told otherwise. It shares no code with Umbra's own peer, so that a mistake there
 * is not made twice. Arguments choose how it is as a process, markers in a prompt what a turn does.
 *
 * <p>Arguments, any of them: {@code exit CODE TEXT} (at once, TEXT to stderr) · {@code garbage} (no JSON, never) ·
 * {@code silent} (never answers) · {@code version V} (of the protocol, as JSON) · {@code login} (session/new wants one) ·
 * {@code no-load} · {@code resume} (can) · {@code dirs} (additional directories) · {@code early N} (N chunks before the answer
 * to session/new) · {@code deaf} (goes on after the end of stdin) · {@code stubborn} (ignores TERM) · {@code close-out}
 * (closes stdout when prompted) · {@code close-in} (closes stdin after session/new) · {@code stderr TEXT} (at start) ·
 * {@code ledger FILE COUNT PER_SECOND} (every prompt is that).
 *
 * <p>Markers, run in order: {@code [[text WORDS]]} · {@code [[flood N]]} chunks {@code 1 …} · {@code [[junk]]} lines between two
 * chunks · {@code [[exit CODE TEXT]]} in the middle of the turn · {@code [[hold MS]]} exits, a child holds its pipes for so long ·
 * {@code [[daemon]]} leaves a detached process and says its PID · {@code [[permission ID PATH]]} asks, ID as JSON, says what was
 * chosen · {@code [[permissions N]]} asks so many at once · {@code [[orphan]]} updates a tool call never announced ·
 * {@code [[wrong]]} fields of wrong types · {@code [[unknown]]} an update of an unknown kind · {@code [[kinds]]} one of each known
 * kind · {@code [[twice]]} answers twice · {@code [[late]]} an update after the answer · {@code [[read PATH]]},
 * {@code [[read PATH LINE LIMIT]]} and {@code [[write PATH|TEXT]]} by {@code fs/*}, says what came back · {@code [[error]]} ends in
 * an error · {@code [[hang]]} until cancelled · {@code [[env NAME]]} says a variable · {@code [[big N]]} one chunk of N characters ·
 * {@code [[ask METHOD]]} an unknown request · {@code [[ledger FILE COUNT PER_SECOND]]} adds lines numbered from 1 to FILE, each on
 * disk before it is sent as a chunk; numbered from FIRST with a fourth word. More of them, for what agents do wrong: {@link Misbehaviour}.
 */
public final class FakeAgent {
	private static final ObjectMapper JSON = new ObjectMapper();
	private static final Pattern MARKER = Pattern.compile("\\[\\[([a-z-]+)(?: ([^\\]]*))?]]");

	private final List<String> script;
	private final OutputStream out = new FileOutputStream(FileDescriptor.out);
	private final Map<String, LinkedBlockingQueue<JsonNode>> answers = new ConcurrentHashMap<>();
	private final Set<String> cancelled = ConcurrentHashMap.newKeySet();
	private final CountDownLatch never = new CountDownLatch(1);
	private long lastId;
	private int sessions;
	private volatile JsonNode promptId = JsonNodeFactory.instance.nullNode();

	private FakeAgent(List<String> script) {
		this.script = script;
	}

	/** How to start it with the class path of this JVM. */
	public static List<String> command(String... script) {
		List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
		command.addAll(arguments(script));
		return command;
	}

	/** The same without the program. */
	public static List<String> arguments(String... script) {
		List<String> arguments = new ArrayList<>(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx128m",
				"-cp", System.getProperty("java.class.path"), FakeAgent.class.getName()));
		arguments.addAll(List.of(script));
		return arguments;
	}

	public static void main(String[] script) throws Exception {
		new FakeAgent(List.of(script)).run();
	}

	private void run() throws IOException, InterruptedException {
		if (has("stubborn")) {
			Runtime.getRuntime().addShutdownHook(Threads.unstarted("stubborn", this::forever));
		}
		if (has("stderr")) {
			System.err.println(option("stderr", 1));
		}
		if (has("exit")) {
			exit(option("exit", 1), option("exit", 2));
		}
		if (has("garbage")) {
			for (int i = 0; i < 20; i++) {
				line("Welcome to \u001b[1mgarbage\u001b[0m " + i);
			}
		}
		BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String line = in.readLine(); line != null; line = in.readLine()) {
			if (!has("garbage") && !has("silent")) {
				message(JSON.readTree(line));
			}
			if (has("close-in") && sessions > 0) {
				in.close();
				break;
			}
		}
		if (has("deaf") || has("stubborn") || has("close-in")) {
			forever();
		}
		Runtime.getRuntime().halt(0);
	}

	private void message(JsonNode message) throws IOException {
		JsonNode id = message.path("id");
		JsonNode params = message.path("params");
		switch (message.path("method").asText("")) {
		case "initialize" -> answer(id, initialized());
		case "session/new" -> newSession(id);
		case "session/load" -> load(id, params);
		case "session/resume" -> resume(id, params);
		case "session/prompt" -> start("turn", () -> turn(id, params));
		case "session/cancel" -> cancelled.add(params.path("sessionId").asText());
		case "" -> answers.computeIfAbsent(id.toString(), key -> new LinkedBlockingQueue<>()).add(message);
		default -> error(id, -32601, "no such method");
		}
	}

	private ObjectNode initialized() throws IOException {
		ObjectNode answer = object();
		answer.set("protocolVersion", JSON.readTree(has("version") ? option("version", 1) : "1"));
		ObjectNode can = answer.putObject("agentCapabilities").put("loadSession", !has("no-load"));
		ObjectNode sessionsCan = can.putObject("sessionCapabilities");
		if (has("resume")) {
			sessionsCan.putObject("resume");
		}
		if (has("dirs")) {
			sessionsCan.putObject("additionalDirectories");
		}
		answer.putObject("agentInfo").put("name", "fake").put("title", "Fake agent").put("version", "1.2.3");
		if (has("login")) {
			answer.putArray("authMethods").addObject().put("id", "fake-login").put("name", "Log in with Fake");
		} else {
			answer.putArray("authMethods");
		}
		return answer;
	}

	private void newSession(JsonNode id) throws IOException {
		if (has("login")) {
			error(id, -32000, "Authentication required");
			return;
		}
		String session = "ses-" + ++sessions;
		for (int i = 1; has("early") && i <= Integer.parseInt(option("early", 1)); i++) {
			chunk(session, "early " + i);
		}
		ObjectNode answer = object().put("sessionId", session);
		answer.putObject("modes").put("currentModeId", "calm").putArray("availableModes");
		answer.putArray("configOptions").addObject().put("id", "m").put("name", "Model").put("category", "model")
				.put("type", "select").put("currentValue", "fake-1").putArray("options");
		answer(id, answer);
	}

	private void load(JsonNode id, JsonNode params) throws IOException {
		String session = params.path("sessionId").asText();
		if (has("no-load")) {
			error(id, -32601, "no such method");
		} else if (session.startsWith("unknown")) {
			error(id, -32002, "no such session");
		} else {
			update(session, object().put("sessionUpdate", "user_message_chunk").set("content", text("replayed prompt")));
			chunk(session, "replayed answer");
			answer(id, object());
			chunk(session, "after the load");
		}
	}

	private void resume(JsonNode id, JsonNode params) throws IOException {
		if (has("resume")) {
			answer(id, object());
			chunk(params.path("sessionId").asText(), "after the resume");
		} else {
			error(id, -32601, "no such method");
		}
	}

	private void turn(JsonNode id, JsonNode params) throws IOException, InterruptedException {
		String session = params.path("sessionId").asText();
		cancelled.remove(session);
		promptId = id;
		String prompt = params.path("prompt").path(0).path("text").asText("");
		if (has("ledger")) {
			ledger(session, option("ledger", 1), option("ledger", 2), option("ledger", 3));
		}
		if (has("close-out")) {
			out.close();
			forever();
		}
		Matcher markers = MARKER.matcher(prompt);
		boolean found = has("ledger");
		while (markers.find()) {
			found = true;
			String rest = markers.group(2) == null ? "" : markers.group(2);
			if (markers.group(1).equals("error")) {
				ObjectNode error = object().put("code", -32603).put("message", "Internal error");
				error.putObject("data").put("message", "the model is away");
				send(object().put("jsonrpc", "2.0").<ObjectNode>set("id", id).set("error", error));
				return;
			}
			step(session, markers.group(1), rest);
		}
		if (!found) {
			chunk(session, "you said: " + prompt);
		}
		ObjectNode answer = object().put("stopReason", cancelled.contains(session) ? "cancelled" : "end_turn");
		answer.putObject("usage").put("inputTokens", 12).put("outputTokens", 34);
		answer(id, answer);
		if (prompt.contains("[[twice]]")) {
			answer(id, answer);
		}
		if (prompt.contains("[[late]]")) {
			chunk(session, "late");
		}
	}

	private void step(String session, String marker, String rest) throws IOException, InterruptedException {
		String[] words = rest.split(" ");
		switch (marker) {
		case "text" -> chunk(session, rest);
		case "flood" -> {
			for (int i = 1; i <= Integer.parseInt(rest); i++) {
				chunk(session, Integer.toString(i));
			}
		}
		case "junk" -> junk(session);
		case "exit" -> {
			chunk(session, "last words");
			exit(words[0], rest.substring(words[0].length()).strip());
		}
		case "hold" -> {
			chunk(session, "last words");
			new ProcessBuilder("sleep", Double.toString(Long.parseLong(rest) / 1000.0)).inheritIO().start();
			Runtime.getRuntime().halt(3);
		}
		case "daemon" -> daemon(session);
		case "permission" -> permission(session, words[0], words.length > 1 ? words[1] : "/nowhere");
		case "permissions" -> {
			for (int i = 0; i < Integer.parseInt(rest); i++) {
				start("asks", () -> permission(session, Long.toString(nextId()), "/nowhere"));
			}
		}
		case "orphan" -> update(session, object().put("sessionUpdate", "tool_call_update").put("toolCallId", "never-announced")
				.put("status", "completed").put("title", "Orphan"));
		case "wrong" -> wrong(session);
		case "unknown" -> update(session, object().put("sessionUpdate", "from_the_future").put("x", 1));
		case "kinds" -> kinds(session);
		case "read" -> {
			ObjectNode params = object().put("sessionId", session).put("path", words[0]);
			if (words.length > 2) {
				params.put("line", Integer.parseInt(words[1])).put("limit", Integer.parseInt(words[2]));
			}
			told(session, ask(nextId(), "fs/read_text_file", params));
		}
		case "write" -> told(session, ask(nextId(), "fs/write_text_file", object().put("sessionId", session)
				.put("path", rest.substring(0, rest.indexOf('|'))).put("content", rest.substring(rest.indexOf('|') + 1))));
		case "ask" -> told(session, ask(nextId(), rest, object().put("sessionId", session)));
		case "hang" -> {
			while (!cancelled.contains(session)) {
				never.await(20, TimeUnit.MILLISECONDS);
			}
		}
		case "env" -> chunk(session, rest + "=" + System.getenv(rest));
		case "big" -> chunk(session, "x".repeat(Integer.parseInt(rest)));
		case "ledger" -> ledger(session, words);
		default -> new Misbehaviour(this, session).step(marker, rest);
		}
	}

	private void junk(String session) throws IOException {
		chunk(session, "before");
		line("this is not JSON");
		line("");
		line("[1, 2");
		line("{\"jsonrpc\":\"2.0\",\"id\":99999,\"result\":{}}");
		raw(new byte[] {(byte) 0xC3, (byte) 0x28, '\n'});
		line("{\"jsonrpc\":\"2.0\",\"method\":17}");
		chunk(session, "after");
	}

	/** Detached as far as a program can: a session of its own, its output elsewhere. */
	private void daemon(String session) throws IOException {
		Process daemon = new ProcessBuilder("setsid", "sleep", "300").redirectInput(new File("/dev/null"))
				.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
		chunk(session, Long.toString(daemon.pid()));
	}

	private void permission(String session, String id, String path) throws IOException, InterruptedException {
		ObjectNode params = object().put("sessionId", session);
		ObjectNode call = params.putObject("toolCall").put("toolCallId", "call-" + id.replace("\"", "")).put("title", "Edit it").put("kind",
				"edit").put("status", "pending");
		call.putArray("locations").addObject().put("path", path);
		call.putObject("rawInput").put("file_path", "sub/../other.txt").putArray("command").add("sh").add("-c").add("echo it's");
		params.putArray("options").addObject().put("optionId", "yes").put("name", "Allow").put("kind", "allow_once");
		((ArrayNode) params.path("options")).addObject().put("optionId", "no").put("name", "Reject")
				.put("kind", "reject_once");
		JsonNode outcome = ask(JSON.readTree(id), "session/request_permission", params).path("result").path("outcome");
		chunk(session, "chosen: " + outcome.path("optionId").asText(outcome.path("outcome").asText("nothing")));
	}

	private void wrong(String session) throws IOException {
		ObjectNode call = object().put("sessionUpdate", "tool_call").put("toolCallId", "odd").put("title", 17).put("kind", "edit")
				.put("locations", "everywhere");
		call.putArray("content").add("a text").add(object().put("type", "content").set("content", text("kept")));
		update(session, call);
		update(session, call);
		update(session, object().put("sessionUpdate", "tool_call").put("toolCallId", 5));
		update(session, object().put("sessionUpdate", "agent_message_chunk").put("content", "a plain text"));
		update(session, object().put("sessionUpdate", "usage_update").put("used", "many").put("size", 1000));
	}

	private void kinds(String session) throws IOException {
		update(session, object().put("sessionUpdate", "agent_thought_chunk").set("content", text("hm")));
		ObjectNode image = object().put("sessionUpdate", "agent_message_chunk");
		image.putObject("content").put("type", "image").put("data", "AAAA").put("mimeType", "image/png");
		update(session, image);
		ObjectNode call = object().put("sessionUpdate", "tool_call").put("toolCallId", "c1").put("title", "Edit").put("kind", "edit");
		call.putArray("content").addObject().put("type", "diff").put("path", "/a").putNull("oldText").put("newText", "new");
		((ArrayNode) call.path("content")).addObject().put("type", "terminal").put("terminalId", "t1");
		call.putArray("locations").addObject().put("path", "/a").put("line", 3);
		update(session, call);
		ObjectNode plan = object().put("sessionUpdate", "plan");
		plan.putArray("entries").addObject().put("content", "one").put("priority", "high").put("status", "pending");
		update(session, plan);
		update(session, object().put("sessionUpdate", "current_mode_update").put("currentModeId", "wild"));
		update(session, object().put("sessionUpdate", "session_info_update").put("title", "A title"));
		ObjectNode usage = object().put("sessionUpdate", "usage_update").put("used", 10).put("size", 100);
		usage.putObject("cost").put("amount", 0.5).put("currency", "EUR");
		update(session, usage);
		ObjectNode options = object().put("sessionUpdate", "config_option_update");
		options.putArray("configOptions").addObject().put("id", "e").put("category", "thought_level").put("currentValue", "high");
		update(session, options);
		update(session, object().put("sessionUpdate", "notice").put("severity", "info").put("title", "Look"));
		ObjectNode commands = object().put("sessionUpdate", "available_commands_update");
		commands.putArray("availableCommands");
		update(session, commands);
	}

	/** The line is on disk before the chunk is sent: what a client shows, the ledger has. Lines that are due together are synced together. */
	private void ledger(String session, String... options) throws IOException, InterruptedException {
		int first = options.length > 3 ? Integer.parseInt(options[3]) : 1;
		int end = first + Integer.parseInt(options[1]);
		long perSecond = Math.max(1, Long.parseLong(options[2]));
		try (FileChannel ledger = FileChannel.open(Path.of(options[0]), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
			long begin = System.nanoTime();
			int next = first;
			while (next < end && !cancelled.contains(session)) {
				long due = 1 + (System.nanoTime() - begin) * perSecond / 1_000_000_000L;
				List<String> lines = new ArrayList<>();
				for (; next < end && next - first < due; next++) {
					lines.add("ledger " + next + "\n");
				}
				ledger.write(ByteBuffer.wrap(String.join("", lines).getBytes(StandardCharsets.UTF_8)));
				ledger.force(true);
				for (String line : lines) {
					chunk(session, line);
				}
				long wait = begin + (next - first) * 1_000_000_000L / perSecond - System.nanoTime();
				never.await(Math.max(0, wait), TimeUnit.NANOSECONDS);
			}
		}
	}

	void told(String session, JsonNode answer) throws IOException {
		chunk(session, answer.has("error") ? answer.path("error").path("code").asText() + " "
				+ answer.path("error").path("message").asText() : answer.path("result").toString());
	}

	JsonNode ask(long id, String method, ObjectNode params) throws IOException, InterruptedException {
		return ask(JsonNodeFactory.instance.numberNode(id), method, params);
	}

	/** Names the id last, and blocks for the answer. */
	private JsonNode ask(JsonNode id, String method, ObjectNode params) throws IOException, InterruptedException {
		ObjectNode request = object().put("jsonrpc", "2.0").put("method", method).set("params", params);
		request.set("id", id);
		LinkedBlockingQueue<JsonNode> answer = answers.computeIfAbsent(id.toString(), key -> new LinkedBlockingQueue<>());
		send(request);
		return answer.take();
	}

	/** Blocks for the answer to a request that was sent. @param id as JSON */
	JsonNode awaitAnswer(String id) {
		try {
			return answers.computeIfAbsent(id, key -> new LinkedBlockingQueue<>()).take();
		} catch (InterruptedException e) {
			throw new IllegalStateException(e);
		}
	}

	/** Of the prompt that was sent last. */
	JsonNode promptId() {
		return promptId;
	}

	synchronized long nextId() {
		return 1000 + ++lastId;
	}

	void chunk(String session, String words) throws IOException {
		update(session, object().put("sessionUpdate", "agent_message_chunk").put("messageId", "m1").set("content", text(words)));
	}

	private void update(String session, JsonNode update) throws IOException {
		ObjectNode params = object().put("sessionId", session).set("update", update);
		send(object().put("jsonrpc", "2.0").put("method", "session/update").set("params", params));
	}

	/** Some agents put the result first. */
	private void answer(JsonNode id, JsonNode result) throws IOException {
		ObjectNode message = object().put("jsonrpc", "2.0").set("result", result);
		send(message.set("id", id));
	}

	private void error(JsonNode id, int code, String message) throws IOException {
		ObjectNode answer = object().put("jsonrpc", "2.0").set("id", id);
		answer.putObject("error").put("code", code).put("message", message);
		send(answer);
	}

	private void send(JsonNode message) throws IOException {
		try {
			line(JSON.writeValueAsString(message));
		} catch (JsonProcessingException e) {
			throw new IllegalStateException(e);
		}
	}

	private void line(String line) throws IOException {
		raw((line + "\n").getBytes(StandardCharsets.UTF_8));
	}

	synchronized void raw(byte[] bytes) throws IOException {
		out.write(bytes);
	}

	private static ObjectNode text(String words) {
		return object().put("type", "text").put("text", words);
	}

	private static ObjectNode object() {
		return JsonNodeFactory.instance.objectNode();
	}

	private interface Body {
		void run() throws IOException, InterruptedException;
	}

	private static void start(String name, Body body) {
		Threads.platformDaemon(name, () -> {
			try {
				body.run();
			} catch (IOException | InterruptedException e) {
				System.err.println(name + ": " + e);
			}
		});
	}

	private static void exit(String code, @Nullable String words) {
		System.err.println(words);
		System.err.flush();
		Runtime.getRuntime().halt(Integer.parseInt(code));
	}

	private void forever() {
		try {
			never.await();
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	private boolean has(String word) {
		return script.contains(word);
	}

	/** The word so many places after this one. */
	private String option(String word, int place) {
		int at = script.indexOf(word) + place;
		return at < script.size() ? script.get(at) : "";
	}
}
