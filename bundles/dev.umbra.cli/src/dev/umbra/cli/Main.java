package dev.umbra.cli;

import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Version;
import dev.umbra.wire.Codec;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code umbra} command. Exit codes: 0 ok, 1 failed, 2 usage, 3 not found, 4 host unreachable, 5 refused. */
public final class Main {
	private static final Pattern PRIVATE_KEY = Pattern.compile("(?i)\\b(?:nsec|ncryptsec)1[0-9a-z]{8,}");

	private Main() {
	}

	public static void main(String[] args) {
		// Whatever the libraries log is not for the terminal; errors reach the person as words.
		System.setProperty("java.util.logging.config.class", "dev.umbra.cli.QuietLog");
		System.setProperty("jdk.system.logger.jpl.level", "OFF");
		System.exit(run(args, Terminal.own()));
	}

	static int run(String[] args, Terminal terminal) {
		boolean json = List.of(args).contains("--json");
		try {
			int exit = parsed(args, terminal);
			terminal.flush();
			return exit;
		} catch (OutputClosed e) {
			return 0;
		} catch (FailureException e) {
			return report(e.failure(), json, terminal);
		} catch (RuntimeException e) {
			return report(Failure.failed("Unexpected error: " + e, "Please report it, with what was typed."), json, terminal);
		}
	}

	private static int parsed(String[] args, Terminal terminal) {
		CommandLine line = Commands.line(args);
		ParseResult result;
		try {
			result = line.parseArgs(args);
		} catch (ParameterException e) {
			CommandSpec at = e.getCommandLine().getCommandSpec();
			if (e instanceof UnmatchedArgumentException unmatched && !at.subcommands().isEmpty()
					&& !unmatched.getUnmatched().getFirst().startsWith("-")) {
				throw new FailureException(Failure.usage("There is no command \"" + at.qualifiedName() + " "
						+ TerminalSafe.oneLine(unmatched.getUnmatched().getFirst()) + "\".", "See: " + at.qualifiedName() + " --help"), e);
			}
			throw new FailureException(Failure.usage(TerminalSafe.oneLine(String.valueOf(e.getMessage())),
					"See: " + at.qualifiedName() + " --help"), e);
		}
		boolean json = false;
		String home = null;
		ParseResult leaf = result;
		for (ParseResult at = result; at != null; at = at.hasSubcommand() ? at.subcommand() : null) {
			leaf = at;
			json |= at.hasMatchedOption("--json");
			home = at.matchedOptionValue("--home", home);
			if (at.isUsageHelpRequested()) {
				terminal.print(at.commandSpec().commandLine().getUsageMessage(CommandLine.Help.Ansi.OFF));
				return 0;
			}
		}
		if (result.isVersionHelpRequested()) {
			version(terminal, json);
			return 0;
		}
		return act(leaf, terminal, json, home);
	}

	private static int act(ParseResult leaf, Terminal terminal, boolean json, @Nullable String home) {
		CommandSpec spec = leaf.commandSpec();
		if (spec.userObject() instanceof Action action) {
			try (Call call = new Call(terminal, leaf, json, home)) {
				return action.run(call);
			}
		}
		if (spec.parent() == null) {
			terminal.print(spec.commandLine().getUsageMessage(CommandLine.Help.Ansi.OFF));
			return Failure.Code.USAGE.exit();
		}
		throw new FailureException(Failure.usage(spec.qualifiedName() + " wants one of: "
				+ String.join(", ", spec.subcommands().keySet()) + ".", "See: " + spec.qualifiedName() + " --help"));
	}

	private static void version(Terminal terminal, boolean json) {
		if (json) {
			terminal.line(Codec.json(Codec.object().put("version", Version.OWN.product()).put("protocol",
					Version.OWN.protocol())));
		} else {
			terminal.line("umbra " + Version.OWN.product());
		}
	}

	/** A private key that was typed where something else is wanted is not said back: what is on standard error may be kept. */
	private static String blotted(String words) {
		return PRIVATE_KEY.matcher(words).replaceAll("⟨a private key⟩");
	}

	/** Says it in words, or as JSON. @return the exit code */
	static int report(Failure failure, boolean json, Terminal terminal) {
		String message = blotted(failure.message());
		if (json) {
			ObjectNode error = Codec.object().put("code", failure.code().word()).put("message", message);
			error.put("hint", failure.hint());
			terminal.note(Codec.json(Codec.object().set("error", error)));
		} else {
			terminal.note("umbra: " + TerminalSafe.stripped(message));
			if (failure.hint() != null) {
				terminal.note(TerminalSafe.stripped(failure.hint()));
			}
		}
		return failure.code().exit();
	}
}
