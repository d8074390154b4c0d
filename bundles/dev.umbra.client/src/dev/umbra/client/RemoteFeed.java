package dev.umbra.client;

import java.util.concurrent.CompletionStage;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.Feed;
import dev.umbra.wire.Methods;

/** {@link Feed} over the local API. */
final class RemoteFeed implements Feed {
	private final RemoteHost remote;

	RemoteFeed(RemoteHost remote) {
		this.remote = remote;
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(ListFor p) {
		return remote.call(Methods.FEED_LIST, p);
	}
}
