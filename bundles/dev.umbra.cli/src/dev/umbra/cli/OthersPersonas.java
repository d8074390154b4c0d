package dev.umbra.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.api.Directory;
import dev.umbra.core.api.Personas;
import dev.umbra.core.catalog.Persona;
import dev.umbra.wire.Codec;

/** {@code umbra persona others} and {@code add-copy}: what other people let one read. */
final class OthersPersonas {
	private OthersPersonas() {
	}

	private static Directory.Others asked(Call call) {
		return Call.get(call.host().directory().others(new Directory.OthersOf(call.word(0))));
	}

	static int others(Call call) {
		Directory.Others others = asked(call);
		if (call.json()) {
			ObjectNode json = Codec.object().put("npub", others.npub()).put("pubkey", others.person().value());
			ArrayNode personas = json.putArray("personas");
			others.personas().forEach(each -> personas.add(PersonaCommands.fields(each.persona()).put("hash", each.hash())
					.put("published", each.published().toString()).put("relay", each.relay())));
			ArrayNode words = json.putArray("words");
			others.words().forEach(words::add);
			call.print(json);
			return 0;
		}
		TextTable table = new TextTable("NAME", "SLUG", "MODEL", "PUBLISHED", "DESCRIPTION");
		for (Directory.Other each : others.personas()) {
			Persona p = each.persona();
			table.row(p.displayName(), p.slug().value(), p.model() == null ? "" : p.model(), each.published().toString(),
					p.description() == null ? "" : p.description());
		}
		call.terminal().print(table.isEmpty() ? "Nothing there that others may read.\n" : table.toString());
		others.words().forEach(words -> call.line(TerminalSafe.oneLine(words)));
		return 0;
	}

	static int copy(Call call) {
		Directory.Others others = asked(call);
		Directory.Other chosen = others.personas().stream().filter(each -> each.persona().slug().value().equals(call.word(1))).findFirst()
				.orElseThrow(() -> new FailureException(Failure.notFound(others.npub() + " shares no persona \"" + call.word(1) + "\" at the relays that answer."
						+ (others.words().isEmpty() ? "" : " " + String.join(" ", others.words())), "See those there are with: umbra persona others " + others.npub())));
		Personas.Saved saved = Call.get(call.host().directory().copy(new Directory.Copy(CommandId.random(), call.word(0), call.word(1), chosen.hash())));
		if (call.json()) {
			call.print(Codec.object().put("slug", saved.slug().value()).put("hash", saved.hash()));
			return 0;
		}
		call.line("Made " + saved.slug() + ", a copy of " + TerminalSafe.oneLine(chosen.persona().displayName()) + ".");
		if (chosen.persona().acpCommand() != null) {
			call.line("It brings a command, which does not run before you allow it: umbra persona confirm " + saved.slug());
		}
		return 0;
	}
}
