package dev.umbra.cli;

import static dev.umbra.cli.Commands.command;
import static dev.umbra.cli.Commands.word;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;


import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.Offer;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.wire.Codec;
import picocli.CommandLine.Model.CommandSpec;

/** {@code umbra session set}, and what a session offers to choose from. */
final class SessionChoices {
	private SessionChoices() {
	}

	static CommandSpec spec() {
		return command("set", "Chooses a mode, or a value of one of the agent's options, for a session.", SessionChoices::set)
				.addPositional(word(0, "ID", "the session")).addPositional(word(1, "KEY=VALUE",
						"mode=…, model=…, effort=…, or an option's id; by id or name. What there is: umbra session show ID"));
	}

	private static int set(Call call) {
		call.refuseAgents("umbra session set");
		String pair = call.word(1);
		int equals = pair.indexOf('=');
		if (equals < 1) {
			throw new FailureException(Failure.usage("Expected KEY=VALUE, not \"" + pair + "\".",
					"See what there is to choose: umbra session show " + call.word(0)));
		}
		SessionSummary summary = summary(call);
		Wish wish = wish(summary.offer(), pair.substring(0, equals), pair.substring(equals + 1), call.word(0));
		Call.get(call.host().sessions().settings(
				new Sessions.Choose(CommandId.random(), summary.id().value(), wish.key(), wish.value(), Call.CLIENT)));
		if (call.json()) {
			call.print(Codec.object().put("session", summary.id().value()).put("key", wish.key()).put("value", wish.value()));
		} else {
			call.line("Chosen: " + TerminalSafe.oneLine(wish.value()) + ". The agent's word on it: umbra session show " + call.word(0));
		}
		return 0;
	}

	private static SessionSummary summary(Call call) {
		SessionSummary summary = Call.get(call.host().sessions().get(new Sessions.Get(call.word(0), null))).summary();
		if (summary == null) {
			throw new IllegalStateException("the host left out the summary");
		}
		return summary;
	}

	/** @param key {@code mode} or {@code option:ID} */
	record Wish(String key, String value) {
	}

	/**
	 * What is meant by a typed key and value. As long as the agent has offered nothing, anything may be wished; it is asked for
	 * when the agent opens the session.
	 */
	static Wish wish(Offer offer, String key, String value, String session) {
		String hint = "See what there is to choose: umbra session show " + session;
		if (key.equals("mode") && (!offer.modes().isEmpty() || option(offer, key) == null)) {
			return new Wish("mode", offer.modes().isEmpty() ? value
					: among(offer.modes().stream().map(mode -> new Named(mode.id(), mode.name())).toList(), "mode", value, hint));
		}
		Offer.Option option = option(offer, key);
		if (option == null) {
			if (offer.options().isEmpty()) {
				return new Wish("option:" + key, value);
			}
			throw new FailureException(Failure.usage("The agent offers no \"" + key + "\"; it offers "
					+ offer.options().stream().map(Offer.Option::id).collect(Collectors.joining(", ")) + ".", hint));
		}
		return new Wish("option:" + option.id(), value(option, value, hint));
	}

	/** By id, else as the one of its category. */
	private static Offer.@Nullable Option option(Offer offer, String key) {
		String category = key.equals("effort") ? "thought_level" : key;
		List<Offer.Option> byCategory = offer.options().stream().filter(option -> category.equals(option.category())).toList();
		return offer.options().stream().filter(option -> option.id().equals(key)).findFirst()
				.orElse(byCategory.size() == 1 ? byCategory.getFirst() : null);
	}

	private static String value(Offer.Option option, String value, String hint) {
		return switch (option.form()) {
		case "boolean" -> among(List.of(new Named("true", "yes"), new Named("false", "no")), option.id(), value, hint);
		case "select" -> option.choices().isEmpty() ? value
				: among(option.choices().stream().map(choice -> new Named(choice.value(), choice.name())).toList(), option.id(), value, hint);
		default -> throw new FailureException(Failure.refused("The option \"" + option.id() + "\" is of a kind (" + option.form()
				+ ") that this version cannot change.", hint));
		};
	}

	private record Named(String id, String name) {
	}

	private static String among(List<Named> choices, String what, String typed, String hint) {
		Stream<Named> byId = choices.stream().filter(choice -> choice.id().equals(typed));
		List<Named> byName = choices.stream()
				.filter(choice -> choice.name().toLowerCase(Locale.ROOT).equals(typed.toLowerCase(Locale.ROOT))).toList();
		return byId.findFirst().or(() -> byName.size() == 1 ? byName.stream().findFirst() : Optional.empty())
				.orElseThrow(() -> new FailureException(Failure.usage("\"" + typed + "\" is no choice for " + what + "; there are "
						+ choices.stream().map(Named::id).collect(Collectors.joining(", ")) + ".", hint)))
				.id();
	}

	/** For people, below the other fields. */
	static void show(Call call, SessionSummary s) {
		Offer offer = s.offer();
		if (!offer.modes().isEmpty()) {
			SessionCommands.field(call, "modes", offer.modes().stream().map(mode -> mode.id()).collect(Collectors.joining(", ")));
		}
		for (Offer.Option option : offer.options()) {
			String choices = option.form().equals("boolean") ? "true, false"
					: option.choices().stream().map(Offer.Choice::value).collect(Collectors.joining(", "));
			SessionCommands.field(call, "option", option.id() + "=" + option.value() + " (" + option.name()
					+ (choices.isEmpty() ? "" : ": " + choices) + ")");
		}
		s.wanted().forEach((key, value) -> SessionCommands.field(call, "chosen",
				(key.startsWith("option:") ? key.substring("option:".length()) : key) + "=" + value));
		if (!offer.commands().isEmpty()) {
			SessionCommands.field(call, "commands",
					offer.commands().stream().map(command -> "/" + command.name()).collect(Collectors.joining(" ")));
		}
		s.mcp().forEach(server -> SessionCommands.field(call, "mcp", Shapes.line(server)));
	}
}
