package dev.umbra.cli;

import static dev.umbra.cli.Commands.command;
import static dev.umbra.cli.Commands.flag;
import static dev.umbra.cli.Commands.required;
import static dev.umbra.cli.Commands.text;
import static dev.umbra.cli.Commands.value;
import static dev.umbra.cli.Commands.values;
import static dev.umbra.cli.Commands.word;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ArrayNode;

import dev.umbra.client.RemoteHost;
import dev.umbra.core.Clocks;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.agent.McpServer;
import dev.umbra.core.api.History;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.wire.Codec;
import dev.umbra.wire.SessionJson;
import picocli.CommandLine.Model.CommandSpec;

/** {@code umbra session …}. */
final class SessionCommands {
	private SessionCommands() {
	}

	static CommandSpec spec() {
		CommandSpec spec = own();
		PastCommands.addTo(spec);
		return spec;
	}

	private static CommandSpec own() {
		return command("session", "Makes, shows, closes, exports and deletes sessions.", null)
				.addSubcommand("new", command("new", "Makes a session; the agent starts with the first prompt.",
						SessionCommands::create).addOption(required("--agent", "NAME", "the agent: name or id"))
						.addOption(value("--cwd", "DIR", "its folder; default: this one"))
						.addOption(values("--add-dir", "D", "another folder the agent may use; again for more"))
						.addOption(value("--mcp", "FILE", "servers of tools besides the agent's own, as JSON"))
						.addOption(flag("--worktree", "in a folder and on a branch of its own, beside the repository that DIR is in"))
						.addOption(value("--load", "ACPID", "take over a session that the agent has already (umbra agent sessions)"))
						.addOption(value("--parent", "ID", "the session it belongs to"))
						.addOption(value("--title", "T", "its title; else made from the first prompt")))
				.addSubcommand("list", SearchCommands.filters(command("list", "Lists sessions that are not archived.", SessionCommands::list)
						.addOption(flag("--all", "archived ones too")).addOption(flag("--archived", "archived ones only"))))
				.addSubcommand("show", command("show", "Shows everything about a session but its entries.",
						SessionCommands::show).addPositional(word(0, "ID", "the session")))
				.addSubcommand("entries", command("entries", "Shows a session's entries.", SessionCommands::entries)
						.addPositional(word(0, "ID", "the session"))
						.addOption(value("--after", "REV", "only what changed after this position, by revision"))
						.addOption(value("--limit", "N", "at most about so many, by revision")))
				.addSubcommand("set", SessionChoices.spec())
				.addSubcommand("resume", command("resume",
						"Goes on after an interruption: the agent is to know the session again; then what waits is sent.",
						SessionCommands::resume).addPositional(word(0, "ID", "the session")))
				.addSubcommand("rename", command("rename", "Gives a session another title.", SessionCommands::rename)
						.addPositional(word(0, "ID", "the session")).addPositional(text(1, "the title")))
				.addSubcommand("close", command("close", "Closes a session.", SessionCommands::close)
						.addPositional(word(0, "ID", "the session")).addOption(flag("--stop", "stop its running turn"))
						.addOption(flag("--keep-running", "let its running turn end by itself")));
	}

	static String shortId(String id) {
		return id.length() <= 8 ? id : id.substring(0, 8);
	}

	private static int create(Call call) {
		String cwd = call.option("--cwd");
		String title = call.option("--title");
		List<String> dirs = call.options("--add-dir").stream().map(call::path).toList();
		Sessions.Create create = new Sessions.Create(CommandId.random(), String.valueOf(call.option("--agent")),
				call.path(cwd == null ? "" : cwd), dirs, title == null ? "" : title, call.option("--parent"), servers(call),
				call.option("--load"), call.flag("--worktree") ? Boolean.TRUE : null);
		String session = Call.get(call.host().sessions().create(create)).session().value();
		if (call.json()) {
			call.print(Codec.object().put("session", session));
		} else {
			call.line(session);
		}
		return 0;
	}

	private static List<McpServer> servers(Call call) {
		String file = call.option("--mcp");
		return file == null ? List.of() : McpFile.read(call.path(file));
	}

	private static int resume(Call call) {
		Call.get(call.host().sessions().resume(new Sessions.Resume(CommandId.random(), call.word(0), Call.CLIENT)));
		done(call, call.word(0), "The agent is asked to go on; see how it went: umbra session entries " + call.word(0));
		return 0;
	}

	private static int list(Call call) {
		History.Filter filter = SearchCommands.filter(call);
		// who asks for what only closed sessions are means those
		boolean closed = filter.statuses().stream().anyMatch(status -> status.kind() == SessionStatus.Kind.TERMINAL);
		Sessions.Listing listing = Call
				.get(call.host().sessions().list(new Sessions.ListAll(call.flag("--all") || call.flag("--archived") || closed)));
		List<SessionSummary> sessions = listing.sessions().stream().filter(like(filter, call.flag("--archived"))).toList();
		if (call.json()) {
			ArrayNode array = Codec.object().putArray("sessions");
			sessions.forEach(summary -> array.add(SessionJson.of(summary, listing.epoch())));
			call.print(array);
			return 0;
		}
		TextTable table = new TextTable("SESSION", "STATUS", "AGENT", "UPDATED", "TITLE", "FOLDER");
		for (SessionSummary s : sessions) {
			table.row(shortId(s.id().value()), status(s), s.agentName(), ago(s), s.title(), s.cwd());
		}
		if (table.isEmpty() && !listing.sessions().isEmpty()) {
			call.line("No such sessions.");
		} else if (table.isEmpty()) {
			call.line("No sessions. Make one: umbra run --preset demo help");
		} else {
			call.terminal().print(table.toString());
		}
		return 0;
	}

