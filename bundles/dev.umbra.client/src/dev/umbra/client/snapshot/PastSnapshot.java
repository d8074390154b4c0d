package dev.umbra.client.snapshot;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.api.History;

/**
 * What was found among all sessions so far.
 *
 * @param question what this is the answer to; an older one while the newest is being asked
 * @param sessions the newest update first; empty where texts were searched
 * @param hits the newest first; empty where no texts were searched
 * @param more whether there is more to be read
 * @param asking whether the host is being asked
 * @param failure why the newest question was not answered, or null
 */
public record PastSnapshot(PastQuestion question, List<History.Past> sessions, List<History.Hit> hits, boolean more,
		boolean asking, @Nullable Failure failure) {
	/** More rows are not kept here: who wants more narrows the question. */
	public static final int MOST = 5_000;

	public PastSnapshot {
		sessions = List.copyOf(sessions);
		hits = List.copyOf(hits);
	}

	/** Whether {@link PastWatch#loadMore} would read something. */
	public boolean canLoadMore() {
		return more && sessions.size() < MOST && hits.size() < MOST;
	}
}
