package dev.umbra.core.api;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.Outcome;
import dev.umbra.core.git.GitDiff;
import dev.umbra.core.git.GitReply;
import dev.umbra.core.git.GitState;
import dev.umbra.core.git.SessionFile;

/**
 * What git says of a session's folder, and what is done there. There is one state per folder, in the host, whoever asks; it is
 * read again when the agent's tool calls end, when git's own files change, after our own calls, and from time to time while
 * somebody watches it. Reads run no code of the repository unless the person trusts the folder. Paths: see
 * {@code dev.umbra.core.git}. That something changed is told by {@link dev.umbra.core.event.GitChanged}.
 *
 * <p>A call that changes something answers {@link GitReply.Asked} where a person must decide first; then nothing was changed.
 */
public interface Git {
	/** What is known; reads the folder first if nothing is known, or if {@code fresh} is wanted. */
	CompletionStage<Outcome<State>> state(Get p);

	/** The files the agent touched in the session, in the order of their paths, then other files that differ. */
	CompletionStage<Outcome<Files>> files(FilesOf p);

	CompletionStage<Outcome<GitDiff>> diff(Diff p);

	/**
	 * Says that somebody looks at a session's git state, or not any more. While somebody does, the working tree, which cannot be
	 * watched, is looked at every 3 to 30 s. Holds for two minutes: say it again each minute, as {@code still}. Also the way to say
	 * that the window came to the front, or that files were changed from outside: it has the folder looked at soon.
	 */
	CompletionStage<Outcome<Done>> watch(Watch p);

	CompletionStage<Outcome<GitReply>> stage(Paths p);

	CompletionStage<Outcome<GitReply>> unstage(Paths p);

	/**
	 * Takes back what is not staged: files become as they are in the index, untracked ones are removed. {@link GitReply.Done#undo}
	 * names what brings it back.
	 */
	CompletionStage<Outcome<GitReply>> discard(Paths p);

	/** Brings back what {@link #discard} took, unless the files changed since: then it is refused. */
	CompletionStage<Outcome<GitReply>> undo(Undo p);

	/**
	 * Commits exactly these files; whatever else is staged stays staged. Refused during a merge or a rebase. After a failure index
	 * and working tree are as they were. Hooks of the repository run.
	 */
	CompletionStage<Outcome<GitReply>> commit(Commit p);

	/**
	 * Gives the session a worktree of its own, or makes the one it had again from its branch. A session that has none can get one
	 * only before its first prompt; {@link Sessions.Create#worktree} is the usual way.
	 */
	CompletionStage<Outcome<GitReply>> createWorktree(OfWorktree p);

	/** The message of a commit that was typed and not used yet; the empty text where there is none. */
	CompletionStage<Outcome<Draft>> draft(DraftOf p);

	/** Keeps a message, durably, before it answers. The empty text removes it, and so does a commit. At most 64 Ki code units. */
	CompletionStage<Outcome<Done>> putDraft(PutDraft p);

	/** Merges the session's branch into the branch of the repository's main folder, by a merge commit; a conflict changes nothing. */
	CompletionStage<Outcome<GitReply>> mergeWorktree(OfWorktree p);

	/** Takes the last merge back, by a commit that reverts it; a conflict changes nothing. */
	CompletionStage<Outcome<GitReply>> revertWorktree(OfWorktree p);

	/** Removes the worktree, and its branch where that is merged. Asks where work would be lost. */
	CompletionStage<Outcome<GitReply>> removeWorktree(OfWorktree p);

	/**
	 * @param ifRevision {@code EPOCH:REV} the caller has, or null
	 * @param fresh read the folder now, whatever is known
	 */
	record Get(String session, @Nullable String ifRevision, boolean fresh) {
		public Get {
			Objects.requireNonNull(session, "session");
		}
	}

	/**
	 * @param readAt when git was asked last; later than the last change
	 * @param state null exactly if the caller's position is the present one (<i>not modified</i>)
	 */
	record State(String epoch, long revision, String folder, Instant readAt, @Nullable GitState state) {
	}

	/**
	 * @param ifRevision {@code EPOCH:REV} of the files the caller has, {@code EPOCH:0} if it has none, or null: then git is asked now.
	 *        With it, they are told as they were at the last look, and not at all if they are still the same
	 */
	record FilesOf(String session, @Nullable String ifRevision) {
		public FilesOf(String session) {
			this(session, null);
		}

		public FilesOf {
			Objects.requireNonNull(session, "session");
		}
	}

	/**
	 * @param revision of the git state it belongs to
	 * @param files null exactly if the caller has them as they are (<i>not modified</i>); never for who gave no position
	 * @param more whether there are more than are told: at most 2,000 are
	 * @param start the last commit when the session began, full hash, or null if it is not known
	 */
	record Files(String epoch, long revision, @Nullable List<SessionFile> files, boolean more, @Nullable String start) {
		public Files {
			files = files == null ? null : List.copyOf(files);
		}
	}

	/** @param path of one file, or null for all that differ */
	record Diff(String session, GitDiff.Kind kind, @Nullable String path) {
		public Diff {
			Objects.requireNonNull(session, "session");
			Objects.requireNonNull(kind, "kind");
		}
	}

	/**
	 * @param watcher made by the caller, names who looks
	 * @param still that somebody looks was said before, and is only said again: the folder is not looked at for that; null: it was not
	 */
	record Watch(String session, String watcher, boolean on, @Nullable Boolean still) {
		public Watch(String session, String watcher, boolean on) {
			this(session, watcher, on, null);
		}

		/** Whether nothing new is said. */
		public boolean again() {
			return Boolean.TRUE.equals(still);
		}

		public Watch {
			Objects.requireNonNull(session, "session");
			Objects.requireNonNull(watcher, "watcher");
		}
	}

	record Paths(CommandId command, String session, List<String> paths, List<GitReply.Answer> answers) implements Changing {
		public Paths {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(session, "session");
			paths = List.copyOf(paths);
			answers = answers == null ? List.of() : List.copyOf(answers);
		}

		public Paths(CommandId command, String session, List<String> paths) {
			this(command, session, paths, List.of());
		}
	}

	/** @param undo of {@link GitReply.Done} */
	record Undo(CommandId command, String session, String undo) implements Changing {
		public Undo {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(session, "session");
			Objects.requireNonNull(undo, "undo");
		}
	}

	/** @param paths the checked files; of a renamed one the new path */
	record Commit(CommandId command, String session, String message, List<String> paths, List<GitReply.Answer> answers)
			implements Changing {
		public Commit {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(session, "session");
			Objects.requireNonNull(message, "message");
			paths = List.copyOf(paths);
			answers = answers == null ? List.of() : List.copyOf(answers);
		}

		public Commit(CommandId command, String session, String message, List<String> paths) {
			this(command, session, message, paths, List.of());
		}
	}

	record DraftOf(String session) {
		public DraftOf {
			Objects.requireNonNull(session, "session");
		}
	}

	record Draft(String text) {
		public Draft {
			Objects.requireNonNull(text, "text");
		}
	}

	record PutDraft(CommandId command, String session, String text) implements Changing {
		public PutDraft {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(session, "session");
			Objects.requireNonNull(text, "text");
		}
	}

	record OfWorktree(CommandId command, String session, List<GitReply.Answer> answers) implements Changing {
		public OfWorktree {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(session, "session");
			answers = answers == null ? List.of() : List.copyOf(answers);
		}

		public OfWorktree(CommandId command, String session) {
			this(command, session, List.of());
		}
	}
}
