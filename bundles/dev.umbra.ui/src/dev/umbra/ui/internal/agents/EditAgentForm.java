package dev.umbra.ui.internal.agents;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.eclipse.osgi.util.NLS;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.core.agent.McpServer;
import dev.umbra.core.agent.Policy;
import dev.umbra.core.api.Agents;
import dev.umbra.core.catalog.AgentContent;
import dev.umbra.ui.internal.text.JsonText;

/**
 * What an agent is to be, as it stands in its dialog. Any thread.
 *
 * @param arguments one per line
 * @param environment {@code NAME=value} per line
 * @param clean whether its environment begins with an allow-list instead of the login shell's
 * @param folder blank: the person's home; {@code model}, {@code mode} and {@code effort}: blank: the agent's own choice
 * @param confirmed what was typed to confirm that everything is allowed
 */
record EditAgentForm(String name, String program, String arguments, String environment, boolean clean, String folder, boolean autostart,
		boolean keepRunning, Policy policy, String confirmed, String model, String mode, String effort, List<McpServer> mcp) {
	/** Where a problem is said. */
	enum Field {
		NAME, PROGRAM, FOLDER, ENVIRONMENT, POLICY
	}

	EditAgentForm {
		mcp = List.copyOf(mcp);
	}

	static EditAgentForm of(AgentRecord agent) {
		DeviceLayer device = agent.device();
		return new EditAgentForm(agent.name(), device.command(), LineList.text(device.args()), LineList.text(device.env()),
				device.envMode() == DeviceLayer.EnvMode.CLEAN, Objects.requireNonNullElse(device.folder(), ""), device.autostart(), device.keepRunning(),
				device.policy(), "", Objects.requireNonNullElse(device.model(), ""), Objects.requireNonNullElse(device.mode(), ""),
				Objects.requireNonNullElse(device.effort(), ""), device.mcp());
	}

	/** @param agent as it is now @param taken names of other agents */
	Map<Field, String> problems(AgentRecord agent, Collection<String> taken) {
		Map<Field, String> problems = new EnumMap<>(Field.class);
		put(problems, Field.NAME, name.strip().equals(agent.name()) ? null : NewAgentForm.nameProblem(name, taken));
		put(problems, Field.PROGRAM, program.isBlank() ? Messages.problem_program : null);
		put(problems, Field.ENVIRONMENT, LineList.environmentProblem(environment));
		put(problems, Field.FOLDER, NewAgentForm.folderProblem(folder));
		if (confirms(agent) && !confirmed.strip().equals(agent.name())) {
			problems.put(Field.POLICY, NLS.bind(Messages.problem_confirm, agent.name()));
		}
		return problems;
	}

	private static void put(Map<Field, String> problems, Field field, @Nullable String words) {
		if (words != null) {
			problems.put(field, words);
		}
	}

	/** Whether the person must type the agent's name. */
	boolean confirms(AgentRecord agent) {
		return policy == Policy.ALLOW_ALL && agent.device().policy() != Policy.ALLOW_ALL;
	}

	/**
	 * The call that changes what differs; only without {@link #problems}.
	 *
	 * @param secrets new values @param drop names of those to remove
	 */
	Agents.Set set(CommandId command, AgentRecord agent, Map<String, String> secrets, List<String> drop) {
		Map<String, String> values = new LinkedHashMap<>();
		EditAgentForm before = of(agent);
		differing(values, "name", before.name, name.strip());
		differing(values, "command", before.program, program.strip());
		List<String> args = LineList.list(arguments);
		if (!args.equals(agent.device().args())) {
			values.put("args", JsonText.written(args));
		}
		Map<String, String> env = LineList.environment(environment);
		if (!env.equals(agent.device().env())) {
			values.put("env", JsonText.written(env));
		}
		differing(values, "env-mode", before.clean ? "clean" : "login", clean ? "clean" : "login");
		differing(values, "folder", before.folder, folder.strip());
		differing(values, "autostart", String.valueOf(before.autostart), String.valueOf(autostart));
		differing(values, "keep-running", String.valueOf(before.keepRunning), String.valueOf(keepRunning));
		differing(values, "policy", before.policy.word(), policy.word());
		differing(values, "model", before.model, model.strip());
		differing(values, "mode", before.mode, mode.strip());
		differing(values, "effort", before.effort, effort.strip());
		if (!mcp.equals(before.mcp)) {
			values.put("mcp", McpForm.json(mcp));
		}
		String expected = values.containsKey("name") ? AgentContent.hash(agent.definition()) : null;
		return new Agents.Set(command, agent.id().value(), values, secrets, new ArrayList<>(drop), confirms(agent) ? confirmed.strip() : null, expected);
	}

	private static void differing(Map<String, String> values, String key, String before, String now) {
		if (!before.equals(now)) {
			values.put(key, now);
		}
	}
}
