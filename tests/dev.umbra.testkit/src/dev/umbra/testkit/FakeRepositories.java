package dev.umbra.testkit;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.git.GitDiff;
import dev.umbra.core.git.GitState;
import dev.umbra.core.git.SessionFile;
import dev.umbra.core.git.WorkTree;
import dev.umbra.core.port.Repositories;

/**
 * Folders of which a test says how they stand; none is in a repository unless it says so. Answers at once, or when the test lets
 * it; every look is counted. What would change a repository is refused: those tests use git itself. Any thread.
 */
public final class FakeRepositories implements Repositories {
	private final Map<Path, GitState> states = new ConcurrentHashMap<>();
	private final Map<Path, Runnable> watched = new ConcurrentHashMap<>();
	private final List<CompletableFuture<Void>> held = new CopyOnWriteArrayList<>();
	private final AtomicLong runs = new AtomicLong();
	private final AtomicLong listings = new AtomicLong();
	private volatile boolean holding;
	private volatile @Nullable String trouble;

	/** How a folder stands from now on. */
	public void say(GitState state) {
		states.put(Path.of(state.folder()), state);
	}

	/** Looks that begin from now on take until {@link #release}. */
	public void hold() {
		holding = true;
	}

	/** Lets every look end. */
	public void release() {
		holding = false;
		held.forEach(each -> each.complete(null));
		held.clear();
	}

	/** Git's own files in a folder change. */
	public void touch(Path folder) {
		Runnable changed = watched.get(folder);
		if (changed != null) {
			changed.run();
		}
	}

	public boolean isWatched(Path folder) {
		return watched.containsKey(folder);
	}

	@Override
	public CompletionStage<GitState> state(Place place) {
		runs.incrementAndGet();
		Function<Void, GitState> told = nothing -> states.getOrDefault(place.folder(),
				new GitState(place.folder().toString(), GitState.Kind.NOT_A_REPOSITORY, "The folder " + place.folder() + " is not in a git repository.", null, null));
		if (!holding) {
			return CompletableFuture.completedFuture(told.apply(null));
		}
		CompletableFuture<Void> gate = new CompletableFuture<>();
		held.add(gate);
		return gate.thenApply(told);
	}

	@Override
	public CompletionStage<List<SessionFile>> files(Place place, Collection<String> touched, int limit, @Nullable WorkTree state) {
		listings.incrementAndGet();
		return CompletableFuture.completedFuture(List.of());
	}

	@Override
	public CompletionStage<GitDiff> diff(Place place, GitDiff.Kind kind, @Nullable String path, @Nullable String start) {
		return refused(place);
	}

	@Override
	public CompletionStage<Start> start(Place place) {
		return CompletableFuture.completedFuture(new Start(null, ""));
	}

	@Override
	public CompletionStage<Void> stage(Place place, List<String> paths) {
		return refused(place);
	}

	@Override
	public CompletionStage<Void> unstage(Place place, List<String> paths) {
		return refused(place);
	}

	@Override
	public CompletionStage<String> discard(Place place, List<String> paths, Function<String, CompletionStage<Void>> kept) {
		return refused(place);
	}

	@Override
	public CompletionStage<Void> discardRest(Place place, String undo) {
		return refused(place);
	}

	@Override
	public CompletionStage<Void> undo(Place place, String undo) {
		return refused(place);
	}

	@Override
	public CompletionStage<String> commit(Place place, Commit commit) {
		return refused(place);
	}

	@Override
	public CompletionStage<Optional<String>> made(Place place, String mark) {
		return CompletableFuture.completedFuture(Optional.empty());
	}

	@Override
	public CompletionStage<Added> addWorktree(Place place, Path parent, String name, String branch, @Nullable String commit) {
		return refused(place);
	}

	@Override
	public CompletionStage<Merged> merge(Place repository, Merge merge) {
		return refused(repository);
	}

	@Override
	public CompletionStage<String> takeBack(Place repository, Merged merged, boolean hooks, String mark) {
		return refused(repository);
	}

	@Override
	public CompletionStage<AtStake> atStake(Place repository, Path path, String branch) {
		return refused(repository);
	}

	@Override
	public CompletionStage<Void> removeWorktree(Place repository, Path path, String branch, boolean alsoBranch) {
		return refused(repository);
	}

	private static <T> CompletionStage<T> refused(Place place) {
		return CompletableFuture.failedFuture(new FailureException(Failure.refused("The folder " + place.folder() + " is not in a git repository.", null)));
	}

	/** From now on git's own files cannot be watched, for this reason; null: they can. */
	public void unwatchable(@Nullable String reason) {
		trouble = reason;
	}

	@Override
	public Watching watch(Place place, Runnable changed, Consumer<String> told) {
		watched.put(place.folder(), changed);
		String reason = trouble;
		if (reason != null) {
			told.accept(reason);
		}
		return () -> watched.remove(place.folder(), changed);
	}

	/** How often files were read. */
	public long listings() {
		return listings.get();
	}

	@Override
	public long runs() {
		return runs.get();
	}
}
