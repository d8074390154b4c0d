package dev.umbra.git;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

import dev.umbra.core.Clocks;
import dev.umbra.core.FailureException;
import dev.umbra.core.Threads;
import dev.umbra.core.git.GitDiff;
import dev.umbra.core.git.GitState;
import dev.umbra.core.git.SessionFile;
import dev.umbra.core.git.WorkTree;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.port.HostRole;
import dev.umbra.core.port.Repositories;

/** {@link Repositories} by the git command, found where an agent would find it. Each call has a virtual thread {@code git-<n>}. */
@Component(service = Repositories.class)
public final class GitRepositories implements Repositories {
	private static final System.Logger LOG = System.getLogger(GitRepositories.class.getName());
	private static final Duration PATH_PATIENCE = Duration.ofSeconds(8);
	private final Executor calls = Threads.virtualEach("git");
	private final GitCommand git;
	private final Discovery discovery;
	private final Reading reading;
	private final StateReader states;
	private final Differences differences;
	private final TouchedFiles touchedFiles;
	private final Staging staging;
	private final Discarding discarding;
	private final Committing committing;
	private final Journal journal;
	private final Marks marks;
	private final Leftovers leftovers;
	private final Merging merging;
	private final WorktreeCommands worktrees;
	private final CodeFingerprint fingerprints;
	private final GitWatch watch = new GitWatch();
	/** By git's common folder: what changes a repository goes one after the other. */
	private final Map<Path, ReentrantLock> locks = new ConcurrentHashMap<>();

	@Activate
	public GitRepositories(@Reference HostRole role, @Reference Clocks clocks, @Reference AgentRuntime runtime) {
		this(role.home().resolve("worktrees"), role.home().resolve("begun"), clocks, () -> runtime.find("git"), new SearchPath(runtime));
		calls.execute(this::tidy);
	}

	/**
	 * @param ours where worktrees of sessions are
	 * @param notes where it is noted what is begun in repositories
	 * @param searchPath of the processes, empty for the host's own
	 */
	GitRepositories(Path ours, Path notes, Clocks clocks, Supplier<@Nullable Path> program, Supplier<String> searchPath) {
		git = new GitCommand(program, searchPath);
		reading = new Reading(git, clocks);
		Writing writing = new Writing(git);
		discovery = new Discovery(reading);
		states = new StateReader(reading, discovery, new LinkedWorktrees(reading, ours));
		differences = new Differences(reading, discovery, states);
		touchedFiles = new TouchedFiles(reading, discovery, states, differences);
		staging = new Staging(writing, states);
		journal = new Journal(notes);
		marks = new Marks(reading);
		Settling settling = new Settling(writing, differences);
		leftovers = new Leftovers(journal, marks, settling);
		discarding = new Discarding(reading, writing, staging, journal);
		committing = new Committing(writing, staging, settling, journal, marks);
		merging = new Merging(writing, states, discovery, journal, marks);
		worktrees = new WorktreeCommands(writing, states, discovery);
		fingerprints = new CodeFingerprint(reading);
	}

	@Deactivate
	void close() {
		watch.close();
	}

	/** The login shell's, once it is known; till then the host's own. Blocks at the first time. */
	private static final class SearchPath implements Supplier<String> {
		private final AgentRuntime runtime;
		private volatile @Nullable String known;

		SearchPath(AgentRuntime runtime) {
			this.runtime = runtime;
		}

		@Override
		public String get() {
			String path = known;
			if (path == null) {
				path = ask();
				known = path;
			}
			return path;
		}

		private String ask() {
			try {
				return runtime.tools(List.of()).toCompletableFuture().get(PATH_PATIENCE.toMillis(), TimeUnit.MILLISECONDS).searchPath();
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			} catch (ExecutionException | TimeoutException e) {
				LOG.log(System.Logger.Level.WARNING, "git runs with the host's own PATH: that of the login shell is not known", e);
			}
			return "";
		}
	}

	private <T> CompletionStage<T> call(Supplier<T> work) {
		return CompletableFuture.supplyAsync(work, calls);
	}

	/** One after the other in one repository. */
	private <T> CompletionStage<T> change(Place place, Function<Layout, T> work) {
		return call(() -> {
			Layout layout = discovery.layout(place.folder());
			ReentrantLock lock = lock(layout);
			lock.lock();
			try {
				leftovers.of(layout);
				return work.apply(layout);
			} finally {
				lock.unlock();
			}
		});
	}

	private ReentrantLock lock(Layout layout) {
		return locks.computeIfAbsent(layout.commonDir(), each -> new ReentrantLock(true));
	}

