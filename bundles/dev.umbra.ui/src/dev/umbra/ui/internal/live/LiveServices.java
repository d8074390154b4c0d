package dev.umbra.ui.internal.live;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;

import org.eclipse.e4.core.di.extensions.OSGiBundle;
import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Listener;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

import dev.umbra.client.ClientCounters;
import dev.umbra.client.HostRestart;
import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Directory;
import dev.umbra.core.api.Drafts;
import dev.umbra.core.api.Git;
import dev.umbra.core.api.History;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Identities;
import dev.umbra.core.api.Metrics;
import dev.umbra.core.api.Notes;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Queue;
import dev.umbra.core.api.Relays;
import dev.umbra.core.api.Rules;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Tabs;
import dev.umbra.core.api.Teams;
import dev.umbra.ui.ClientKey;
import dev.umbra.ui.FileChanges;
import dev.umbra.ui.FileOpener;
import dev.umbra.ui.FolderChooser;

/**
 * Tells the parts of a window of the services they work with, as they come. An add-on, in the application's context before any
 * part is made; parts have it injected.
 *
 * <p>Why not {@code @Service}: e4 2.x looks for a service first and notes afterwards who wants to be told, so one that comes in
 * between is never told of, and one telling may overtake a newer one. Both happen while a window starts. Here every owner is told
 * of what is there, and of each that comes, one telling at a time, the newest last. Nothing is given up for one that goes: it
 * answers in words, until another takes its place.
 *
 * <p>Any thread.
 */
public final class LiveServices {
	private static final List<Class<?>> KINDS = List.of(
			Snapshots.class,
			Agents.class,
			Attention.class,
			Host.class,
			Rules.class,
			Personas.class,
			Teams.class,
			Directory.class,
			Identities.class,
			Sessions.class,
			Drafts.class,
			Queue.class,
			History.class,
			Notes.class,
			Git.class,
			Tabs.class,
			HostRestart.class,
			ClientKey.class,
			FileChanges.class,
			FileOpener.class,
			FolderChooser.class,
			Metrics.class,
			Relays.class,
			ClientCounters.class);

	private final BundleContext bundles;
	private final Display display;
	/** Of windows that are put away or brought back. */
	private final Listener seen;
	private final List<Owner<?>> owners = new CopyOnWriteArrayList<>();
	private final ServiceTracker<Object, Object> tracker;
	private volatile HostServices now = HostServices.NONE;
	private boolean closed;

	@Inject
	public LiveServices(MApplication application, Display display, @OSGiBundle BundleContext bundles) {
		this.bundles = bundles;
		tracker = new ServiceTracker<>(bundles, wanted(), null) {
			@Override
			public @Nullable Object addingService(ServiceReference<Object> reference) {
				Object service = super.addingService(reference);
				if (service != null) {
					came(service, reference);
				}
				return service;
			}
		};
		application.getContext().set(LiveServices.class, this);
		// a framework may live on without its window, and then nobody there is to be told
		display.disposeExec(this::close);
		this.display = display;
		seen = event -> display.asyncExec(() -> shown(display));
		display.addFilter(SWT.Iconify, seen);
		display.addFilter(SWT.Deiconify, seen);
	}

	/** On the SWT thread, after it happened. What nobody can see is not asked for. */
	private void shown(Display display) {
		Snapshots snapshots = now.snapshots();
		if (snapshots != null && !display.isDisposed()) {
			snapshots.shown(Stream.of(display.getShells()).anyMatch(shell -> shell.isVisible() && !shell.getMinimized()));
		}
	}

	private Filter wanted() {
		try {
			return bundles.createFilter(KINDS.stream().map(kind -> "(" + Constants.OBJECTCLASS + "=" + kind.getName() + ")")
					.collect(Collectors.joining("", "(|", ")")));
		} catch (InvalidSyntaxException e) {
			throw new IllegalStateException(e);
		}
	}

	@PostConstruct
	void open() {
		tracker.open();
	}

	/** On the SWT thread. */
	@PreDestroy
	void close() {
		if (!display.isDisposed()) {
			display.removeFilter(SWT.Iconify, seen);
			display.removeFilter(SWT.Deiconify, seen);
		}
		synchronized (this) {
			owners.clear();
			closed = true;
		}
		tracker.close();
	}

	/**
	 * Tells an owner of the services that are there, at once on this thread, and from then on of each that comes, on the
	 * thread that brings it. The owner is held weakly: it need not say when it goes.
	 *
	 * @param told must not block, nor capture the owner
	 */
	public synchronized <O> void tell(O owner, BiConsumer<? super O, HostServices> told) {
		if (closed) {
			return;
		}
		owners.add(new Owner<>(new WeakReference<>(owner), told));
		told.accept(owner, now);
	}

	public HostServices now() {
		return now;
	}

	private synchronized void came(Object service, ServiceReference<Object> reference) {
		List<String> names = List.of((String[]) reference.getProperty(Constants.OBJECTCLASS));
		for (Class<?> kind : KINDS) {
			if (names.contains(kind.getName()) && kind.isInstance(service)) {
				now = with(kind, service);
			}
		}
		owners.removeIf(owner -> !owner.told(now));
	}

	private <S> HostServices with(Class<S> kind, Object service) {
		return now.with(kind, kind.cast(service));
	}

	private record Owner<O>(WeakReference<O> who, BiConsumer<? super O, HostServices> told) {
		/** @return false if there is nobody any more */
		boolean told(HostServices services) {
			O owner = who.get();
			if (owner == null) {
				return false;
			}
			told.accept(owner, services);
			return true;
		}
	}
}
