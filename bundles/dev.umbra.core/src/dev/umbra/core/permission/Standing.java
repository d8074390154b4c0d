package dev.umbra.core.permission;

import java.util.List;

import dev.umbra.core.agent.Policy;

/**
 * What holds for one agent at a moment: its policy and the rules that name it or no agent at all.
 *
 * @param rules in the order they were made
 */
public record Standing(Policy policy, List<Rule> rules) {
	/** No rules, and the person is asked about everything. */
	public static final Standing ASK = new Standing(Policy.ASK, List.of());

	public Standing {
		rules = List.copyOf(rules);
	}
}