	/** Puts in order what a host that was killed left, where nothing is at work. */
	private void tidy() {
		for (Journal.Note note : journal.left()) {
			ReentrantLock lock = lock(note.layout());
			if (lock.tryLock()) {
				try {
					leftovers.tidy(note);
				} catch (FailureException e) {
					LOG.log(System.Logger.Level.DEBUG, "what a host that was killed left in " + note.layout().root() + " stays there till the next look", e);
				} finally {
					lock.unlock();
				}
			}
		}
	}

	private CompletionStage<Void> changed(Place place, Consumer<Layout> work) {
		return change(place, layout -> {
			work.accept(layout);
			return null;
		});
	}

	@Override
	public CompletionStage<GitState> state(Place place) {
		return call(() -> {
			if (leftovers.any()) {
				tidy();
			}
			return states.state(place);
		});
	}

	@Override
	public CompletionStage<List<SessionFile>> files(Place place, Collection<String> touched, int limit, @Nullable WorkTree state) {
		return call(() -> touchedFiles.files(place, touched, limit, state));
	}

	@Override
	public CompletionStage<GitDiff> diff(Place place, GitDiff.Kind kind, @Nullable String path, @Nullable String start) {
		return call(() -> differences.diff(place, kind, path, start));
	}

	@Override
	public CompletionStage<Start> start(Place place) {
		return call(() -> switch (discovery.find(place.folder())) {
		case Discovery.Found.InWorkTree in -> new Start(states.status(in.layout(), Trust.of(place, in.layout()), 1, List.of("--untracked-files=no")).head().commit(),
				fingerprints.of(in.layout()));
		case Discovery.Found.Elsewhere elsewhere -> new Start(null, "");
		});
	}

	@Override
	public CompletionStage<Void> stage(Place place, List<String> paths) {
		return changed(place, layout -> staging.stage(layout, Trust.of(place, layout), paths));
	}

	@Override
	public CompletionStage<Void> unstage(Place place, List<String> paths) {
		return changed(place, layout -> staging.unstage(layout, Trust.of(place, layout), paths));
	}

	@Override
	public CompletionStage<String> discard(Place place, List<String> paths, Function<String, CompletionStage<Void>> kept) {
		return change(place, layout -> discarding.discard(layout, Trust.of(place, layout), paths, undo -> kept.apply(undo).toCompletableFuture().join()));
	}

	@Override
	public CompletionStage<Void> discardRest(Place place, String undo) {
		return changed(place, layout -> discarding.rest(layout, Trust.of(place, layout), undo));
	}

	@Override
	public CompletionStage<Void> undo(Place place, String undo) {
		return changed(place, layout -> discarding.undoDiscard(layout, Trust.of(place, layout), undo));
	}

	@Override
	public CompletionStage<Optional<String>> made(Place place, String mark) {
		return call(() -> switch (discovery.find(place.folder())) {
		case Discovery.Found.InWorkTree in -> Optional.ofNullable(marks.made(in.layout().root(), mark));
		case Discovery.Found.Elsewhere elsewhere -> Optional.empty();
		});
	}

	@Override
	public CompletionStage<String> commit(Place place, Commit commit) {
		return change(place, layout -> committing.commit(layout, Trust.of(place, layout), commit));
	}

	@Override
	public CompletionStage<Added> addWorktree(Place place, Path parent, String name, String branch, @Nullable String commit) {
		return change(place, layout -> worktrees.add(place.folder(), Trust.of(place, layout), parent, name, branch, commit));
	}

	@Override
	public CompletionStage<Merged> merge(Place repository, Merge merge) {
		return change(repository, layout -> merging.merge(repository.folder(), Trust.of(repository, layout), merge));
	}

	@Override
	public CompletionStage<String> takeBack(Place repository, Merged merged, boolean hooks, String mark) {
		return change(repository, layout -> merging.takeBack(repository.folder(), Trust.of(repository, layout), merged, hooks, mark));
	}

	@Override
	public CompletionStage<AtStake> atStake(Place repository, Path path, String branch) {
		return change(repository, layout -> worktrees.atStake(repository.folder(), Trust.of(repository, layout), path, branch));
	}

	@Override
	public CompletionStage<Void> removeWorktree(Place repository, Path path, String branch, boolean alsoBranch) {
		return changed(repository, layout -> worktrees.remove(repository.folder(), path, branch, alsoBranch));
	}

	@Override
	public Watching watch(Place place, Runnable changed, Consumer<String> trouble) {
		CompletableFuture<Watching> watching = new CompletableFuture<>();
		calls.execute(() -> {
			try {
				watching.complete(discovery.find(place.folder()) instanceof Discovery.Found.InWorkTree in ? watch.watch(in.layout(), changed, trouble) : () -> {
				});
			} catch (FailureException e) {
				trouble.accept(e.failure().message());
				watching.complete(() -> {
				});
			}
		});
		return () -> watching.thenAccept(Watching::close);
	}

	@Override
	public long runs() {
		return git.runs();
	}
}
