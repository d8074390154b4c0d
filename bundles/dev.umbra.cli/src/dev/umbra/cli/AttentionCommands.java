package dev.umbra.cli;

import static dev.umbra.cli.Commands.command;
import static dev.umbra.cli.Commands.flag;
import static dev.umbra.cli.Commands.optionalWord;
import static dev.umbra.cli.Commands.word;

import java.time.ZoneId;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ArrayNode;

import dev.umbra.core.Clocks;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Nothing;
import dev.umbra.wire.Codec;
import picocli.CommandLine.Model.CommandSpec;

/** {@code umbra attention …}: what waits for the person. */
final class AttentionCommands {
	private AttentionCommands() {
	}

	static CommandSpec spec() {
		return command("attention", "Shows and answers what waits for you.", null)
				.addSubcommand("list", command("list", "Lists what waits, over all sessions.", AttentionCommands::list))
				.addSubcommand("answer", command("answer", "Answers an item.", AttentionCommands::answer)
						.addPositional(word(0, "ITEM", "the item: its id or a unique beginning"))
						.addPositional(optionalWord(1, "OPTION", "an option's id, or a kind that only one option has"))
						.addOption(flag("--cancel", "answer with none of the options")));
	}

	private static int list(Call call) {
		Attention.Listing listing = Call.get(call.host().attention().list(new Nothing()));
		if (call.json()) {
			ArrayNode array = Codec.object().putArray("items");
			listing.items().forEach(item -> array.add(Shapes.item(item)));
			call.print(array);
			return 0;
		}
		TextTable table = new TextTable("ITEM", "SESSION", "SINCE", "WHAT", "OPTIONS");
		for (Attention.Item item : listing.items()) {
			table.row(SessionCommands.shortId(item.item().value()), SessionCommands.shortId(item.session().value()),
					Ago.text(item.since(), Clocks.SYSTEM.instant(), ZoneId.systemDefault()),
					TerminalSafe.shown(item.title()), item.permission().options().stream()
							.map(option -> option.id() + " (" + option.kind() + ")").collect(Collectors.joining(", ")));
		}
		if (table.isEmpty()) {
			call.line("Nothing waits for you.");
		} else {
			call.terminal().print(table.toString());
			call.line("Answer with: umbra attention answer ITEM OPTION");
		}
		return 0;
	}

	private static int answer(Call call) {
		call.refuseAgents("umbra attention answer");
		@Nullable
		String option = call.optionalWord(1);
		if ((option == null) != call.flag("--cancel")) {
			throw new FailureException(Failure.usage("Either an option or --cancel.",
					"See the options: umbra attention list"));
		}
		Call.get(call.host().attention()
				.answer(new Attention.Answer(CommandId.random(), call.word(0), option, Call.CLIENT)));
		if (call.json()) {
			call.print(Codec.object().put("item", call.word(0)).put("option", option));
		} else {
			call.line("Answered.");
		}
		return 0;
	}
}
