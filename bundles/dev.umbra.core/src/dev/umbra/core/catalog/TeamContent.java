package dev.umbra.core.catalog;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Json;
import dev.umbra.core.TeamId;

/**
 * A team as the content of its record (kind 30176): an allow-list. {@code instructions} and {@code persona_ids} are always there,
 * null and empty ones too, since absent ones mean <i>unchanged</i>.
 */
public final class TeamContent {
	static final List<String> KNOWN = List.of("name", "description", "instructions", "persona_ids");

	private TeamContent() {
	}

	/** @param before the content it had, or null for a new one */
	public static String of(Team team, @Nullable String before) {
		return new Members(KNOWN).text("name", team.name()).text("description", team.description())
				.always("instructions", blank(team.instructions()) ? Json.NULL : team.instructions()).always("persona_ids", team.personas())
				.rest(team.unknown()).cleared(before == null ? null : Members.read(KNOWN, before)).json();
	}

	private static boolean blank(@Nullable String text) {
		return text == null || text.isEmpty();
	}

	public static String hash(Team team) {
		return ContentHash.of(of(new Team(team.id(), team.name(), team.description(), team.instructions(), team.personas(), "{}"), null));
	}

	/** @throws IllegalArgumentException in words, if it cannot be one */
	public static Team read(TeamId id, String content) {
		return read(id, Members.read(KNOWN, content));
	}

	static Team read(TeamId id, Members in) {
		String name = in.text("name");
		if (name == null) {
			throw new IllegalArgumentException("name is missing");
		}
		return new Team(id, name, in.text("description"), in.text("instructions"), in.texts("persona_ids"), in.unknown());
	}
}
