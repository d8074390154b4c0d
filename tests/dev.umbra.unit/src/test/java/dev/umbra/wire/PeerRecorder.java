package dev.umbra.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A handler that keeps what it was told, as short texts in order, and answers every request with its parameters. */
class PeerRecorder implements JsonRpcPeer.Handler {
	final List<String> seen = Collections.synchronizedList(new ArrayList<>());
	final List<Junk> junk = Collections.synchronizedList(new ArrayList<>());
	final CompletableFuture<Void> closed = new CompletableFuture<>();
	volatile @Nullable Throwable cause;

	@Override
	public CompletionStage<JsonNode> request(String method, JsonNode params) {
		seen.add("request " + method + " " + params);
		return CompletableFuture.completedStage(params);
	}

	@Override
	public void notification(String method, JsonNode params) {
		seen.add("notification " + method + " " + params);
	}

	@Override
	public void junk(Junk bad) {
		junk.add(bad);
		seen.add("junk " + bad.kind());
	}

	@Override
	public void closed(@Nullable Throwable why) {
		seen.add("closed");
		cause = why;
		closed.complete(null);
	}

	static JsonNode text(String value) {
		return JsonNodeFactory.instance.objectNode().put("text", value);
	}
}
