package dev.umbra.cli;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.core.agent.McpServer;
import dev.umbra.core.agent.Preset;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Tabs;
import dev.umbra.core.catalog.AgentContent;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.wire.Codec;
import dev.umbra.wire.EntryJson;
import dev.umbra.wire.SessionJson;

/** Tabs, agents, presets and waiting items as programs see them (docs/formats/cli.md). */
final class Shapes {
	private Shapes() {
	}

	static ObjectNode tab(Tabs.Tab tab, SessionSummary s) {
		return Codec.object().put("session", s.id().value()).put("title", s.title()).put("status", s.status().word())
				.put("pinned", tab.pinned()).put("agent", s.agentName()).put("agentId", s.agent().value()).put("cwd", s.cwd())
				.put("archived", s.archived());
	}

	static ObjectNode agent(Agents.One one) {
		AgentRecord agent = one.agent();
		ObjectNode json = Codec.object().put("id", agent.id().value()).put("agent", agent.name())
				.put("state", one.state().word()).put("since", text(one.since())).put("pid", one.pid())
				.put("command", agent.device().command());
		ArrayNode args = json.putArray("args");
		agent.device().args().forEach(args::add);
		ObjectNode env = json.putObject("env");
		agent.device().env().forEach((name, value) -> env.put(name, value));
		ArrayNode secrets = json.putArray("secrets");
		agent.secretNames().forEach(secrets::add);
		DeviceLayer device = agent.device();
		json.put("envMode", device.envMode().name().toLowerCase(Locale.ROOT)).put("policy", device.policy().word())
				.put("keepRunning", device.keepRunning()).put("mode", device.mode()).put("model", device.model())
				.put("effort", device.effort());
		json.set("mcp", SessionJson.servers(device.mcp()));
		return json.put("preset", device.preset()).put("folder", device.folder()).put("autostart", device.autostart())
				.put("persona", agent.definition().persona()).put("restartToApply", one.restartToApply())
				.put("hash", AgentContent.hash(agent.definition()))
				.put("pubkey", agent.key() == null ? null : agent.key().value()).put("lastError", one.lastError())
				.put("exitCode", one.exitCode()).put("sessions", one.sessions()).put("created", text(agent.created()))
				.put("updated", text(agent.updated()));
	}

	/** A server of tools for people: neither variables nor headers, which may be nobody's business. */
	static String line(McpServer server) {
		return switch (server) {
		case McpServer.Stdio stdio -> stdio.name() + ": " + stdio.command()
				+ (stdio.args().isEmpty() ? "" : " " + String.join(" ", stdio.args()));
		case McpServer.Http http -> http.name() + ": " + http.url();
		case McpServer.Sse sse -> sse.name() + ": " + sse.url() + " (sse)";
		};
	}

	static ObjectNode preset(Preset preset) {
		ObjectNode json = Codec.object().put("id", preset.id()).put("title", preset.title())
				.put("program", preset.program());
		ArrayNode args = json.putArray("args");
		preset.args().forEach(args::add);
		return json.put("installed", preset.installed()).put("path", preset.path()).put("version", preset.version())
				.put("install", preset.install());
	}

	/** The first fields are the same for all types; the others are those of the type. */
	static ObjectNode item(Attention.Item item) {
		ObjectNode json = Codec.object().put("item", item.item().value()).put("type", item.type())
				.put("session", item.session().value()).put("title", item.title());
		json.set("options", EntryJson.options(options(item)));
		json.put("sessionTitle", item.sessionTitle()).put("agentId", item.agent().value()).put("since", text(item.since()));
		Detail.Permission permission = item.permission();
		if (permission != null) {
			json.put("toolKind", permission.kind());
			ArrayNode paths = json.putArray("paths");
			permission.paths().forEach(paths::add);
			json.put("command", permission.command());
			json.set("diffs", EntryJson.diffs(permission.content()));
			return json;
		}
		json.put("text", item.text());
		Detail.Input input = item.input();
		if (input != null) {
			json.set("fields", EntryJson.fields(input.fields()));
			json.put("url", input.url());
		}
		Detail.Login login = item.login();
		if (login != null) {
			json.set("methods", EntryJson.methods(login.methods()));
		}
		return json;
	}

	/** What {@code attention answer} takes: of a form or page, and of a login, they are ours to name. */
	static List<Detail.Option> options(Attention.Item item) {
		if (item.permission() != null) {
			return item.permission().options();
		}
		if (item.login() != null) {
			return item.login().methods().stream()
					.map(method -> new Detail.Option(method.id(), method.inTerminal() ? "terminal" : "agent", method.name())).toList();
		}
		return List.of(new Detail.Option("accept", "accept", "Accept"), new Detail.Option("decline", "decline", "Decline"));
	}

	private static @Nullable String text(@Nullable Instant time) {
		return time == null ? null : time.toString();
	}
}
