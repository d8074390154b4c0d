package dev.umbra.core.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Json;
import dev.umbra.core.Slug;
import dev.umbra.core.TeamId;

/**
 * Personas and teams as files that people pass on: {@code .persona.md} (flat front matter with the keys of the wire, the prompt as
 * body), {@code .persona.json} (the wire's content and {@code slug}), {@code .team.json} (the wire's content, {@code id}, and its
 * personas). Neither environment nor secrets are written, nor read from one.
 */
public final class PersonaFile {
	public static final String MARKDOWN = ".persona.md";
	public static final String JSON = ".persona.json";
	public static final String TEAM = ".team.json";
	private static final String FENCE = "---";
	private static final Set<String> NEVER = Set.of("env", "environment", "command", "args", "secrets", "secret", "api_key", "token", "private_key",
			"nsec");

	private PersonaFile() {
	}

	/**
	 * What is in a file.
	 *
	 * @param id slug or team id as the file has it, or null: a new one is to be made
	 * @param left names of members that were left out, since no file may bring them
	 */
	public record Part(RecordKind kind, @Nullable String id, String content, List<String> left) {
		public Part {
			left = List.copyOf(left);
		}
	}

	/** @throws IllegalArgumentException in words, if it cannot be such a file */
	public static List<Part> read(String name, String text) {
		if (name.endsWith(MARKDOWN) || name.endsWith(".md")) {
			return List.of(persona(markdown(text)));
		}
		if (!(Json.read(text) instanceof Map<?, ?> map)) {
			throw new IllegalArgumentException("it is no JSON object");
		}
		Map<String, Object> members = members(map);
		if (!name.endsWith(TEAM)) {
			return List.of(persona(members));
		}
		List<Part> parts = new ArrayList<>();
		if (members.remove("personas") instanceof List<?> personas) {
			for (Object each : personas) {
				if (each instanceof Map<?, ?> persona) {
					parts.add(persona(members(persona)));
				}
			}
		}
		Object id = members.remove("id");
		List<String> left = leave(members);
		parts.add(new Part(RecordKind.TEAM, id instanceof String word ? word : null, CanonicalJson.of(members), left));
		return List.copyOf(parts);
	}

	private static Map<String, Object> members(Map<?, ?> map) {
		Map<String, Object> members = new LinkedHashMap<>();
		map.forEach((name, value) -> members.put(String.valueOf(name), value));
		return members;
	}

	private static Part persona(Map<String, Object> members) {
		Object slug = members.remove("slug");
		List<String> left = leave(members);
		return new Part(RecordKind.PERSONA, slug instanceof String word ? word : null, Incoming.canonical(RecordKind.PERSONA, CanonicalJson.of(members)),
				left);
	}

	private static List<String> leave(Map<String, Object> members) {
		List<String> left = members.keySet().stream().filter(NEVER::contains).toList();
		left.forEach(members::remove);
		return left;
	}

	private static Map<String, Object> markdown(String text) {
		List<String> lines = text.replace("\r\n", "\n").lines().toList();
		int end = lines.isEmpty() || !lines.getFirst().strip().equals(FENCE) ? -1
				: lines.subList(1, lines.size()).stream().map(String::strip).toList().indexOf(FENCE) + 1;
		if (end < 1) {
			throw new IllegalArgumentException("it does not begin with a line of --- and lines of key: value up to the next ---");
		}
		Map<String, Object> members = new LinkedHashMap<>();
		for (String line : lines.subList(1, end)) {
			if (!line.isBlank() && !line.startsWith("#")) {
				int colon = line.indexOf(':');
				if (colon < 1) {
					throw new IllegalArgumentException("this line is not key: value: " + line);
				}
				String key = line.substring(0, colon).strip();
				if (members.put(key, value(key, line.substring(colon + 1).strip())) != null) {
					throw new IllegalArgumentException(key + " is there twice");
				}
			}
		}
		String body = String.join("\n", lines.subList(end + 1, lines.size())).strip();
		if (!body.isEmpty()) {
			members.put("system_prompt", body);
		}
		return members;
	}

	private static Object value(String key, String text) {
		if (text.startsWith("\"") || text.startsWith("[") || text.startsWith("{")) {
			return Json.read(text);
		}
		if (key.equals("name_pool") || key.equals("respond_to_allowlist")) {
			return text.isEmpty() ? List.of() : List.of(text.split("\\s*,\\s*"));
		}
		return key.equals("parallelism") ? Json.read(text) : text;
	}

	/** @param content of its record */
	public static String markdown(Slug slug, String content) {
		Members members = Members.read(PersonaContent.KNOWN, content);
		StringBuilder out = new StringBuilder(FENCE + "\nslug: " + slug.value() + "\n");
		String prompt = Optional.ofNullable(members.text("system_prompt")).orElse("");
		if (!(Json.read(members.without(List.of("system_prompt")).json()) instanceof Map<?, ?> map)) {
			throw new IllegalStateException("a content is an object");
		}
		map.forEach((name, value) -> {
			if (value != Json.NULL && !NEVER.contains(String.valueOf(name))) {
				out.append(name).append(": ").append(value instanceof String text && plain(text) ? text : CanonicalJson.of(value)).append('\n');
			}
		});
		return out.append(FENCE).append('\n').append(prompt).append(prompt.isEmpty() ? "" : "\n").toString();
	}

	private static boolean plain(String text) {
		return !text.isEmpty() && text.equals(text.strip()) && text.chars().noneMatch(Character::isISOControl) && "\"[{".indexOf(text.charAt(0)) < 0;
	}

	/** @param content of its record */
	public static String json(Slug slug, String content) {
		return CanonicalJson.of(object("slug", slug.value(), content)) + "\n";
	}

	/** @param personas contents of its members, by slug */
	public static String team(TeamId id, String content, Map<Slug, String> personas) {
		Map<String, Object> team = object("id", id.value(), content);
		team.put("personas", personas.entrySet().stream().map(each -> (Object) object("slug", each.getKey().value(), each.getValue())).toList());
		return CanonicalJson.of(team) + "\n";
	}

	private static Map<String, Object> object(String first, String value, String content) {
		Map<String, Object> members = new LinkedHashMap<>();
		members.put(first, value);
		if (Json.read(content) instanceof Map<?, ?> map) {
			map.forEach((name, each) -> {
				if (each != Json.NULL && !NEVER.contains(String.valueOf(name))) {
					members.put(String.valueOf(name), each);
				}
			});
		}
		return members;
	}
}
