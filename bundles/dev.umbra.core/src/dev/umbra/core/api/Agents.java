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
import dev.umbra.core.agent.AgentLog;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.AgentState;
import dev.umbra.core.agent.ForeignSession;
import dev.umbra.core.agent.Preset;

/** Managed agents and presets. */
public interface Agents {
	/** Adds an agent. A program that cannot be found is a warning, not a failure: it may be installed later. */
	CompletionStage<Outcome<Added>> add(Add p);

	CompletionStage<Outcome<Listing>> list(ListAll p);

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
	 * Changes an agent. What the process was started with changes with its next start; the answer says so. {@code allow_all}
	 * is refused without the agent's name as confirmation.
	 */
	CompletionStage<Outcome<Changed>> set(Set p);

	/**
	 * Logs in. A method of the kind <i>agent</i> is carried out, and the answer comes when the agent is done with it. One of the
	 * kind <i>terminal</i> is for the caller to run on a terminal; after its exit 0 the caller says {@code finished}, and the
	 * agent is connected anew.
	 */
	CompletionStage<Outcome<LoginStep>> login(Login p);

	/** Has the agent forget its login; refused if it cannot. */
	CompletionStage<Outcome<Done>> logout(Logout p);

	/** What the agent's process wrote, or the traffic with it. */
	CompletionStage<Outcome<AgentLog>> log(Log p);

	/** The sessions that the agent itself lists; starts it if need be. {@code refused} if it cannot list them. */
	CompletionStage<Outcome<Foreign>> sessions(SessionsOf p);

	/**
	 * @param preset id of a preset, or null
	 * @param program the program, or null with a preset
	 * @param env plain values; names are POSIX identifiers
	 * @param folder folder the process starts in, absolute, or null
	 * @param adHoc for one run: not listed, not kept
	 * @param secrets values that go to secure storage and nowhere else
	 * @param persona the one it plays, or null; without preset and program its runtime, or its confirmed command, is taken
	 */
	record Add(CommandId command, String name, @Nullable String preset, @Nullable String program, List<String> args,
			Map<String, String> env, @Nullable String folder, boolean autostart, boolean adHoc,
			Map<String, String> secrets, @Nullable String persona) implements Changing {
		public Add(CommandId command, String name, @Nullable String preset, @Nullable String program, List<String> args,
				Map<String, String> env, @Nullable String folder, boolean autostart, boolean adHoc, Map<String, String> secrets) {
			this(command, name, preset, program, args, env, folder, autostart, adHoc, secrets, null);
		}

		public Add(CommandId command, String name, @Nullable String preset, @Nullable String program, List<String> args,
				Map<String, String> env, @Nullable String folder, boolean autostart, boolean adHoc) {
			this(command, name, preset, program, args, env, folder, autostart, adHoc, Map.of());
		}

		/** Without the values of the secrets. */
		@Override
		public String toString() {
			return "Add[command=" + command + ", name=" + name + ", preset=" + preset + ", program=" + program + ", args="
					+ args + ", env=" + env.keySet() + ", secrets=" + secrets.keySet() + "]";
		}

		public Add {
			secrets = secrets == null ? Map.of() : Map.copyOf(secrets);
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(name, "name");
			args = List.copyOf(args);
			env = Map.copyOf(env);
		}
	}

	record Added(AgentId id, String agent, @Nullable String warning) {
	}

	/** @param ifRevision {@code EPOCH:REV} of the listing the caller has, or null */
	record ListAll(@Nullable String ifRevision) {
		public ListAll() {
			this(null);
		}
	}

