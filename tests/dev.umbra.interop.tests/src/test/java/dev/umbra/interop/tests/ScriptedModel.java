package dev.umbra.interop.tests;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.umbra.core.Threads;
import dev.umbra.wire.Codec;

/**
 * The language model that the agents are told to use: a server on this machine that plays scripts. {@link #prompt} puts the
 * number of a script into a prompt; the newest one in a request is played, at the step that the tool results after it make
 * due. Requests that offer no tools are an agent's own side questions (a title, a summary) and get two words.
 */
final class ScriptedModel implements AutoCloseable {
	private static final List<Dialect> DIALECTS = List.of(new ChatCompletions(), new AnthropicMessages(), new OpenAiResponses());
	private static final Pattern TAG = Pattern.compile("\\(script (\\d+)\\)");

	private final HttpServer server;
	private final Map<Integer, Script> scripts = new ConcurrentHashMap<>();
	private final AtomicInteger last = new AtomicInteger();
	private final AtomicInteger calls = new AtomicInteger();
	private final List<List<Dialect.Said>> asked = new CopyOnWriteArrayList<>();
	private final CountDownLatch closed = new CountDownLatch(1);

	private ScriptedModel(HttpServer server) {
		this.server = server;
	}

	static ScriptedModel start() throws IOException {
		ScriptedModel model = new ScriptedModel(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
		model.server.setExecutor(Threads.virtualEach("model"));
		model.server.createContext("/", model::answer);
		model.server.start();
		return model;
	}

	String address() {
		return "http://127.0.0.1:" + server.getAddress().getPort();
	}

	/** The text of a prompt that plays this script. */
	String prompt(String words, Script script) {
		int number = last.incrementAndGet();
		scripts.put(number, script);
		return words + " (script " + number + ")";
	}

	/** The conversation that came with the last request that offered tools. */
	List<Dialect.Said> lastConversation() {
		return asked.getLast();
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			byte[] body = exchange.getRequestBody().readAllBytes();
			Dialect dialect = exchange.getRequestMethod().equals("POST") ? dialect(exchange.getRequestURI().getPath()) : null;
			if (dialect == null) {
				byte[] none = "{\"error\":{\"message\":\"no such thing here\"}}".getBytes(StandardCharsets.UTF_8);
				boolean head = exchange.getRequestMethod().equals("HEAD");
				exchange.sendResponseHeaders(404, head ? -1 : none.length);
				if (!head) {
					exchange.getResponseBody().write(none);
				}
				return;
			}
			JsonNode request = Codec.parse(new String(body, StandardCharsets.UTF_8));
			Script.Step step = due(dialect, request);
			if (step instanceof Script.Step.Fail fail) {
				byte[] error = Codec.json(Codec.object().set("error", Codec.object().put("type", "invalid_request_error").put("message",
						fail.message()))).getBytes(StandardCharsets.UTF_8);
				exchange.getResponseHeaders().set("Content-Type", "application/json");
				exchange.sendResponseHeaders(fail.status(), error.length);
				exchange.getResponseBody().write(error);
				return;
			}
			exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
			exchange.sendResponseHeaders(200, 0);
			OutputStream out = exchange.getResponseBody();
			play(dialect, request, step, (name, data) -> {
				out.write(((name.isEmpty() ? "" : "event: " + name + "\n") + "data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
				out.flush();
			});
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	private static @Nullable Dialect dialect(String path) {
		return DIALECTS.stream().filter(dialect -> dialect.takes(path)).findFirst().orElse(null);
	}

	/** An agent that goes away in the middle, as after a cancel, ends it by the exception of its broken connection. */
	private void play(Dialect dialect, JsonNode request, Script.Step step, Dialect.Events events)
			throws IOException, InterruptedException {
		Dialect.Reply reply = dialect.reply(request, events);
		reply.begin();
		switch (step) {
		case Script.Step.Say say -> {
			for (String word : say.words()) {
				reply.word(word);
				if (closed.await(say.pause().toMillis(), TimeUnit.MILLISECONDS)) {
					return;
				}
			}
		}
		case Script.Step.ThinkAndSay think -> {
			for (String thought : think.thoughts()) {
				reply.thought(thought);
			}
			for (String word : think.words()) {
				reply.word(word);
			}
		}
		case Script.Step.Use use -> reply.call("call-" + calls.incrementAndGet(), use);
		case Script.Step.Fail fail -> throw new IllegalStateException("said before the answer began: " + fail);
		}
		reply.end();
	}

	private Script.Step due(Dialect dialect, JsonNode request) {
		if (request.path("tools").isEmpty()) {
			return Script.say("A title").step(0);
		}
		List<Dialect.Said> said = dialect.conversation(request);
		asked.add(said);
		int results = 0;
		for (Dialect.Said one : said.reversed()) {
			if (one.role() == Dialect.Role.TOOL) {
				results++;
			}
			Script script = one.role() == Dialect.Role.USER ? script(one.text()) : null;
			if (script != null) {
				return script.step(results);
			}
		}
		return Script.say("No script in this conversation.").step(0);
	}

	private @Nullable Script script(String text) {
		Script found = null;
		for (Matcher tag = TAG.matcher(text); tag.find();) {
			found = scripts.get(Integer.parseInt(tag.group(1)));
		}
		return found;
	}

	@Override
	public void close() {
		closed.countDown();
		server.stop(0);
	}
}
