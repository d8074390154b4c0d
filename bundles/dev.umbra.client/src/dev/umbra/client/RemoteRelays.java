package dev.umbra.client;

import java.util.concurrent.CompletionStage;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Relays;
import dev.umbra.wire.Methods;

/** {@link Relays} over the local API. */
final class RemoteRelays implements Relays {
	private final RemoteHost remote;

	RemoteRelays(RemoteHost remote) {
		this.remote = remote;
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(Nothing p) {
		return remote.call(Methods.RELAYS_LIST, p);
	}

	@Override
	public CompletionStage<Outcome<Added>> add(Add p) {
		return remote.call(Methods.RELAYS_ADD, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> remove(Remove p) {
		return remote.call(Methods.RELAYS_REMOVE, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> sync(Sync p) {
		return remote.call(Methods.RELAYS_SYNC, p);
	}
}
