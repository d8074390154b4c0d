package dev.umbra.testkit;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a {@link FakeAgent} can do wrong beyond its own script. Markers: {@code [[line N]]} one chunk in a line of N bytes ·
 * {@code [[huge-answer N]]} answers the prompt in a line of N bytes · {@code [[half]]} half a line, then death ·
 * {@code [[slow WORDS]]} a chunk byte by byte · {@code [[never]]} goes on for ever, cancelled or not · {@code [[close-err]]}
 * closes stderr · {@code [[twin-keys]]} members twice in a message · {@code [[broken-text]]} a chunk with bytes that are none ·
 * {@code [[strange]]} updates, answers and requests for ids that nobody gave · {@code [[asks N]]} N permissions from one
 * thread, without waiting in between · {@code [[run LINE]]} a command by {@code terminal/*}, unasked, says how it ended and
 * what it wrote.
 */
final class Misbehaviour {
	private static final byte[] BLOCK = block();

	private final FakeAgent agent;
	private final String session;

	Misbehaviour(FakeAgent agent, String session) {
		this.agent = agent;
		this.session = session;
	}

	/** @return false if the marker is unknown here */
	boolean step(String marker, String rest) throws IOException, InterruptedException {
		switch (marker) {
		case "line" -> line(Long.parseLong(rest));
		case "huge-answer" -> padded("{\"jsonrpc\":\"2.0\",\"id\":" + agent.promptId() + ",\"result\":{\"stopReason\":\"",
				Long.parseLong(rest), "\"}}\n");
		case "half" -> {
			agent.chunk(session, "last words");
			agent.raw(bytes(opening() + "half a"));
			Runtime.getRuntime().halt(4);
		}
		case "slow" -> slow(rest);
		case "never" -> new CountDownLatch(1).await();
		case "close-err" -> {
			new FileOutputStream(FileDescriptor.err).close();
			agent.chunk(session, "silenced");
		}
		case "twin-keys" -> agent.raw(bytes("{\"jsonrpc\":\"2.0\",\"method\":\"session/nothing\",\"method\":\"session/update\",\"params\":{"
				+ "\"sessionId\":\"ses-9\",\"sessionId\":\"" + session + "\",\"update\":{\"sessionUpdate\":\"x\","
				+ "\"sessionUpdate\":\"agent_message_chunk\",\"content\":{\"type\":\"text\",\"text\":\"1\",\"text\":\"the last one\"}}}}\n"));
		case "broken-text" -> {
			agent.raw(bytes(opening() + "a"));
			agent.raw(new byte[] {(byte) 0xC3, '(', (byte) 0xFF});
			agent.raw(bytes("b\"}}}}\n"));
		}
		case "strange" -> strange();
		case "run" -> run(rest);
		case "asks" -> asks(Integer.parseInt(rest));
		default -> {
			return false;
		}
		}
		return true;
	}

	private String opening() {
		return "{\"jsonrpc\":\"2.0\",\"method\":\"session/update\",\"params\":{\"sessionId\":\"" + session
				+ "\",\"update\":{\"sessionUpdate\":\"agent_message_chunk\",\"content\":{\"type\":\"text\",\"text\":\"";
	}

	private void line(long length) throws IOException {
		String closing = "\"}}}}\n";
		padded(opening(), length - opening().length() - closing.length() + 1, closing);
	}

	private void padded(String opening, long padding, String closing) throws IOException {
		agent.raw(bytes(opening));
		for (long left = padding; left > 0; left -= BLOCK.length) {
			agent.raw(left >= BLOCK.length ? BLOCK : Arrays.copyOf(BLOCK, (int) left));
		}
		agent.raw(bytes(closing));
	}

	private void slow(String words) throws IOException, InterruptedException {
		CountDownLatch never = new CountDownLatch(1);
		for (byte b : bytes(opening() + words + "\"}}}}\n")) {
			agent.raw(new byte[] {b});
			never.await(1, TimeUnit.MILLISECONDS);
		}
	}

	private void strange() throws IOException, InterruptedException {
		agent.chunk("ses-unknown", "to nobody");
		agent.raw(bytes("{\"jsonrpc\":\"2.0\",\"id\":\"never-asked\",\"result\":{}}\n"));
		agent.raw(bytes("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":1,\"message\":\"x\"}}\n"));
		ObjectNode read = JsonNodeFactory.instance.objectNode().put("sessionId", "ses-unknown").put("path", "/etc/hostname");
		agent.told(session, agent.ask(agent.nextId(), "fs/read_text_file", read));
		ObjectNode wait = JsonNodeFactory.instance.objectNode().put("sessionId", session).put("terminalId", "t-unknown");
		agent.told(session, agent.ask(agent.nextId(), "terminal/wait_for_exit", wait));
	}

	private void run(String line) throws IOException, InterruptedException {
		ObjectNode create = JsonNodeFactory.instance.objectNode().put("sessionId", session).put("command", line);
		JsonNode created = agent.ask(agent.nextId(), "terminal/create", create);
		if (created.has("error")) {
			agent.told(session, created);
			return;
		}
		ObjectNode terminal = JsonNodeFactory.instance.objectNode().put("sessionId", session).put("terminalId",
				created.path("result").path("terminalId").asText());
		agent.told(session, agent.ask(agent.nextId(), "terminal/wait_for_exit", terminal));
		agent.told(session, agent.ask(agent.nextId(), "terminal/output", terminal));
		agent.ask(agent.nextId(), "terminal/release", terminal);
	}

	private void asks(int count) throws IOException {
		for (int i = 1; i <= count; i++) {
			agent.raw(bytes("{\"jsonrpc\":\"2.0\",\"id\":\"ask-" + i + "\",\"method\":\"session/request_permission\",\"params\":{\"sessionId\":\""
					+ session + "\",\"toolCall\":{\"toolCallId\":\"call-" + i + "\"},\"options\":[{\"optionId\":\"o" + i
					+ "\",\"name\":\"Yes\",\"kind\":\"allow_once\"}]}}\n"));
		}
		int answered = 0;
		for (int i = 1; i <= count; i++) {
			JsonNode outcome = agent.awaitAnswer("\"ask-" + i + "\"").path("result").path("outcome");
			answered += outcome.path("optionId").asText().equals("o" + i) ? 1 : 0;
		}
		agent.chunk(session, answered + " answered");
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] block() {
		byte[] block = new byte[1 << 20];
		Arrays.fill(block, (byte) 'x');
		return block;
	}
}
