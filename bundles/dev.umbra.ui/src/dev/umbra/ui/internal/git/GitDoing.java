package dev.umbra.ui.internal.git;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import org.eclipse.swt.widgets.Composite;

import dev.umbra.client.snapshot.GitWatch;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Git;
import dev.umbra.core.git.GitReply;
import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.look.NoticeBar;

/** What the person has done with a repository, one thing at a time, and what came of it in words. On the SWT thread. */
final class GitDoing {
	/** Something that is done with files. */
	interface PathCall {
		CompletionStage<Outcome<GitReply>> with(Git git, Git.Paths paths);
	}

	/** Something that is done with the session's worktree. */
	interface WorktreeCall {
		CompletionStage<Outcome<GitReply>> with(Git git, Git.OfWorktree of);
	}

	private static final int SHORT_HASH = 8;
	private final Composite pane;
	private final GitPane.Surroundings surroundings;
	private final Consumer<Boolean> told;
	private final NoticeBar notice;
	private boolean busy;

	/** @param pane where its words are shown: has a grid of one column @param told whether something is under way now */
	GitDoing(Composite pane, GitPane.Surroundings surroundings, Consumer<Boolean> told) {
		this.pane = pane;
		this.surroundings = surroundings;
		this.told = told;
		notice = new NoticeBar(pane);
	}

	/** @param done told when the commit was made */
	void commit(GitWatch following, String message, List<String> paths, Runnable done) {
		String session = following.session().value();
		run(following, (git, command, answers) -> git.commit(new Git.Commit(command, session, message, paths, answers)), done);
	}

	void onPaths(GitWatch following, PathCall call, List<String> paths) {
		String session = following.session().value();
		if (!paths.isEmpty()) {
			run(following, (git, command, answers) -> call.with(git, new Git.Paths(command, session, paths, answers)), () -> {
			});
		}
	}

	void onWorktree(GitWatch following, WorktreeCall call) {
		String session = following.session().value();
		run(following, (git, command, answers) -> call.with(git, new Git.OfWorktree(command, session, answers)), () -> {
		});
	}

	private void undo(GitWatch following, String undo) {
		String session = following.session().value();
		run(following, (git, command, answers) -> git.undo(new Git.Undo(command, session, undo)), () -> {
		});
	}

	private void run(GitWatch following, Asking.Call call, Runnable done) {
		if (busy) {
			return;
		}
		busy(true);
		Asking.run(pane, surroundings.git(), call, new Asking.End() {
			@Override
			public void done(GitReply.Done reply) {
				busy(false);
				done.run();
				say(following, reply);
				// the event of the change may be lost
				following.pull();
			}

			@Override
			public void failed(Failure failure) {
				busy(false);
				notice.show(failure, null);
				surroundings.resized();
			}

			@Override
			public void left() {
				busy(false);
			}
		});
	}

	private void busy(boolean now) {
		busy = now;
		told.accept(now);
	}

	private void say(GitWatch following, GitReply.Done done) {
		String undo = done.undo();
		String hash = done.commit();
		String brief = hash == null ? "" : hash.substring(0, Math.min(SHORT_HASH, hash.length()));
		NoticeBar.Action action = undo != null ? new NoticeBar.Action(Messages.undo, () -> undo(following, undo))
				: hash != null ? new NoticeBar.Action(Messages.copy_hash, () -> surroundings.copy(hash)) : null;
		// another action may stand there with the same words
		notice.clear();
		notice.show(Icon.DONE, done.words().contains(brief) ? done.words() : done.words() + " (" + brief + ")", action);
		surroundings.resized();
	}

	/** Another session is shown. */
	void clear() {
		notice.clear();
	}

	void recolor() {
		notice.recolor();
	}
}
