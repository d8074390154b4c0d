package dev.umbra.client;

import java.util.concurrent.CompletionStage;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Queue;
import dev.umbra.wire.Methods;

/** {@link Queue} over the local API. */
final class RemoteQueue implements Queue {
	private final RemoteHost remote;

	RemoteQueue(RemoteHost remote) {
		this.remote = remote;
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(ListFor p) {
		return remote.call(Methods.QUEUE_LIST, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> edit(Edit p) {
		return remote.call(Methods.QUEUE_EDIT, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> move(Move p) {
		return remote.call(Methods.QUEUE_MOVE, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> remove(Remove p) {
		return remote.call(Methods.QUEUE_REMOVE, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> sendNow(SendNow p) {
		return remote.call(Methods.QUEUE_SEND_NOW, p);
	}
}
