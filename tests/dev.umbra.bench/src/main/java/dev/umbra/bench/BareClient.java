package dev.umbra.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.core.Threads;
import dev.umbra.wire.Codec;
import dev.umbra.wire.JsonRpcPeer;
import dev.umbra.wire.RpcException;

/** The least that can prompt an agent: one JSON-RPC peer on the pipes of its process. No host, no store, no order kept. */
final class BareClient implements Prompter {
	/** @param seen when the text was here */
	private record Told(String text, long seen) {
	}

	private final Process process;
	private final JsonRpcPeer peer;
	private final BlockingQueue<Told> texts = new LinkedBlockingQueue<>();

	private BareClient(Process process) {
		this.process = process;
		this.peer = new JsonRpcPeer("agent-bare", process.getInputStream(), process.getOutputStream(), new Listener(),
				JsonRpcPeer.Options.DEFAULT);
	}

	static BareClient start() throws Exception {
		List<String> command = new ArrayList<>(List.of(ClockAgent.program()));
		command.addAll(ClockAgent.arguments());
		BareClient client = new BareClient(
				new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
		Threads.platformDaemon("agent-bare#out", client.peer::run);
		client.call("initialize", Codec.object().put("protocolVersion", 1));
		ObjectNode place = Codec.object().put("cwd", System.getProperty("java.io.tmpdir"));
		place.putArray("mcpServers");
		client.call("session/new", place);
		return client;
	}

	private void call(String method, JsonNode params) throws Exception {
		peer.call(method, params).toCompletableFuture().get(30, TimeUnit.SECONDS);
	}

	@Override
	public Shot prompt(long number, String text) throws Exception {
		ObjectNode params = Codec.object().put("sessionId", "clock");
		params.putArray("prompt").addObject().put("type", "text").put("text", text);
		long sent = System.nanoTime();
		CompletionStage<JsonNode> answer = peer.call("session/prompt", params);
		Told told = texts.poll(30, TimeUnit.SECONDS);
		answer.toCompletableFuture().get(30, TimeUnit.SECONDS);
		ClockAgent.Arrival arrival = told == null ? null : ClockAgent.last(told.text());
		if (told == null || arrival == null || arrival.number() != number) {
			throw new IOException("prompt " + number + ": the agent said " + told);
		}
		return new Shot(sent, arrival.nanos(), told.seen());
	}

	@Override
	public void close() throws InterruptedException {
		peer.finish();
		if (!process.waitFor(5, TimeUnit.SECONDS)) {
			process.destroyForcibly();
		}
	}

	private final class Listener implements JsonRpcPeer.Handler {
		@Override
		public CompletionStage<JsonNode> request(String method, JsonNode params) {
			return CompletableFuture.failedStage(RpcException.methodNotFound(method));
		}

		@Override
		public void notification(String method, JsonNode params) {
			texts.add(new Told(params.path("update").path("content").path("text").asText(), System.nanoTime()));
		}
	}
}
