package dev.umbra.cli;

import static dev.umbra.cli.Commands.command;
import static dev.umbra.cli.Commands.flag;
import static dev.umbra.cli.Commands.optionalWord;
import static dev.umbra.cli.Commands.rest;
import static dev.umbra.cli.Commands.value;
import static dev.umbra.cli.Commands.word;

import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.api.Directory;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Personas;
import dev.umbra.core.catalog.Persona;
import dev.umbra.core.catalog.PersonaFile;
import dev.umbra.wire.Codec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code umbra persona …}: who agents are to be. */
final class PersonaCommands {
	private PersonaCommands() {
	}

	static CommandSpec spec() {
		return command("persona", "Shows, changes and passes on personas: who agents are to be.", null)
				.addSubcommand("list", command("list", "Lists the personas.", PersonaCommands::list)
						.addOption(flag("--all", "hidden ones too")))
				.addSubcommand("show", command("show", "Shows one persona.", PersonaCommands::show).addPositional(persona()))
				.addSubcommand("save", command("save", "Makes or changes a persona, as a file says; what it does not say stays.", PersonaCommands::save)
						.addPositional(word(0, "FILE", "JSON, or .persona.md; - is standard input")))
				.addSubcommand("duplicate", command("duplicate", "Makes a copy under a new slug.", PersonaCommands::duplicate)
						.addPositional(persona()).addPositional(optionalWord(1, "NEW", "the name of the copy")))
				.addSubcommand("delete", command("delete", "Deletes a persona, here and at the relays.", PersonaCommands::delete).addPositional(persona()))
				.addSubcommand("share", onOff("share", "Lets others read it, or no longer.", PersonaCommands::share))
				.addSubcommand("activate", onOff("activate", "Offers it where agents are made, or not, on this device.", PersonaCommands::activate))
				.addSubcommand("hide", onOff("hide", "Hides one that comes with Umbra, or shows it again.", PersonaCommands::hide))
				.addSubcommand("confirm", command("confirm", "Allows the command that it brings to run on this device.", PersonaCommands::confirm)
						.addPositional(persona()))
				.addSubcommand("import", command("import", "Takes personas and teams from files.", PersonaCommands::imported)
						.addPositional(rest(0, "FILE", true, ".persona.md, .persona.json or .team.json; - is standard input"))
						.addOption(flag("--dry-run", "only say what would change")))
				.addSubcommand("export", command("export", "Writes personas as files.", PersonaCommands::exported)
						.addPositional(rest(0, "NAME", false, "name or slug; without any all of your own"))
						.addOption(value("--form", "F", "md or json; else json")).addOption(value("--to", "DIR", "a folder; else standard output")))
				.addSubcommand("history", command("history", "Shows what a persona was before.", PersonaCommands::history).addPositional(persona()))
				.addSubcommand("restore", command("restore", "Brings a line of the history back.", PersonaCommands::restore)
						.addPositional(word(0, "SLUG", "whole slug")).addPositional(word(1, "NR", "the line")))
				.addSubcommand("others", command("others", "Lists the personas that somebody else lets others read, as your relays have them.", OthersPersonas::others)
						.addPositional(word(0, "NPUB", "who: npub or 64 hexadecimal digits")))
				.addSubcommand("add-copy", command("add-copy", "Makes a persona of your own of somebody else's.", OthersPersonas::copy)
						.addPositional(word(0, "NPUB", "whose")).addPositional(word(1, "SLUG", "which, as others lists it")))
				.addSubcommand("orphans", command("orphans", "Lists agents and teams whose persona is gone.", PersonaCommands::orphans))
				.addSubcommand("repair", command("repair", "Gives an orphan another persona, or none.", PersonaCommands::repair)
						.addPositional(word(0, "KIND", "agent or team")).addPositional(word(1, "ID", "its id"))
						.addPositional(word(2, "MISSING", "the slug that is gone")).addOption(value("--persona", "P", "the one to take its place; else none")));
	}

	private static PositionalParamSpec persona() {
		return word(0, "NAME", "its name or slug");
	}

	private static CommandSpec onOff(String name, String description, Action action) {
		return command(name, description, action).addPositional(persona()).addPositional(word(1, "on|off", "which"));
	}

	private static int list(Call call) {
		List<Personas.One> all = Call.get(call.host().personas().list(new Nothing())).personas().stream()
				.filter(one -> !one.hidden() || call.flag("--all")).toList();
		if (call.json()) {
			ArrayNode array = Codec.object().putArray("personas");
			all.forEach(one -> array.add(shape(one)));
			call.print(array);
			return 0;
		}
		TextTable table = new TextTable("NAME", "SLUG", "MODEL", "AGENTS", "STATE", "DESCRIPTION");
		for (Personas.One one : all) {
			Persona p = one.persona();
			table.row(p.displayName(), p.slug().value(), p.model() == null ? "" : p.model(), String.valueOf(one.agents()), state(one),
					p.description() == null ? "" : p.description());
		}
		call.terminal().print(table.toString());
		return 0;
	}

