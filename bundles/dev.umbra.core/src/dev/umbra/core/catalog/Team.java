package dev.umbra.core.catalog;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.TeamId;

/**
 * Personas that work on one thing together.
 *
 * @param instructions for all of them, or null
 * @param personas slugs, in the team's order; one that is not there is a missing member
 * @param unknown members of its content that we do not know, a JSON object; kept and published again
 */
public record Team(TeamId id, String name, @Nullable String description, @Nullable String instructions, List<String> personas,
		String unknown) {
	public Team {
		Objects.requireNonNull(id, "id");
		Objects.requireNonNull(name, "name");
		personas = personas == null ? List.of() : List.copyOf(personas);
		unknown = unknown == null || unknown.isEmpty() ? "{}" : unknown;
	}
}
