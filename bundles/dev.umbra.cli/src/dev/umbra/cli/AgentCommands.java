package dev.umbra.cli;

import static dev.umbra.cli.Commands.command;
import static dev.umbra.cli.Commands.flag;
import static dev.umbra.cli.Commands.value;
import static dev.umbra.cli.Commands.values;
import static dev.umbra.cli.Commands.word;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.ArrayNode;

import dev.umbra.core.Clocks;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.core.agent.Policy;
import dev.umbra.core.agent.Preset;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Nothing;
import dev.umbra.wire.Codec;
import picocli.CommandLine.Model.CommandSpec;

/** {@code umbra agent …}. */
final class AgentCommands {
	private AgentCommands() {
	}

	static CommandSpec spec() {
		return command("agent", "Adds, shows, starts, stops and removes agents.", null)
				.addSubcommand("add", command("add", "Adds an agent.", AgentCommands::add)
						.addPositional(word(0, "NAME", "its name"))
						.addOption(value("--preset", "P", "a well-known agent (see: umbra agent presets)"))
						.addOption(value("--command", "PROGRAM", "a program that speaks ACP"))
						.addOption(values("--arg", "A", "an argument of the program; again for more"))
						.addOption(values("--env", "K=V", "an environment variable, not secret; again for more"))
						.addOption(values("--env-secret", "K",
								"a secret: the value of the variable K of this environment, else a line of standard input; again for more"))
						.addOption(value("--persona", "P", "the persona it plays; without --preset and --command it says how to start it"))
						.addOption(flag("--autostart", "start it with the host")))
				.addSubcommand("list", command("list", "Lists the agents.", AgentCommands::list))
				.addSubcommand("show", command("show", "Shows one agent.", AgentCommands::show)
						.addPositional(word(0, "NAME", "its name or id")))
				.addSubcommand("set", AgentSettings.spec())
				.addSubcommand("log", AgentLogs.spec())
				.addSubcommand("login", AgentLogins.login())
				.addSubcommand("logout", AgentLogins.logout())
				.addSubcommand("sessions", AgentLogins.sessions())
				.addSubcommand("start", command("start", "Starts an agent's process, if there is none; does not wait for it.",
						AgentCommands::start).addPositional(word(0, "NAME", "its name or id")))
				.addSubcommand("stop", command("stop", "Ends an agent's process.", AgentCommands::stop)
						.addPositional(word(0, "NAME", "its name or id"))
						.addOption(flag("--force", "also while one of its turns runs")))
				.addSubcommand("remove", command("remove", "Removes an agent and ends its process.", AgentCommands::remove)
						.addPositional(word(0, "NAME", "its name or id"))
						.addOption(flag("--force", "also while one of its turns runs")))
				.addSubcommand("presets", command("presets", "Lists well-known agents and whether they are installed.",
						AgentCommands::presets));
	}

	private static int add(Call call) {
		call.refuseAgents("umbra agent add");
		String preset = call.option("--preset");
		String program = call.option("--command");
		String persona = call.option("--persona");
		if (preset != null && program != null || preset == null && program == null && persona == null) {
			throw new FailureException(Failure.usage("Either --preset or --command, or a --persona that says how it is started.",
					"See: umbra agent presets"));
		}
		Map<String, String> env = call.env();
		Map<String, String> secrets = call.secrets();
		secrets.keySet().stream().filter(env::containsKey).findFirst().ifPresent(name -> {
			throw new FailureException(Failure.usage(name + " is given both by --env and by --env-secret.", null));
		});
		Agents.Add add = new Agents.Add(CommandId.random(), call.word(0), preset, program, call.options("--arg"), env, null,
				call.flag("--autostart"), false, secrets, persona);
		Agents.Added added = Call.get(call.host().agents().add(add));
		if (added.warning() != null) {
			call.terminal().note("umbra: " + TerminalSafe.stripped(added.warning()));
		}
		if (call.json()) {
			call.print(Codec.object().put("id", added.id().value()).put("agent", added.agent()).put("warning",
					added.warning()));
		} else {
			call.line("Added " + TerminalSafe.oneLine(added.agent()) + " ("
					+ SessionCommands.shortId(added.id().value()) + ").");
		}
		return 0;
	}

