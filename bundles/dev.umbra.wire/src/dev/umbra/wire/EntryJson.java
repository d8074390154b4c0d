package dev.umbra.wire;

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.Entry;

/**
 * An entry as programs see it: one flat object, whatever its kind (docs/formats/cli.md). The first twelve fields are
 * always there, null where they do not apply; the others only where they say something.
 */
public final class EntryJson {
	private EntryJson() {
	}

	/** @param entry with its whole text */
	public static ObjectNode of(Entry entry) {
		ObjectNode json = Codec.object().put("id", entry.id().value()).put("ordinal", entry.ordinal())
				.put("revision", entry.revision()).put("turn", entry.turn() == null ? null : entry.turn().value())
				.put("kind", entry.kind().word()).put("status", entry.status().word()).put("text", entry.text());
		json.putNull("title").putNull("toolKind").putNull("diffs").putNull("error").putNull("options");
		switch (entry.detail()) {
		case Detail.Plain() -> {
			// the text says it all
		}
		case Detail.Prompt(List<Enclosure> enclosures) -> {
			ArrayNode array = json.putArray("enclosures");
			enclosures.forEach(enclosure -> array.add(enclosure(enclosure)));
		}
		case Detail.Media(Enclosure enclosure) -> json.set("enclosure", enclosure(enclosure));
		case Detail.Notice(String severity) -> json.put("severity", severity);
		case Detail.Compaction(String id, String state, String error) -> {
			json.put("compaction", id).put("state", state);
			if (error != null) {
				json.putObject("error").put("code", "compaction").put("message", error).putNull("hint");
			}
		}
		case Detail.Input input -> input(json, input);
		case Detail.Login login -> login(json, login);
		case Detail.Tool tool -> tool(json, tool);
		case Detail.Plan(List<Detail.PlanItem> items) -> items(json.putArray("items"), items);
		case Detail.Permission permission -> permission(json, permission);
		case Detail.Fault(String code, String message, String hint) -> json.putObject("error").put("code", code)
				.put("message", message).put("hint", hint);
		case Detail.Lifecycle(String event) -> json.put("event", event);
		case Detail.Unknown(String name, String raw) -> json.put("name", name).put("raw", raw);
		}
		json.put("created", entry.created().toString());
		json.put("ended", entry.ended() == null ? null : entry.ended().toString());
		return json;
	}

	public static ObjectNode enclosure(Enclosure enclosure) {
		return Codec.object().put("kind", enclosure.kind().name().toLowerCase(Locale.ROOT)).put("name", enclosure.name())
				.put("mimeType", enclosure.mimeType()).put("uri", enclosure.uri()).put("blob", enclosure.blob())
				.put("bytes", enclosure.bytes());
	}

	private static void input(ObjectNode json, Detail.Input input) {
		json.put("title", input.title());
		json.set("fields", fields(input.fields()));
		optional(json, "call", input.call());
		optional(json, "url", input.url());
		optional(json, "action", input.action());
		if (input.content() != null) {
			json.set("content", Codec.parse(input.content()));
		}
		optional(json, "answeredBy", input.answeredBy());
	}

	/** {@code [{"name","title","description","form","required","choices",…}]} */
	public static ArrayNode fields(List<Detail.Field> fields) {
		ArrayNode array = Codec.object().putArray("fields");
		fields.forEach(field -> array.add(Codec.tree(field)));
		return array;
	}

	private static void login(ObjectNode json, Detail.Login login) {
		json.set("methods", methods(login.methods()));
		optional(json, "chosen", login.chosen());
		optional(json, "answeredBy", login.answeredBy());
	}

	/** {@code [{"method","name","description","inTerminal"}]} */
	public static ArrayNode methods(List<Detail.LoginMethod> methods) {
		ArrayNode array = Codec.object().putArray("methods");
		for (Detail.LoginMethod method : methods) {
			array.addObject().put("method", method.id()).put("name", method.name()).put("description", method.description())
					.put("inTerminal", method.inTerminal());
		}
		return array;
	}

