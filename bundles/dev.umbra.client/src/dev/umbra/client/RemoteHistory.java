package dev.umbra.client;

import java.util.concurrent.CompletionStage;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.History;
import dev.umbra.core.api.Nothing;
import dev.umbra.wire.Methods;

/** {@link History} over the local API. */
final class RemoteHistory implements History {
	private final RemoteHost remote;

	RemoteHistory(RemoteHost remote) {
		this.remote = remote;
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(Browse p) {
		return remote.call(Methods.HISTORY_LIST, p);
	}

	@Override
	public CompletionStage<Outcome<Hits>> search(Search p) {
		return remote.call(Methods.HISTORY_SEARCH, p);
	}

	@Override
	public CompletionStage<Outcome<Places>> find(Find p) {
		return remote.call(Methods.HISTORY_FIND, p);
	}

	@Override
	public CompletionStage<Outcome<Backups>> backups(Nothing p) {
		return remote.call(Methods.HISTORY_BACKUPS, p);
	}
}