	private static int list(Call call) {
		Agents.Listing listing = Call.get(call.host().agents().list(new Agents.ListAll()));
		if (call.json()) {
			ArrayNode array = Codec.object().putArray("agents");
			listing.agents().forEach(one -> array.add(Shapes.agent(one)));
			call.print(array);
			return 0;
		}
		TextTable table = new TextTable("AGENT", "ID", "STATE", "SINCE", "SESSIONS", "POLICY", "COMMAND");
		for (Agents.One one : listing.agents()) {
			table.row(one.agent().name(), SessionCommands.shortId(one.agent().id().value()), one.state().word(),
					Ago.text(one.since(), Clocks.SYSTEM.instant(), ZoneId.systemDefault()), String.valueOf(one.sessions()),
					one.agent().device().policy().word(), commandLine(one.agent().device()));
		}
		if (table.isEmpty()) {
			call.line("No agents. Add one: umbra agent add demo --preset demo");
		} else {
			call.terminal().print(table.toString());
		}
		return 0;
	}

	private static String commandLine(DeviceLayer device) {
		return device.args().isEmpty() ? device.command() : device.command() + " " + String.join(" ", device.args());
	}

	private static int show(Call call) {
		Agents.One one = Call.get(call.host().agents().get(new Agents.Get(call.word(0))));
		if (call.json()) {
			call.print(Shapes.agent(one));
			return 0;
		}
		DeviceLayer device = one.agent().device();
		SessionCommands.field(call, "agent", one.agent().name());
		SessionCommands.field(call, "id", one.agent().id().value());
		SessionCommands.field(call, "state", one.state().word() + " since " + one.since());
		SessionCommands.field(call, "pid", one.pid() == null ? null : String.valueOf(one.pid()));
		SessionCommands.field(call, "policy", device.policy().word()
				+ (device.policy() == Policy.ALLOW_ALL ? " (nothing it does is asked about)" : ""));
		SessionCommands.field(call, "command", commandLine(device));
		new TreeMap<>(device.env()).forEach((name, value) -> SessionCommands.field(call, "env", name + "=" + value));
		one.agent().secretNames().forEach(name -> SessionCommands.field(call, "secret", name));
		SessionCommands.field(call, "env mode", device.envMode().name().toLowerCase(Locale.ROOT));
		SessionCommands.field(call, "folder", device.folder());
		SessionCommands.field(call, "preset", device.preset());
		SessionCommands.field(call, "autostart", device.autostart() ? "yes" : "no");
		SessionCommands.field(call, "keeps host", device.keepRunning() ? "yes" : null);
		SessionCommands.field(call, "mode", device.mode());
		SessionCommands.field(call, "model", device.model());
		SessionCommands.field(call, "effort", device.effort());
		device.mcp().forEach(server -> SessionCommands.field(call, "mcp", Shapes.line(server)));
		SessionCommands.field(call, "sessions", String.valueOf(one.sessions()));
		SessionCommands.field(call, "last error", one.lastError());
		SessionCommands.field(call, "exit code", one.exitCode() == null ? null : String.valueOf(one.exitCode()));
		return 0;
	}

	private static int remove(Call call) {
		Agents.One one = Call.get(call.host().agents().get(new Agents.Get(call.word(0))));
		Call.get(call.host().agents()
				.remove(new Agents.Remove(CommandId.random(), one.agent().id().value(), call.flag("--force"))));
		return done(call, one, "Removed ");
	}

	/** Says which agent it was. */
	static int done(Call call, Agents.One one, String word) {
		if (call.json()) {
			call.print(Codec.object().put("id", one.agent().id().value()).put("agent", one.agent().name()));
		} else {
			call.line(word + TerminalSafe.oneLine(one.agent().name()) + ".");
		}
		return 0;
	}

	private static int start(Call call) {
		Agents.One one = Call.get(call.host().agents().get(new Agents.Get(call.word(0))));
		Call.get(call.host().agents().start(new Agents.Start(CommandId.random(), one.agent().id().value())));
		return done(call, one, "Starting ");
	}

	private static int stop(Call call) {
		Agents.One one = Call.get(call.host().agents().get(new Agents.Get(call.word(0))));
		Call.get(call.host().agents()
				.stop(new Agents.Stop(CommandId.random(), one.agent().id().value(), call.flag("--force"))));
		return done(call, one, "Stopped ");
	}

	private static int presets(Call call) {
		Agents.Presets presets = Call.get(call.host().agents().presets(new Nothing()));
		if (call.json()) {
			ArrayNode array = Codec.object().putArray("presets");
			presets.presets().forEach(preset -> array.add(Shapes.preset(preset)));
			call.print(array);
			return 0;
		}
		TextTable table = new TextTable("PRESET", "AGENT", "INSTALLED", "WHERE, OR HOW TO INSTALL");
		for (Preset preset : presets.presets()) {
			String version = preset.version() == null ? "yes" : preset.version();
			table.row(preset.id(), preset.title(), preset.installed() ? version : "no",
					preset.installed() ? String.valueOf(preset.path()) : preset.install());
		}
		call.terminal().print(table.toString());
		return 0;
	}
}
