package dev.umbra.ui.internal.start;

import java.util.List;

import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.core.di.extensions.EventTopic;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.client.snapshot.Subscription;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.event.HostStateChanged;
import dev.umbra.ui.FolderChooser;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.live.LiveServices;
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
	private volatile HostServices services = HostServices.NONE;
	private boolean closed;

	@Inject
	StartServices() {
	}

	/** @param listener told on any thread that there may be something new; must not block */
	void onNews(Runnable listener) {
		news = listener;
	}

	@Inject
	void services(LiveServices live) {
		live.tell(this, StartServices::told);
	}

	private void told(HostServices present) {
		synchronized (this) {
			if (closed) {
				return;
			}
			services = present;
			Snapshots service = present.snapshots();
			if (service != null && service != snapshots) {
				subscriptions.forEach(Subscription::close);
				snapshots = service;
				subscriptions = List.of(service.agents().onChange(this::tell), service.presets().onChange(this::tell),
						service.sessions().onChange(this::tell));
				pull();
				return;
			}
		}
		tell();
	}

	@Inject
	@Optional
	void hostState(@EventTopic(HostStateChanged.TOPIC) HostStateChanged event) {
		tell();
	}

	@PreDestroy
	synchronized void close() {
		closed = true;
		subscriptions.forEach(Subscription::close);
		subscriptions = List.of();
	}

	private void tell() {
		news.run();
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
		return services.agents();
	}

	@Nullable Sessions sessions() {
		return services.sessions();
	}

	/** On the SWT thread. */
	List<FolderChooser.Folder> folders() {
		FolderChooser folders = services.get(FolderChooser.class);
		return folders == null ? List.of() : folders.folders();
	}

	String client() {
		return services.client();
	}
}
