package dev.umbra.bench.acp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.session.Detail.ToolContent;
import dev.umbra.wire.JsonTree;
import org.jspecify.annotations.Nullable;

/**
 * {@code releng/acp-schema.sh SCHEMA}: whether what Umbra says to agents, and what it understands of them, is what this
 * schema of ACP v1 says. Exit code 0 if so, 1 if not, 2 if there is no such schema; the findings are on standard output.
 */
public final class AcpSchema {
	private static final Map<String, List<String>> VOCABULARY = Map.of(
			"ToolKind", List.of("read", "edit", "delete", "move", "search", "execute", "think", "fetch", "switch_mode", "other"),
			"ToolCallStatus", List.of("pending", "in_progress", "completed", "failed"),
			"StopReason", List.of("end_turn", "max_tokens", "max_turn_requests", "refusal", "cancelled"),
			"PermissionOptionKind", List.of("allow_once", "allow_always", "reject_once", "reject_always"),
			"PlanEntryStatus", List.of("pending", "in_progress", "completed"),
			"PlanEntryPriority", List.of("high", "medium", "low"),
			"NoticeSeverity", List.of("info", "warning", "error"),
			"CompactionStatus", List.of("in_progress", "completed", "failed", "cancelled"),
			"SessionConfigOptionCategory", List.of("mode", "model", "model_config", "thought_level"),
			"ErrorCode", List.of("-32700", "-32600", "-32601", "-32602", "-32603", "-32800", "-32000", "-32002"));

	private final JsonSchema schema;
	private final SchemaMethods methods;
	private final Findings findings = new Findings();

	private AcpSchema(JsonSchema schema) {
		this.schema = schema;
		this.methods = new SchemaMethods(schema);
	}

	public static void main(String[] args) throws Exception {
		if (args.length != 1) {
			System.err.println("Which schema? For example: releng/acp-schema.sh schema-v1.json");
			System.exit(2);
		}
		int exit;
		try {
			AcpSchema check = new AcpSchema(new JsonSchema(JsonTree.parse(Files.readString(Path.of(args[0])))));
			check.run();
			exit = check.told();
		} catch (NoSuchFileException e) {
			System.err.println("No such schema: " + args[0]);
			exit = 2;
		} catch (IllegalArgumentException e) {
			System.err.println(args[0] + " is not a schema of ACP v1: " + e.getMessage());
			exit = 2;
		}
		System.exit(exit);
	}

	private int told() {
		findings.all().forEach(words -> System.out.println("- " + words));
		System.out.println(findings.count() + " things were compared with the schema: "
				+ (findings.all().isEmpty() ? "all agree." : findings.all().size() + " findings."));
		return findings.all().isEmpty() ? 0 : 1;
	}

	private void run() throws IOException, InterruptedException {
		VOCABULARY.forEach((definition, words) -> findings.compare(definition, constants(definition), words));
		Path folder = Files.createTempDirectory("umbra-acp-schema").toRealPath();
		try (Drive drive = new Drive(folder)) {
			Files.writeString(folder.resolve("a.txt"), "contents\n");
			SchemaScript script = new SchemaScript(schema, methods, folder);
			JsonNode said = script.script();
			try {
				drive.run(said);
			} catch (IllegalStateException e) {
				findings.add("a call that the schema allows failed: " + e.getMessage());
			}
			sent(drive.sent(), script);
			understood(drive.heard(Drive.SESSION), script, Set.of("user_message_chunk"));
			// how modes and options stand is said by the answer to the load
			understood(drive.heard(Drive.ADOPTED), script, Set.of("current_mode_update", "config_option_update"));
			heard(drive);
		} finally {
			remove(folder);
		}
		schema.strange().forEach(word -> findings.add("the schema uses the keyword " + word + ", which this check does not know"));
	}

	private List<String> constants(String definition) {
		JsonNode rule = schema.definition(definition);
		Set<String> words = new LinkedHashSet<>();
		for (String choice : List.of("oneOf", "anyOf")) {
			rule.path(choice).forEach(branch -> {
				if (branch.has("const")) {
					words.add(branch.path("const").asText());
				}
			});
		}
		return List.copyOf(words);
	}

	// ---- what we sent

