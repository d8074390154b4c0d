package dev.umbra.git;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
	private final Map<WatchKey, Folder> folders = new HashMap<>();
	private @Nullable WatchService service;
	private boolean closed;

	/** A folder that is watched, and for whom. */
	private static final class Folder {
		final Path path;
		final Set<One> watchers = new HashSet<>();

		Folder(Path path) {
			this.path = path;
		}
	}

	private final class One implements Watching {
		final Runnable changed;

		One(Runnable changed) {
			this.changed = changed;
		}

		@Override
		public void close() {
			forget(this);
		}
	}

	Watching watch(Layout layout, Runnable changed) {
		One one = new One(changed);
		Set<Path> all = new LinkedHashSet<>(List.of(layout.gitDir(), layout.commonDir(), layout.commonDir().resolve("refs")));
		below(layout.commonDir().resolve("refs"), all);
		all.forEach(each -> add(each, one));
		return one;
	}

	private static void below(Path refs, Set<Path> all) {
		try {
			Files.walkFileTree(refs, new SimpleFileVisitor<>() {
				@Override
				public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
					all.add(folder);
					return all.size() < MOST_FOLDERS ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
				}

				@Override
				public FileVisitResult visitFileFailed(Path file, IOException e) {
					return FileVisitResult.CONTINUE;
				}
			});
		} catch (IOException e) {
			LOG.log(System.Logger.Level.DEBUG, "refs are not watched", e);
		}
	}

	private synchronized void add(Path path, One one) {
		if (closed) {
			return;
		}
		try {
			WatchService watching = service;
			if (watching == null) {
				watching = FileSystems.getDefault().newWatchService();
				service = watching;
				WatchService mine = watching;
				Threads.virtual("watch", () -> run(mine));
			}
			WatchKey key = path.register(watching, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY,
					StandardWatchEventKinds.ENTRY_DELETE);
			folders.computeIfAbsent(key, each -> new Folder(path)).watchers.add(one);
		} catch (IOException | RuntimeException e) {
			// too many watches, a file system without: looking from time to time is left
			LOG.log(System.Logger.Level.INFO, path + " is not watched: " + e);
		}
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

	private synchronized Set<One> told(WatchKey key, List<WatchEvent<?>> events) {
		Folder folder = folders.get(key);
		if (folder == null || events.stream().noneMatch(GitWatch::counts)) {
			return Set.of();
		}
		Set<One> watchers = Set.copyOf(folder.watchers);
		if (folder.path.toString().contains("refs")) {
			// a branch with a slash in its name makes a folder
			for (WatchEvent<?> event : events) {
				if (event.kind() == StandardWatchEventKinds.ENTRY_CREATE && event.context() instanceof Path made) {
					Set<Path> more = new LinkedHashSet<>();
					if (Files.isDirectory(folder.path.resolve(made))) {
						below(folder.path.resolve(made), more);
					}
					more.forEach(path -> watchers.forEach(one -> add(path, one)));
				}
			}
		}
		return watchers;
	}

	private static boolean counts(WatchEvent<?> event) {
		if (!(event.context() instanceof Path path)) {
			// overflow: anything may have changed
			return true;
		}
		String name = path.toString();
		return !name.endsWith(".lock") && !name.startsWith(IndexCopy.PREFIX);
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
