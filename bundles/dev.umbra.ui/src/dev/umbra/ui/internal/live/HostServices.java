package dev.umbra.ui.internal.live;

import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Drafts;
import dev.umbra.core.api.History;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Queue;
import dev.umbra.core.api.Rules;
import dev.umbra.core.api.Sessions;

/**
 * The services a part works with; each may be missing while its bundle starts.
 *
 * <p>A part is told of them anew with each one that comes, on the thread that brings it. A telling that was made up before may
 * come last, without what the others had: so a part adds what it is told ({@link #and}) and gives up nothing for an absent
 * one. A service that is gone answers in words.
 */
public record HostServices(@Nullable Snapshots snapshots, @Nullable Agents agents, @Nullable Attention attention,
		@Nullable Host host, @Nullable Rules rules, @Nullable Sessions sessions, @Nullable Drafts drafts,
		@Nullable Queue queue, @Nullable History history) {
	public static final HostServices NONE = new HostServices(null, null, null, null);

	/** For a part that neither shows rules nor makes sessions. */
	public HostServices(@Nullable Snapshots snapshots, @Nullable Agents agents, @Nullable Attention attention, @Nullable Host host) {
		this(snapshots, agents, attention, host, null, null, null, null, null);
	}

	/** For a part in which nothing is written. */
	public HostServices(@Nullable Snapshots snapshots, @Nullable Agents agents, @Nullable Attention attention,
			@Nullable Host host, @Nullable Rules rules, @Nullable Sessions sessions) {
		this(snapshots, agents, attention, host, rules, sessions, null, null, null);
	}

	/** These and the newer ones; where both have one, the newer. */
	public HostServices and(HostServices newer) {
		return new HostServices(or(newer.snapshots, snapshots), or(newer.agents, agents), or(newer.attention, attention),
				or(newer.host, host), or(newer.rules, rules), or(newer.sessions, sessions), or(newer.drafts, drafts),
				or(newer.queue, queue), or(newer.history, history));
	}

	private static <T> @Nullable T or(@Nullable T newer, @Nullable T older) {
		return newer != null ? newer : older;
	}

	/** Asks for everything that the parts show. Any thread. */
	public void pullAll() {
		Snapshots present = snapshots;
		if (present != null) {
			present.host().pull();
			present.agents().pull();
			present.sessions().pull();
			present.attention().pull();
		}
	}
}
