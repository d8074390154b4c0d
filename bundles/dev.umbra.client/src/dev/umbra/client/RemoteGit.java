package dev.umbra.client;

import java.util.concurrent.CompletionStage;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Git;
import dev.umbra.core.git.GitDiff;
import dev.umbra.core.git.GitReply;
import dev.umbra.wire.Methods;

/** {@link Git} over the local API. */
final class RemoteGit implements Git {
	private final RemoteHost remote;

	RemoteGit(RemoteHost remote) {
		this.remote = remote;
	}

	@Override
	public CompletionStage<Outcome<State>> state(Get p) {
		return remote.call(Methods.GIT_STATE, p);
	}

	@Override
	public CompletionStage<Outcome<Files>> files(FilesOf p) {
		return remote.call(Methods.GIT_FILES, p);
	}

	@Override
	public CompletionStage<Outcome<GitDiff>> diff(Diff p) {
		return remote.call(Methods.GIT_DIFF, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> watch(Watch p) {
		return remote.call(Methods.GIT_WATCH, p);
	}

	@Override
	public CompletionStage<Outcome<GitReply>> stage(Paths p) {
		return remote.call(Methods.GIT_STAGE, p);
	}

	@Override
	public CompletionStage<Outcome<GitReply>> unstage(Paths p) {
		return remote.call(Methods.GIT_UNSTAGE, p);
	}

	@Override
	public CompletionStage<Outcome<GitReply>> discard(Paths p) {
		return remote.call(Methods.GIT_DISCARD, p);
	}

	@Override
	public CompletionStage<Outcome<GitReply>> undo(Undo p) {
		return remote.call(Methods.GIT_UNDO, p);
	}

	@Override
	public CompletionStage<Outcome<GitReply>> commit(Commit p) {
		return remote.call(Methods.GIT_COMMIT, p);
	}

	@Override
	public CompletionStage<Outcome<Draft>> draft(DraftOf p) {
		return remote.call(Methods.GIT_DRAFT, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> putDraft(PutDraft p) {
		return remote.call(Methods.GIT_PUT_DRAFT, p);
	}

	@Override
	public CompletionStage<Outcome<GitReply>> createWorktree(OfWorktree p) {
		return remote.call(Methods.GIT_WORKTREE_CREATE, p);
	}

	@Override
	public CompletionStage<Outcome<GitReply>> mergeWorktree(OfWorktree p) {
		return remote.call(Methods.GIT_WORKTREE_MERGE, p);
	}

	@Override
	public CompletionStage<Outcome<GitReply>> revertWorktree(OfWorktree p) {
		return remote.call(Methods.GIT_WORKTREE_REVERT, p);
	}

	@Override
	public CompletionStage<Outcome<GitReply>> removeWorktree(OfWorktree p) {
		return remote.call(Methods.GIT_WORKTREE_REMOVE, p);
	}
}
