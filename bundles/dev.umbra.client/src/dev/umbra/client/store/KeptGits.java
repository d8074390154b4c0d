package dev.umbra.client.store;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.umbra.client.snapshot.GitWatch;
import dev.umbra.core.SessionId;

/** What git says of the folders of the sessions that are looked at, one {@link KeptGit} each. Lock: the monitor, for moments. */
final class KeptGits {
	private final KeptGit.Source source;
	private final Rhythm.Surroundings around;
	private final Supplier<Cadence> first;
	/** Names this window to the host. */
	private final String watcher = UUID.randomUUID().toString();
	private final Map<SessionId, KeptGit> kept = new HashMap<>();
	private boolean windowShown = true;

	/** @param first of one that nobody looks at yet */
	KeptGits(KeptGit.Source source, Rhythm.Surroundings around, Supplier<Cadence> first) {
		this.source = source;
		this.around = around;
		this.first = first;
	}

	synchronized GitWatch watch(SessionId session) {
		return kept.computeIfAbsent(session, id -> new KeptGit(id, watcher, source, around, first.get(), windowShown, this::unread)).read();
	}

	private void unread(KeptGit git) {
		synchronized (this) {
			if (git.isRead() || !kept.remove(git.id(), git)) {
				return;
			}
		}
		git.close();
	}

	void windowShown(boolean shown) {
		synchronized (this) {
			windowShown = shown;
		}
		all().forEach(git -> git.windowShown(shown));
	}

	/** Something changed in this folder. */
	void changed(String folder) {
		all().forEach(git -> git.changed(folder));
	}

	void written(Path path) {
		all().forEach(git -> git.written(path));
	}

	void suspend(boolean now) {
		all().forEach(git -> git.rhythm().suspend(now));
	}

	/** There is a host again. */
	void found() {
		all().forEach(KeptGit::found);
	}

	void everyRhythm(Consumer<Rhythm> what) {
		all().forEach(git -> what.accept(git.rhythm()));
	}

	private synchronized List<KeptGit> all() {
		return List.copyOf(kept.values());
	}

	void close() {
		all().forEach(KeptGit::close);
	}
}
