package dev.umbra.client;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Sessions;
import dev.umbra.wire.Methods;
import dev.umbra.core.session.Entry;

/** {@link Sessions} over the local API. */
final class RemoteSessions implements Sessions {
	private final RemoteHost remote;

	RemoteSessions(RemoteHost remote) {
		this.remote = remote;
	}

	@Override
	public CompletionStage<Outcome<Ref>> create(Create p) {
		return remote.call(Methods.SESSIONS_CREATE, p);
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(ListAll p) {
		return remote.call(Methods.SESSIONS_LIST, p);
	}

	@Override
	public CompletionStage<Outcome<One>> get(Get p) {
		return remote.call(Methods.SESSIONS_GET, p);
	}

	@Override
	public CompletionStage<Outcome<Page>> entries(Read p) {
		return remote.call(Methods.SESSIONS_ENTRIES, p);
	}

	@Override
	public CompletionStage<Outcome<Entry>> entry(ReadEntry p) {
		return remote.call(Methods.SESSIONS_ENTRY, p);
	}

	@Override
	public CompletionStage<Outcome<TextRange>> text(ReadText p) {
		return remote.call(Methods.SESSIONS_TEXT, p);
	}

	@Override
	public CompletionStage<Outcome<Prompted>> prompt(Prompt p) {
		return remote.call(Methods.SESSIONS_PROMPT, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> cancel(Cancel p) {
		return remote.call(Methods.SESSIONS_CANCEL, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> rename(Rename p) {
		return remote.call(Methods.SESSIONS_RENAME, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> close(Close p) {
		return remote.call(Methods.SESSIONS_CLOSE, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> resume(Resume p) {
		return remote.call(Methods.SESSIONS_RESUME, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> settings(Choose p) {
		return remote.call(Methods.SESSIONS_SETTINGS, p);
	}

	@Override
	public CompletionStage<Outcome<BlobRange>> blob(ReadBlob p) {
		return remote.call(Methods.SESSIONS_BLOB, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> killTerminal(KillTerminal p) {
		return remote.call(Methods.SESSIONS_KILL_TERMINAL, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> reopen(Reopen p) {
		return remote.call(Methods.SESSIONS_REOPEN, p);
	}

	@Override
	public CompletionStage<Outcome<Deleted>> delete(Delete p) {
		return remote.call(Methods.SESSIONS_DELETE, p);
	}

	@Override
	public CompletionStage<Outcome<Exported>> export(Export p) {
		return remote.call(Methods.SESSIONS_EXPORT, p);
	}

	@Override
	public CompletionStage<Outcome<TextRange>> output(ReadOutput p) {
		return remote.call(Methods.SESSIONS_OUTPUT, p);
	}

	@Override
	public CompletionStage<Outcome<Attached>> attach(Attach p, Consumer<Changes> changes) {
		return remote.attach(p, changes);
	}

	@Override
	public CompletionStage<Outcome<Done>> detach(Detach p) {
		return remote.detach(p);
	}
}
