package dev.umbra.core.port;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.git.GitDiff;
import dev.umbra.core.git.GitState;
import dev.umbra.core.git.SessionFile;
import dev.umbra.core.git.WorkTree;

/**
 * Repositories, by the git command. Nothing is kept between calls but what makes them cheaper, and notes of what is begun. Stages complete on a thread of the
 * implementation; expected failures complete them with a {@link dev.umbra.core.FailureException}. Calls that change something
 * in one repository run one after the other.
 */
public interface Repositories {
	/**
	 * A folder to ask git about.
	 *
	 * @param folder absolute, in a working tree or anywhere else
	 * @param trusted folders that the person trusts: in a repository at or below one of them, and in its worktrees, reads run what it
	 *        configures, its filters and its file watcher
	 */
	record Place(Path folder, List<Path> trusted) {
		public Place {
			trusted = List.copyOf(trusted);
		}
	}

	/** Never fails for what a repository can be: see {@link GitState.Kind}. */
	CompletionStage<GitState> state(Place place);

	/**
	 * @param touched absolute paths, in any form in which an agent may name a file
	 * @param state what differs, as it was read; null: it is read now
	 * @return touched ones by path, then others that differ; at most {@code limit} and one more
	 */
	CompletionStage<List<SessionFile>> files(Place place, Collection<String> touched, int limit, @Nullable WorkTree state);

	/** As they are now. */
	default CompletionStage<List<SessionFile>> files(Place place, Collection<String> touched, int limit) {
		return files(place, touched, limit, null);
	}

	/** @param start full hash of the commit that {@link GitDiff.Kind#SESSION} compares with, null otherwise */
	CompletionStage<GitDiff> diff(Place place, GitDiff.Kind kind, @Nullable String path, @Nullable String start);

	/** What the repository is like now, to be compared later. */
	CompletionStage<Start> start(Place place);

	/**
	 * @param commit full hash, null on an unborn branch and outside of a repository
	 * @param code stands for all hooks and all of git's configuration that would be obeyed here; empty outside of a repository
	 */
	record Start(@Nullable String commit, String code) {
	}

	CompletionStage<Void> stage(Place place, List<String> paths);

	CompletionStage<Void> unstage(Place place, List<String> paths);

	/**
	 * @param kept told what {@link #undo} takes when everything is kept and before a file is changed; if its stage fails, none is
	 * @return what {@link #undo} takes: the full hash of an object of the repository
	 */
	CompletionStage<String> discard(Place place, List<String> paths, Function<String, CompletionStage<Void>> kept);

	/**
	 * Goes on with a discard that was begun: files that are still as they were kept are taken back, what changed since stays.
	 *
	 * @param undo what {@link #discard} told
	 */
	CompletionStage<Void> discardRest(Place place, String undo);

	/** Brings back what was discarded. What is back already does not matter. */
	CompletionStage<Void> undo(Place place, String undo);

	/** Done once for a mark: a repeat answers what the first call made. @return full hash of the commit */
	CompletionStage<String> commit(Place place, Commit commit);

	/**
	 * @param whole files to commit as they are in the working tree
	 * @param staged files to commit as they are in the index
	 * @param hooks whether the repository's hooks run
	 * @param mark see {@link #made}
	 */
	record Commit(String message, List<String> whole, List<String> staged, boolean hooks, String mark) {
		public Commit {
			whole = List.copyOf(whole);
			staged = List.copyOf(staged);
		}
	}

	/**
	 * What a call made that was to change the history, whether or not it was there to see its end. Git's log of HEAD has the mark.
	 *
	 * @param mark of letters, digits and hyphens, one for each thing that a person wishes to be done
	 * @return full hash of the commit, if a branch or HEAD has it; empty also where that cannot be told
	 */
	CompletionStage<Optional<String>> made(Place place, String mark);

	/**
	 * Makes a worktree on a branch of its own, beside the repository that {@code place} is in.
	 *
	 * @param parent absolute; made if it is not there
	 * @param branch if it exists, it is checked out; else it is made at {@code commit}, null for the present one
	 * @param name of the folder that is made in {@code parent}; {@code <repository>} in it is replaced by the repository's name
	 */
	CompletionStage<Added> addWorktree(Place place, Path parent, String name, String branch, @Nullable String commit);

	/**
	 * @param folder the folder in the worktree that corresponds to the place's: below its top if that is
	 * @param repository the main folder of the repository, absolute
	 * @param commit full hash that is checked out
	 */
	record Added(Path path, Path folder, String branch, Path repository, String commit) {
	}

	/**
	 * Merges a branch into what is checked out in the main folder of its repository, and brings back what was taken back of it
	 * before. All of it or nothing. Done once for a mark.
	 *
	 * @param repository the main folder
	 */
	CompletionStage<Merged> merge(Place repository, Merge merge);

	/**
	 * @param hooks whether the repository's hooks run
	 * @param takenBack full hash of the commit by which an earlier merge of the branch was taken back, or null
	 * @param mark see {@link #made}
	 */
	record Merge(String branch, String message, boolean hooks, @Nullable String takenBack, String mark) {
	}

	/**
	 * @param commit full hash of the last commit that was made: a merge, or the one that brought back, if there was nothing more to merge
	 * @param broughtBack full hash of the commit below a merge that brought back what had been taken back, or null
	 */
	record Merged(String commit, @Nullable String broughtBack) {
	}

	/**
	 * Takes a merge back, and what was brought back with it, by one commit. Done once for a mark.
	 *
	 * @param hooks whether the repository's hooks run
	 * @param mark see {@link #made}
	 * @return full hash of that commit
	 */
	CompletionStage<String> takeBack(Place repository, Merged merged, boolean hooks, String mark);

	/**
	 * What would be lost with a worktree.
	 *
	 * @param path of the worktree; may be missing
	 */
	CompletionStage<AtStake> atStake(Place repository, Path path, String branch);

	/**
	 * @param uncommitted files of the worktree that are not as in the last commit; untracked ones count
	 * @param commits of the branch that no other branch, no remote's branch and no tag has
	 * @param there whether the worktree's folder exists
	 * @param tip full hash that the branch stands at, null if there is no such branch
	 */
	record AtStake(int uncommitted, int commits, boolean there, @Nullable String tip) {
	}

	/** Removes a worktree with everything in it. @param alsoBranch removes the branch too, merged or not */
	CompletionStage<Void> removeWorktree(Place repository, Path path, String branch, boolean alsoBranch);

	/**
	 * Tells when git's own files change: HEAD, index, refs. Both are told on any thread and must not block.
	 *
	 * @param place in a working tree; anything else is watched for nothing
	 * @param changed told once for what comes together
	 * @param trouble told at most once, in words without a full stop, why some of it cannot be watched: changes there are not told
	 */
	Watching watch(Place place, Runnable changed, Consumer<String> trouble);

	interface Watching extends AutoCloseable {
		@Override
		void close();
	}

	/** How many git processes were started since the host began. Any thread; cheap. */
	long runs();
}
