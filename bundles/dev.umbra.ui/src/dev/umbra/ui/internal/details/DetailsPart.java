package dev.umbra.ui.internal.details;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.ui.di.Focus;
import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Shell;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.ClientCounters;
import dev.umbra.client.snapshot.GitWatch;
import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Git;
import dev.umbra.core.api.Notes;
import dev.umbra.core.api.Sessions;
import dev.umbra.ui.FileChanges;
import dev.umbra.ui.SessionOpener;
import dev.umbra.ui.internal.live.HostAnswers;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.live.LiveServices;
import dev.umbra.ui.internal.session.FrontSession;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;

/** The part <i>Session Details</i>. On the SWT thread, but for the services, which come on any. */
public final class DetailsPart {
	/** In the persisted state, followed by the folder: notes that are not with the host, because it could not be reached. */
	private static final String UNKEPT_KEY = "dev.umbra.notes.unkept:";

	private final MPart part;
	private volatile HostServices services = HostServices.NONE;
	private volatile @Nullable SessionOpener opener;
	private volatile @Nullable DetailsView view;
	private @Nullable FileChanges changes;
	private @Nullable Runnable unlisten;
	private boolean closed;

	@Inject
	public DetailsPart(MPart part) {
		this.part = part;
	}

	@Inject
	void services(LiveServices live) {
		live.tell(this, DetailsPart::told);
	}

	private void told(HostServices present) {
		services = present;
		changes(present.get(FileChanges.class));
		DetailsView shown = view;
		if (shown != null) {
			shown.served();
		}
	}

	/** Git is asked again about what this program writes. */
	private void changes(@Nullable FileChanges present) {
		Runnable before;
		synchronized (this) {
			if (closed || present == changes) {
				return;
			}
			before = unlisten;
			changes = present;
			unlisten = present == null ? null : present.onChange(this::written);
		}
		if (before != null) {
			before.run();
		}
	}

	private void written(Path path) {
		Snapshots snapshots = services.snapshots();
		if (snapshots != null) {
			snapshots.written(path);
		}
	}

	private void close() {
		changes(null);
		synchronized (this) {
			closed = true;
		}
	}

	@Inject
	void opener(@Optional @Nullable SessionOpener present) {
		opener = present != null ? present : opener;
	}

	@PostConstruct
	void create(Composite parent, MApplication application, UISynchronize ui) {
		DetailsView made = new DetailsView(parent, ui, InstantSource.system(), FrontSession.of(application.getContext()),
				() -> services.get(ClientCounters.class), new Around(parent));
		view = made;
		Listener activated = event -> made.lookedAt();
		Shell window = parent.getShell();
		window.addListener(SWT.Activate, activated);
		parent.addListener(SWT.Dispose, disposed -> {
			close();
			if (!window.isDisposed()) {
				window.removeListener(SWT.Activate, activated);
			}
		});
	}

	@Focus
	void focus() {
		DetailsView present = view;
		if (present != null) {
			present.focus();
		}
	}

	private final class Around implements DetailsView.Surroundings {
		private final Composite area;

		Around(Composite area) {
			this.area = area;
		}

		@Override
		public NoteKeeping notes(String folder) {
			return new NoteKeeping(() -> ask(service -> service.get(new Notes.Get(folder))),
					text -> ask(service -> service.put(new Notes.Put(CommandId.random(), folder, text))), () -> {
						DetailsView present = view;
						if (present != null) {
							present.signal();
						}
					});
		}

		private <T> CompletionStage<Outcome<T>> ask(Function<Notes, CompletionStage<Outcome<T>>> call) {
			Notes service = services.notes();
			return service == null ? CompletableFuture.completedFuture(
					Outcome.notOk(new Failure(Failure.Code.HOST_UNREACHABLE, Messages.no_host, Messages.no_host_hint))) : call.apply(service);
		}

		@Override
		public @Nullable String unkept(String folder) {
			String text = part.getPersistedState().get(UNKEPT_KEY + folder);
			return text == null || text.isEmpty() ? null : text;
		}

		@Override
		public void unkept(String folder, @Nullable String text) {
			if (text != null) {
				part.getPersistedState().put(UNKEPT_KEY + folder, text);
			} else {
				part.getPersistedState().remove(UNKEPT_KEY + folder);
			}
		}

		@Override
		public void resume(SessionId session, Consumer<Failure> failed) {
			String client = services.client();
			HostAnswers.ask(area, services.sessions(), service -> service.resume(new Sessions.Resume(CommandId.random(), session.value(), client)), done -> {
			}, failed);
		}

		@Override
		public void newSession() {
			SessionOpener present = opener;
			if (present != null) {
				present.openNew(null);
			}
		}

		@Override
		public @Nullable Git git() {
			return services.git();
		}

		@Override
		public @Nullable GitWatch git(SessionId session) {
			Snapshots snapshots = services.snapshots();
			return snapshots == null ? null : snapshots.git(session);
		}
	}
}
