package dev.umbra.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.session.Blob;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Detail.ToolContent;
import dev.umbra.core.session.Offer;
import dev.umbra.core.session.Usage;
import org.jspecify.annotations.Nullable;

/**
 * The one translation from ACP's updates (schema v1, {@code SessionUpdate}) to {@link AgentInput}. What it does not know
 * is kept raw. Any thread.
 */
final class Updates {
	private final Fields fields;
	private final Offers offers;

	Updates(Fields fields) {
		this.fields = fields;
		this.offers = new Offers(fields);
	}

	/** @return what the update means, in order; empty for those that are of no use to us */
	List<AgentInput> of(JsonNode update) {
		String kind = fields.text(update, "session/update", "sessionUpdate");
		if (kind == null) {
			return List.of(unknown("", update));
		}
		return switch (kind) {
		case "agent_message_chunk" -> List.of(chunk(kind, update, AgentInput.Stream.MESSAGE));
		case "agent_thought_chunk" -> List.of(chunk(kind, update, AgentInput.Stream.THOUGHT));
		case "tool_call", "tool_call_update" -> {
			String call = fields.text(update, kind, "toolCallId");
			yield List.of(call == null ? unknown(kind, update) : tool(update, kind, call, kind.equals("tool_call")));
		}
		case "plan" -> List.of(plan(update));
		case "usage_update" -> List.of(new AgentInput.UsageReport(contextUsage(update)));
		case "current_mode_update" -> one(fields.text(update, kind, "currentModeId"), AgentInput.ModeChanged::new);
		case "session_info_update" -> one(fields.text(update, kind, "title"), AgentInput.TitleChanged::new);
		case "config_option_update" -> {
			List<AgentInput> offered = options(update);
			yield offered.isEmpty() ? List.of(unknown(kind, update)) : offered;
		}
		case "available_commands_update" -> {
			List<Offer.Command> commands = offers.commands(update);
			yield List.of(commands == null ? unknown(kind, update) : new AgentInput.CommandsOffered(commands));
		}
		case "notice" -> notice(kind, update);
		case "compaction_update" -> List.of(compaction(kind, update));
		case "compaction_summary_chunk" -> List.of(compactionText(kind, update));
		// the prompt is stored when it is sent
		case "user_message_chunk" -> List.of();
		default -> List.of(unknown(kind, update));
		};
	}

	/** As {@link #of}, of a conversation that went on before: what the person said counts too. */
	List<AgentInput> replayed(JsonNode update) {
		return "user_message_chunk".equals(update.path("sessionUpdate").asText(""))
				? List.of(chunk("user_message_chunk", update, AgentInput.Stream.USER)) : of(update);
	}

	private static AgentInput unknown(String kind, JsonNode update) {
		return new AgentInput.UnknownUpdate(kind, Media.raw(update));
	}

	/** A tool call as an update or a permission request carries it. */
	AgentInput.ToolUpdate tool(JsonNode in, String where, String call, boolean announced) {
		List<JsonNode> content = fields.objects(in, where, "content");
		List<Blob> blobs = new ArrayList<>();
		return new AgentInput.ToolUpdate(call, announced, fields.text(in, where, "title"), fields.text(in, where, "kind"),
				fields.text(in, where, "status"), locations(in, where), content == null ? null : content(content, blobs),
				raw(in, "rawInput"), raw(in, "rawOutput"), fields.text(in, where, "name"), List.copyOf(blobs));
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

	/** Of an answer or an update that has {@code configOptions}: all of them, and the mode if it is one of them. */
	List<AgentInput> options(JsonNode in) {
		List<Offer.Option> options = offers.options(in);
		if (options == null) {
			return List.of();
		}
		List<AgentInput> inputs = new ArrayList<>();
		inputs.add(new AgentInput.OptionsOffered(options));
		inputs.addAll(one(Offers.present(options, "mode"), AgentInput.ModeChanged::new));
		return inputs;
	}

	private AgentInput chunk(String kind, JsonNode update, AgentInput.Stream stream) {
		JsonNode content = update.path("content");
		String message = fields.text(update, kind, "messageId");
		if ("text".equals(content.path("type").asText("text"))) {
			String text = fields.text(content, kind, "text");
			return text == null ? unknown(kind, update) : new AgentInput.Chunk(stream, message, text);
		}
		Media media = Media.of(content, fields);
		return media == null ? unknown(kind, update)
				: new AgentInput.MediaShown(stream, message, media.enclosure(), media.blob());
	}

	private AgentInput compaction(String kind, JsonNode update) {
		String id = fields.text(update, kind, "compactionId");
		String status = fields.text(update, kind, "status");
		return id == null || status == null ? unknown(kind, update)
				: new AgentInput.CompactionChanged(id, status, summary(update), fields.text(update, kind, "error"));
	}

	/** Left out means unchanged; null and an empty list mean none. */
	private @Nullable String summary(JsonNode update) {
		JsonNode summary = update.path("summary");
		if (summary.isMissingNode()) {
			return null;
		}
		StringBuilder text = new StringBuilder();
		summary.forEach(block -> text.append(words(block)));
		return text.toString();
	}

	private AgentInput compactionText(String kind, JsonNode update) {
		String id = fields.text(update, kind, "compactionId");
		String text = words(update.path("content"));
		return id == null || text.isEmpty() ? unknown(kind, update) : new AgentInput.CompactionText(id, text);
	}

	/** A block where only text can be shown; empty if it is of no known kind. */
	private String words(JsonNode block) {
		if ("text".equals(block.path("type").asText(""))) {
			return block.path("text").asText("");
		}
		Media media = Media.of(block, fields);
		return media == null ? "" : media.words();
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

	private List<ToolContent> content(List<JsonNode> all, List<Blob> blobs) {
		List<ToolContent> content = new ArrayList<>();
		for (JsonNode part : all) {
			String type = part.path("type").asText("");
			ToolContent piece = switch (type) {
			case "content" -> block(part.path("content"), blobs);
			case "diff" -> diff(part);
			case "terminal" -> {
				String terminal = fields.text(part, "content of type terminal", "terminalId");
				yield terminal == null ? null : new ToolContent.Terminal(terminal);
			}
			default -> null;
			};
			content.add(piece != null ? piece : new ToolContent.Other(type, Media.raw(part)));
		}
		return List.copyOf(content);
	}

	private ToolContent block(JsonNode block, List<Blob> blobs) {
		String type = block.path("type").asText("");
		if (type.equals("text") && block.path("text").isTextual()) {
			return new ToolContent.Text(block.path("text").textValue());
		}
		Media media = Media.of(block, fields);
		if (media == null) {
			return new ToolContent.Other(type, Media.raw(block));
		}
		if (media.blob() != null) {
			blobs.add(media.blob());
		}
		return new ToolContent.Media(media.enclosure());
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
			return unknown("plan", update);
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

	private List<AgentInput> notice(String kind, JsonNode update) {
		String title = fields.text(update, kind, "title");
		String more = fields.text(update, kind, "description");
		return List.of(title == null ? unknown(kind, update)
				: new AgentInput.NoticeShown(more == null || more.isBlank() ? title : title + ": " + more,
						or(fields.text(update, kind, "severity"), "info")));
	}

	private static List<AgentInput> one(@Nullable String value, Function<String, AgentInput> make) {
		return value == null ? List.of() : List.of(make.apply(value));
	}

	private static String or(@Nullable String value, String absent) {
		return value == null ? absent : value;
	}
}
