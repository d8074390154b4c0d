package dev.umbra.host;

import java.util.concurrent.CompletionStage;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Notes;

/** {@link Notes}, carried out here. */
final class NotesService implements Notes {
	private final HostParts parts;

	NotesService(HostParts parts) {
		this.parts = parts;
	}

	@Override
	public CompletionStage<Outcome<Note>> get(Get p) {
		throw new UnsupportedOperationException("not available yet");
	}

	@Override
	public CompletionStage<Outcome<Done>> put(Put p) {
		throw new UnsupportedOperationException("not available yet");
	}
}
