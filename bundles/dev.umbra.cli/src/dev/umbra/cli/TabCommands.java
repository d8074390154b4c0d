package dev.umbra.cli;

import static dev.umbra.cli.Commands.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ArrayNode;

import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Tabs;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.wire.Codec;
import picocli.CommandLine.Model.CommandSpec;

/** {@code umbra tabs}. */
final class TabCommands {
	private TabCommands() {
	}

	private record Row(Tabs.Tab tab, SessionSummary session) {
	}

	static CommandSpec spec() {
		return command("tabs", "Lists the tabs of the windows, in their order.", TabCommands::list);
	}

	private static int list(Call call) {
		List<Row> rows = rows(call);
		if (call.json()) {
			ArrayNode array = Codec.object().putArray("tabs");
			rows.forEach(row -> array.add(Shapes.tab(row.tab(), row.session())));
			call.print(array);
			return 0;
		}
		TextTable table = new TextTable("SESSION", "PINNED", "STATUS", "AGENT", "TITLE", "FOLDER");
		for (Row row : rows) {
			SessionSummary s = row.session();
			table.row(SessionCommands.shortId(s.id().value()), row.tab().pinned() ? "yes" : "", s.status().word(), s.agentName(),
					s.title(), s.cwd());
		}
		if (table.isEmpty()) {
			call.line("No tabs. Opening a session in a window makes one.");
		} else {
			call.terminal().print(table.toString());
		}
		return 0;
	}

	/** The tabs first: every session that had one is then in the list of all sessions. */
	private static List<Row> rows(Call call) {
		List<Tabs.Tab> tabs = Call.get(call.host().tabs().list(new Tabs.ListFor(null))).tabs();
		Map<SessionId, SessionSummary> sessions = new HashMap<>();
		for (SessionSummary s : Call.get(call.host().sessions().list(new Sessions.ListAll(true))).sessions()) {
			sessions.put(s.id(), s);
		}
		List<Row> rows = new ArrayList<>();
		for (Tabs.Tab tab : tabs) {
			SessionSummary session = sessions.get(tab.session());
			if (session != null) {
				rows.add(new Row(tab, session));
			}
		}
		return rows;
	}
}
