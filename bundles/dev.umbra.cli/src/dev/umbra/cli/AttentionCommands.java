package dev.umbra.cli;

import static dev.umbra.cli.Commands.command;
import static dev.umbra.cli.Commands.flag;
import static dev.umbra.cli.Commands.optionalWord;
import static dev.umbra.cli.Commands.value;
import static dev.umbra.cli.Commands.word;

import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ArrayNode;

import dev.umbra.core.Clocks;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.api.Attention;
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
						.addPositional(optionalWord(1, "OPTION",
								"an option's id, or a kind that only one option has; of a form or page accept or decline"))
						.addOption(value("--input", "JSON", "what is filled into a form, an object; - reads standard input"))
						.addOption(flag("--cancel", "answer with none of the options"))
						.addOption(flag("--rest", "with a rejection: reject everything else that waits in the same turn")));
	}

	private static int list(Call call) {
		Attention.Listing listing = Call.get(call.host().attention().list(new Attention.ListAll()));
		if (call.json()) {
			ArrayNode array = Codec.object().putArray("items");
			listing.items().forEach(item -> array.add(Shapes.item(item)));
			call.print(array);
			return 0;
		}
		TextTable table = new TextTable("ITEM", "TYPE", "SESSION", "SINCE", "WHAT", "OPTIONS");
		for (Attention.Item item : listing.items()) {
			table.row(SessionCommands.shortId(item.item().value()), item.type(), SessionCommands.shortId(item.session().value()),
					Ago.text(item.since(), Clocks.SYSTEM.instant(), ZoneId.systemDefault()), TerminalSafe.shown(what(item)),
					TerminalSafe.shown(options(item)));
		}
		if (table.isEmpty()) {
			call.line("Nothing waits for you.");
		} else {
			call.terminal().print(table.toString());
			call.line("Answer with: umbra attention answer ITEM OPTION");
		}
		return 0;
	}

	private static String what(Attention.Item item) {
		if (item.login() != null && !item.text().isBlank()) {
			return item.title() + ": " + item.text();
		}
		return item.input() != null && item.input().url() != null ? item.title() + ": " + item.input().url() : item.title();
	}

	private static String options(Attention.Item item) {
		if (item.input() != null && item.input().url() == null) {
			return "--input '{…}' with " + FormQuestion.fields(item.input().fields()) + "; decline";
		}
		return Shapes.options(item).stream().map(option -> option.id() + " (" + option.kind() + ")")
				.collect(Collectors.joining(", "));
	}

	private static int answer(Call call) {
		call.refuseAgents("umbra attention answer");
		@Nullable
		String option = call.optionalWord(1);
		String input = input(call);
		int given = (option == null ? 0 : 1) + (input == null ? 0 : 1) + (call.flag("--cancel") ? 1 : 0);
		if (given != 1) {
			throw new FailureException(Failure.usage("One of: an option, --input JSON, --cancel.",
					"See what waits, and its options: umbra attention list"));
		}
		String chosen = input == null ? option : "accept";
		Call.get(call.host().attention().answer(new Attention.Answer(CommandId.random(), call.word(0), chosen, Call.CLIENT, input,
				call.flag("--rest"))));
		if (call.json()) {
			call.print(Codec.object().put("item", call.word(0)).put("option", chosen));
		} else {
			call.line("Answered.");
		}
		return 0;
	}

	/** What {@code --input} says, a JSON object, or null. */
	private static @Nullable String input(Call call) {
		String typed = call.option("--input");
		if (typed == null) {
			return null;
		}
		String json = call.text(List.of(typed));
		try {
			if (Codec.parse(json).isObject()) {
				return json;
			}
		} catch (IllegalArgumentException e) {
			// said below
		}
		throw new FailureException(Failure.usage("--input wants a JSON object with the fields of the form.",
				"For example: --input '{\"name\":\"value\"}'; see the fields: umbra attention list"));
	}
}
