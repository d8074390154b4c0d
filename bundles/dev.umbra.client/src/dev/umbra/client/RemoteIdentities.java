package dev.umbra.client;

import java.util.concurrent.CompletionStage;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Identities;
import dev.umbra.core.api.Nothing;
import dev.umbra.wire.Methods;

/** {@link Identities} over the local API. */
final class RemoteIdentities implements Identities {
	private final RemoteHost remote;

	RemoteIdentities(RemoteHost remote) {
		this.remote = remote;
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(Nothing p) {
		return remote.call(Methods.IDENTITIES_LIST, p);
	}

	@Override
	public CompletionStage<Outcome<One>> use(Use p) {
		return remote.call(Methods.IDENTITIES_USE, p);
	}

	@Override
	public CompletionStage<Outcome<One>> create(Create p) {
		return remote.call(Methods.IDENTITIES_CREATE, p);
	}

	@Override
	public CompletionStage<Outcome<One>> importing(Import p) {
		return remote.call(Methods.IDENTITIES_IMPORT, p);
	}

	@Override
	public CompletionStage<Outcome<Exported>> export(Export p) {
		return remote.call(Methods.IDENTITIES_EXPORT, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> remove(Remove p) {
		return remote.call(Methods.IDENTITIES_REMOVE, p);
	}
}
