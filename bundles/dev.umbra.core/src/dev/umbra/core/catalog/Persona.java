package dev.umbra.core.catalog;

import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Slug;

/**
 * Who an agent is to be: instructions, model, names. The layer that is synced.
 *
 * @param acpCommand how to start such an agent, as its maker has it; run only after a person on this device confirmed it
 * @param runtime id of a preset, for example {@code goose}
 * @param namePool names for the sessions of a team's members
 * @param respondTo carried, not enforced; {@code respondToAllowlist} likewise
 * @param unknown members of its content that we do not know, a JSON object; kept and published again
 */
public record Persona(Slug slug, String displayName, @Nullable String systemPrompt, @Nullable String acpCommand,
		@Nullable String avatarUrl, @Nullable String runtime, @Nullable String model, @Nullable String provider, List<String> namePool,
		@Nullable String respondTo, List<String> respondToAllowlist, @Nullable Integer parallelism, @Nullable String description,
		String unknown) {
	public Persona {
		Objects.requireNonNull(slug, "slug");
		Objects.requireNonNull(displayName, "displayName");
		namePool = namePool == null ? List.of() : List.copyOf(namePool);
		respondToAllowlist = respondToAllowlist == null ? List.of() : List.copyOf(respondToAllowlist);
		unknown = unknown == null || unknown.isEmpty() ? "{}" : unknown;
	}

	/** With a name only. */
	public static Persona named(Slug slug, String displayName) {
		return new Persona(slug, displayName, null, null, null, null, null, null, List.of(), null, List.of(), null, null, "{}");
	}
}
