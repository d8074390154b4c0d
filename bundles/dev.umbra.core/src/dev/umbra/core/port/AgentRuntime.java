package dev.umbra.core.port;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.TurnId;
import dev.umbra.core.agent.Launch;
import dev.umbra.core.agent.Preset;

/** Agent processes. Expected failures complete the stages with a {@link dev.umbra.core.FailureException}. */
public interface AgentRuntime {
	/**
	 * Starts the process and speaks {@code initialize}.
	 *
	 * @param sink hears from the agent from now on; {@link Sink#exited} is called exactly once if the process ran at all
	 */
	CompletionStage<Link> start(Launch launch, Sink sink);

	/** Well-known agents, none of them looked for: path and version are null. Returns at once. */
	List<Preset> knownPresets();

	/** Well-known agents, each looked for on the login shell's PATH; takes up to some seconds. */
	CompletionStage<List<Preset>> presets();

	/** Where {@code program} would be found now, as the login shell would, or null. */
	@Nullable
	Path find(String program);

	/**
	 * Ends processes that carry a marker of this data folder: what a host that was killed left behind.
	 *
	 * @param folderHash the marker's part before the colon
	 * @return words about each process that could not be ended
	 */
	CompletionStage<List<String>> endOrphans(String folderHash);

	/** A running agent. Methods return at once; none of them blocks on the agent. */
	interface Link {
		long pid();

		Facts facts();

		/**
		 * {@code session/new} in this folder.
		 *
		 * @param known called with the session before anything that the agent says of it is delivered; the stage is too late
		 *        for that, since an answer may come before the caller has the stage
		 */
		CompletionStage<Opened> open(Path cwd, List<Path> addDirs, Consumer<Opened> known);

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
		CompletionStage<Opened> reopen(String acpSession, Path cwd, List<Path> addDirs, Consumer<Opened> known);

		default CompletionStage<Opened> reopen(String acpSession, Path cwd, List<Path> addDirs) {
			return reopen(acpSession, cwd, addDirs, opened -> {
			});
		}

		/** The end comes as {@link AgentInput.TurnEnded} or {@link AgentInput.TurnFailed}, after all its updates. */
		void prompt(String acpSession, TurnId turn, String text);

		void cancel(String acpSession);

		/** @param option the option chosen, or null for <i>cancelled</i> */
		void answerPermission(String request, @Nullable String option);

		/** Lets a write that waits go on, or refuses it. */
		void answerWrite(String request, boolean allowed);

		/** Ends the process: stdin closed, then TERM, then KILL to all of it. Completes when nothing of it is left. */
		CompletionStage<Void> end();
	}

	/** @param name what the agent calls itself, or null */
	record Facts(@Nullable String name, @Nullable String version, boolean canLoad, boolean canResume) {
	}

	/** @param options config options as raw JSON, or null */
	record Opened(String acpSession, @Nullable String mode, @Nullable String model, @Nullable String effort,
			@Nullable String options) {
	}

	/**
	 * Called in wire order on the agent's reading thread; may block it, which is the back-pressure. Notes, and the end of an
	 * agent whose forked child holds its pipe, may come from another thread, but never two calls at a time. A prompt sent
	 * after the end still gets its {@link AgentInput.TurnFailed}.
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
