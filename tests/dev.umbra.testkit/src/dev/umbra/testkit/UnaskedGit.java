package dev.umbra.testkit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Git;
import dev.umbra.core.git.GitDiff;
import dev.umbra.core.git.GitReply;

/** {@link Git} of which nothing may be asked: a test overrides what it expects. Any thread. */
public class UnaskedGit implements Git {
	private static <T> CompletionStage<Outcome<T>> unasked(String method) {
		return CompletableFuture.failedFuture(new AssertionError("nobody should ask for " + method));
	}

	@Override
	public CompletionStage<Outcome<State>> state(Get p) {
		return unasked("state");
	}

	@Override
	public CompletionStage<Outcome<Files>> files(FilesOf p) {
		return unasked("files");
	}

	@Override
	public CompletionStage<Outcome<GitDiff>> diff(Diff p) {
		return unasked("diff");
	}

	@Override
	public CompletionStage<Outcome<Done>> watch(Watch p) {
		return unasked("watch");
	}

	@Override
	public CompletionStage<Outcome<GitReply>> stage(Paths p) {
		return unasked("stage");
	}

	@Override
	public CompletionStage<Outcome<GitReply>> unstage(Paths p) {
		return unasked("unstage");
	}

	@Override
	public CompletionStage<Outcome<GitReply>> discard(Paths p) {
		return unasked("discard");
	}

	@Override
	public CompletionStage<Outcome<GitReply>> undo(Undo p) {
		return unasked("undo");
	}

	@Override
	public CompletionStage<Outcome<GitReply>> commit(Commit p) {
		return unasked("commit");
	}

	@Override
	public CompletionStage<Outcome<GitReply>> createWorktree(OfWorktree p) {
		return unasked("createWorktree");
	}

	@Override
	public CompletionStage<Outcome<Draft>> draft(DraftOf p) {
		return unasked("draft");
	}

	@Override
	public CompletionStage<Outcome<Done>> putDraft(PutDraft p) {
		return unasked("putDraft");
	}

	@Override
	public CompletionStage<Outcome<GitReply>> mergeWorktree(OfWorktree p) {
		return unasked("mergeWorktree");
	}

	@Override
	public CompletionStage<Outcome<GitReply>> revertWorktree(OfWorktree p) {
		return unasked("revertWorktree");
	}

	@Override
	public CompletionStage<Outcome<GitReply>> removeWorktree(OfWorktree p) {
		return unasked("removeWorktree");
	}
}
