package dev.umbra.ui.internal.agents;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

import org.eclipse.osgi.util.NLS;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.core.api.Agents;
import dev.umbra.core.catalog.Persona;

/**
 * What was typed into the dialog, and what is wrong with it. Any thread.
 *
 * @param preset id of the chosen preset, or null for a program of one's own
 * @param program only without a preset
 * @param arguments one per line; empty lines count for nothing
 * @param environment {@code NAME=value} per line
 * @param folder empty: the person's home
 * @param persona slug of the one it is to play, or null
 */
record NewAgentForm(String name, @Nullable String preset, String program, String arguments, String environment, String folder,
		boolean autostart, @Nullable String persona) {
	/** One that plays nobody. */
	NewAgentForm(String name, @Nullable String preset, String program, String arguments, String environment, String folder, boolean autostart) {
		this(name, preset, program, arguments, environment, folder, autostart, null);
	}

	/** Where a problem is said. */
	enum Field {
		NAME, PROGRAM, ENVIRONMENT, FOLDER
	}

	/** The demo agent, under the first name that is free. */
	static NewAgentForm demo(Collection<String> taken) {
		return new NewAgentForm(freeName(Messages.demo_name, taken), "demo", "", "", "", "", false);
	}

	/** As another one, under a free name; values of its secrets cannot be read, so they are not taken over. */
	static NewAgentForm like(AgentRecord other, Collection<String> taken) {
		DeviceLayer device = other.device();
		return new NewAgentForm(freeName(other.name(), taken), device.preset(), device.preset() == null ? device.command() : "",
				device.preset() == null ? LineList.text(device.args()) : "", LineList.text(device.env()), device.folder() == null ? "" : device.folder(),
				device.autostart(), other.definition().persona());
	}

	/** Of a persona, by what it says of how it is started. */
	static NewAgentForm playing(Persona persona, Collection<String> taken) {
		return new NewAgentForm(freeName(persona.displayName(), taken), persona.runtime(), "", "", "", "", false, persona.slug().value());
	}

	static String freeName(String wanted, Collection<String> taken) {
		String name = wanted;
		for (int i = 2; taken.contains(name); i++) {
			name = wanted + " " + i;
		}
		return name;
	}

	/** In words, by field; empty if it can be added. Looks whether the folder is there. */
	Map<Field, String> problems(Collection<String> taken) {
		Map<Field, String> problems = new EnumMap<>(Field.class);
		put(problems, Field.NAME, nameProblem(name, taken));
		if (preset == null && program.isBlank()) {
			problems.put(Field.PROGRAM, Messages.problem_program);
		}
		put(problems, Field.ENVIRONMENT, LineList.environmentProblem(environment));
		put(problems, Field.FOLDER, folderProblem(folder));
		return problems;
	}

	private static void put(Map<Field, String> problems, Field field, @Nullable String words) {
		if (words != null) {
			problems.put(field, words);
		}
	}

	/** @param taken names of other agents @return in words, or null if it can be one */
	static @Nullable String nameProblem(String name, Collection<String> taken) {
		String trimmed = name.strip();
		if (trimmed.isEmpty()) {
			return Messages.problem_name_empty;
		}
		if (trimmed.length() > 100) {
			return Messages.problem_name_long;
		}
		if (trimmed.chars().anyMatch(Character::isISOControl)) {
			return Messages.problem_name_control;
		}
		return taken.contains(trimmed) ? NLS.bind(Messages.problem_name_taken, trimmed) : null;
	}

	/** Looks whether it is there; blank is the person's home. */
	static @Nullable String folderProblem(String folder) {
		if (folder.isBlank()) {
			return null;
		}
		try {
			Path path = Path.of(folder.strip());
			if (!path.isAbsolute()) {
				return Messages.problem_folder_relative;
			}
			return Files.isDirectory(path) ? null : Messages.problem_folder_missing;
		} catch (InvalidPathException e) {
			return Messages.problem_folder_missing;
		}
	}

	/** The call that adds it; only without {@link #problems}. @param secrets values by name */
	Agents.Add add(CommandId command, Map<String, String> secrets) {
		return new Agents.Add(command, name.strip(), preset, preset == null ? program.strip() : null, LineList.list(arguments),
				LineList.environment(environment), folder.isBlank() ? null : folder.strip(), autostart, false, secrets, persona);
	}
}