	private static String state(Personas.One one) {
		String state = one.builtIn() ? "built-in" : one.shared() ? "shared" : "own";
		return state + (one.active() ? "" : ", inactive") + (one.hidden() ? ", hidden" : "") + (one.pending() ? ", to be sent" : "")
				+ (one.commandConfirmed() ? "" : ", command not confirmed");
	}

	private static ObjectNode shape(Personas.One one) {
		return fields(one.persona()).put("shared", one.shared()).put("builtIn", one.builtIn())
				.put("active", one.active()).put("hidden", one.hidden()).put("pending", one.pending()).put("commandConfirmed", one.commandConfirmed())
				.put("source", one.source()).put("updated", one.updated() == null ? null : one.updated().toString()).put("agents", one.agents())
				.put("hash", one.hash());
	}

	/** What a persona is, whosever it is. */
	static ObjectNode fields(Persona p) {
		ObjectNode json = Codec.object().put("slug", p.slug().value()).put("displayName", p.displayName()).put("systemPrompt", p.systemPrompt())
				.put("acpCommand", p.acpCommand()).put("avatarUrl", p.avatarUrl()).put("runtime", p.runtime()).put("model", p.model())
				.put("provider", p.provider());
		ArrayNode names = json.putArray("namePool");
		p.namePool().forEach(names::add);
		json.put("respondTo", p.respondTo());
		ArrayNode allowed = json.putArray("respondToAllowlist");
		p.respondToAllowlist().forEach(allowed::add);
		return json.put("parallelism", p.parallelism()).put("description", p.description());
	}

	private static Personas.One get(Call call) {
		return Call.get(call.host().personas().get(new Personas.Get(call.word(0))));
	}

	private static int show(Call call) {
		Personas.One one = get(call);
		if (call.json()) {
			call.print(shape(one));
			return 0;
		}
		Persona p = one.persona();
		call.line(TerminalSafe.oneLine(p.displayName()) + " (" + p.slug() + "), " + state(one));
		line(call, "Description", p.description());
		line(call, "Runtime", p.runtime());
		line(call, "Model", p.model());
		line(call, "Provider", p.provider());
		line(call, "Command", p.acpCommand());
		line(call, "Names", p.namePool().isEmpty() ? null : String.join(", ", p.namePool()));
		line(call, "Came from", one.source());
		if (p.systemPrompt() != null) {
			call.line("");
			call.line(TerminalSafe.shown(p.systemPrompt()));
		}
		return 0;
	}

	private static void line(Call call, String name, @Nullable String value) {
		if (value != null) {
			call.line(name + ": " + TerminalSafe.shown(value));
		}
	}

	private static int save(Call call) {
		JsonNode file = CatalogFiles.object(call, call.word(0), PersonaFile.JSON);
		String command = CatalogFiles.text(file, "acpCommand", "acp_command");
		if (command != null && !command.isEmpty()) {
			call.refuseAgents("umbra persona save with a command");
		}
		String slug = CatalogFiles.text(file, "slug", "slug");
		JsonNode parallelism = file.get("parallelism");
		Personas.Saved saved = Call.get(call.host().personas().save(new Personas.Save(CommandId.random(), slug, CatalogFiles.text(file, "expected", "expected"),
				CatalogFiles.text(file, "displayName", "display_name"), CatalogFiles.text(file, "systemPrompt", "system_prompt"), command,
				CatalogFiles.text(file, "avatarUrl", "avatar_url"), CatalogFiles.text(file, "runtime", "runtime"), CatalogFiles.text(file, "model", "model"),
				CatalogFiles.text(file, "provider", "provider"), CatalogFiles.texts(file, "namePool", "name_pool"),
				CatalogFiles.text(file, "respondTo", "respond_to"), CatalogFiles.texts(file, "respondToAllowlist", "respond_to_allowlist"),
				parallelism == null ? null : parallelism.asInt(), CatalogFiles.text(file, "description", "description"))));
		return told(call, saved, slug == null ? "Made " : "Changed ");
	}

	private static int told(Call call, Personas.Saved saved, String done) {
		if (call.json()) {
			call.print(Codec.object().put("slug", saved.slug().value()).put("hash", saved.hash()));
		} else {
			call.line(done + saved.slug() + ".");
		}
		return 0;
	}