	private void sent(List<JsonNode> sent, SchemaScript script) {
		Set<String> said = new TreeSet<>();
		Set<String> blocks = new TreeSet<>();
		Map<Integer, JsonNode> answers = new HashMap<>();
		for (JsonNode message : sent) {
			if (message.has("method")) {
				String method = message.path("method").asText();
				said.add(method);
				valid(method, message.has("id") ? methods.request(method, "agent") : methods.notification(method, "agent"),
						message.path("params"));
				message.path("params").path("prompt").forEach(block -> blocks.add(block.path("type").asText()));
			} else {
				answers.put(message.path("id").asInt(-1), message);
			}
		}
		findings.compare("method to the agent", methods.toAgent(), said);
		findings.compare("content block", variants("ContentBlock", "type"), blocks);
		for (int id = 0; id < script.requests(); id++) {
			answered(script.asked(id), answers.get(id));
		}
	}

	private void answered(String method, @Nullable JsonNode answer) {
		if (answer == null) {
			findings.add(method + " was not answered");
		} else if (answer.has("error")) {
			findings.add(method + " was answered with an error: " + answer.path("error"));
		} else {
			valid("the answer to " + method, methods.response(method, "client"), answer.path("result"));
		}
	}

	private void valid(String what, @Nullable String definition, JsonNode value) {
		if (definition != null) {
			findings.looked();
			schema.problems(schema.definition(definition), value).forEach(words -> findings.add(what + ": " + words));
		}
	}

	private Set<String> variants(String definition, String member) {
		Set<String> words = new TreeSet<>();
		schema.definition(definition).path("oneOf")
				.forEach(branch -> words.add(branch.path("properties").path(member).path("const").asText()));
		return words;
	}

	// ---- what we understood

	/** @param without kinds that have no meaning here */
	private void understood(List<AgentInput> heard, SchemaScript script, Set<String> without) {
		Map<Integer, Integer> counts = new HashMap<>();
		int number = -1;
		for (AgentInput each : heard) {
			AgentInput input = each instanceof AgentInput.Replayed replayed ? replayed.input() : each;
			if (input instanceof AgentInput.Chunk chunk && chunk.text().matches("#[0-9]+")) {
				number = Integer.parseInt(chunk.text().substring(1));
			} else if (number >= 0 && number < script.updates().size()) {
				counts.merge(number, 1, Integer::sum);
				understood(input, script.updates().get(number));
			}
		}
		for (int i = 0; i < script.updates().size(); i++) {
			findings.looked();
			String kind = script.updates().get(i).path("sessionUpdate").asText();
			boolean empty = script.updates().get(i).size() == 1;
			if (!counts.containsKey(i) && !without.contains(kind) && !empty) {
				findings.add("the update " + kind + " means nothing to Umbra: " + script.updates().get(i));
			}
		}
	}

	private void understood(AgentInput input, JsonNode update) {
		if (input instanceof AgentInput.UnknownUpdate) {
			findings.add("the update " + update.path("sessionUpdate").asText() + " is unknown to Umbra: " + update);
		} else if (input instanceof AgentInput.ToolUpdate tool && tool.content() != null) {
			for (ToolContent piece : tool.content()) {
				if (piece instanceof ToolContent.Other other) {
					findings.add("content of a tool call is unknown to Umbra: " + other.raw());
				}
			}
		}
	}

	private void heard(Drive drive) {
		Set<Class<?>> kinds = new HashSet<>();
		drive.heard(Drive.SESSION).forEach(input -> kinds.add(input.getClass()));
		for (Class<?> kind : List.of(AgentInput.PermissionAsked.class, AgentInput.WriteAsked.class, AgentInput.CommandAsked.class,
				AgentInput.InputAsked.class, AgentInput.InputCompleted.class, AgentInput.TurnEnded.class)) {
			findings.looked();
			if (!kinds.contains(kind)) {
				findings.add("nothing came of it: " + kind.getSimpleName());
			}
		}
		drive.notes().stream().filter(words -> words.startsWith("left out of") || words.startsWith("exit") && !words.startsWith("exit 0"))
				.forEach(words -> findings.add("noted: " + words.strip()));
	}

	private static void remove(Path folder) throws IOException {
		try (Stream<Path> all = Files.walk(folder)) {
			all.sorted(Comparator.reverseOrder()).forEach(file -> {
				try {
					Files.deleteIfExists(file);
				} catch (IOException e) {
					throw new UncheckedIOException(e);
				}
			});
		}
	}
}
