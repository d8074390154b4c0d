package dev.umbra.host;

import java.util.concurrent.CompletionStage;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Notes;
import dev.umbra.core.port.Entries;
import dev.umbra.wire.Codec;
import dev.umbra.wire.Methods;

/** {@link Notes}, carried out here. */
final class NotesService implements Notes {
	/** UTF-16 code units. */
	static final int LONGEST = 1 << 20;
	private final HostParts parts;

	NotesService(HostParts parts) {
		this.parts = parts;
	}

	@Override
	public CompletionStage<Outcome<Note>> get(Get p) {
		return Stages.outcome(() -> {
			String folder = HistoryService.absolute(p.folder()).toString();
			return parts.notes().note(folder).thenApply(found -> found.orElse(new Note(folder, "", null)));
		});
	}

	@Override
	public CompletionStage<Outcome<Done>> put(Put p) {
		return Stages.outcome(() -> {
			String folder = HistoryService.absolute(p.folder()).toString();
			if (p.text().length() > LONGEST) {
				throw new FailureException(Failure.usage("The notes of " + folder + " would have " + p.text().length()
						+ " characters; at most " + LONGEST + " are kept.", "Make them shorter, or keep them in a file of the folder."));
			}
			return parts.notes()
					.saveNote(folder, p.text(), new Entries.CommandResult(p.command(), Methods.NOTES_PUT.name(), Codec.json(new Done())))
					.thenApply(kept -> new Done());
		});
	}
}
