package dev.umbra.client;

import java.util.concurrent.CompletionStage;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Personas;
import dev.umbra.wire.Methods;

/** {@link Personas} over the local API. */
final class RemotePersonas implements Personas {
	private final RemoteHost remote;

	RemotePersonas(RemoteHost remote) {
		this.remote = remote;
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(Nothing p) {
		return remote.call(Methods.PERSONAS_LIST, p);
	}

	@Override
	public CompletionStage<Outcome<One>> get(Get p) {
		return remote.call(Methods.PERSONAS_GET, p);
	}

	@Override
	public CompletionStage<Outcome<Saved>> save(Save p) {
		return remote.call(Methods.PERSONAS_SAVE, p);
	}

	@Override
	public CompletionStage<Outcome<Saved>> duplicate(Duplicate p) {
		return remote.call(Methods.PERSONAS_DUPLICATE, p);
	}

	@Override
	public CompletionStage<Outcome<Dependants>> dependants(Get p) {
		return remote.call(Methods.PERSONAS_DEPENDANTS, p);
	}

	@Override
	public CompletionStage<Outcome<Deleted>> delete(Delete p) {
		return remote.call(Methods.PERSONAS_DELETE, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> undo(Undo p) {
		return remote.call(Methods.PERSONAS_UNDO, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> share(Share p) {
		return remote.call(Methods.PERSONAS_SHARE, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> mark(Mark p) {
		return remote.call(Methods.PERSONAS_MARK, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> confirm(Confirm p) {
		return remote.call(Methods.PERSONAS_CONFIRM, p);
	}

	@Override
	public CompletionStage<Outcome<Imported>> importing(Import p) {
		return remote.call(Methods.PERSONAS_IMPORT, p);
	}

	@Override
	public CompletionStage<Outcome<Exported>> export(Export p) {
		return remote.call(Methods.PERSONAS_EXPORT, p);
	}

	@Override
	public CompletionStage<Outcome<Past>> history(Get p) {
		return remote.call(Methods.PERSONAS_HISTORY, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> restore(Restore p) {
		return remote.call(Methods.PERSONAS_RESTORE, p);
	}
}
