package dev.umbra.cli;

import static dev.umbra.cli.Commands.command;
import static dev.umbra.cli.Commands.optionalWord;
import static dev.umbra.cli.Commands.value;
import static dev.umbra.cli.Commands.word;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.core.Clocks;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Relays;
import dev.umbra.core.relay.RelayMode;
import dev.umbra.core.relay.RelayStatus;
import dev.umbra.wire.Codec;
import picocli.CommandLine.Model.CommandSpec;

/** {@code umbra relay …}: the relays over which personas, teams and agents follow the person. */
final class RelayCommands {
	private RelayCommands() {
	}

	static CommandSpec spec() {
		return command("relay", "Shows and changes the relays over which your personas, teams and agents follow you.", null)
				.addSubcommand("add", command("add", "Adds a relay for the identity in use, or changes its mode.", RelayCommands::add)
						.addOption(value("--mode", "M", "private (default): contents are encrypted; buzz-compatible: plain, as the Buzz workspace writes them"))
						.addPositional(word(0, "URL", "for example wss://relay.example")))
				.addSubcommand("remove", command("remove", "Removes a relay. What is there stays there.", RelayCommands::remove)
						.addPositional(word(0, "URL", "the relay")))
				.addSubcommand("list", command("list", "Lists the relays and how they stand.", RelayCommands::list))
				.addSubcommand("status", command("status", "Says of each relay how it stands, what was refused, and what to do.", RelayCommands::status))
				.addSubcommand("sync", command("sync", "Reads everything again, sends what waits, and tries again what was refused.", RelayCommands::sync)
						.addPositional(optionalWord(0, "URL", "this relay only")))
				.addSubcommand("serve", RelayServe.spec());
	}

	private static int add(Call call) {
		call.refuseAgents("umbra relay add");
		Relays.Added added = Call.get(call.host().relays().add(new Relays.Add(CommandId.random(), call.word(0), mode(call.option("--mode")), null)));
		if (call.json()) {
			ObjectNode shape = Codec.object().put("url", added.url()).put("mode", added.mode().word()).put("identity", added.identity().value());
			ArrayNode words = shape.putArray("words");
			added.words().forEach(words::add);
			call.print(shape);
		} else {
			call.line("Added " + TerminalSafe.oneLine(added.url()) + " (" + added.mode().word() + ").");
			added.words().forEach(call::line);
		}
		return 0;
	}

	private static RelayMode mode(@Nullable String typed) {
		try {
			return typed == null ? RelayMode.PRIVATE : RelayMode.of(typed);
		} catch (IllegalArgumentException e) {
			throw new FailureException(Failure.usage(String.valueOf(e.getMessage()), null), e);
		}
	}

	private static int remove(Call call) {
		call.refuseAgents("umbra relay remove");
		Call.get(call.host().relays().remove(new Relays.Remove(CommandId.random(), call.word(0), null)));
		if (call.json()) {
			call.print(Codec.object().put("url", call.word(0)));
		} else {
			call.line("Removed. What is at the relay stays there.");
		}
		return 0;
	}

	private static int sync(Call call) {
		call.refuseAgents("umbra relay sync");
		Call.get(call.host().relays().sync(new Relays.Sync(call.optionalWord(0))));
		if (call.json()) {
			call.print(Codec.object().put("url", call.optionalWord(0)));
		} else {
			call.line("Under way. See: umbra relay status");
		}
		return 0;
	}

	private static int list(Call call) {
		List<RelayStatus> relays = Call.get(call.host().relays().list(new Nothing())).relays();
		if (printed(call, relays)) {
			return 0;
		}
		TextTable table = new TextTable("RELAY", "IDENTITY", "MODE", "STATE", "SINCE", "WAITING", "LAST IN");
		for (RelayStatus relay : relays) {
			table.row(TerminalSafe.oneLine(relay.link().relay().url()), relay.link().identity().value().substring(0, 8), relay.link().mode().word(),
					stateOf(relay), ago(relay.since()), String.valueOf(relay.pendingOut()), relay.lastIn() == null ? "-" : ago(relay.lastIn()));
		}
		call.terminal().print(table.toString());
		return 0;
	}

	/** @return whether nothing is left to be said */
	private static boolean printed(Call call, List<RelayStatus> relays) {
		if (call.json()) {
			ArrayNode array = Codec.object().putArray("relays");
			relays.forEach(relay -> array.add(shape(relay)));
			call.print(array);
			return true;
		}
		if (relays.isEmpty()) {
			call.line("No relays: personas, teams and agents stay on this device. Add one: umbra relay add wss://…");
		}
		return relays.isEmpty();
	}

	private static int status(Call call) {
		List<RelayStatus> relays = Call.get(call.host().relays().list(new Nothing())).relays();
		if (printed(call, relays)) {
			return 0;
		}
		for (RelayStatus relay : relays) {
			call.line(TerminalSafe.oneLine(relay.link().relay().url()) + " (" + relay.link().mode().word() + ", identity "
					+ relay.link().identity().value().substring(0, 8) + "): " + stateOf(relay) + " since " + ago(relay.since()));
			call.line("  waiting to be sent: " + relay.pendingOut() + (relay.heldOut() == 0 ? "" : ", " + relay.heldOut() + " of them held")
					+ "; received: " + relay.received() + ", refused: " + relay.refused());
			relay.refusals().forEach(each -> call.line("  refused " + each.count() + ": " + TerminalSafe.oneLine(each.words())));
			relay.words().forEach(words -> call.line("  " + TerminalSafe.oneLine(words)));
			if (relay.lastError() != null) {
				call.line("  " + TerminalSafe.oneLine(relay.lastError()));
			}
			if (relay.hint() != null) {
				call.line("  " + relay.hint());
			}
		}
		return 0;
	}

	private static String stateOf(RelayStatus relay) {
		return relay.state().name().toLowerCase(Locale.ROOT);
	}

	private static String ago(Instant then) {
		return Ago.text(then, Clocks.SYSTEM.instant(), ZoneId.systemDefault());
	}

	private static ObjectNode shape(RelayStatus relay) {
		ObjectNode shape = Codec.object().put("url", relay.link().relay().url()).put("identity", relay.link().identity().value())
				.put("mode", relay.link().mode().word()).put("state", stateOf(relay)).put("since", relay.since().toString()).put("pendingOut", relay.pendingOut())
				.put("heldOut", relay.heldOut()).put("lastIn", relay.lastIn() == null ? null : relay.lastIn().toString()).put("received", relay.received())
				.put("refused", relay.refused());
		ArrayNode refusals = shape.putArray("refusals");
		relay.refusals().forEach(each -> refusals.addObject().put("words", each.words()).put("count", each.count()));
		shape.put("keptAside", relay.keptAside());
		ArrayNode words = shape.putArray("words");
		relay.words().forEach(words::add);
		return shape.put("lastError", relay.lastError()).put("hint", relay.hint());
	}
}
