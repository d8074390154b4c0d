package dev.umbra.host;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Cause;
import dev.umbra.core.Position;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Git;
import dev.umbra.core.git.GitState;
import dev.umbra.core.git.WorkTree;
import dev.umbra.core.port.Repositories;

/** Tells the state of a folder and the files of a session, and only what the caller has not; git is asked as seldom as that allows. Any thread. */
final class GitTelling {
	private static final int MOST_FILES = 2000;
	private final Supplier<String> epoch;
	private final Repositories repositories;
	private final ToldFiles told = new ToldFiles();

	GitTelling(Supplier<String> epoch, Repositories repositories) {
		this.epoch = epoch;
		this.repositories = repositories;
	}

	/** @param described what else is told of a state */
	CompletionStage<Git.State> state(GitFolder folder, Git.Get p, Function<GitState, CompletionStage<GitState>> described) {
		GitFolder.Known known = folder.known();
		if (known != null && !p.fresh() && !folder.watched()) {
			// what is known is told at once; whether it still holds, soon
			folder.look(Cause.SYSTEM);
		}
		CompletionStage<GitFolder.Known> now = known == null || p.fresh() ? folder.fresh(Cause.SYSTEM) : CompletableFuture.completedFuture(known);
		return now.thenCompose(read -> told(p, read, described));
	}

	private CompletionStage<Git.State> told(Git.Get p, GitFolder.Known known, Function<GitState, CompletionStage<GitState>> described) {
		Position position = new Position(epoch.get(), known.revision());
		String folder = known.state().folder();
		boolean same = p.ifRevision() != null && Position.parse(p.ifRevision(), position.epoch()).equals(position);
		CompletionStage<@Nullable GitState> state = same ? CompletableFuture.completedFuture(null)
				: described.apply(known.state()).thenApply(each -> each);
		return state.thenApply(value -> new Git.State(position.epoch(), position.revision(), folder, known.readAt(), value));
	}

	/**
	 * @param touched what the agent touched: together with the state's revision it says which files are told
	 * @param start the last commit when the session began
	 */
	CompletionStage<Git.Files> files(GitFolder folder, SessionId session, Git.FilesOf p, CompletionStage<Set<String>> touched,
			Supplier<CompletionStage<@Nullable String>> start) {
		CompletionStage<GitFolder.@Nullable Known> known = p.ifRevision() == null ? CompletableFuture.completedFuture(folder.known())
				: folder.settled().thenApply(settled -> settled);
		return known.thenCombine(touched, (state, paths) -> files(folder, session, p, state, paths, start)).thenCompose(files -> files);
	}

	private CompletionStage<Git.Files> files(GitFolder folder, SessionId session, Git.FilesOf p, GitFolder.@Nullable Known known, Set<String> paths,
			Supplier<CompletionStage<@Nullable String>> start) {
		Position now = new Position(epoch.get(), known == null ? 0 : known.revision());
		if (told.of(session).has(p.ifRevision(), now, List.copyOf(paths))) {
			return CompletableFuture.completedFuture(new Git.Files(now.epoch(), now.revision(), null, false, null));
		}
		WorkTree tree = p.ifRevision() == null || known == null ? null : known.state().tree();
		return repositories.files(folder.place(), paths, MOST_FILES, tree).thenCombine(start.get(), (files, commit) -> {
			boolean more = files.size() > MOST_FILES;
			return new Git.Files(now.epoch(), now.revision(), more ? files.subList(0, MOST_FILES) : files, more, commit);
		});
	}
}
