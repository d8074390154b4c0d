package dev.umbra.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Threads;
import dev.umbra.core.port.Repositories.Watching;

/**
 * Watches git's own folders: where HEAD, the index and the refs are. One thread, {@code watch}, for all of them. Several who watch
 * one folder share it. Locks and what a commit of ours needs for a moment do not count.
 */
final class GitWatch {
	private static final System.Logger LOG = System.getLogger(GitWatch.class.getName());
	/** Folders of refs below each other, per repository. */
	private static final int MOST_FOLDERS = 300;
	/** Where refs are that are kept in tables. */
	private static final String TABLES = "reftable";
	private final Opening open;
	private final Map<WatchKey, Folder> folders = new HashMap<>();
	private @Nullable WatchService service;
	private boolean closed;

	/** Makes what the system watches with. */
	interface Opening {
		WatchService get() throws IOException;
	}

	GitWatch() {
		this(() -> FileSystems.getDefault().newWatchService());
	}

	GitWatch(Opening open) {
		this.open = open;
	}

	/** A folder that is watched, and for whom. */
	private static final class Folder {
		final Path path;
		final Set<One> watchers = new HashSet<>();

		Folder(Path path) {
			this.path = path;
		}

		Set<One> present(GitWatch of) {
			synchronized (of) {
				return Set.copyOf(watchers);
			}
		}
	}

	private final class One implements Watching {
		final Path refs;
		final Runnable changed;
		private final Consumer<String> trouble;
		private final AtomicBoolean troubled = new AtomicBoolean();

		One(Path refs, Runnable changed, Consumer<String> trouble) {
			this.refs = refs;
			this.changed = changed;
			this.trouble = trouble;
		}

		/** Told once: looking from time to time is left. */
		void trouble(String words) {
			if (troubled.compareAndSet(false, true)) {
				LOG.log(System.Logger.Level.INFO, refs.getParent() + " is not watched in full: " + words);
				trouble.accept(words);
			}
		}

		@Override
		public void close() {
			forget(this);
		}
	}

	/** @param trouble told at most once why some of it is not watched */
	Watching watch(Layout layout, Runnable changed, Consumer<String> trouble) {
		Path refs = layout.commonDir().resolve("refs");
		One one = new One(refs, changed, trouble);
		Set<Path> all = new LinkedHashSet<>(List.of(layout.gitDir(), layout.commonDir(), refs));
		// where refs are kept in tables; of a worktree its own and those of all
		for (Path tables : List.of(layout.gitDir().resolve(TABLES), layout.commonDir().resolve(TABLES))) {
			if (Files.isDirectory(tables)) {
				all.add(tables);
			}
		}
		add(all, one);
		return one;
	}

	private void add(Collection<Path> paths, One one) {
		String words = registered(new ArrayDeque<>(paths), one);
		if (words != null) {
			one.trouble(words);
		}
	}

	/**
	 * With all folders of refs below them. A folder is watched before it is looked into: what is made in it from then on is told.
	 *
	 * @return why not all of them are watched, or null
	 */
	private synchronized @Nullable String registered(Deque<Path> paths, One one) {
		String words = null;
		int room = MOST_FOLDERS - (int) folders.values().stream().filter(folder -> folder.watchers.contains(one)).count();
		while (!paths.isEmpty() && !closed) {
			Path path = paths.remove();
			try {
				WatchKey key = path.register(started(), StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY,
						StandardWatchEventKinds.ENTRY_DELETE);
				if (folders.computeIfAbsent(key, each -> new Folder(path)).watchers.add(one) && --room < 0) {
					return "it has more than " + MOST_FOLDERS + " folders of refs";
				}
				if (path.startsWith(one.refs)) {
					paths.addAll(folders(path));
				}
			} catch (NoSuchFileException | NotDirectoryException e) {
				// gone meanwhile, or of a repository that keeps its refs in tables: the folder above tells
				LOG.log(System.Logger.Level.DEBUG, path + " is not there to be watched", e);
			} catch (IOException | RuntimeException e) {
				// too many watches, a file system without
				words = e.getMessage() == null ? e.toString() : e.getMessage();
			}
		}
		return words;
	}

	private static List<Path> folders(Path in) throws IOException {
		try (Stream<Path> all = Files.list(in)) {
			return all.filter(each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)).toList();
		} catch (UncheckedIOException e) {
			throw e.getCause();
		}
	}

	/** With the monitor. */
	private WatchService started() throws IOException {
		WatchService watching = service;
		if (watching == null) {
			watching = open.get();
			service = watching;
			WatchService mine = watching;
			Threads.virtual("watch", () -> run(mine));
		}
		return watching;
	}

	private synchronized void forget(One one) {
		folders.entrySet().removeIf(entry -> {
			boolean last = entry.getValue().watchers.remove(one) && entry.getValue().watchers.isEmpty();
			if (last) {
				entry.getKey().cancel();
			}
			return last;
		});
	}

	private void run(WatchService watching) {
		try {
			while (true) {
				WatchKey key = watching.take();
				List<WatchEvent<?>> events = key.pollEvents();
				Set<One> watchers = told(key, events);
				if (!key.reset()) {
					gone(key);
				}
				watchers.forEach(one -> one.changed.run());
			}
		} catch (ClosedWatchServiceException e) {
			LOG.log(System.Logger.Level.DEBUG, "watching ends", e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	private synchronized void gone(WatchKey key) {
		folders.remove(key);
	}

	private Set<One> told(WatchKey key, List<WatchEvent<?>> events) {
		Folder folder = folder(key);
		if (folder == null || events.stream().noneMatch(GitWatch::counts)) {
			return Set.of();
		}
		Set<One> watchers = folder.present(this);
		for (WatchEvent<?> event : events) {
			// a branch with a slash in its name makes a folder
			if (event.kind() == StandardWatchEventKinds.ENTRY_CREATE && event.context() instanceof Path made) {
				Path path = folder.path.resolve(made);
				watchers.stream().filter(one -> path.startsWith(one.refs) && Files.isDirectory(path)).forEach(one -> add(List.of(path), one));
			}
		}
		return watchers;
	}

	private synchronized @Nullable Folder folder(WatchKey key) {
		return folders.get(key);
	}

	private static boolean counts(WatchEvent<?> event) {
		if (!(event.context() instanceof Path path)) {
			// overflow: anything may have changed
			return true;
		}
		String name = path.toString();
		return !name.endsWith(".lock") && !name.startsWith(Journal.PREFIX);
	}

	synchronized void close() {
		closed = true;
		folders.clear();
		if (service != null) {
			try {
				service.close();
			} catch (IOException e) {
				LOG.log(System.Logger.Level.DEBUG, "watching did not end", e);
			}
		}
	}
}
