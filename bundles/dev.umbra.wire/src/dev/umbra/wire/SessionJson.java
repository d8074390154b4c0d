package dev.umbra.wire;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.core.agent.McpServer;
import dev.umbra.core.session.Offer;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.core.session.Usage;

/** A session as programs see it (docs/formats/cli.md). */
public final class SessionJson {
	private SessionJson() {
	}

	/** Everything about a session but its entries. @param epoch of the revision */
	public static ObjectNode of(SessionSummary s, String epoch) {
		ObjectNode json = Codec.object().put("session", s.id().value()).put("agent", s.agentName())
				.put("agentId", s.agent().value()).put("status", s.status().word()).put("title", s.title())
				.put("cwd", s.cwd()).put("worktree", s.worktree()).put("branch", s.branch()).put("mode", s.mode())
				.put("model", s.model()).put("effort", s.effort()).put("epoch", epoch).put("revision", s.revision())
				.put("created", text(s.created())).put("updated", text(s.updated())).put("ended", text(s.ended()));
		Usage usage = s.usage();
		json.putObject("usage").put("used", usage.used()).put("size", usage.size())
				.put("inputTokens", usage.inputTokens()).put("outputTokens", usage.outputTokens()).put("cost", usage.cost())
				.put("currency", usage.currency());
		ArrayNode dirs = json.putArray("addDirs");
		s.addDirs().forEach(dirs::add);
		json.set("offer", offer(s.offer()));
		ObjectNode wanted = json.putObject("wanted");
		s.wanted().forEach((key, value) -> wanted.put(key, value));
		json.set("mcp", servers(s.mcp()));
		return json.put("parent", s.parent() == null ? null : s.parent().value()).put("acpSession", s.acpSession())
				.put("turn", s.turn() == null ? null : s.turn().value()).put("stopReason", s.stopReason())
				.put("queued", s.queued()).put("queuePaused", s.queuePaused()).put("archived", s.archived());
	}

	/** {@code [{"name","type","command","args","env"} or {"name","type","url","headers"}]} */
	public static ArrayNode servers(List<McpServer> servers) {
		ArrayNode array = Codec.object().putArray("servers");
		servers.forEach(server -> array.add(Codec.tree(server)));
		return array;
	}

	/** {@code {"modes","options","commands","images","audio","embedded"}} */
	static ObjectNode offer(Offer offer) {
		ObjectNode json = Codec.object();
		ArrayNode modes = json.putArray("modes");
		for (Offer.Mode mode : offer.modes()) {
			modes.addObject().put("mode", mode.id()).put("name", mode.name()).put("description", mode.description());
		}
		ArrayNode options = json.putArray("options");
		for (Offer.Option option : offer.options()) {
			ArrayNode choices = options.addObject().put("option", option.id()).put("name", option.name())
					.put("description", option.description()).put("category", option.category()).put("form", option.form())
					.put("value", option.value()).putArray("choices");
			for (Offer.Choice choice : option.choices()) {
				choices.addObject().put("value", choice.value()).put("name", choice.name())
						.put("description", choice.description()).put("group", choice.group());
			}
		}
		ArrayNode commands = json.putArray("commands");
		for (Offer.Command command : offer.commands()) {
			commands.addObject().put("command", command.name()).put("description", command.description()).put("hint",
					command.hint());
		}
		return json.put("images", offer.images()).put("audio", offer.audio()).put("embedded", offer.embedded());
	}

	private static @Nullable String text(@Nullable Instant time) {
		return time == null ? null : time.toString();
	}
}
