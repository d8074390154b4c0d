package dev.umbra.client.snapshot;

import dev.umbra.core.AgentId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Sessions;

/**
 * Everything a window shows, an OSGi service. Values are pulled when somebody asks for it ({@link Pulled#pull}), which a
 * part does when it opens and whenever an event says that something changed; all parts of a window share them.
 */
public interface Snapshots {
	Pulled<Agents.Listing> agents();

	Pulled<Agents.Presets> presets();

	/** Not archived ones, the newest update first. */
	Pulled<Sessions.Listing> sessions();

	Pulled<Attention.Listing> attention();

	Pulled<Host.Status> host();

	/** Follows a session until it is closed; each call is a watch of its own. Returns at once. */
	SessionWatch watch(SessionId session);

	/** Follows an agent's feed until it is closed; each call is a watch of its own. Returns at once. */
	FeedWatch feed(AgentId agent);

	/** Looks through all sessions, closed ones too, until it is closed; each call is a watch of its own. Asks nothing yet. */
	PastWatch past();
}
