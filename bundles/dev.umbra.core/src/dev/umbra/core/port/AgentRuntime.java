package dev.umbra.core.port;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.TurnId;
import dev.umbra.core.agent.AgentLog;
import dev.umbra.core.agent.ForeignSession;
import dev.umbra.core.agent.Launch;
import dev.umbra.core.agent.McpServer;
import dev.umbra.core.agent.Preset;
import dev.umbra.core.session.Blob;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.Offer;

/** Agent processes. Expected failures complete the stages with a {@link dev.umbra.core.FailureException}. */
public interface AgentRuntime {
	/**
	 * Starts the process and speaks {@code initialize}.
	 *
	 * @param sink hears from the agent from now on; {@link Sink#exited} is called exactly once if the process ran at all
	 */
	CompletionStage<Link> start(Launch launch, Sink sink);

	/**
	 * Gives up a start that is under way: its process, if there is one already, is ended at once, and the stage of {@link #start} fails
	 * when nothing of it is left. Nothing happens where it came up or failed already. Returns at once.
	 *
	 * @param sink the one it was started with
	 */
	void giveUp(Sink sink);

	/** Well-known agents, none of them looked for: path and version are null. Returns at once. */
	List<Preset> knownPresets();

	/** Well-known agents, each looked for on the login shell's PATH; takes up to some seconds. */
	CompletionStage<List<Preset>> presets();

	/** Where {@code program} would be found now, as the login shell would, or null. */
	@Nullable
	Path find(String program);

	/**
	 * Looks for programs as an agent would find them; takes up to some seconds.
	 *
	 * @param programs names on the login shell's PATH
	 */
	CompletionStage<Tools> tools(List<String> programs);

	/** @param searchPath the login shell's PATH; @param found one for each program that was asked for, in that order */
	record Tools(String searchPath, List<Tool> found) {
		public Tools {
			found = List.copyOf(found);
		}
	}

	/** @param path absolute, or null where there is none; @param version what the program says of itself, or null */
	record Tool(String program, @Nullable String path, @Nullable String version) {
	}

	/**
	 * Ends processes that carry a marker of this data folder: what a host that was killed left behind.
	 *
	 * @param folderHash the marker's part before the colon
	 * @return words about each process that could not be ended
	 */
	CompletionStage<List<String>> endOrphans(String folderHash);

	/**
	 * What an agent's process wrote beside the protocol and what was told of it, or the traffic with it: the newest of it, in
	 * memory, secrets blotted out, over restarts of the agent.
	 *
	 * @param after number of the last line the caller has, 0 for all there are
	 * @param wait how long to wait for a line if there is none; zero answers at once
	 */
	CompletionStage<AgentLog> log(AgentId agent, AgentLog.Kind kind, long after, int limit, Duration wait);

	/** Forgets the log of an agent that is no more. */
	void forget(AgentId agent);

	/**
	 * How a person runs a login of the agent on a terminal of their own, without the agent's secrets.
	 *
	 * @param method of the kind <i>terminal</i>, as the agent told it last
	 */
	CompletionStage<LoginProgram> loginProgram(Launch launch, String method);

	/** @param program absolute path; @param env what is added to the caller's own environment */
	record LoginProgram(String program, List<String> args, Map<String, String> env, String folder) {
		public LoginProgram {
			args = List.copyOf(args);
			env = Map.copyOf(env);
		}
	}

	/**
	 * A running agent. Methods return at once; none of them blocks on the agent. Cancelling the future of a stage gives the
	 * request up, which the agent is told.
	 */
	interface Link {
		long pid();

		Facts facts();

		/**
		 * {@code session/new}.
		 *
		 * @param known called with the session before anything that the agent says of it is delivered; the stage is too late
		 *        for that, since an answer may come before the caller has the stage
		 */
		CompletionStage<Opened> open(Opening opening, Consumer<Opened> known);

		/** As {@link #open(Opening, Consumer)}, without servers of tools. */
		default CompletionStage<Opened> open(Path cwd, List<Path> addDirs, Consumer<Opened> known) {
			return open(new Opening(cwd, addDirs, List.of()), known);
		}

		default CompletionStage<Opened> open(Path cwd, List<Path> addDirs) {
			return open(cwd, addDirs, opened -> {
			});
		}

		/**
		 * {@code session/resume}, else {@code session/load}, whatever the agent can; what a load replays is dropped. Fails if
		 * the agent can neither, or does not know the session.
		 *
		 * @param known as in {@link #open}
		 */
		CompletionStage<Opened> reopen(String acpSession, Opening opening, Consumer<Opened> known);

		/**
		 * {@code session/load} of a session that only the agent knows: what it replays is delivered as
		 * {@link AgentInput.Replayed}, before the stage completes. Fails if the agent cannot load.
		 *
		 * @param known as in {@link #open}
		 */
		CompletionStage<Opened> adopt(String acpSession, Opening opening, Consumer<Opened> known);

		/** The end comes as {@link AgentInput.TurnEnded} or {@link AgentInput.TurnFailed}, after all its updates. */
		void prompt(String acpSession, TurnId turn, List<Content> content);

		default void prompt(String acpSession, TurnId turn, String text) {
			prompt(acpSession, turn, List.of(new Content.Text(text)));
		}

		void cancel(String acpSession);

