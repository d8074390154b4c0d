package dev.umbra.core.agent;

import org.jspecify.annotations.Nullable;

/**
 * The layer that follows a person from device to device.
 *
 * @param persona slug of the persona it plays, or null
 */
public record AgentDefinition(String name, @Nullable String persona) {
	public AgentDefinition {
		if (name.isBlank() || name.length() > 100 || name.chars().anyMatch(Character::isISOControl)) {
			throw new IllegalArgumentException(
					"an agent's name has 1 to 100 characters and no control characters: \"" + name.strip() + "\"");
		}
	}
}
