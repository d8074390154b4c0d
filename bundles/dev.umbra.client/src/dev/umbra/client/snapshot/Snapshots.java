package dev.umbra.client.snapshot;

import java.nio.file.Path;
import java.util.function.Consumer;

import dev.umbra.core.AgentId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Relays;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.event.HostEvent;
import dev.umbra.core.session.SessionSummary;

/**
 * Everything a window shows, an OSGi service; all parts share it. Values are pulled when somebody asks for it
 * ({@link Pulled#pull}), which a part does when it opens. From then on they follow by themselves: a part only listens. Agents and
 * catalog follow their lives and this window's commands at once, and what else changes them when {@link #catalogChanged} is told.
 */
public interface Snapshots {
	/** One session that is not archived, as it is known; a look makes what is old come anew. Its value is null while it is not known. */
	Known<SessionSummary> session(SessionId session);

	/**
	 * Told of each event of the host, and of changes that no event told, after they were seen to here: on any thread, must not
	 * block. For those that show something else than these values; like events they may be lost, doubled or out of order.
	 */
	Subscription onNews(Consumer<HostEvent> listener);

	/** Whether anybody can see a window of this framework; what nobody sees is not asked for. */
	void shown(boolean anyWindow);

	Pulled<Agents.Listing> agents();

	Pulled<Agents.Presets> presets();

	/** Personas, teams, and agents that are not of this device. */
	Pulled<CatalogSnapshot> catalog();

	/** How each relay stands; what is counted of it is as old as the last pull. */
	Pulled<Relays.Listing> relays();

	/**
	 * Agents, catalog or relays changed: what of them was asked for once is pulled again. Told by the one that gathers the host's
	 * events, which are too many to pull for each; in vain where the person turned pushes off. Any thread.
	 */
	void catalogChanged();

	/**
	 * Not archived ones, the newest update first. Of very many the newest thousand come first, the others a moment later: that
	 * one is missing says nothing while {@code next} is not null.
	 */
	Pulled<Sessions.Listing> sessions();

	Pulled<Attention.Listing> attention();

	Pulled<Host.Status> host();

	/** Follows a session until it is closed; each call is a watch of its own. Returns at once. */
	SessionWatch watch(SessionId session);

	/** Follows what git says of a session's folder until it is closed; each call is a watch of its own, that nobody sees at first. Returns at once. */
	GitWatch git(SessionId session);

	/** This program wrote something at or below a path, absolute: what git says of the folders around it that somebody sees is looked at soon. */
	void written(Path path);

	/** Follows an agent's feed until it is closed; each call is a watch of its own. Returns at once. */
	FeedWatch feed(AgentId agent);

	/** Looks through all sessions, closed ones too, until it is closed; each call is a watch of its own. Asks nothing yet. */
	PastWatch past();
}
