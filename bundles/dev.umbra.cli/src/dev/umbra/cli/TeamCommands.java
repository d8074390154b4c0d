package dev.umbra.cli;

import static dev.umbra.cli.Commands.command;
import static dev.umbra.cli.Commands.flag;
import static dev.umbra.cli.Commands.optionalText;
import static dev.umbra.cli.Commands.optionalWord;
import static dev.umbra.cli.Commands.rest;
import static dev.umbra.cli.Commands.value;
import static dev.umbra.cli.Commands.word;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.core.CommandId;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Teams;
import dev.umbra.core.catalog.PersonaFile;
import dev.umbra.core.catalog.Team;
import dev.umbra.wire.Codec;
import picocli.CommandLine.Model.CommandSpec;

/** {@code umbra team …}: personas that work on one thing together. */
final class TeamCommands {
	private TeamCommands() {
	}

	static CommandSpec spec() {
		return command("team", "Shows, changes, starts and passes on teams of personas.", null)
				.addSubcommand("list", command("list", "Lists the teams.", TeamCommands::list))
				.addSubcommand("show", command("show", "Shows one team.", TeamCommands::show).addPositional(word(0, "NAME", "its name or id")))
				.addSubcommand("save", command("save", "Makes or changes a team, as a JSON file says; what it does not say stays.", TeamCommands::save)
						.addPositional(word(0, "FILE", "JSON; - is standard input")))
				.addSubcommand("duplicate", command("duplicate", "Makes a copy of a team.", TeamCommands::duplicate)
						.addPositional(word(0, "NAME", "its name or id")).addPositional(optionalWord(1, "NEW", "the name of the copy")))
				.addSubcommand("delete", command("delete", "Deletes a team, here and at the relays; its personas stay.", TeamCommands::delete)
						.addPositional(word(0, "NAME", "its name or id")))
				.addSubcommand("deploy", command("deploy", "Starts a session per member, on one prompt.", TeamCommands::deploy)
						.addPositional(word(0, "NAME", "its name or id")).addPositional(optionalText(1, "the prompt; - is standard input"))
						.addOption(value("--cwd", "DIR", "the folder of the sessions; else this one")))
				.addSubcommand("import", command("import", "Takes teams with their personas from files.", TeamCommands::imported)
						.addPositional(rest(0, "FILE", true, ".team.json; - is standard input"))
						.addOption(flag("--dry-run", "only say what would change")))
				.addSubcommand("export", command("export", "Writes teams with their personas as files.", TeamCommands::exported)
						.addPositional(rest(0, "NAME", false, "name or id; without any all"))
						.addOption(value("--to", "DIR", "a folder; else standard output")))
				.addSubcommand("history", command("history", "Shows what a team was before.", TeamCommands::history)
						.addPositional(word(0, "NAME", "its name or id")))
				.addSubcommand("restore", command("restore", "Brings a line of the history back.", TeamCommands::restore)
						.addPositional(word(0, "ID", "whole id")).addPositional(word(1, "NR", "the line")));
	}

	private static int list(Call call) {
		List<Teams.One> teams = Call.get(call.host().teams().list(new Nothing())).teams();
		if (call.json()) {
			ArrayNode array = Codec.object().putArray("teams");
			teams.forEach(one -> array.add(shape(one)));
			call.print(array);
			return 0;
		}
		TextTable table = new TextTable("NAME", "ID", "MEMBERS", "STATE", "DESCRIPTION");
		for (Teams.One one : teams) {
			table.row(one.team().name(), SessionCommands.shortId(one.team().id().value()), String.valueOf(one.team().personas().size()),
					!one.missing().isEmpty() ? "misses " + String.join(", ", one.missing()) : one.pending() ? "to be sent" : "",
					one.team().description() == null ? "" : one.team().description());
		}
		call.terminal().print(table.isEmpty() ? "No teams. Make one: umbra team save FILE\n" : table.toString());
		return 0;
	}

