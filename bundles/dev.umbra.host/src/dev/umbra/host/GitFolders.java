package dev.umbra.host;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Cause;
import dev.umbra.core.event.GitChanged;
import dev.umbra.core.port.Repositories;

/** The folders that somebody asked about, one {@link GitFolder} each; those nobody asked about for longest are forgotten. Any thread. */
final class GitFolders {
	private static final int MOST = 100;
	private final GitFolder.Around around;
	/** The one used last at the end. */
	private final Map<Path, GitFolder> folders = new LinkedHashMap<>(16, 0.75f, true);

	GitFolders(HostParts parts, Repositories repositories, HostSettings settings) {
		// of all folders together: so a folder that was forgotten never says an old number again
		AtomicLong revisions = new AtomicLong();
		around = new GitFolder.Around(parts.clocks(), parts.ticks(), repositories, settings::trustedFolders, revisions::incrementAndGet,
				(folder, revision, cause) -> parts.events().publish(new GitChanged(parts.epoch(), revision, cause, folder.toString())));
	}

	GitFolder of(Path folder) {
		Path path = folder.normalize();
		GitFolder forgotten = null;
		GitFolder found;
		synchronized (this) {
			found = folders.computeIfAbsent(path, each -> new GitFolder(each, around));
			if (folders.size() > MOST) {
				Map.Entry<Path, GitFolder> eldest = folders.entrySet().stream().filter(each -> !each.getKey().equals(path) && !each.getValue().watched())
						.findFirst().orElse(null);
				if (eldest != null) {
					forgotten = folders.remove(eldest.getKey());
				}
			}
		}
		if (forgotten != null) {
			forgotten.close();
		}
		return found;
	}

	/** Does this with a folder that somebody asked about; nothing with another. */
	void ifKnown(Path folder, Consumer<GitFolder> work) {
		GitFolder found = known(folder.normalize());
		if (found != null) {
			work.accept(found);
		}
	}

	private synchronized @Nullable GitFolder known(Path folder) {
		return folders.get(folder);
	}

	/** The setting of what is trusted changed: every state says it. */
	void trustChanged() {
		all().forEach(folder -> folder.look(Cause.SYSTEM));
	}

	private synchronized List<GitFolder> all() {
		return List.copyOf(folders.values());
	}

	void close() {
		all().forEach(GitFolder::close);
	}
}
