package dev.umbra.client;

import java.util.concurrent.CompletionStage;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.Directory;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Personas;
import dev.umbra.wire.Methods;

/** {@link Directory} over the local API. */
final class RemoteDirectory implements Directory {
	private final RemoteHost remote;

	RemoteDirectory(RemoteHost remote) {
		this.remote = remote;
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(Nothing p) {
		return remote.call(Methods.DIRECTORY_LIST, p);
	}

	@Override
	public CompletionStage<Outcome<Orphans>> orphans(Nothing p) {
		return remote.call(Methods.DIRECTORY_ORPHANS, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> repair(Repair p) {
		return remote.call(Methods.DIRECTORY_REPAIR, p);
	}

	@Override
	public CompletionStage<Outcome<Others>> others(OthersOf p) {
		return remote.call(Methods.DIRECTORY_OTHERS, p);
	}

	@Override
	public CompletionStage<Outcome<Personas.Saved>> copy(Copy p) {
		return remote.call(Methods.DIRECTORY_COPY, p);
	}
}
