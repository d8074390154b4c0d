package dev.umbra.cli;

import static dev.umbra.cli.Commands.command;
import static dev.umbra.cli.Commands.flag;
import static dev.umbra.cli.Commands.optionalWord;
import static dev.umbra.cli.Commands.value;
import static dev.umbra.cli.Commands.word;

import java.io.IOException;
import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.api.Identities;
import dev.umbra.core.api.Nothing;
import dev.umbra.wire.Codec;
import picocli.CommandLine.Model.CommandSpec;

/** {@code umbra identity …}: who you are at relays. Private keys come from standard input and never from an argument. */
final class IdentityCommands {
	private IdentityCommands() {
	}

	static CommandSpec spec() {
		return command("identity", "Shows, makes, changes, imports and exports who you are at relays.", null)
				.addSubcommand("show", command("show", "Shows the identity in use; makes one if there is none.", IdentityCommands::show))
				.addSubcommand("list", command("list", "Lists the identities of this device.", IdentityCommands::list))
				.addSubcommand("use", command("use", "Shows and makes the records of another identity from now on.", IdentityCommands::use)
						.addPositional(word(0, "NAME", "name, npub or public key")))
				.addSubcommand("create", command("create", "Makes another identity and uses it.", IdentityCommands::create)
						.addPositional(optionalWord(0, "NAME", "as you call it")))
				.addSubcommand("import", command("import", "Takes an identity: nsec, ncryptsec or a key in hexadecimal, from standard input.",
						IdentityCommands::imported).addPositional(word(0, "-", "standard input: the key, then the password of an ncryptsec"))
						.addOption(value("--name", "N", "as you call it"))
						.addOption(flag("--move-records", "records of the identity in use become its"))
						.addOption(flag("--keep-records", "they stay where they are")))
				.addSubcommand("export", command("export", "Prints the private key, after you typed the identity's name.", IdentityCommands::exported)
						.addPositional(optionalWord(0, "NAME", "name, npub or public key; else the one in use"))
						.addOption(flag("--encrypted", "as ncryptsec, with a password that is asked for")))
				.addSubcommand("remove", command("remove", "Removes an identity with its records and its key from this device.", IdentityCommands::remove)
						.addPositional(word(0, "NAME", "name, npub or public key")));
	}

	private static List<Identities.One> all(Call call) {
		return Call.get(call.host().identities().list(new Nothing())).identities();
	}

	private static Identities.@Nullable One current(Call call) {
		return all(call).stream().filter(Identities.One::current).findFirst().orElse(null);
	}

	private static int show(Call call) {
		call.refuseAgents("umbra identity");
		Identities.One one = current(call);
		return told(call, one == null ? Call.get(call.host().identities().create(new Identities.Create(CommandId.random(), null))) : one);
	}

	private static int told(Call call, Identities.One one) {
		if (call.json()) {
			call.print(shape(one));
		} else {
			call.line(TerminalSafe.oneLine(one.name()) + ": " + one.npub());
			call.line("Public key: " + one.pubkey());
		}
		return 0;
	}

	private static ObjectNode shape(Identities.One one) {
		return Codec.object().put("npub", one.npub()).put("pubkey", one.pubkey().value()).put("name", one.name()).put("current", one.current())
				.put("created", one.created().toString()).put("records", one.records());
	}

	private static int list(Call call) {
		call.refuseAgents("umbra identity");
		List<Identities.One> all = all(call);
		if (call.json()) {
			ArrayNode array = Codec.object().putArray("identities");
			all.forEach(one -> array.add(shape(one)));
			call.print(array);
			return 0;
		}
		TextTable table = new TextTable("NAME", "IN USE", "RECORDS", "NPUB");
		all.forEach(one -> table.row(one.name(), one.current() ? "yes" : "", String.valueOf(one.records()), one.npub()));
		call.terminal().print(table.isEmpty() ? "No identity yet; the first one is made when something needs it, or by: umbra identity create\n" : table.toString());
		return 0;
	}

	private static int use(Call call) {
		call.refuseAgents("umbra identity");
		return told(call, Call.get(call.host().identities().use(new Identities.Use(CommandId.random(), call.word(0)))));
	}

	private static int create(Call call) {
		call.refuseAgents("umbra identity");
		return told(call, Call.get(call.host().identities().create(new Identities.Create(CommandId.random(), call.optionalWord(0)))));
	}

	private static int imported(Call call) {
		call.refuseAgents("umbra identity");
		if (!call.word(0).equals("-")) {
			throw new FailureException(Failure.usage("A private key is not given as an argument: every program of this machine could read it.",
					"Give - and the key on standard input."));
		}
		if (call.flag("--move-records") && call.flag("--keep-records")) {
			throw new FailureException(Failure.usage("Either --move-records or --keep-records.", null));
		}
		String key = line(call, "Private key (not shown): ");
		String password = key.startsWith("ncryptsec") ? line(call, "Its password (not shown): ") : null;
		Boolean move = call.flag("--move-records") ? Boolean.TRUE : call.flag("--keep-records") ? Boolean.FALSE : null;
		return told(call, Call.get(call.host().identities()
				.importing(new Identities.Import(CommandId.random(), key, password, call.option("--name"), move))));
	}

	private static String line(Call call, String question) {
		try {
			String line = call.terminal().secret(question);
			if (line == null || line.isBlank()) {
				throw new FailureException(Failure.usage("There was nothing on standard input.", null));
			}
			return line.strip();
		} catch (IOException e) {
			throw new FailureException(Failure.failed("Standard input cannot be read: " + e.getMessage(), null), e);
		}
	}

	private static Identities.One named(Call call, @Nullable String reference) {
		Identities.One found = reference == null ? current(call)
				: all(call).stream().filter(one -> one.name().equals(reference) || one.npub().equals(reference) || one.pubkey().value().equals(reference))
						.findFirst().orElse(null);
		if (found == null) {
			throw new FailureException(Failure.notFound("There is no identity " + (reference == null ? "in use" : "\"" + reference + "\"") + ".",
					"See: umbra identity list"));
		}
		return found;
	}

	private static int exported(Call call) {
		call.refuseAgents("umbra identity");
		Identities.One one = named(call, call.optionalWord(0));
		call.terminal().confirmed(one.name(), "Whoever has this key can act as " + TerminalSafe.oneLine(one.name()) + ", for ever.",
				"the private key is shown only after its name was typed on a terminal");
		String password = call.flag("--encrypted") ? line(call, "A password for it (not shown): ") : null;
		Identities.Exported exported = Call.get(call.host().identities().export(new Identities.Export(one.npub(), password, one.npub())));
		if (call.json()) {
			call.print(Codec.object().put("npub", exported.npub()).put("key", exported.key()));
		} else {
			call.line(exported.key());
		}
		return 0;
	}

	private static int remove(Call call) {
		call.refuseAgents("umbra identity");
		Identities.One one = named(call, call.word(0));
		call.terminal().confirmed(one.name(), one.records() + " records and the private key of " + TerminalSafe.oneLine(one.name())
				+ " go from this device. Relays keep what they have; without the key nobody can change it any more.",
				"an identity is removed only after its name was typed on a terminal");
		Call.get(call.host().identities().remove(new Identities.Remove(CommandId.random(), one.npub(), one.npub())));
		return PersonaCommands.done(call, "Removed.");
	}
}
