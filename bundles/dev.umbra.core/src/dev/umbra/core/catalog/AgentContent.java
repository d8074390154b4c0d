package dev.umbra.core.catalog;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.agent.AgentDefinition;

/**
 * A managed agent's definition as the content of its record (kind 30177): an allow-list. Its own instructions and model are in it
 * only while it plays no persona. Command, arguments, environment, folder and whatever else is of this device cannot get here: they
 * are no part of {@link AgentDefinition}.
 */
public final class AgentContent {
	static final List<String> KNOWN = List.of("name", "persona_id", "parallelism", "respond_to", "respond_to_allowlist", "system_prompt", "model",
			"provider", "persona_source_version");
	private static final List<String> OWN = List.of("system_prompt", "model", "provider", "persona_source_version");

	private AgentContent() {
	}

	/** @param before the content it had, or null for a new one */
	public static String of(AgentDefinition agent, @Nullable String before) {
		return alone(new Members(KNOWN).text("name", agent.name()).text("persona_id", agent.persona()).number("parallelism", agent.parallelism())
				.text("respond_to", agent.respondTo()).texts("respond_to_allowlist", agent.respondToAllowlist())
				.text("system_prompt", agent.systemPrompt()).text("model", agent.model()).text("provider", agent.provider())
				.text("persona_source_version", agent.personaSourceVersion()).rest(agent.unknown())
				.cleared(before == null ? null : Members.read(KNOWN, before))).json();
	}

	/** Of what the definition says; members that we do not know do not count. */
	public static String hash(AgentDefinition agent) {
		return ContentHash.of(of(agent.withUnknown("{}"), null));
	}

	/** With a persona, what is its own instead goes. */
	static Members alone(Members members) {
		return members.has("persona_id") ? members.without(OWN) : members;
	}

	/** @throws IllegalArgumentException in words, if it cannot be one */
	public static AgentDefinition read(String content) {
		return read(alone(Members.read(KNOWN, content)));
	}

	static AgentDefinition read(Members in) {
		String name = in.text("name");
		if (name == null) {
			throw new IllegalArgumentException("name is missing");
		}
		return new AgentDefinition(name, in.text("persona_id"), in.text("system_prompt"), in.text("model"), in.text("provider"),
				in.text("persona_source_version"), in.number("parallelism"), in.text("respond_to"), in.texts("respond_to_allowlist"), in.unknown());
	}
}
