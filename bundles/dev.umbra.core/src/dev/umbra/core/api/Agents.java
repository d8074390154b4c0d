package dev.umbra.core.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.CommandId;
import dev.umbra.core.Outcome;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.AgentState;
import dev.umbra.core.agent.Preset;

/** Managed agents and presets. */
public interface Agents {
	/** Adds an agent. A program that cannot be found is a warning, not a failure: it may be installed later. */
	CompletionStage<Outcome<Added>> add(Add p);

	CompletionStage<Outcome<Listing>> list(Nothing p);

	CompletionStage<Outcome<One>> get(Get p);

	/** Removes an agent and ends its process. Refused while one of its turns runs, unless {@code force}. */
	CompletionStage<Outcome<Done>> remove(Remove p);

	/**
	 * Has the agent's process started, if there is none; answers at once. How it goes is told by its state; a start that
	 * fails is <i>failed</i>, with words in {@code lastError}.
	 */
	CompletionStage<Outcome<Done>> start(Start p);

	/** Ends the agent's process, answers when it is gone. Refused while one of its turns runs, unless {@code force}. */
	CompletionStage<Outcome<Done>> stop(Stop p);

	CompletionStage<Outcome<Presets>> presets(Nothing p);

	/**
	 * @param preset id of a preset, or null
	 * @param program the program, or null with a preset
	 * @param env plain values; names are POSIX identifiers
	 * @param folder folder the process starts in, absolute, or null
	 * @param adHoc for one run: not listed, not kept
	 */
	record Add(CommandId command, String name, @Nullable String preset, @Nullable String program, List<String> args,
			Map<String, String> env, @Nullable String folder, boolean autostart, boolean adHoc) implements Changing {
		public Add {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(name, "name");
			args = List.copyOf(args);
			env = Map.copyOf(env);
		}
	}

	record Added(AgentId id, String agent, @Nullable String warning) {
	}

	record Listing(String epoch, long revision, List<One> agents) {
		public Listing {
			agents = List.copyOf(agents);
		}
	}

	/** @param agent name or id */
	record Get(String agent) {
		public Get {
			Objects.requireNonNull(agent, "agent");
		}
	}

	/**
	 * @param since when the state began
	 * @param pid of the process, or null
	 * @param exitCode of the last process, or null
	 * @param sessions sessions of this agent that are not archived
	 */
	record One(AgentRecord agent, AgentState state, Instant since, @Nullable Long pid, @Nullable String lastError,
			@Nullable Integer exitCode, int sessions) {
	}

	record Remove(CommandId command, String agent, boolean force) implements Changing {
		public Remove {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(agent, "agent");
		}
	}

	record Start(CommandId command, String agent) implements Changing {
		public Start {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(agent, "agent");
		}
	}

	record Stop(CommandId command, String agent, boolean force) implements Changing {
		public Stop {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(agent, "agent");
		}
	}

	record Presets(List<Preset> presets) {
		public Presets {
			presets = List.copyOf(presets);
		}
	}
}