	private static int duplicate(Call call) {
		return told(call, Call.get(call.host().personas().duplicate(new Personas.Duplicate(CommandId.random(), call.word(0), call.optionalWord(1)))), "Made ");
	}

	private static int delete(Call call) {
		Personas.Deleted deleted = Call.get(call.host().personas().delete(new Personas.Delete(CommandId.random(), call.word(0), false)));
		if (call.json()) {
			ObjectNode json = Codec.object().put("slug", deleted.id()).put("displayName", deleted.name());
			ArrayNode dependants = json.putArray("dependants");
			deleted.dependants().forEach(each -> dependants.add(Codec.tree(each)));
			call.print(json);
			return 0;
		}
		call.line("Deleted " + TerminalSafe.oneLine(deleted.name()) + ". Its history has it: umbra persona history " + deleted.id());
		deleted.dependants().forEach(each -> call.line("Without a persona now: the " + each.kind() + " " + TerminalSafe.oneLine(each.name())
				+ ". See: umbra persona orphans"));
		return 0;
	}

	static boolean on(Call call) {
		return switch (call.word(1)) {
		case "on" -> true;
		case "off" -> false;
		default -> throw new FailureException(Failure.usage("on or off, not \"" + call.word(1) + "\".", null));
		};
	}

	private static int share(Call call) {
		Call.get(call.host().personas().share(new Personas.Share(CommandId.random(), call.word(0), on(call))));
		return done(call, on(call) ? "Others can read it now, at relays that let them." : "It is no longer marked as one that others may read.");
	}

	private static int activate(Call call) {
		Call.get(call.host().personas().mark(new Personas.Mark(CommandId.random(), call.word(0), on(call), null)));
		return done(call, "Done.");
	}

	private static int hide(Call call) {
		Call.get(call.host().personas().mark(new Personas.Mark(CommandId.random(), call.word(0), null, on(call))));
		return done(call, "Done.");
	}

	static int done(Call call, String words) {
		if (call.json()) {
			call.print(Codec.object().put("done", true));
		} else {
			call.line(words);
		}
		return 0;
	}

	private static int confirm(Call call) {
		call.refuseAgents("umbra persona confirm");
		Personas.One one = get(call);
		String command = one.persona().acpCommand();
		if (command == null) {
			throw new FailureException(Failure.usage("The persona " + one.persona().displayName() + " brings no command.", null));
		}
		String name = one.persona().displayName();
		call.terminal().confirmed(name, "Agents of " + TerminalSafe.oneLine(name) + " would be started on this machine by:\n  " + TerminalSafe.shown(command),
				"its command is to be confirmed on a terminal");
		Call.get(call.host().personas().confirm(new Personas.Confirm(CommandId.random(), one.persona().slug().value(), command)));
		return done(call, "Confirmed. Another command asks again.");
	}

	private static int imported(Call call) {
		return CatalogFiles.imported(call, PersonaFile.JSON);
	}

	private static int exported(Call call) {
		String form = call.option("--form");
		return CatalogFiles.exported(call, Call.get(call.host().personas().export(new Personas.Export(call.words(0), form == null ? "json" : form))));
	}

	private static int history(Call call) {
		return CatalogFiles.past(call, Call.get(call.host().personas().history(new Personas.Get(call.word(0)))));
	}

	private static int restore(Call call) {
		Call.get(call.host().personas().restore(new Personas.Restore(CommandId.random(), call.word(0), line(call))));
		return done(call, "Restored. What was there is a line of its history.");
	}

	static long line(Call call) {
		try {
			return Long.parseLong(call.word(1));
		} catch (NumberFormatException e) {
			throw new FailureException(Failure.usage("\"" + call.word(1) + "\" is no line of a history.", null), e);
		}
	}

	private static int orphans(Call call) {
		List<Directory.Orphan> orphans = Call.get(call.host().directory().orphans(new Nothing())).orphans();
		if (call.json()) {
			ArrayNode array = Codec.object().putArray("orphans");
			orphans.forEach(each -> array.add(Codec.tree(each)));
			call.print(array);
			return 0;
		}
		TextTable table = new TextTable("KIND", "NAME", "ID", "MISSING");
		orphans.forEach(each -> table.row(each.kind(), each.name(), each.id(), each.missing()));
		call.terminal().print(table.isEmpty() ? "Nothing misses a persona.\n" : table.toString());
		return 0;
	}

	private static int repair(Call call) {
		Call.get(call.host().directory().repair(new Directory.Repair(CommandId.random(), call.word(0), call.word(1), call.word(2), call.option("--persona"))));
		return done(call, "Repaired.");
	}
}
