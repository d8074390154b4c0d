package dev.umbra.core.permission;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;

/**
 * What an agent wants to do, as far as it was understood. Everything in it but the agent and the folders is the agent's
 * claim, unless it is about a write or a command that the host itself carries out.
 *
 * @param kind the kind of tool, in lower case
 * @param paths everything it says it touches; empty where nothing is known
 * @param changes true if it shows a change of a file, whatever kind it calls itself
 * @param command the command line as a shell would read it, or null
 * @param folders of the session, absolute; the first is its working folder
 * @param home the person's home folder, which {@code ~} in a rule stands for, or null where none is known
 */
public record Question(AgentId agent, String kind, List<String> paths, boolean changes, @Nullable String command,
		List<String> folders, @Nullable String home) {
	public Question {
		paths = List.copyOf(paths);
		folders = List.copyOf(folders);
	}
}
