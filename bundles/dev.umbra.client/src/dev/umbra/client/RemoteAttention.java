package dev.umbra.client;

import java.util.concurrent.CompletionStage;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Done;
import dev.umbra.wire.Methods;

/** {@link Attention} over the local API. */
final class RemoteAttention implements Attention {
	private final RemoteHost remote;

	RemoteAttention(RemoteHost remote) {
		this.remote = remote;
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(ListAll p) {
		return remote.call(Methods.ATTENTION_LIST, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> answer(Answer p) {
		return remote.call(Methods.ATTENTION_ANSWER, p);
	}
}
