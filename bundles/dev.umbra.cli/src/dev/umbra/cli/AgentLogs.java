package dev.umbra.cli;

import static dev.umbra.cli.Commands.command;
import static dev.umbra.cli.Commands.flag;
import static dev.umbra.cli.Commands.word;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.client.RemoteHost;
import dev.umbra.core.api.Agents;
import dev.umbra.core.agent.AgentLog;
import dev.umbra.wire.Codec;
import picocli.CommandLine.Model.CommandSpec;

/** {@code umbra agent log}: what an agent's process wrote, or the traffic with it; secrets come blotted out. */
final class AgentLogs {
	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

	private AgentLogs() {
	}

	static CommandSpec spec() {
		return command("log", "Shows what an agent's process wrote, its starts and its ends.", AgentLogs::log)
				.addPositional(word(0, "NAME", "its name or id"))
				.addOption(flag("--traffic", "instead, the messages of the protocol, as they were"))
				.addOption(flag("--follow", "go on as more comes, until it is ended (Ctrl+C)"));
	}

	private static int log(Call call) {
		AgentLog.Kind kind = call.flag("--traffic") ? AgentLog.Kind.TRAFFIC : AgentLog.Kind.LOG;
		RemoteHost host = call.host();
		Agents.One one = Call.get(host.agents().get(new Agents.Get(call.word(0))));
		boolean follow = call.flag("--follow");
		boolean lines = follow || !call.json();
		ObjectNode document = Codec.object().put("id", one.agent().id().value()).put("agent", one.agent().name());
		ArrayNode array = document.putArray("lines");
		long after = 0;
		long lost = 0;
		boolean more = true;
		boolean first = true;
		while (more) {
			AgentLog log = Call
					.get(host.agents().log(new Agents.Log(one.agent().id().value(), kind, after, 0, follow && !first)));
			lost += log.lost();
			if (lines) {
				lines(call, log, after > 0);
			} else {
				log.lines().forEach(line -> array.add(shape(line)));
			}
			more = follow || !log.lines().isEmpty() && log.next() > after;
			// smaller than before where a new host counts from 1 again
			after = log.next();
			first = false;
		}
		if (!lines) {
			call.print(document.put("lost", lost));
		}
		return 0;
	}

	private static void lines(Call call, AgentLog log, boolean going) {
		if (log.lost() > 0 && !call.json()) {
			call.terminal().note("umbra: " + log.lost() + (going ? " lines were dropped: they came faster than they were read"
					: " older lines are not kept"));
		}
		for (AgentLog.Line line : log.lines()) {
			if (call.json()) {
				call.print(shape(line));
			} else {
				call.line(TIME.format(line.at().atZone(ZoneId.systemDefault())) + sign(line.source())
						+ TerminalSafe.stripped(line.text()) + cut(line));
			}
		}
		call.terminal().flush();
	}

	private static String sign(AgentLog.Source source) {
		return switch (source) {
		case STDERR -> "  ";
		case NOTE -> "  · ";
		case SENT -> " → ";
		case RECEIVED -> " ← ";
		};
	}

	private static String cut(AgentLog.Line line) {
		return line.text().length() * 4L < line.bytes() ? " … (" + line.bytes() + " bytes)" : "";
	}

	private static ObjectNode shape(AgentLog.Line line) {
		return Codec.object().put("number", line.number()).put("time", line.at().toString())
				.put("source", line.source().name().toLowerCase(java.util.Locale.ROOT)).put("text", line.text())
				.put("bytes", line.bytes());
	}
}
