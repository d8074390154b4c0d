package dev.umbra.core.agent;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The layer that follows a person from device to device. With a persona, what it is told and its model come from there, read anew at
 * each start; without one, from here.
 *
 * @param persona slug of the persona it plays, or null
 * @param personaSourceVersion content hash of the persona that {@code systemPrompt}, {@code model} and {@code provider} were copied
 *        from when it was detached from it, or null
 * @param respondTo carried, not enforced; {@code respondToAllowlist} likewise
 * @param unknown members of its content that we do not know, a JSON object; kept and published again
 */
public record AgentDefinition(String name, @Nullable String persona, @Nullable String systemPrompt, @Nullable String model,
		@Nullable String provider, @Nullable String personaSourceVersion, @Nullable Integer parallelism, @Nullable String respondTo,
		List<String> respondToAllowlist, String unknown) {
	public AgentDefinition {
		if (name.isBlank() || name.length() > 100 || name.chars().anyMatch(Character::isISOControl)) {
			throw new IllegalArgumentException(
					"an agent's name has 1 to 100 characters and no control characters: \"" + name.strip() + "\"");
		}
		respondToAllowlist = respondToAllowlist == null ? List.of() : List.copyOf(respondToAllowlist);
		unknown = unknown == null || unknown.isEmpty() ? "{}" : unknown;
	}

	/** With a name and perhaps a persona only. */
	public AgentDefinition(String name, @Nullable String persona) {
		this(name, persona, null, null, null, null, null, null, List.of(), "{}");
	}

	public AgentDefinition withName(String other) {
		return new AgentDefinition(other, persona, systemPrompt, model, provider, personaSourceVersion, parallelism, respondTo,
				respondToAllowlist, unknown);
	}

	/** With other members that we do not know, a JSON object. */
	public AgentDefinition withUnknown(String other) {
		return new AgentDefinition(name, persona, systemPrompt, model, provider, personaSourceVersion, parallelism, respondTo, respondToAllowlist, other);
	}

	/** With instructions, model and provider of its own, which count while it plays no persona. */
	public AgentDefinition withOwn(@Nullable String prompt, @Nullable String ownModel, @Nullable String ownProvider) {
		return new AgentDefinition(name, persona, prompt, ownModel, ownProvider, personaSourceVersion, parallelism, respondTo, respondToAllowlist, unknown);
	}

	/** With another number at the same time, and answering others. */
	public AgentDefinition answering(@Nullable Integer atOnce, @Nullable String to, List<String> allowed) {
		return new AgentDefinition(name, persona, systemPrompt, model, provider, personaSourceVersion, atOnce, to, allowed, unknown);
	}

	/** Whether an agent that was started with the other is told the same: its persona, or what is its own. */
	public boolean tells(AgentDefinition other) {
		return Objects.equals(persona, other.persona) && Objects.equals(systemPrompt, other.systemPrompt) && Objects.equals(model, other.model)
				&& Objects.equals(provider, other.provider);
	}

	/** Plays that persona, or none; what was its own instead goes. */
	public AgentDefinition withPersona(@Nullable String slug) {
		return new AgentDefinition(name, slug, null, null, null, null, parallelism, respondTo, respondToAllowlist, unknown);
	}
}
