package dev.umbra.client;

import java.util.concurrent.CompletionStage;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Notes;
import dev.umbra.wire.Methods;

/** {@link Notes} over the local API. */
final class RemoteNotes implements Notes {
	private final RemoteHost remote;

	RemoteNotes(RemoteHost remote) {
		this.remote = remote;
	}

	@Override
	public CompletionStage<Outcome<Note>> get(Get p) {
		return remote.call(Methods.NOTES_GET, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> put(Put p) {
		return remote.call(Methods.NOTES_PUT, p);
	}
}
