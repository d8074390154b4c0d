package dev.umbra.bench.acp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * The part of JSON Schema (2020-12) that ACP's schema uses. Stricter in one thing: a member that no schema of its object
 * declares is a problem, since it is most likely misspelt or was renamed; {@code _meta} and open objects excepted. A keyword
 * that is not known here is a problem too, not passed over.
 */
final class JsonSchema {
	/** All that are checked, and those that say nothing about validity. */
	private static final Set<String> WORDS = Set.of("$ref", "required", "type", "const", "enum", "minimum", "maximum", "minLength",
			"maxLength", "$schema", "$defs", "title", "description", "default", "format", "examples", "discriminator", "deprecated");

	private final JsonNode root;

	JsonSchema(JsonNode root) {
		this.root = root;
	}

	/** Names of definitions, with their schemas. */
	Map<String, JsonNode> definitions() {
		Map<String, JsonNode> all = new LinkedHashMap<>();
		root.path("$defs").properties().forEach(each -> all.put(each.getKey(), each.getValue()));
		return all;
	}

	/** @throws IllegalArgumentException if there is none of this name */
	JsonNode definition(String name) {
		JsonNode found = root.path("$defs").path(name);
		if (found.isMissingNode()) {
			throw new IllegalArgumentException("the schema has no definition " + name);
		}
		return found;
	}

	JsonNode resolved(JsonNode schema) {
		JsonNode at = schema;
		while (at.path("$ref").isTextual()) {
			at = definition(at.path("$ref").textValue().replaceFirst("^#/\\$defs/", ""));
		}
		return at;
	}

	/** Keywords of the schema that this class does not know. */
	Set<String> strange() {
		Set<String> strange = new TreeSet<>();
		strange(root, strange);
		definitions().values().forEach(each -> strange(each, strange));
		return strange;
	}

	private static void strange(JsonNode schema, Set<String> strange) {
		for (Map.Entry<String, JsonNode> keyword : schema.isObject() ? schema.properties() : Set.<Map.Entry<String, JsonNode>>of()) {
			switch (keyword.getKey()) {
			case "properties", "allOf", "anyOf", "oneOf" -> keyword.getValue().forEach(each -> strange(each, strange));
			case "not", "items", "additionalProperties", "unevaluatedProperties" -> strange(keyword.getValue(), strange);
			default -> {
				if (!WORDS.contains(keyword.getKey()) && !keyword.getKey().startsWith("x-")) {
					strange.add(keyword.getKey());
				}
			}
			}
		}
	}

	/** What is wrong with the value, each with its place; empty if it is valid. */
	List<String> problems(JsonNode schema, JsonNode value) {
		return instance(schema, value, "");
	}

	private List<String> instance(JsonNode schema, JsonNode value, String at) {
		Set<String> declared = new HashSet<>(Set.of("_meta"));
		List<String> problems = new ArrayList<>(applied(schema, value, at, declared));
		if (value.isObject() && !declared.contains("*")) {
			for (Map.Entry<String, JsonNode> member : value.properties()) {
				if (!declared.contains(member.getKey())) {
					problems.add(at + "/" + member.getKey() + " is not declared");
				}
			}
		}
		return problems;
	}