	/** @param agents null exactly if the caller has them as they are (<i>not modified</i>); never for who gave no position */
	record Listing(String epoch, long revision, @Nullable List<One> agents) {
		public Listing {
			agents = agents == null ? null : List.copyOf(agents);
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
	 * @param restartToApply whether its process was started with another content of its persona than there is now
	 */
	record One(AgentRecord agent, AgentState state, Instant since, @Nullable Long pid, @Nullable String lastError,
			@Nullable Integer exitCode, int sessions, boolean restartToApply) {
		/** With what holds now. */
		public One(AgentRecord agent, AgentState state, Instant since, @Nullable Long pid, @Nullable String lastError,
				@Nullable Integer exitCode, int sessions) {
			this(agent, state, since, pid, lastError, exitCode, sessions, false);
		}
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

	/**
	 * @param values by key: {@code name, command, args, env, env-mode, folder, autostart, keep-running, policy, model, mode, effort,
	 *        mcp, persona}, and of the definition {@code instructions, own-model, own-provider} (while it plays no persona), {@code parallelism,
	 *        respond-to, respond-to-allowlist} (one per line); lists, maps and servers else as JSON. An empty value of what may be absent removes it
	 * @param secrets values for secure storage; @param dropSecrets names of those to remove
	 * @param confirmed the agent's name, typed by the person, where that is asked for; else null
	 * @param expected hash of the definition that the person saw ({@code AgentContent.hash}), or null; another one now is a conflict: {@code busy}, in words
	 */
	record Set(CommandId command, String agent, Map<String, String> values, Map<String, String> secrets,
			List<String> dropSecrets, @Nullable String confirmed, @Nullable String expected) implements Changing {
		/** Whatever the definition is by now. */
		public Set(CommandId command, String agent, Map<String, String> values, Map<String, String> secrets, List<String> dropSecrets,
				@Nullable String confirmed) {
			this(command, agent, values, secrets, dropSecrets, confirmed, null);
		}

		public Set {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(agent, "agent");
			values = Map.copyOf(values);
			secrets = secrets == null ? Map.of() : Map.copyOf(secrets);
			dropSecrets = dropSecrets == null ? List.of() : List.copyOf(dropSecrets);
		}

		/** Without the values of the secrets. */
		@Override
		public String toString() {
			return "Set[command=" + command + ", agent=" + agent + ", values=" + values.keySet() + ", secrets="
					+ secrets.keySet() + ", dropSecrets=" + dropSecrets + "]";
		}
	}

	/**
	 * @param restartNeeded whether a process runs that was started with what held before
	 * @param hash of the definition now, for the next {@link Set#expected}; null from a host that does not say it
	 */
	record Changed(AgentId id, String agent, boolean restartNeeded, @Nullable String warning, @Nullable String hash) {
	}

	/**
	 * @param method id of a method, or null if the agent has only one
	 * @param finished true when the caller has run a method of the kind <i>terminal</i>, with exit 0
	 */
	record Login(CommandId command, String agent, @Nullable String method, boolean finished) implements Changing {
		public Login {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(agent, "agent");
		}
	}

	/**
	 * @param done true: the person is logged in
	 * @param program for the caller to run, with {@code args}, in {@code folder}, on a terminal; null if done
	 */
	record LoginStep(String agent, String method, boolean done, @Nullable String program, List<String> args,
			Map<String, String> env, @Nullable String folder) {
		public LoginStep {
			args = args == null ? List.of() : List.copyOf(args);
			env = env == null ? Map.of() : Map.copyOf(env);
		}
	}

	record Logout(CommandId command, String agent) implements Changing {
		public Logout {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(agent, "agent");
		}
	}

	/**
	 * @param after number of the last line the caller has, 0 for all
	 * @param limit at most so many lines, 0 = the host's own limit
	 * @param patient whether to wait for a line, up to 20 s, if there is none
	 */
	record Log(String agent, AgentLog.Kind kind, long after, int limit, boolean patient) {
		public Log {
			Objects.requireNonNull(agent, "agent");
			Objects.requireNonNull(kind, "kind");
		}
	}

	/** @param cwd of this folder only, or null */
	record SessionsOf(String agent, @Nullable String cwd) {
		public SessionsOf {
			Objects.requireNonNull(agent, "agent");
		}
	}

	/** @param known which of them are sessions here already, by the agent's id */
	record Foreign(List<ForeignSession> sessions, Map<String, String> known) {
		public Foreign {
			sessions = List.copyOf(sessions);
			known = Map.copyOf(known);
		}
	}
}
