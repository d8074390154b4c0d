package dev.umbra.cli;

import static dev.umbra.cli.Commands.command;
import static dev.umbra.cli.Commands.flag;
import static dev.umbra.cli.Commands.optionalText;
import static dev.umbra.cli.Commands.value;
import static dev.umbra.cli.Commands.word;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.client.RemoteHost;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.api.Sessions;
import dev.umbra.wire.Codec;
import picocli.CommandLine.Model.CommandSpec;

/** {@code umbra prompt}, {@code follow} and {@code cancel}. */
final class TurnCommands {
	private TurnCommands() {
	}

	static CommandSpec prompt() {
		return Enclosures.options(command("prompt", "Sends a prompt to a session.", TurnCommands::runPrompt))
				.addPositional(word(0, "ID", "the session: its id or a unique beginning"))
				.addPositional(optionalText(1, "the prompt; - reads standard input; may be empty where files go along"))
				.addOption(flag("--follow", "show what comes until the turn ends (exit 0 if it ended by itself)"))
				.addOption(value("--allow", "once|always|reject", "answer permissions so, instead of asking"));
	}

	static CommandSpec follow() {
		return command("follow", "Shows a session as it goes on, until it is closed.", TurnCommands::runFollow)
				.addPositional(word(0, "ID", "the session"))
				.addOption(value("--after", "REV", "begin after this position instead of the newest entries"));
	}

	static CommandSpec cancel() {
		return command("cancel", "Cancels the running turn of a session.", TurnCommands::runCancel)
				.addPositional(word(0, "ID", "the session"));
	}

	private static int runPrompt(Call call) {
		String session = call.word(0);
		List<Sessions.NewEnclosure> enclosures = Enclosures.of(call);
		String text = text(call, 1, enclosures);
		Allow allow = allow(call);
		if (allow != null && !call.flag("--follow")) {
			throw new FailureException(Failure.usage("--allow answers what comes while following.", "Add --follow."));
		}
		RemoteHost host = call.host();
		if (call.flag("--follow")) {
			return new Follower(call, host, session).prompt(text, enclosures, allow);
		}
		Sessions.Prompted prompted = Call
				.get(host.sessions().prompt(new Sessions.Prompt(CommandId.random(), session, text, Call.CLIENT, enclosures)));
		if (call.json()) {
			call.print(Codec.object().put("turn", prompted.turn().value()).put("state", prompted.state()));
		} else {
			call.line(prompted.state() + "; see it with: umbra follow " + session);
		}
		return 0;
	}

	/** The text of a prompt; only one that something goes with may have none. */
	static String text(Call call, int index, List<Sessions.NewEnclosure> enclosures) {
		return call.words(index).isEmpty() && !enclosures.isEmpty() ? "" : call.text(index);
	}

	/** What {@code --allow} says, or null. An agent may not answer for the person, except no. */
	static @Nullable Allow allow(Call call) {
		String word = call.option("--allow");
		if (word == null) {
			return null;
		}
		Allow allow = Allow.of(word).orElseThrow(() -> new FailureException(
				Failure.usage("--allow wants once, always or reject, not \"" + word + "\".", null)));
		if (allow != Allow.REJECT) {
			call.refuseAgents("--allow " + word);
		}
		return allow;
	}

	private static int runFollow(Call call) {
		return new Follower(call, call.host(), call.word(0)).follow(call.option("--after"));
	}

	private static int runCancel(Call call) {
		RemoteHost host = call.host();
		Call.get(host.sessions().cancel(new Sessions.Cancel(CommandId.random(), call.word(0), Call.CLIENT)));
		SessionCommands.done(call, call.word(0), "The running turn is told to end.");
		return 0;
	}
}
