package dev.umbra.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.umbra.core.AgentId;
import dev.umbra.core.RuleId;
import dev.umbra.core.permission.Rule;
import dev.umbra.core.permission.RuleEffect;

/** Standing rules. Those that name an agent go with it. */
final class RuleTable {
	private RuleTable() {
	}

	/**
	 * In the order they were made. One that cannot be read fails the whole: leaving out a rule that refuses something would
	 * allow it.
	 */
	static List<Rule> all(Sql sql) throws SQLException {
		List<Rule> rules = new ArrayList<>();
		try (Rows rows = sql.prepare("SELECT id, name, effect, agent, tool_kind, path, command, created FROM rule ORDER BY nr").rows()) {
			while (rows.next()) {
				RuleId id = new RuleId(rows.text());
				String name = rows.text();
				RuleEffect effect = RuleEffect.valueOf(rows.text().toUpperCase(Locale.ROOT));
				String agent = rows.maybeText();
				rules.add(new Rule(id, name, effect, agent == null ? null : new AgentId(agent), rows.maybeText(), rows.maybeText(),
						rows.maybeText(), rows.time()));
			}
		}
		return List.copyOf(rules);
	}

	static void add(Sql sql, Rule rule) throws SQLException {
		AgentId agent = rule.agent();
		sql.prepare("INSERT INTO rule (id, name, effect, agent, tool_kind, path, command, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
				.text(rule.id().value()).text(rule.name()).text(rule.effect().word()).text(agent == null ? null : agent.value())
				.text(rule.toolKind()).text(rule.path()).text(rule.command()).time(rule.created()).change();
	}

	static void remove(Sql sql, RuleId rule) throws SQLException {
		sql.prepare("DELETE FROM rule WHERE id = ?").text(rule.value()).change();
	}
}
