package dev.umbra.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Teams;

/** The calls that save a draft: what the person changed, nothing else. Pure. */
public final class Saving {
	private Saving() {
	}

	/**
	 * @param persona null: a new one
	 * @param expected hash of the content that the draft began with, or null
	 */
	public static Personas.Save persona(Draft d, CommandId command, @Nullable String persona, @Nullable String expected) {
		return new Personas.Save(command, persona, expected, d.changedText("displayName"), d.changedText("systemPrompt"), d.changedText("acpCommand"),
				d.changedText("avatarUrl"), d.changedText("runtime"), d.changedText("model"), d.changedText("provider"), d.changedList("namePool"),
				d.changedText("respondTo"), d.changedList("respondToAllowlist"), parallelism(d), d.changedText("description"));
	}

	/** 0 clears. */
	private static @Nullable Integer parallelism(Draft d) {
		Integer number = Lines.number(d.text("parallelism"));
		return !d.isChanged("parallelism") ? null : number == null ? Integer.valueOf(0) : number;
	}

	/** @param team null: a new one @param expected as for personas */
	public static Teams.Save team(Draft d, CommandId command, @Nullable String team, @Nullable String expected) {
		return new Teams.Save(command, team, expected, d.changedText("name"), d.changedText("description"), d.changedText("instructions"),
				d.changedList("personas"));
	}

	/** While it plays a persona, what is its own instead is not among it. @param expected hash of the definition that the draft began with, or null */
	public static Agents.Set agent(Draft d, CommandId command, String agent, @Nullable String expected) {
		Map<String, String> values = new LinkedHashMap<>();
		boolean own = d.text("persona").isBlank();
		put(values, "name", d.changedText("name"));
		put(values, "persona", d.changedText("persona"));
		put(values, "instructions", own ? d.changedText("systemPrompt") : null);
		put(values, "own-model", own ? d.changedText("model") : null);
		put(values, "own-provider", own ? d.changedText("provider") : null);
		put(values, "parallelism", d.changedText("parallelism"));
		put(values, "respond-to", d.changedText("respondTo"));
		put(values, "respond-to-allowlist", d.isChanged("respondToAllowlist") ? Lines.text(d.list("respondToAllowlist")) : null);
		return new Agents.Set(command, agent, values, Map.of(), List.of(), null, expected);
	}

	private static void put(Map<String, String> values, String key, @Nullable String value) {
		if (value != null) {
			values.put(key, value.strip());
		}
	}
}
