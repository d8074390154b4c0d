package dev.umbra.bench;

import java.util.concurrent.CompletionStage;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Git;
import dev.umbra.testkit.UnaskedGit;

/** The calls about git of the hour, as they would travel: counted with those about the session. One thread. */
final class HourGit extends UnaskedGit {
	private final Git folder;
	private final HourHost host;

	HourGit(Git folder, HourHost host) {
		this.folder = folder;
		this.host = host;
	}

	@Override
	public CompletionStage<Outcome<State>> state(Get p) {
		return folder.state(p).thenApply(outcome -> outcome.map(state -> host.travelled(p, state, State.class)));
	}

	@Override
	public CompletionStage<Outcome<Files>> files(FilesOf p) {
		return folder.files(p).thenApply(outcome -> outcome.map(files -> host.travelled(p, files, Files.class)));
	}

	@Override
	public CompletionStage<Outcome<Done>> watch(Watch p) {
		return folder.watch(p).thenApply(outcome -> outcome.map(done -> host.travelled(p, done, Done.class)));
	}
}
