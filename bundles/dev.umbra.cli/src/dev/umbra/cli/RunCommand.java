package dev.umbra.cli;

import static dev.umbra.cli.Commands.command;
import static dev.umbra.cli.Commands.optionalText;
import static dev.umbra.cli.Commands.value;
import static dev.umbra.cli.Commands.values;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.umbra.client.RemoteHost;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Sessions;
import dev.umbra.wire.Codec;
import picocli.CommandLine.Model.CommandSpec;

/** {@code umbra run}: one agent, one prompt, in one line. The session is kept, an ad-hoc agent is not. */
final class RunCommand {
	private static final int MAX_NAME = 100;

	private RunCommand() {
	}

	static CommandSpec spec() {
		return Enclosures
				.options(command("run", "Runs one prompt with one agent and shows what comes. The session is kept.", RunCommand::run))
				.addPositional(optionalText(0, "the prompt; - reads standard input; may be empty where files go along"))
				.addOption(value("--agent", "NAME", "an agent that was added: name or id"))
				.addOption(value("--preset", "P", "a well-known agent, for example demo (see: umbra agent presets)"))
				.addOption(value("--command", "PROGRAM", "a program that speaks ACP"))
				.addOption(values("--arg", "A", "an argument of the program; again for more"))
				.addOption(values("--env", "K=V", "an environment variable of the program; again for more"))
				.addOption(value("--cwd", "DIR", "the session's folder; default: this one"))
				.addOption(value("--allow", "once|always|reject", "answer permissions so, instead of asking"));
	}

	private static int run(Call call) {
		List<Sessions.NewEnclosure> enclosures = Enclosures.of(call);
		String text = TurnCommands.text(call, 0, enclosures);
		Allow allow = TurnCommands.allow(call);
		String agent = call.option("--agent");
		Agents.Add add = adHoc(call, agent);
		RemoteHost host = call.host();
		if (add != null) {
			Agents.Added added = Call.get(host.agents().add(add));
			agent = added.id().value();
			if (added.warning() != null) {
				call.terminal().note("umbra: " + TerminalSafe.stripped(added.warning()));
			}
		}
		String cwd = call.option("--cwd");
		String session = Call.get(host.sessions().create(new Sessions.Create(CommandId.random(), String.valueOf(agent),
				call.path(cwd == null ? "" : cwd), List.of(), "", null))).session().value();
		if (call.json()) {
			call.print(Codec.object().put("session", session));
			call.terminal().flush();
		}
		int exit = new Follower(call, host, session).prompt(text, enclosures, allow);
		if (!call.json()) {
			call.terminal().note("session " + SessionCommands.shortId(session) + " is kept: umbra prompt "
					+ SessionCommands.shortId(session) + " TEXT --follow");
		}
		return exit;
	}

	/** The agent to add for this run, or null with {@code --agent}. */
	private static Agents.@Nullable Add adHoc(Call call, @Nullable String agent) {
		String preset = call.option("--preset");
		String program = call.option("--command");
		int given = (agent == null ? 0 : 1) + (preset == null ? 0 : 1) + (program == null ? 0 : 1);
		if (given != 1) {
			throw new FailureException(Failure.usage(
					given == 0 ? "Which agent?" : "Only one of --agent, --preset and --command.",
					"Try: umbra run --preset demo help"));
		}
		List<String> args = call.options("--arg");
		Map<String, String> env = call.env();
		if (agent != null) {
			if (!args.isEmpty() || !env.isEmpty()) {
				throw new FailureException(Failure.usage("--arg and --env go with --command or --preset, not with --agent.",
						"An agent that was added has its own."));
			}
			return null;
		}
		String name = preset != null ? preset : nameOf(String.valueOf(program));
		return new Agents.Add(CommandId.random(), name, preset, program, args, env, null, false, true);
	}

	private static String nameOf(String program) {
		Path file = Path.of(program).getFileName();
		String name = file == null ? program : file.toString();
		return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
	}
}
