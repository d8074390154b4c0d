package dev.umbra.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/**
 * The tree of commands, built by picocli's programmatic API: no annotations are read, and of the first level only the
 * command that was typed is made, all of them only for help and for mistakes. Both halve the time of a start.
 */
final class Commands {
	private Commands() {
	}

	private static Map<String, Supplier<CommandSpec>> all() {
		Map<String, Supplier<CommandSpec>> all = new LinkedHashMap<>();
		all.put("run", RunCommand::spec);
		all.put("agent", AgentCommands::spec);
		all.put("persona", PersonaCommands::spec);
		all.put("team", TeamCommands::spec);
		all.put("identity", IdentityCommands::spec);
		all.put("session", SessionCommands::spec);
		all.put("tabs", TabCommands::spec);
		all.put("prompt", TurnCommands::prompt);
		all.put("follow", TurnCommands::follow);
		all.put("cancel", TurnCommands::cancel);
		all.put("queue", QueueCommands::spec);
		all.put("feed", FeedCommand::spec);
		all.put("search", SearchCommands::spec);
		all.put("notes", NotesCommand::spec);
		all.put("git", GitCommands::spec);
		all.put("attention", AttentionCommands::spec);
		all.put("rule", RuleCommands::spec);
		all.put("relay", RelayCommands::spec);
		all.put("host", HostCommands::spec);
		all.put("doctor", HostCommands::doctor);
		all.put("metrics", MetricsCommand::spec);
		all.put("help", Commands::help);
		return all;
	}

	/** The parser for these arguments. */
	static CommandLine line(String... args) {
		CommandSpec root = command("umbra", "Runs AI coding agents that outlive the window.", null);
		root.addOption(OptionSpec.builder("--json").type(boolean.class).arity("0").scopeType(ScopeType.INHERIT)
				.description("print JSON: one document, or one per line for streams").build());
		root.addOption(OptionSpec.builder("--home").type(String.class).arity("1").paramLabel("DIR")
				.scopeType(ScopeType.INHERIT).description("the data folder (else UMBRA_HOME, else the platform's)").build());
		root.addOption(OptionSpec.builder("-h", "--help").type(boolean.class).arity("0").usageHelp(true)
				.scopeType(ScopeType.INHERIT).description("show this help").build());
		root.addOption(OptionSpec.builder("--version").type(boolean.class).arity("0").versionHelp(true)
				.description("show the version").build());
		Map<String, Supplier<CommandSpec>> all = all();
		String first = firstWord(args);
		Supplier<CommandSpec> one = first == null || first.equals("help") ? null : all.get(first);
		if (one != null) {
			root.addSubcommand(first, one.get());
		} else {
			all.forEach((name, spec) -> root.addSubcommand(name, spec.get()));
		}
		return new CommandLine(root).setExpandAtFiles(false).setInterpolateVariables(false)
				.setAllowOptionsAsOptionParameters(true).setAllowSubcommandsAsOptionParameters(true);
	}

	private static @Nullable String firstWord(String... args) {
		for (int i = 0; i < args.length; i++) {
			if (args[i].equals("--home")) {
				i++;
			} else if (!args[i].startsWith("-")) {
				return args[i];
			} else if (args[i].equals("-h") || args[i].equals("--help")) {
				return null;
			}
		}
		return null;
	}

	/** @param action null for a group */
	static CommandSpec command(String name, String description, @Nullable Action action) {
		CommandSpec spec = action == null ? CommandSpec.create() : CommandSpec.wrapWithoutInspection(action);
		spec.name(name);
		spec.usageMessage().description(description);
		return spec;
	}

	static OptionSpec flag(String name, String description) {
		return OptionSpec.builder(name).type(boolean.class).arity("0").description(description).build();
	}

	static OptionSpec value(String name, String label, String description) {
		return OptionSpec.builder(name).type(String.class).arity("1").paramLabel(label).description(description).build();
	}

	static OptionSpec required(String name, String label, String description) {
		return OptionSpec.builder(name).type(String.class).arity("1").paramLabel(label).required(true)
				.description(description).build();
	}

	static OptionSpec values(String name, String label, String description) {
		return OptionSpec.builder(name).type(List.class).auxiliaryTypes(String.class).arity("1").paramLabel(label)
				.description(description).build();
	}

	static PositionalParamSpec word(int index, String label, String description) {
		return PositionalParamSpec.builder().index(String.valueOf(index)).arity("1").required(true).type(String.class)
				.paramLabel(label).description(description).build();
	}

	static PositionalParamSpec optionalWord(int index, String label, String description) {
		return PositionalParamSpec.builder().index(String.valueOf(index)).arity("0..1").type(String.class)
				.paramLabel(label).description(description).build();
	}

	/** The words after a command that sorts them out itself. */
	static PositionalParamSpec rest(int index, String label, boolean needed, String description) {
		return PositionalParamSpec.builder().index(index + "..*").arity(needed ? "1..*" : "0..*").required(needed)
				.type(List.class).auxiliaryTypes(String.class).paramLabel(label).description(description).build();
	}

	/** The rest of the line, which may be empty. */
	static PositionalParamSpec optionalText(int index, String description) {
		return rest(index, "TEXT", false, description);
	}

	/** The rest of the line. */
	static PositionalParamSpec text(int index, String description) {
		return rest(index, "TEXT", true, description);
	}

	private static CommandSpec help() {
		return command("help", "Shows what a command does.", Commands::showHelp).addPositional(PositionalParamSpec.builder()
				.index("0..*").arity("0..*").type(List.class).auxiliaryTypes(String.class).paramLabel("COMMAND")
				.description("the command, for example: session new").build());
	}

	private static int showHelp(Call call) {
		ParseResult typed = call.parsed();
		List<String> words = typed.matchedPositionalValue(0, List.of());
		CommandLine at = typed.commandSpec().parent().commandLine();
		for (String word : words) {
			CommandLine next = at.getSubcommands().get(word);
			if (next == null) {
				throw new FailureException(Failure.usage("There is no command \"" + word + "\".", "See: umbra help"));
			}
			at = next;
		}
		call.terminal().print(at.getUsageMessage(CommandLine.Help.Ansi.OFF));
		return 0;
	}
}
