package dev.umbra.agent;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Detail.ToolContent;
import dev.umbra.core.session.Usage;
import org.jspecify.annotations.Nullable;

/**
 * The one translation from ACP's updates (schema v1, {@code SessionUpdate}) to {@link AgentInput}. What it does not know
 * is kept raw. Any thread.
 */
final class Updates {
	private final Fields fields;

	/** What config options say, by their categories. Null parts were absent. */
	record Options(@Nullable String raw, @Nullable String mode, @Nullable String model, @Nullable String effort) {
	}

	Updates(Fields fields) {
		this.fields = fields;
	}

	/** @return what the update means, in order; empty for those that are of no use to us */
	List<AgentInput> of(JsonNode update) {
		String kind = fields.text(update, "session/update", "sessionUpdate");
		if (kind == null) {
			return List.of(new AgentInput.UnknownUpdate("", update.toString()));
		}
		return switch (kind) {
		case "agent_message_chunk" -> List.of(chunk(kind, update, AgentInput.Stream.MESSAGE));
		case "agent_thought_chunk" -> List.of(chunk(kind, update, AgentInput.Stream.THOUGHT));
		case "tool_call", "tool_call_update" -> {
			String call = fields.text(update, kind, "toolCallId");
			yield List.of(call == null ? new AgentInput.UnknownUpdate(kind, update.toString())
					: tool(update, kind, call, kind.equals("tool_call")));
		}
		case "plan" -> List.of(plan(update));
		case "usage_update" -> List.of(new AgentInput.UsageReport(contextUsage(update)));
		case "current_mode_update" -> one(fields.text(update, kind, "currentModeId"), AgentInput.ModeChanged::new);
		case "session_info_update" -> one(fields.text(update, kind, "title"), AgentInput.TitleChanged::new);
		case "config_option_update" -> optionsChanged(update);
		case "notice" -> notice(kind, update);
		// the prompt is stored when it is sent; commands have no place of their own yet
		case "user_message_chunk", "available_commands_update" -> List.of();
		default -> List.of(new AgentInput.UnknownUpdate(kind, update.toString()));
		};
	}

	/** A tool call as an update or a permission request carries it. */
	AgentInput.ToolUpdate tool(JsonNode in, String where, String call, boolean announced) {
		List<JsonNode> content = fields.objects(in, where, "content");
		return new AgentInput.ToolUpdate(call, announced, fields.text(in, where, "title"), fields.text(in, where, "kind"),
				fields.text(in, where, "status"), locations(in, where), content == null ? null : content(content),
				raw(in, "rawInput"), raw(in, "rawOutput"));
	}

	/** What the answer to a prompt says of its cost. */
	Usage turnUsage(JsonNode result) {
		JsonNode usage = result.path("usage");
		if (!usage.isObject()) {
			return Usage.NONE;
		}
		return new Usage(null, null, fields.number(usage, "usage", "inputTokens"),
				fields.number(usage, "usage", "outputTokens"), null, null);
	}

	/** Of an answer to session/new, load, resume, or of an update: all have {@code configOptions}. */
	Options options(JsonNode in) {
		JsonNode all = in.path("configOptions");
		String mode = null;
		String model = null;
		String effort = null;
		for (JsonNode option : all) {
			String value = option.path("currentValue").isTextual() ? option.path("currentValue").textValue() : null;
			switch (option.path("category").asText("")) {
			case "mode" -> mode = mode == null ? value : mode;
			case "model" -> model = model == null ? value : model;
			case "thought_level" -> effort = effort == null ? value : effort;
			default -> {
			}
			}
		}
		return new Options(all.isArray() ? all.toString() : null, mode, model, effort);
	}

	private AgentInput chunk(String kind, JsonNode update, AgentInput.Stream stream) {
		JsonNode content = update.path("content");
		String text = "text".equals(content.path("type").asText("text")) ? fields.text(content, kind, "text") : null;
		return text == null ? new AgentInput.UnknownUpdate(kind, update.toString())
				: new AgentInput.Chunk(stream, fields.text(update, kind, "messageId"), text);
	}

