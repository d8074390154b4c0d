package dev.umbra.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.umbra.wire.JsonRpcPeer;
import java.util.concurrent.CompletionStage;

/** The program on the other side: what it can do, and what we ask of it. Any thread. */
final class Client {
	private final JsonRpcPeer peer;
	private volatile boolean readsFiles;
	private volatile boolean writesFiles;
	private volatile boolean runsTerminals;
	private volatile boolean asksByForms;

	Client(JsonRpcPeer peer) {
		this.peer = peer;
	}

	/** @param capabilities the {@code clientCapabilities} of initialize, possibly missing */
	void advertises(JsonNode capabilities) {
		readsFiles = capabilities.path("fs").path("readTextFile").asBoolean(false);
		writesFiles = capabilities.path("fs").path("writeTextFile").asBoolean(false);
		runsTerminals = capabilities.path("terminal").asBoolean(false);
		asksByForms = capabilities.path("elicitation").path("form").isObject();
	}

	boolean readsFiles() {
		return readsFiles;
	}

	boolean writesFiles() {
		return writesFiles;
	}

	boolean runsTerminals() {
		return runsTerminals;
	}

	boolean asksByForms() {
		return asksByForms;
	}

	/** Waits while the client is slow to read. */
	void update(String sessionId, JsonNode update) {
		peer.notify("session/update", Acp.object().put("sessionId", sessionId).set("update", update));
	}

	CompletionStage<JsonNode> call(String method, ObjectNode params) {
		return peer.call(method, params);
	}
}
