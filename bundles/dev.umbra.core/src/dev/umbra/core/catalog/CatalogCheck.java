package dev.umbra.core.catalog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.ForeignText;
import dev.umbra.core.Slug;
import dev.umbra.core.agent.AgentDefinition;

/** What personas, teams and agents must be to be taken, from a person, a file or a relay: the same everywhere, in words per field. */
public final class CatalogCheck {
	/** UTF-16 code units of a name. */
	public static final int LONGEST_NAME = 100;
	/** Characters of a persona's description. */
	public static final int LONGEST_DESCRIPTION = 280;
	private static final int LONGEST_WORD = 2048;
	private static final int MOST_NAMES = 100;
	private static final int MOST_ALLOWED = 1000;
	private static final int MOST_MEMBERS = 100;
	private static final int MOST_PARALLEL = 1000;
	private final List<FieldProblem> problems = new ArrayList<>();

	private CatalogCheck() {
	}

	/** Empty: nothing is wrong. Fields are named as in {@link Persona}. */
	public static List<FieldProblem> of(Persona persona) {
		CatalogCheck check = new CatalogCheck();
		check.name("displayName", persona.displayName());
		check.prompt("systemPrompt", persona.systemPrompt());
		check.line("acpCommand", persona.acpCommand());
		check.line("avatarUrl", persona.avatarUrl());
		check.line("runtime", persona.runtime());
		check.line("model", persona.model());
		check.line("provider", persona.provider());
		check.names("namePool", persona.namePool());
		check.answering(persona.respondTo(), persona.respondToAllowlist(), persona.parallelism());
		check.prompt("description", persona.description());
		String description = persona.description();
		if (description != null && description.codePointCount(0, description.length()) > LONGEST_DESCRIPTION) {
			check.add("description", "It has at most " + LONGEST_DESCRIPTION + " characters; this one has "
					+ description.codePointCount(0, description.length()) + ".");
		}
		check.size("systemPrompt", PersonaContent.of(persona, null));
		return List.copyOf(check.problems);
	}

	/** Empty: nothing is wrong. Fields are named as in {@link Team}. */
	public static List<FieldProblem> of(Team team) {
		CatalogCheck check = new CatalogCheck();
		check.name("name", team.name());
		check.prompt("description", team.description());
		check.prompt("instructions", team.instructions());
		if (team.personas().size() > MOST_MEMBERS) {
			check.add("personas", "A team has at most " + MOST_MEMBERS + " members.");
		}
		team.personas().stream().filter(slug -> !Slug.isOne(slug)).findFirst()
				.ifPresent(bad -> check.add("personas", "\"" + ForeignText.shownOnOneLine(ForeignText.shortened(bad, 80)) + "\" is no slug of a persona."));
		check.size("instructions", TeamContent.of(team, null));
		return List.copyOf(check.problems);
	}

	/** Empty: nothing is wrong. Fields are named as in {@link AgentDefinition}. */
	public static List<FieldProblem> of(AgentDefinition agent) {
		CatalogCheck check = new CatalogCheck();
		check.name("name", agent.name());
		String persona = agent.persona();
		if (persona != null && !Slug.isOne(persona)) {
			check.add("persona", "It is no slug of a persona.");
		}
		check.prompt("systemPrompt", agent.systemPrompt());
		check.line("model", agent.model());
		check.line("provider", agent.provider());
		check.line("personaSourceVersion", agent.personaSourceVersion());
		check.answering(agent.respondTo(), agent.respondToAllowlist(), agent.parallelism());
		check.size("systemPrompt", AgentContent.of(agent, null));
		return List.copyOf(check.problems);
	}

	/** What is wrong with a name, in words; null if nothing. */
	public static @Nullable String nameProblem(String name) {
		if (name.isBlank()) {
			return "A name is needed.";
		}
		if (name.length() > LONGEST_NAME) {
			return "A name has at most " + LONGEST_NAME + " characters; this one has " + name.length() + ".";
		}
		if (name.chars().anyMatch(Character::isISOControl)) {
			return "A name is one line without control characters.";
		}
		if (ForeignText.hasBidirectional(name) || ForeignText.hasZeroWidth(name)) {
			return "A name has no characters that are invisible or change the direction of reading: " + ForeignText.shownOnOneLine(name);
		}
		return null;
	}

	private void name(String field, String name) {
		String words = nameProblem(name);
		if (words != null) {
			add(field, words);
		}
	}

	private void prompt(String field, @Nullable String text) {
		if (text == null) {
			return;
		}
		if (ForeignText.hasBidirectional(text)) {
			add(field, "It has characters that change the direction of reading, which could hide what it says. Take them out.");
		} else if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r')) {
			add(field, "It has control characters. Take them out.");
		}
	}

	private void line(String field, @Nullable String text) {
		if (text == null) {
			return;
		}
		if (text.length() > LONGEST_WORD) {
			add(field, "It has at most " + LONGEST_WORD + " characters.");
		} else if (text.isBlank() || text.chars().anyMatch(Character::isISOControl) || ForeignText.hasBidirectional(text)
				|| ForeignText.hasZeroWidth(text)) {
			add(field, "It is one line without invisible characters.");
		}
	}

	private void names(String field, List<String> names) {
		if (names.size() > MOST_NAMES) {
			add(field, "At most " + MOST_NAMES + " names.");
		}
		names.stream().map(CatalogCheck::nameProblem).filter(words -> words != null).findFirst().ifPresent(words -> add(field, words));
	}

	private void answering(@Nullable String respondTo, List<String> allowed, @Nullable Integer parallelism) {
		line("respondTo", respondTo);
		if (allowed.size() > MOST_ALLOWED) {
			add("respondToAllowlist", "At most " + MOST_ALLOWED + " entries.");
		}
		if (allowed.stream().anyMatch(who -> who.isBlank() || who.length() > LONGEST_WORD || who.chars().anyMatch(Character::isISOControl))) {
			add("respondToAllowlist", "Each entry is one line.");
		}
		if (parallelism != null && (parallelism < 1 || parallelism > MOST_PARALLEL)) {
			add("parallelism", "A number from 1 to " + MOST_PARALLEL + ".");
		}
	}

	private void size(String field, String content) {
		int bytes = content.getBytes(StandardCharsets.UTF_8).length;
		if (bytes > Incoming.MOST_BYTES) {
			add(field, "All of it together has at most " + Incoming.MOST_BYTES + " bytes, for relays; this has " + bytes + ". Make it shorter.");
		}
	}

	private void add(String field, String words) {
		problems.add(new FieldProblem(field, words));
	}
}
