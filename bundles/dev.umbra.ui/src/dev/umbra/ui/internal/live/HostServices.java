package dev.umbra.ui.internal.live;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Drafts;
import dev.umbra.core.api.Git;
import dev.umbra.core.api.History;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Notes;
import dev.umbra.core.api.Queue;
import dev.umbra.core.api.Rules;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Tabs;
import dev.umbra.ui.ClientKey;

/**
 * The services that parts work with, as they are at one moment; each may be missing while its bundle starts. Immutable, any
 * thread. Where they come from: {@link LiveServices}.
 */
public final class HostServices {
	public static final HostServices NONE = new HostServices(Map.of());
	private final Map<Class<?>, Object> present;

	private HostServices(Map<Class<?>, Object> present) {
		this.present = present;
	}

	/** These and one more, in the place of the one of its kind. */
	<S> HostServices with(Class<S> kind, S service) {
		Map<Class<?>, Object> more = new HashMap<>(present);
		more.put(kind, service);
		return new HostServices(Map.copyOf(more));
	}

	/** The service of a kind that {@link LiveServices} looks for, or null. */
	public <S> @Nullable S get(Class<S> kind) {
		return kind.cast(present.get(kind));
	}

	public @Nullable Snapshots snapshots() {
		return get(Snapshots.class);
	}

	public @Nullable Agents agents() {
		return get(Agents.class);
	}

	public @Nullable Attention attention() {
		return get(Attention.class);
	}

	public @Nullable Host host() {
		return get(Host.class);
	}

	public @Nullable Rules rules() {
		return get(Rules.class);
	}

	public @Nullable Sessions sessions() {
		return get(Sessions.class);
	}

	public @Nullable Drafts drafts() {
		return get(Drafts.class);
	}

	public @Nullable Queue queue() {
		return get(Queue.class);
	}

	public @Nullable History history() {
		return get(History.class);
	}

	public @Nullable Notes notes() {
		return get(Notes.class);
	}

	public @Nullable Git git() {
		return get(Git.class);
	}

	public @Nullable Tabs tabs() {
		return get(Tabs.class);
	}

	/** Who this window is to the host. */
	public String client() {
		ClientKey key = get(ClientKey.class);
		return key == null ? ClientKey.PRODUCT : key.value();
	}

	/** Asks for everything that the parts show. Any thread. */
	public void pullAll() {
		Snapshots snapshots = snapshots();
		if (snapshots != null) {
			snapshots.host().pull();
			snapshots.agents().pull();
			snapshots.catalog().pull();
			snapshots.relays().pull();
			snapshots.sessions().pull();
			snapshots.attention().pull();
		}
	}
}