		/** @param option the option chosen, or null for <i>cancelled</i> */
		void answerPermission(String request, @Nullable String option);

		/** Lets a write or a command that waits go on, or refuses it. */
		void answerAction(String request, boolean allowed);

		/** @param action {@code accept, decline, cancel}; @param content a JSON object for an accepted form, or null */
		void answerInput(String request, String action, @Nullable String content);

		/** {@code session/set_mode}; what it changed comes as input too. */
		CompletionStage<Void> setMode(String acpSession, String mode);

		/** {@code session/set_config_option}; what it changed comes as {@link AgentInput.OptionsOffered} too. */
		CompletionStage<Void> setOption(String acpSession, String option, String value);

		/** Ends the command of one of the agent's terminals, as the person wishes. */
		void killTerminal(String terminal);

		/** Ends the commands of all terminals of a session that is closed; the session itself may stay open in the agent. */
		void endTerminals(String acpSession);

		/** {@code session/close} where the agent can; the session is forgotten here in any case. */
		CompletionStage<Void> closeSession(String acpSession);

		/** {@code session/delete}; fails if the agent cannot. */
		CompletionStage<Void> deleteSession(String acpSession);

		/** {@code session/list}, all its pages; fails if the agent cannot. @param cwd of this folder only, or null */
		CompletionStage<List<ForeignSession>> sessions(@Nullable String cwd);

		/** {@code authenticate}, without a time limit: a browser may be in between. */
		CompletionStage<Void> authenticate(String method);

		/** {@code logout}; fails if the agent cannot. */
		CompletionStage<Void> logout();

		/** Ends the process: stdin closed, then TERM, then KILL to all of it. Completes when nothing of it is left. */
		CompletionStage<Void> end();
	}

	/**
	 * Where and with what a session opens.
	 *
	 * @param mcp secrets put in; those the agent cannot use are left out, with a note
	 * @param secrets that were put in, values by name: the agent's process may have been started before they were set
	 */
	record Opening(Path cwd, List<Path> addDirs, List<McpServer> mcp, Map<String, String> secrets) {
		public Opening {
			addDirs = List.copyOf(addDirs);
			mcp = List.copyOf(mcp);
			secrets = Map.copyOf(secrets);
		}

		/** Without secrets. */
		public Opening(Path cwd, List<Path> addDirs, List<McpServer> mcp) {
			this(cwd, addDirs, mcp, Map.of());
		}

		/** Without values. */
		@Override
		public String toString() {
			return "Opening[cwd=" + cwd + ", addDirs=" + addDirs + ", mcp=" + mcp.stream().map(McpServer::name).toList() + "]";
		}
	}

	/** A piece of a prompt. */
	sealed interface Content {
		record Text(String text) implements Content {
		}

		/**
		 * @param bytes null for a link. What the agent does not take as contents is sent as a link, or left out with a note
		 *        where it has no address
		 */
		record Enclosed(Enclosure enclosure, @Nullable Blob bytes) implements Content {
		}
	}

	/**
	 * What the agent said of itself in {@code initialize}.
	 *
	 * @param name what the agent calls itself, or null
	 * @param images whether prompts may carry images; {@code audio} and {@code embedded} (contents of files) likewise
	 * @param logins its methods of authentication
	 */
	record Facts(@Nullable String name, @Nullable String version, boolean canLoad, boolean canResume, boolean canList,
			boolean canClose, boolean canDelete, boolean canLogout, boolean images, boolean audio, boolean embedded,
			List<Detail.LoginMethod> logins) {
		public Facts {
			logins = List.copyOf(logins);
		}

		public Facts(@Nullable String name, @Nullable String version, boolean canLoad, boolean canResume) {
			this(name, version, canLoad, canResume, false, false, false, false, false, false, false, List.of());
		}
	}

	/** @param offer what the session offers to choose from; its commands come later */
	record Opened(String acpSession, @Nullable String mode, @Nullable String model, @Nullable String effort,
			Offer offer) {
	}


	/** The agent wants a login first; the failure of {@link Link#open} and its like. */
	final class LoginWanted extends FailureException {
		private static final long serialVersionUID = 1;
		private final transient List<Detail.LoginMethod> methods;

		public LoginWanted(Failure failure, List<Detail.LoginMethod> methods) {
			super(failure);
			this.methods = List.copyOf(methods);
		}

		public List<Detail.LoginMethod> methods() {
			return methods;
		}
	}

	/**
	 * Called in wire order on the agent's reading thread; may block it, which is the back-pressure. Notes, a notice of what a
	 * prompt had to leave out, what comes of terminals, and the end of an agent whose forked child holds its pipe, may come
	 * from another thread, but never two calls at a time. A prompt sent after the end still gets its {@link AgentInput.TurnFailed}.
	 */
	interface Sink {
		/** @param acpSession the agent's id of the session */
		void input(String acpSession, AgentInput input);

		/** Something for the agent's log that belongs to no session, in words. */
		void note(String words);

		/**
		 * The process is gone and all its output was handled.
		 *
		 * @param exitCode 128 + signal if it was killed, as shells count
		 * @param stderrTail the last of its stderr, at most 64 KiB
		 * @param asked true if we ended it
		 */
		void exited(int exitCode, String stderrTail, boolean asked);
	}
}
