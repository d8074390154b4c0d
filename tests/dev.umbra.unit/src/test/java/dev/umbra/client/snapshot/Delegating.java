package dev.umbra.client.snapshot;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.Entry;

/** Another's answers, for tests that change one of them. */
class Delegating implements Sessions {
	private final Sessions to;

	Delegating(Sessions to) {
		this.to = to;
	}

	@Override
	public CompletionStage<Outcome<Ref>> create(Create p) {
		return to.create(p);
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(ListAll p) {
		return to.list(p);
	}

	@Override
	public CompletionStage<Outcome<One>> get(Get p) {
		return to.get(p);
	}

	@Override
	public CompletionStage<Outcome<Page>> entries(Read p) {
		return to.entries(p);
	}

	@Override
	public CompletionStage<Outcome<Entry>> entry(ReadEntry p) {
		return to.entry(p);
	}

	@Override
	public CompletionStage<Outcome<TextRange>> text(ReadText p) {
		return to.text(p);
	}

	@Override
	public CompletionStage<Outcome<Prompted>> prompt(Prompt p) {
		return to.prompt(p);
	}

	@Override
	public CompletionStage<Outcome<Done>> cancel(Cancel p) {
		return to.cancel(p);
	}

	@Override
	public CompletionStage<Outcome<Done>> rename(Rename p) {
		return to.rename(p);
	}

	@Override
	public CompletionStage<Outcome<Done>> close(Close p) {
		return to.close(p);
	}

	@Override
	public CompletionStage<Outcome<Attached>> attach(Attach p, Consumer<Changes> changes) {
		return to.attach(p, changes);
	}

	@Override
	public CompletionStage<Outcome<Done>> detach(Detach p) {
		return to.detach(p);
	}

	@Override
	public CompletionStage<Outcome<Done>> resume(Resume p) {
		return to.resume(p);
	}

	@Override
	public CompletionStage<Outcome<Done>> settings(Choose p) {
		return to.settings(p);
	}

	@Override
	public CompletionStage<Outcome<BlobRange>> blob(ReadBlob p) {
		return to.blob(p);
	}

	@Override
	public CompletionStage<Outcome<Done>> killTerminal(KillTerminal p) {
		return to.killTerminal(p);
	}

	@Override
	public CompletionStage<Outcome<Done>> reopen(Reopen p) {
		return to.reopen(p);
	}

	@Override
	public CompletionStage<Outcome<Deleted>> delete(Delete p) {
		return to.delete(p);
	}

	@Override
	public CompletionStage<Outcome<Exported>> export(Export p) {
		return to.export(p);
	}

	@Override
	public CompletionStage<Outcome<TextRange>> output(ReadOutput p) {
		return to.output(p);
	}
}
