package dev.umbra.core.catalog;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Slug;

/**
 * A persona as the content of its record (kind 30175): an allow-list. Absent members mean <i>unchanged</i> to other devices, so one
 * that was there and is cleared is published as null from then on.
 */
public final class PersonaContent {
	static final List<String> KNOWN = List.of("display_name", "system_prompt", "acp_command", "avatar_url", "runtime", "model", "provider",
			"name_pool", "respond_to", "respond_to_allowlist", "parallelism", "description");

	private PersonaContent() {
	}

	/** @param before the content it had, or null for a new one */
	public static String of(Persona persona, @Nullable String before) {
		return known(persona).text("description", persona.description()).rest(persona.unknown())
				.cleared(before == null ? null : Members.read(KNOWN, before)).json();
	}

	/** What drift is detected by: SHA-256 of what we know, without the description. */
	public static String hash(Persona persona) {
		return ContentHash.of(known(persona).json());
	}

	private static Members known(Persona p) {
		return new Members(KNOWN).text("display_name", p.displayName()).text("system_prompt", p.systemPrompt()).text("acp_command", p.acpCommand())
				.text("avatar_url", p.avatarUrl()).text("runtime", p.runtime()).text("model", p.model()).text("provider", p.provider())
				.texts("name_pool", p.namePool()).text("respond_to", p.respondTo()).texts("respond_to_allowlist", p.respondToAllowlist())
				.number("parallelism", p.parallelism());
	}

	/** @throws IllegalArgumentException in words, if it cannot be one */
	public static Persona read(Slug slug, String content) {
		return read(slug, Members.read(KNOWN, content));
	}

	static Persona read(Slug slug, Members in) {
		String name = in.text("display_name");
		if (name == null) {
			throw new IllegalArgumentException("display_name is missing");
		}
		return new Persona(slug, name, in.text("system_prompt"), in.text("acp_command"), in.text("avatar_url"), in.text("runtime"), in.text("model"),
				in.text("provider"), in.texts("name_pool"), in.text("respond_to"), in.texts("respond_to_allowlist"), in.number("parallelism"),
				in.text("description"), in.unknown());
	}
}
