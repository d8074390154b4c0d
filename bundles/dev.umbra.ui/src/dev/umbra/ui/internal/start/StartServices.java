package dev.umbra.ui.internal.start;

import java.util.List;

import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.core.di.extensions.EventTopic;
import org.eclipse.e4.core.di.extensions.Service;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.client.snapshot.Subscription;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.event.AgentsChanged;
import dev.umbra.core.event.HostStateChanged;
import dev.umbra.core.event.SessionClosed;
import dev.umbra.core.event.SessionOpened;
import dev.umbra.ui.ClientKey;
import dev.umbra.ui.FolderChooser;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;

/**
 * What a start page is told, made by injection for one page. Services come and go; events and snapshots only signal.
 */
final class StartServices {
	private volatile Runnable news = () -> {
	};
	private List<Subscription> subscriptions = List.of();
	private volatile @Nullable Snapshots snapshots;
	private volatile @Nullable Agents agents;
	private volatile @Nullable Sessions sessions;
	private volatile @Nullable FolderChooser folders;
	private volatile @Nullable ClientKey key;

	@Inject
	StartServices() {
	}

	/** @param listener told on any thread that there may be something new; must not block */
	void onNews(Runnable listener) {
		news = listener;
	}

	@Inject
	synchronized void snapshots(@Service @Optional @Nullable Snapshots service) {
		if (service == null || service == snapshots) {
			return; // an older telling may come last, see HostServices
		}
		subscriptions.forEach(Subscription::close);
		snapshots = service;
		subscriptions = List.of(service.agents().onChange(this::tell), service.presets().onChange(this::tell), service.sessions().onChange(this::tell));
		pull();
	}

	@Inject
	void agents(@Service @Optional @Nullable Agents service) {
		agents = service != null ? service : agents;
	}

	@Inject
	void sessions(@Service @Optional @Nullable Sessions service) {
		sessions = service != null ? service : sessions;
	}

	@Inject
	void folders(@Service @Optional @Nullable FolderChooser service) {
		folders = service != null ? service : folders;
		tell();
	}

	@Inject
	void key(@Service @Optional @Nullable ClientKey service) {
		key = service != null ? service : key;
	}

	@Inject
	@Optional
	void agentsChanged(@EventTopic(AgentsChanged.TOPIC) AgentsChanged event) {
		Snapshots present = snapshots;
		if (present != null) {
			present.agents().pull();
			present.presets().pull();
		}
	}

	@Inject
	@Optional
	void sessionOpened(@EventTopic(SessionOpened.TOPIC) SessionOpened event) {
		pullSessions();
	}

	@Inject
	@Optional
	void sessionClosed(@EventTopic(SessionClosed.TOPIC) SessionClosed event) {
		pullSessions();
	}

	@Inject
	@Optional
	void hostState(@EventTopic(HostStateChanged.TOPIC) HostStateChanged event) {
		if ("ready".equals(event.state())) {
			pull();
		} else {
			tell();
		}
	}

	@PreDestroy
	synchronized void close() {
		subscriptions.forEach(Subscription::close);
		subscriptions = List.of();
	}

	private void tell() {
		news.run();
	}

	private void pullSessions() {
		Snapshots present = snapshots;
		if (present != null) {
			present.sessions().pull();
		}
	}

	/** Asks the host for everything; returns at once. */
	synchronized void pull() {
		if (snapshots != null) {
			snapshots.agents().pull();
			snapshots.presets().pull();
			snapshots.sessions().pull();
		}
		tell();
	}

	synchronized @Nullable Snapshots snapshots() {
		return snapshots;
	}

	@Nullable Agents agents() {
		return agents;
	}

	@Nullable Sessions sessions() {
		return sessions;
	}

	/** On the SWT thread. */
	List<FolderChooser.Folder> folders() {
		return folders == null ? List.of() : folders.folders();
	}

	String client() {
		return key == null ? ClientKey.PRODUCT : key.value();
	}
}
