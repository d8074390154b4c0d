package dev.umbra.ui.internal.editors;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import org.eclipse.core.runtime.Platform;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.core.di.extensions.EventTopic;
import org.eclipse.e4.core.di.extensions.OSGiBundle;
import org.eclipse.e4.ui.di.Focus;
import org.eclipse.e4.ui.di.Persist;
import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.e4.ui.workbench.modeling.EPartService;
import org.eclipse.swt.widgets.Composite;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.client.snapshot.Subscription;
import dev.umbra.core.CommandId;
import dev.umbra.core.Slug;
import dev.umbra.core.TeamId;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Personas;
import dev.umbra.core.api.Teams;
import dev.umbra.core.event.HostStateChanged;
import dev.umbra.ui.Latch;
import dev.umbra.ui.internal.editors.Subject.Kind;
import dev.umbra.ui.internal.live.HostServices;
import dev.umbra.ui.internal.live.LiveServices;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;

/**
 * The editor of one record of the catalog; which one is in the part's persisted state. Everything on the SWT thread, except what is told
 * of services and events, which only signals.
 */
public final class EditorPart {
	/** In the persisted state: what is edited. */
	static final String SUBJECT_KEY = "dev.umbra.editor.subject";

	/** What writing what is unsaved may take when the window closes. */
	private static final Duration AT_THE_END = Duration.ofSeconds(1);

	private final MPart part;
	private volatile HostServices services = HostServices.NONE;
	private volatile @Nullable Latch latch;
	private @Nullable UnsavedDrafts drafts;
	/** The person wanted to save, which a field, or the host, may have refused. */
	private boolean saveWanted;
	private @Nullable Snapshots followed;
	private List<Subscription> changes = List.of();
	private @Nullable Editing<?, ?> editing;
	private @Nullable EditorView<?, ?> view;

	@Inject
	public EditorPart(MPart part) {
		this.part = part;
	}

	@Inject
	void services(LiveServices live) {
		live.tell(this, EditorPart::told);
	}

	private void told(HostServices present) {
		services = present;
		signal();
	}

	@Inject
	@Optional
	void host(@EventTopic(HostStateChanged.TOPIC) HostStateChanged event) {
		signal();
	}

	private void signal() {
		Latch present = latch;
		if (present != null) {
			present.signal();
		}
	}

	@PostConstruct
	void create(Composite parent, UISynchronize ui, MApplication application, EModelService models, EPartService parts,
			@OSGiBundle BundleContext bundle) {
		Subject subject = Subject.read(Objects.requireNonNullElse(part.getPersistedState().get(SUBJECT_KEY), ""))
				.orElseGet(() -> new Subject.New(Kind.PERSONA, CommandId.random()));
		part.getPersistedState().put(SUBJECT_KEY, subject.written());
		UnsavedDrafts shared = drafts(application.getContext(), bundle);
		drafts = shared;
		Opening opening = new Opening(parent, ui, subject, shared, new Editors(application, models, parts));
		switch (subject.kind()) {
		case PERSONA -> opening.open(new PersonaSource(() -> services.get(Personas.class)), EditorWords.PERSONA,
				(page, document, shown) -> new PersonaForm(page, document, () -> services, shown));
		case TEAM -> opening.open(new TeamSource(() -> services.get(Teams.class)), EditorWords.TEAM,
				(page, document, shown) -> new TeamForm(page, document));
		case AGENT -> opening.open(new AgentSource(() -> services.get(Agents.class)), EditorWords.AGENT,
				(page, document, shown) -> new AgentForm(page, document));
		}
		Latch made = new Latch(ui, this::look);
		latch = made;
		made.signal();
	}

	/** What the making of the widgets has in common. */
	private final class Opening implements EditorView.Surroundings {
		private final Composite parent;
		private final UISynchronize ui;
		private final Subject subject;
		private final UnsavedDrafts shared;
		private final Editors editors;

		Opening(Composite parent, UISynchronize ui, Subject subject, UnsavedDrafts shared, Editors editors) {
			this.parent = parent;
			this.ui = ui;
			this.subject = subject;
			this.shared = shared;
			this.editors = editors;
		}