	private static Predicate<SessionSummary> like(History.Filter filter, boolean archived) {
		Path folder = filter.folder() == null ? null : Path.of(filter.folder());
		String agent = filter.agent();
		return s -> (!archived || s.archived())
				&& (agent == null || s.agentName().equals(agent) || agent.length() >= 4 && s.agent().value().startsWith(agent))
				&& (folder == null || Path.of(s.cwd()).startsWith(folder))
				&& (filter.from() == null || !s.updated().isBefore(filter.from()))
				&& (filter.until() == null || s.updated().isBefore(filter.until()))
				&& (filter.statuses().isEmpty() || filter.statuses().contains(s.status()));
	}

	private static String status(SessionSummary s) {
		return s.status().word() + (s.queued() == 0 ? "" : ", " + s.queued() + " queued");
	}

	private static String ago(SessionSummary s) {
		return Ago.text(s.updated(), Clocks.SYSTEM.instant(), ZoneId.systemDefault());
	}

	private static int show(Call call) {
		Sessions.One one = get(call, call.word(0));
		SessionSummary s = one.summary();
		if (s == null) {
			throw new IllegalStateException("the host left out the summary");
		}
		if (call.json()) {
			call.print(SessionJson.of(s, one.epoch()));
			return 0;
		}
		field(call, "session", s.id().value());
		field(call, "title", s.title());
		field(call, "status", s.status().word() + (s.archived() ? ", archived" : ""));
		field(call, "agent", s.agentName() + " (" + shortId(s.agent().value()) + ")");
		field(call, "folder", s.cwd());
		s.addDirs().forEach(dir -> field(call, "also", dir));
		field(call, "below", s.parent() == null ? null : s.parent().value());
		field(call, "model", s.model());
		field(call, "mode", s.mode());
		field(call, "effort", s.effort());
		SessionChoices.show(call, s);
		field(call, "last turn", s.stopReason());
		field(call, "queued", s.queued() == 0 ? null : s.queued() + (s.queuePaused() ? ", paused" : ""));
		field(call, "context", s.usage().used() == null ? null : s.usage().used() + " of " + s.usage().size() + " tokens");
		field(call, "position", one.epoch() + ":" + one.revision());
		field(call, "created", s.created().toString());
		field(call, "updated", s.updated() + " (" + ago(s) + ")");
		field(call, "ended", s.ended() == null ? null : s.ended().toString());
		return 0;
	}

	static void field(Call call, String name, @Nullable String value) {
		if (value != null && !value.isEmpty()) {
			call.line(name + ":" + " ".repeat(Math.max(1, 11 - name.length())) + TerminalSafe.oneLine(value));
		}
	}

	private static Sessions.One get(Call call, String session) {
		return Call.get(call.host().sessions().get(new Sessions.Get(session, null)));
	}

	/** Says which session it was, and its status now. */
	static void done(Call call, String session, String words) {
		if (!call.json()) {
			call.line(words);
			return;
		}
		SessionSummary summary = get(call, session).summary();
		if (summary != null) {
			call.print(Codec.object().put("session", summary.id().value()).put("status", summary.status().word())
					.put("title", summary.title()));
		}
	}

	private static int rename(Call call) {
		Call.get(call.host().sessions().rename(new Sessions.Rename(CommandId.random(), call.word(0), call.text(1))));
		done(call, call.word(0), "Renamed.");
		return 0;
	}

	private static int close(Call call) {
		if (call.flag("--stop") && call.flag("--keep-running")) {
			throw new FailureException(Failure.usage("Either --stop or --keep-running.", null));
		}
		Sessions.CloseMode mode = call.flag("--stop") ? Sessions.CloseMode.STOP
				: call.flag("--keep-running") ? Sessions.CloseMode.KEEP_RUNNING : Sessions.CloseMode.ASK;
		Call.get(call.host().sessions().close(new Sessions.Close(CommandId.random(), call.word(0), mode, Call.CLIENT)));
		done(call, call.word(0), mode == Sessions.CloseMode.KEEP_RUNNING ? "Left as it is; nothing was stopped."
				: "Closed. It stays in: umbra session list --all");
		return 0;
	}

	private static int entries(Call call) {
		String after = call.option("--after");
		String limit = call.option("--limit");
		int number = limit == null ? 0 : limit(limit);
		RemoteHost host = call.host();
		WholeText texts = new WholeText(host.sessions(), call.word(0));
		EntriesOut out = call.json() ? new EntriesOut.Json(call, after == null && limit == null)
				: new EntriesOut.Printed(call, after != null || limit != null);
		Sessions.Page page = read(host, new Sessions.Read(call.word(0), after, number, 0, false));
		out.begin(page);
		while (true) {
			for (Entry entry : page.entries()) {
				out.entry(texts.of(entry));
			}
			if (after != null || limit != null || !page.more()) {
				break;
			}
			page = read(host, new Sessions.Read(call.word(0), null, 0, page.nextOrdinal(), false));
		}
		out.end(page);
		return 0;
	}

	private static Sessions.Page read(RemoteHost host, Sessions.Read read) {
		return Call.get(host.sessions().entries(read));
	}

	/** What {@code --limit} says. */
	static int limit(String typed) {
		try {
			int limit = Integer.parseInt(typed);
			if (limit > 0) {
				return limit;
			}
		} catch (NumberFormatException e) {
			// said below
		}
		throw new FailureException(Failure.usage("--limit wants a number above 0, not \"" + typed + "\".", null));
	}
}
