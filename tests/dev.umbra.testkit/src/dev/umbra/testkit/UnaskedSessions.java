package dev.umbra.testkit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.Entry;

/** {@link Sessions} of which nothing may be asked: a test overrides what it expects. Any thread. */
public class UnaskedSessions implements Sessions {
	private static <T> CompletionStage<Outcome<T>> unasked(String method) {
		return CompletableFuture.failedFuture(new AssertionError("nobody should ask for " + method));
	}

	@Override
	public CompletionStage<Outcome<Ref>> create(Create p) {
		return unasked("create");
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(ListAll p) {
		return unasked("list");
	}

	@Override
	public CompletionStage<Outcome<One>> get(Get p) {
		return unasked("get");
	}

	@Override
	public CompletionStage<Outcome<Page>> entries(Read p) {
		return unasked("entries");
	}

	@Override
	public CompletionStage<Outcome<Entry>> entry(ReadEntry p) {
		return unasked("entry");
	}

	@Override
	public CompletionStage<Outcome<TextRange>> text(ReadText p) {
		return unasked("text");
	}

	@Override
	public CompletionStage<Outcome<Prompted>> prompt(Prompt p) {
		return unasked("prompt");
	}

	@Override
	public CompletionStage<Outcome<Done>> cancel(Cancel p) {
		return unasked("cancel");
	}

	@Override
	public CompletionStage<Outcome<Done>> rename(Rename p) {
		return unasked("rename");
	}

	@Override
	public CompletionStage<Outcome<Done>> close(Close p) {
		return unasked("close");
	}

	@Override
	public CompletionStage<Outcome<Done>> resume(Resume p) {
		return unasked("resume");
	}

	@Override
	public CompletionStage<Outcome<Done>> settings(Choose p) {
		return unasked("settings");
	}

	@Override
	public CompletionStage<Outcome<Done>> reopen(Reopen p) {
		return unasked("reopen");
	}

	@Override
	public CompletionStage<Outcome<Deleted>> delete(Delete p) {
		return unasked("delete");
	}

	@Override
	public CompletionStage<Outcome<Exported>> export(Export p) {
		return unasked("export");
	}

	@Override
	public CompletionStage<Outcome<TextRange>> output(ReadOutput p) {
		return unasked("output");
	}

	@Override
	public CompletionStage<Outcome<BlobRange>> blob(ReadBlob p) {
		return unasked("blob");
	}

	@Override
	public CompletionStage<Outcome<Done>> killTerminal(KillTerminal p) {
		return unasked("killTerminal");
	}

	@Override
	public CompletionStage<Outcome<Attached>> attach(Attach p, Consumer<Changes> changes) {
		return unasked("attach");
	}

	@Override
	public CompletionStage<Outcome<Done>> detach(Detach p) {
		return unasked("detach");
	}
}