	private @Nullable List<Detail.Location> locations(JsonNode in, String where) {
		List<JsonNode> all = fields.objects(in, where, "locations");
		if (all == null) {
			return null;
		}
		List<Detail.Location> locations = new ArrayList<>();
		for (JsonNode location : all) {
			String path = fields.text(location, where + ".locations", "path");
			Long line = fields.number(location, where + ".locations", "line");
			if (path != null) {
				boolean sane = line != null && line > 0 && line <= Integer.MAX_VALUE;
				locations.add(new Detail.Location(path, sane ? (Integer) line.intValue() : null));
			}
		}
		return List.copyOf(locations);
	}

	private List<ToolContent> content(List<JsonNode> all) {
		List<ToolContent> content = new ArrayList<>();
		for (JsonNode part : all) {
			String type = part.path("type").asText("");
			ToolContent piece = switch (type) {
			case "content" -> block(part.path("content"));
			case "diff" -> diff(part);
			case "terminal" -> {
				String terminal = fields.text(part, "content of type terminal", "terminalId");
				yield terminal == null ? null : new ToolContent.Terminal(terminal);
			}
			default -> null;
			};
			content.add(piece != null ? piece : new ToolContent.Other(type, part.toString()));
		}
		return List.copyOf(content);
	}

	private static ToolContent block(JsonNode block) {
		JsonNode text = block.path("text");
		return "text".equals(block.path("type").asText("")) && text.isTextual() ? new ToolContent.Text(text.textValue())
				: new ToolContent.Other(block.path("type").asText(""), block.toString());
	}

	private @Nullable ToolContent diff(JsonNode part) {
		String path = fields.text(part, "diff", "path");
		String newText = fields.text(part, "diff", "newText");
		return path == null || newText == null ? null
				: new ToolContent.Diff(path, fields.text(part, "diff", "oldText"), newText);
	}

	private static @Nullable String raw(JsonNode in, String field) {
		JsonNode value = in.path(field);
		return value.isMissingNode() || value.isNull() ? null : value.toString();
	}

	private AgentInput plan(JsonNode update) {
		List<JsonNode> entries = fields.objects(update, "plan", "entries");
		if (entries == null) {
			return new AgentInput.UnknownUpdate("plan", update.toString());
		}
		List<Detail.PlanItem> items = new ArrayList<>();
		for (JsonNode entry : entries) {
			String content = fields.text(entry, "plan.entries", "content");
			if (content != null) {
				items.add(new Detail.PlanItem(content, or(fields.text(entry, "plan.entries", "priority"), "medium"),
						or(fields.text(entry, "plan.entries", "status"), "pending")));
			}
		}
		return new AgentInput.PlanUpdate(List.copyOf(items));
	}

	private Usage contextUsage(JsonNode update) {
		JsonNode cost = update.path("cost");
		return new Usage(fields.number(update, "usage_update", "used"), fields.number(update, "usage_update", "size"), null,
				null, fields.decimal(cost, "usage_update.cost", "amount"),
				fields.text(cost, "usage_update.cost", "currency"));
	}

	private List<AgentInput> optionsChanged(JsonNode update) {
		Options options = options(update);
		if (options.raw() == null) {
			return List.of(new AgentInput.UnknownUpdate("config_option_update", update.toString()));
		}
		List<AgentInput> inputs = new ArrayList<>();
		inputs.add(new AgentInput.OptionsOffered(List.of()));
		if (options.mode() != null) {
			inputs.add(new AgentInput.ModeChanged(options.mode()));
		}
		return inputs;
	}

	private List<AgentInput> notice(String kind, JsonNode update) {
		String title = fields.text(update, kind, "title");
		String more = fields.text(update, kind, "description");
		return title == null ? List.of(new AgentInput.UnknownUpdate(kind, update.toString()))
				: List.of(new AgentInput.NoticeShown(more == null ? title : title + ": " + more));
	}

	private static List<AgentInput> one(@Nullable String value, java.util.function.Function<String, AgentInput> make) {
		return value == null ? List.of() : List.of(make.apply(value));
	}

	private static String or(@Nullable String value, String absent) {
		return value == null ? absent : value;
	}
}
