package dev.umbra.ui.internal.live;

import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Rules;
import dev.umbra.core.api.Sessions;

/** The services a part works with; each may be missing while its bundle starts or stops. */
public record HostServices(@Nullable Snapshots snapshots, @Nullable Agents agents, @Nullable Attention attention,
		@Nullable Host host, @Nullable Rules rules, @Nullable Sessions sessions) {
	public static final HostServices NONE = new HostServices(null, null, null, null);

	/** For a part that neither shows rules nor makes sessions. */
	public HostServices(@Nullable Snapshots snapshots, @Nullable Agents agents, @Nullable Attention attention, @Nullable Host host) {
		this(snapshots, agents, attention, host, null, null);
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
