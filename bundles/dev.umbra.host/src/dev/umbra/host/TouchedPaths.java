package dev.umbra.host;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.umbra.core.SessionId;
import dev.umbra.core.port.Entries;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;

/**
 * Which files an agent touched in a session: those of its edits, deletions and moves, and those it showed a difference of. Read from
 * the store, once; later only what came since. Any thread; nothing blocks.
 */
final class TouchedPaths {
	private static final Set<String> CHANGING = Set.of("edit", "delete", "move");
	private static final int PAGE = 50;
	private static final int MOST_PATHS = 5000;
	private static final int MOST_SESSIONS = 64;
	private final Entries entries;
	private final Map<SessionId, Seen> seen = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<SessionId, Seen> eldest) {
			return size() > MOST_SESSIONS;
		}
	});

	TouchedPaths(Entries entries) {
		this.entries = entries;
	}

	/** @param revision up to which entries were looked at */
	private record Seen(long revision, Set<String> paths) {
	}

	CompletionStage<Set<String>> of(SessionId session) {
		Seen before = seen.getOrDefault(session, new Seen(0, Set.of()));
		return more(session, before).thenApply(now -> {
			seen.put(session, now);
			return now.paths();
		});
	}

	private CompletionStage<Seen> more(SessionId session, Seen before) {
		return entries.byRevision(session, before.revision(), PAGE, 0).thenCompose(slice -> {
			Set<String> paths = new LinkedHashSet<>(before.paths());
			long revision = before.revision();
			for (Entry entry : slice.entries()) {
				revision = Math.max(revision, entry.revision());
				if (entry.detail() instanceof Detail.Tool tool) {
					paths(tool).stream().filter(path -> paths.size() < MOST_PATHS).forEach(paths::add);
				}
			}
			Seen now = new Seen(revision, Collections.unmodifiableSet(paths));
			return slice.more() && !slice.entries().isEmpty() ? more(session, now) : CompletableFuture.completedFuture(now);
		});
	}

	private static List<String> paths(Detail.Tool tool) {
		List<String> paths = new ArrayList<>();
		if (CHANGING.contains(tool.kind())) {
			tool.locations().forEach(location -> paths.add(location.path()));
		}
		for (Detail.ToolContent content : tool.content()) {
			if (content instanceof Detail.ToolContent.Diff diff) {
				paths.add(diff.path());
			}
		}
		return paths;
	}
}
