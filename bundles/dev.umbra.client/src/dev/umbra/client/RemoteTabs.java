package dev.umbra.client;

import java.util.concurrent.CompletionStage;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Tabs;
import dev.umbra.wire.Methods;

/** {@link Tabs} over the local API. */
final class RemoteTabs implements Tabs {
	private final RemoteHost remote;

	RemoteTabs(RemoteHost remote) {
		this.remote = remote;
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(ListFor p) {
		return remote.call(Methods.TABS_LIST, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> open(Open p) {
		return remote.call(Methods.TABS_OPEN, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> close(Close p) {
		return remote.call(Methods.TABS_CLOSE, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> move(Move p) {
		return remote.call(Methods.TABS_MOVE, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> pin(Pin p) {
		return remote.call(Methods.TABS_PIN, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> client(Client p) {
		return remote.call(Methods.TABS_CLIENT, p);
	}
}