		<R, O> void open(Source<R, O> source, EditorWords words, EditorView.Forms<R, O> forms) {
			Editing<R, O> made = new Editing<>(source, subject, ui::asyncExec, shared, EditorPart.this::changed);
			editing = made;
			view = new EditorView<>(parent, made, words, forms, this);
			made.begin();
		}

		@Override
		public void title(String title, boolean dirty) {
			part.setLabel(title);
			part.setDirty(dirty);
		}

		@Override
		public void close() {
			part.setDirty(false);
			editors.parts().hidePart(part, true);
		}

		@Override
		public void duplicate(String id) {
			switch (subject.kind()) {
			case PERSONA -> editors.duplicatePersona(new Slug(id));
			case TEAM -> editors.duplicateTeam(new TeamId(id));
			case AGENT -> throw new IllegalStateException("agents are added, not duplicated");
			}
		}
	}

	/** One for all editors, so that none reads what another is just writing. */
	private static UnsavedDrafts drafts(IEclipseContext application, BundleContext bundle) {
		UnsavedDrafts present = application.get(UnsavedDrafts.class);
		if (present == null) {
			present = new UnsavedDrafts(folder(bundle));
			application.set(UnsavedDrafts.class, present);
		}
		return present;
	}

	private static Path folder(BundleContext bundle) {
		try {
			return Platform.getStateLocation(bundle.getBundle()).toFile().toPath().resolve("editors");
		} catch (IllegalStateException noWorkspace) {
			return bundle.getDataFile("editors").toPath();
		}
	}

	private void changed() {
		EditorView<?, ?> present = view;
		Editing<?, ?> edited = editing;
		if (present != null && edited != null) {
			part.getPersistedState().put(SUBJECT_KEY, edited.subject().written());
			saveWanted &= edited.document().isDirty();
			present.changed();
		}
	}

	/** There may be something new at the host. */
	private void look() {
		Snapshots snapshots = services.snapshots();
		follow(snapshots);
		EditorView<?, ?> present = view;
		if (present != null) {
			present.look(snapshots);
		}
	}

	private void follow(@Nullable Snapshots snapshots) {
		if (snapshots == null || snapshots == followed) {
			return;
		}
		unfollow();
		followed = snapshots;
		// each is read anew once for many changes, wherever they were made
		changes = List.of(snapshots.catalog().onChange(this::signal), snapshots.agents().onChange(this::signal), snapshots.presets().onChange(this::signal));
		snapshots.catalog().pull();
		snapshots.agents().pull();
	}

	private void unfollow() {
		changes.forEach(Subscription::close);
		changes = List.of();
	}

	@Focus
	void focus() {
		EditorView<?, ?> present = view;
		if (present != null) {
			present.focus();
		}
	}

	boolean canSave() {
		return view != null && view.canSave();
	}

	/** Also asked for by who closes a part that is not saved: the answer is not waited for, and what the host refuses stays kept here. */
	@Persist
	public void save() {
		if (view != null) {
			saveWanted = true;
			view.save();
		}
	}

	boolean canUndo() {
		return view != null && view.canUndo();
	}

	void undo() {
		if (view != null) {
			view.undo();
		}
	}

	boolean canRedo() {
		return view != null && view.canRedo();
	}

	void redo() {
		if (view != null) {
			view.redo();
		}
	}

	/**
	 * A tab that is closed gives up what is not saved, since the person was asked; not what the person wanted to save and could not. A
	 * window that is closed gives up nothing.
	 */
	@PreDestroy
	void close() {
		Latch made = latch;
		if (made != null) {
			made.close();
		}
		unfollow();
		Editing<?, ?> edited = editing;
		UnsavedDrafts kept = drafts;
		if (edited != null && kept != null) {
			if (part.isToBeRendered()) {
				edited.keep();
				// the process may end next: a file is written in milliseconds, and nothing is to be seen any more
				kept.settle(AT_THE_END);
			} else if (saveWanted && edited.document().isDirty()) {
				edited.keep();
			} else {
				edited.discard();
			}
		}
		view = null;
	}
}
