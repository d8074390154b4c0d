package dev.umbra.bench.acp;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The schema's methods: its definitions say which method and side they are of ({@code x-method}, {@code x-side}). */
final class SchemaMethods {
	private final JsonSchema schema;

	SchemaMethods(JsonSchema schema) {
		this.schema = schema;
	}

	/** What a client may say, {@code $/} included. */
	Set<String> toAgent() {
		return of("agent", "protocol");
	}

	/** What an agent may ask or tell. */
	Set<String> toClient() {
		return of("client");
	}

	private Set<String> of(String... sides) {
		Set<String> methods = new TreeSet<>();
		for (JsonNode definition : schema.definitions().values()) {
			for (String side : sides) {
				if (definition.path("x-side").asText().equals(side)) {
					methods.add(definition.path("x-method").asText());
				}
			}
		}
		return methods;
	}

	/** The definition of what is sent, or null if the method has none. @param side who is asked */
	@Nullable
	String request(String method, String side) {
		return find(method, side, "Request");
	}

	@Nullable
	String notification(String method, String side) {
		return find(method, side, "Notification");
	}

	@Nullable
	String response(String method, String side) {
		return find(method, side, "Response");
	}

	private @Nullable String find(String method, String side, String ending) {
		for (Map.Entry<String, JsonNode> each : schema.definitions().entrySet()) {
			if (each.getKey().endsWith(ending) && each.getValue().path("x-method").asText().equals(method)
					&& (each.getValue().path("x-side").asText().equals(side)
							|| each.getValue().path("x-side").asText().equals("protocol"))) {
				return each.getKey();
			}
		}
		return null;
	}
}
