package dev.umbra.client;

import java.util.concurrent.CompletionStage;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Drafts;
import dev.umbra.wire.Methods;

/** {@link Drafts} over the local API. */
final class RemoteDrafts implements Drafts {
	private final RemoteHost remote;

	RemoteDrafts(RemoteHost remote) {
		this.remote = remote;
	}

	@Override
	public CompletionStage<Outcome<Done>> put(Put p) {
		return remote.call(Methods.DRAFTS_PUT, p);
	}

	@Override
	public CompletionStage<Outcome<Draft>> get(Get p) {
		return remote.call(Methods.DRAFTS_GET, p);
	}
}