	/** @param declared takes the names of members that the schema, or a branch of it that fits, declares; {@code *} for any */
	private List<String> applied(JsonNode schema, JsonNode value, String at, Set<String> declared) {
		List<String> problems = new ArrayList<>();
		if (schema.isBoolean() || schema.isEmpty()) {
			declared.add("*");
			return problems;
		}
		for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
			JsonNode rule = keyword.getValue();
			switch (keyword.getKey()) {
			case "$ref" -> problems.addAll(applied(resolved(schema), value, at, declared));
			case "allOf" -> rule.forEach(each -> problems.addAll(applied(each, value, at, declared)));
			case "anyOf" -> problems.addAll(branches(rule, value, at, declared, false));
			case "oneOf" -> problems.addAll(branches(rule, value, at, declared, true));
			case "not" -> {
				if (applied(rule, value, at, new HashSet<>()).isEmpty()) {
					problems.add(at + " is what it must not be");
				}
			}
			case "properties", "required", "additionalProperties", "unevaluatedProperties" ->
				problems.addAll(members(keyword.getKey(), rule, schema, value, at, declared));
			case "items" -> {
				for (int i = 0; value.isArray() && i < value.size(); i++) {
					problems.addAll(instance(rule, value.path(i), at + "/" + i));
				}
			}
			default -> {
				String problem = scalar(keyword.getKey(), rule, value);
				if (problem != null) {
					problems.add((at.isEmpty() ? "it" : at) + " " + problem);
				}
			}
			}
		}
		return problems;
	}

	private List<String> branches(JsonNode branches, JsonNode value, String at, Set<String> declared, boolean one) {
		int fitting = 0;
		List<String> nearest = null;
		for (JsonNode branch : branches) {
			Set<String> here = new HashSet<>();
			List<String> problems = applied(branch, value, at, here);
			if (problems.isEmpty()) {
				fitting++;
				declared.addAll(here);
			} else if (nearest == null || problems.size() < nearest.size()) {
				nearest = problems;
			}
		}
		if (one && fitting > 1) {
			return List.of(at + " fits " + fitting + " of the variants, not one");
		}
		return fitting > 0 || nearest == null ? List.of() : nearest;
	}

	private List<String> members(String keyword, JsonNode rule, JsonNode schema, JsonNode value, String at,
			Set<String> declared) {
		List<String> problems = new ArrayList<>();
		switch (keyword) {
		case "properties" -> {
			for (Map.Entry<String, JsonNode> each : rule.properties()) {
				declared.add(each.getKey());
				if (value.has(each.getKey())) {
					problems.addAll(instance(each.getValue(), value.path(each.getKey()), at + "/" + each.getKey()));
				}
			}
		}
		case "required" -> {
			for (JsonNode name : rule) {
				if (value.isObject() && !value.has(name.asText())) {
					problems.add(at + "/" + name.asText() + " is missing");
				}
			}
		}
		default -> {
			declared.add("*");
			for (Map.Entry<String, JsonNode> each : value.properties()) {
				if (rule.isObject() && !schema.path("properties").has(each.getKey())) {
					problems.addAll(instance(rule, each.getValue(), at + "/" + each.getKey()));
				}
			}
		}
		}
		return problems;
	}

	private static @Nullable String scalar(String keyword, JsonNode rule, JsonNode value) {
		boolean fits = switch (keyword) {
		case "type" -> isOf(rule, value);
		case "const" -> rule.equals(value);
		case "enum" -> has(rule, value);
		case "minimum" -> !value.isNumber() || value.doubleValue() >= rule.doubleValue();
		case "maximum" -> !value.isNumber() || value.doubleValue() <= rule.doubleValue();
		case "minLength" -> !value.isTextual() || value.textValue().length() >= rule.intValue();
		case "maxLength" -> !value.isTextual() || value.textValue().length() <= rule.intValue();
		default -> true;
		};
		return fits ? null : "is " + shortened(value) + ", not of " + keyword + " " + rule;
	}

	private static boolean isOf(JsonNode types, JsonNode value) {
		if (types.isArray()) {
			for (JsonNode type : types) {
				if (isOf(type, value)) {
					return true;
				}
			}
			return false;
		}
		return switch (types.asText()) {
		case "object" -> value.isObject();
		case "array" -> value.isArray();
		case "string" -> value.isTextual();
		case "boolean" -> value.isBoolean();
		case "integer" -> value.isIntegralNumber();
		case "number" -> value.isNumber();
		case "null" -> value.isNull();
		default -> false;
		};
	}

	private static boolean has(JsonNode list, JsonNode value) {
		for (JsonNode each : list) {
			if (each.equals(value)) {
				return true;
			}
		}
		return false;
	}

	private static String shortened(JsonNode value) {
		String text = value.toString();
		return text.length() <= 80 ? text : text.substring(0, 80) + "…";
	}
}