	private static ObjectNode shape(Teams.One one) {
		Team team = one.team();
		ObjectNode json = Codec.object().put("id", team.id().value()).put("name", team.name()).put("description", team.description())
				.put("instructions", team.instructions());
		ArrayNode personas = json.putArray("personas");
		team.personas().forEach(personas::add);
		ArrayNode missing = json.putArray("missing");
		one.missing().forEach(missing::add);
		return json.put("pending", one.pending()).put("updated", one.updated().toString()).put("hash", one.hash());
	}

	private static int show(Call call) {
		Teams.One one = Call.get(call.host().teams().get(new Teams.Get(call.word(0))));
		if (call.json()) {
			call.print(shape(one));
			return 0;
		}
		Team team = one.team();
		call.line(TerminalSafe.oneLine(team.name()) + " (" + team.id() + ")");
		call.line("Members: " + (team.personas().isEmpty() ? "none" : String.join(", ", team.personas())));
		if (!one.missing().isEmpty()) {
			call.line("Missing: " + String.join(", ", one.missing()) + ". See: umbra persona orphans");
		}
		if (team.instructions() != null) {
			call.line("");
			call.line(TerminalSafe.shown(team.instructions()));
		}
		return 0;
	}

	private static int save(Call call) {
		JsonNode file = CatalogFiles.object(call, call.word(0), PersonaFile.TEAM);
		String id = CatalogFiles.text(file, "id", "id");
		return told(call, Call.get(call.host().teams().save(new Teams.Save(CommandId.random(), id, CatalogFiles.text(file, "expected", "expected"),
				CatalogFiles.text(file, "name", "name"), CatalogFiles.text(file, "description", "description"),
				CatalogFiles.text(file, "instructions", "instructions"), CatalogFiles.texts(file, "personas", "persona_ids")))));
	}

	private static int told(Call call, Teams.Saved saved) {
		if (call.json()) {
			call.print(Codec.object().put("id", saved.id().value()).put("hash", saved.hash()));
		} else {
			call.line("Saved " + saved.id() + ".");
		}
		return 0;
	}

	private static int duplicate(Call call) {
		return told(call, Call.get(call.host().teams().duplicate(new Teams.Duplicate(CommandId.random(), call.word(0), call.optionalWord(1)))));
	}

	private static int delete(Call call) {
		Personas.Deleted deleted = Call.get(call.host().teams().delete(new Teams.Delete(CommandId.random(), call.word(0), false)));
		if (call.json()) {
			call.print(Codec.object().put("id", deleted.id()).put("name", deleted.name()));
		} else {
			call.line("Deleted " + TerminalSafe.oneLine(deleted.name()) + ". Its history has it: umbra team history " + deleted.id());
		}
		return 0;
	}

	private static int deploy(Call call) {
		String cwd = call.option("--cwd");
		List<String> words = call.words(1);
		Teams.Deployed deployed = Call.get(call.host().teams().deploy(new Teams.Deploy(CommandId.random(), call.word(0), call.path(cwd == null ? "" : cwd),
				words.isEmpty() ? null : call.text(words))));
		if (call.json()) {
			ArrayNode array = Codec.object().putArray("members");
			deployed.members().forEach(member -> array.add(Codec.tree(member)));
			call.print(array);
		} else {
			TextTable table = new TextTable("SESSION", "TITLE", "AGENT", "WENT WRONG");
			deployed.members().forEach(member -> table.row(member.session() == null ? "" : SessionCommands.shortId(member.session().value()), member.title(),
					member.agent(), member.failure() == null ? "" : member.failure()));
			call.terminal().print(table.toString());
		}
		return deployed.members().stream().allMatch(member -> member.failure() == null) ? 0 : 1;
	}

	private static int imported(Call call) {
		return CatalogFiles.imported(call, PersonaFile.TEAM);
	}

	private static int exported(Call call) {
		return CatalogFiles.exported(call, Call.get(call.host().teams().export(new Personas.Export(call.words(0), "json"))));
	}

	private static int history(Call call) {
		return CatalogFiles.past(call, Call.get(call.host().teams().history(new Teams.Get(call.word(0)))));
	}

	private static int restore(Call call) {
		Call.get(call.host().teams().restore(new Personas.Restore(CommandId.random(), call.word(0), PersonaCommands.line(call))));
		return PersonaCommands.done(call, "Restored. What was there is a line of its history.");
	}
}