	private static void tool(ObjectNode json, Detail.Tool tool) {
		json.put("title", tool.title()).put("toolKind", tool.kind()).put("call", tool.call());
		json.set("diffs", diffs(tool.content()));
		content(json, tool.content());
		if (!tool.locations().isEmpty()) {
			ArrayNode locations = json.putArray("locations");
			for (Detail.Location location : tool.locations()) {
				locations.addObject().put("path", location.path()).put("line", location.line());
			}
		}
		optional(json, "rawInput", tool.rawInput());
		optional(json, "rawOutput", tool.rawOutput());
		if (tool.orphan()) {
			json.put("orphan", true);
		}
		optional(json, "name", tool.name());
		if (!tool.terminals().isEmpty()) {
			ArrayNode terminals = json.putArray("terminals");
			tool.terminals().forEach(terminal -> terminals.add(Codec.tree(terminal)));
		}
		if (tool.whole() > 0) {
			json.put("whole", tool.whole());
		}
	}

	private static void permission(ObjectNode json, Detail.Permission permission) {
		json.put("title", permission.title()).put("toolKind", permission.kind());
		json.set("diffs", diffs(permission.content()));
		json.set("options", options(permission.options()));
		json.put("origin", permission.origin() == Detail.Permission.Origin.HOST ? "host" : "agent");
		ArrayNode paths = json.putArray("paths");
		permission.paths().forEach(paths::add);
		content(json, permission.content());
		optional(json, "call", permission.call());
		optional(json, "tool", permission.tool() == null ? null : permission.tool().value());
		optional(json, "command", permission.command());
		optional(json, "chosen", permission.chosen());
		optional(json, "answeredBy", permission.answeredBy());
		optional(json, "decidedBy", permission.decidedBy());
	}

	/** {@code [{"option","kind","name"}]} */
	public static ArrayNode options(List<Detail.Option> options) {
		ArrayNode array = Codec.object().putArray("options");
		for (Detail.Option option : options) {
			array.addObject().put("option", option.id()).put("kind", option.kind()).put("name", option.name());
		}
		return array;
	}

	/** {@code [{"path","oldText","newText"}]}, null where there is none; {@code oldText} is null for a new file */
	public static @Nullable JsonNode diffs(List<Detail.ToolContent> content) {
		ArrayNode array = Codec.object().putArray("diffs");
		for (Detail.ToolContent piece : content) {
			if (piece instanceof Detail.ToolContent.Diff(String path, String oldText, String newText)) {
				array.addObject().put("path", path).put("oldText", oldText).put("newText", newText);
			}
		}
		return array.isEmpty() ? null : array;
	}

	private static void content(ObjectNode json, List<Detail.ToolContent> content) {
		ArrayNode array = Codec.object().putArray("content");
		for (Detail.ToolContent piece : content) {
			switch (piece) {
			case Detail.ToolContent.Text(String text) -> array.addObject().put("type", "text").put("text", text);
			case Detail.ToolContent.Terminal(String terminal) -> array.addObject().put("type", "terminal").put("terminal",
					terminal);
			case Detail.ToolContent.Media(Enclosure enclosure) -> array.addObject().put("type", "media").set("enclosure",
					enclosure(enclosure));
			case Detail.ToolContent.Other(String type, String raw) -> array.addObject().put("type", type).put("raw", raw);
			case Detail.ToolContent.Diff diff -> {
				// told by "diffs"
			}
			}
		}
		if (!array.isEmpty()) {
			json.set("content", array);
		}
	}

	private static void items(ArrayNode array, List<Detail.PlanItem> items) {
		for (Detail.PlanItem item : items) {
			array.addObject().put("content", item.content()).put("priority", item.priority()).put("status", item.status());
		}
	}

	private static void optional(ObjectNode json, String name, @Nullable String value) {
		if (value != null) {
			json.put(name, value);
		}
	}
}
