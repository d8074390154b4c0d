package dev.umbra.cli;

import static dev.umbra.cli.Commands.command;
import static dev.umbra.cli.Commands.flag;
import static dev.umbra.cli.Commands.value;
import static dev.umbra.cli.Commands.word;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.core.AgentId;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Rules;
import dev.umbra.core.permission.Rule;
import dev.umbra.core.permission.RuleEffect;
import dev.umbra.wire.Codec;
import picocli.CommandLine.Model.CommandSpec;

/** {@code umbra rule …}: standing answers to what agents ask. */
final class RuleCommands {
	private RuleCommands() {
	}

	static CommandSpec spec() {
		return command("rule", "Shows and changes your standing answers to what agents ask.", null)
				.addSubcommand("list", command("list", "Lists the rules, in the order in which they decide.", RuleCommands::list))
				.addSubcommand("add", command("add", "Adds a rule. Every part that is given must match.", RuleCommands::add)
						.addOption(flag("--deny", "refuse it; asked before all others"))
						.addOption(flag("--ask", "ask you, whatever the agent's policy says"))
						.addOption(flag("--allow", "let it go on"))
						.addOption(value("--agent", "NAME", "of this agent only: name or id"))
						.addOption(value("--kind", "K", "of this kind only: read, edit, delete, move, search, execute, think, fetch …"))
						.addOption(value("--path", "GLOB", "a pattern for paths, for example src/**"))
						.addOption(value("--command", "GLOB", "a pattern for the whole command, for example 'git status*'"))
						.addOption(value("--name", "N", "its name, shown wherever it decided; else made from its parts")))
				.addSubcommand("remove", command("remove", "Removes a rule.", RuleCommands::remove)
						.addPositional(word(0, "RULE", "its name, its id or a unique beginning of it")));
	}

	private static int list(Call call) {
		List<Rule> rules = new ArrayList<>(Call.get(call.host().rules().list(new Nothing())).rules());
		// a stable sort: among rules of the same effect the order in which they were made
		rules.sort((a, b) -> a.effect().compareTo(b.effect()));
		Map<AgentId, String> names = rules.stream().allMatch(rule -> rule.agent() == null) ? Map.of() : names(call);
		if (call.json()) {
			ArrayNode array = Codec.object().putArray("rules");
			rules.forEach(rule -> array.add(shape(rule, names)));
			call.print(array);
			return 0;
		}
		TextTable table = new TextTable("RULE", "NAME", "DOES", "AGENT", "KIND", "PATH", "COMMAND");
		for (Rule rule : rules) {
			table.row(SessionCommands.shortId(rule.id().value()), rule.name(), rule.effect().word(),
					rule.agent() == null ? "any" : agent(rule.agent(), names), any(rule.toolKind()), any(rule.path()),
					any(rule.command()));
		}
		if (table.isEmpty()) {
			call.line("No rules: each agent's policy decides, see umbra agent show NAME. Add one: umbra rule add --help");
		} else {
			call.terminal().print(table.toString());
		}
		return 0;
	}

	private static Map<AgentId, String> names(Call call) {
		Map<AgentId, String> names = new HashMap<>();
		Call.get(call.host().agents().list(new Agents.ListAll())).agents()
				.forEach(one -> names.put(one.agent().id(), one.agent().name()));
		return names;
	}

	private static String agent(AgentId id, Map<AgentId, String> names) {
		return names.getOrDefault(id, SessionCommands.shortId(id.value()));
	}

	private static String any(@Nullable String part) {
		return part == null ? "any" : TerminalSafe.shown(part);
	}

	private static ObjectNode shape(Rule rule, Map<AgentId, String> names) {
		return Codec.object().put("rule", rule.id().value()).put("name", rule.name()).put("effect", rule.effect().word())
				.put("agent", rule.agent() == null ? null : names.get(rule.agent()))
				.put("agentId", rule.agent() == null ? null : rule.agent().value()).put("kind", rule.toolKind())
				.put("path", rule.path()).put("command", rule.command()).put("created", rule.created().toString());
	}

	private static int add(Call call) {
		call.refuseAgents("umbra rule add");
		RuleEffect effect = null;
		for (RuleEffect one : RuleEffect.values()) {
			if (call.flag("--" + one.word())) {
				if (effect != null) {
					throw new FailureException(Failure.usage("Only one of --deny, --ask and --allow.", null));
				}
				effect = one;
			}
		}
		if (effect == null) {
			throw new FailureException(Failure.usage("What shall the rule do? One of --deny, --ask and --allow.",
					"For example: umbra rule add --allow --kind execute --command 'git status*'"));
		}
		Rules.Added added = Call.get(call.host().rules().add(new Rules.Add(CommandId.random(), call.option("--name"), effect,
				agentId(call), call.option("--kind"), call.option("--path"), call.option("--command"))));
		if (call.json()) {
			call.print(Codec.object().put("rule", added.rule().value()).put("name", added.name()));
		} else {
			call.line("Added the rule \"" + TerminalSafe.oneLine(added.name()) + "\" ("
					+ SessionCommands.shortId(added.rule().value()) + "). It holds from the next question on.");
		}
		return 0;
	}

	private static @Nullable String agentId(Call call) {
		String agent = call.option("--agent");
		return agent == null ? null : Call.get(call.host().agents().get(new Agents.Get(agent))).agent().id().value();
	}

	private static int remove(Call call) {
		call.refuseAgents("umbra rule remove");
		Call.get(call.host().rules().remove(new Rules.Remove(CommandId.random(), call.word(0))));
		if (call.json()) {
			call.print(Codec.object().put("rule", call.word(0)));
		} else {
			call.line("Removed.");
		}
		return 0;
	}
}
