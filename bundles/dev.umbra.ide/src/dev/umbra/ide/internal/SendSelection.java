package dev.umbra.ide.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import org.eclipse.e4.core.di.extensions.Service;
import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.model.application.ui.basic.MWindow;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.e4.ui.workbench.modeling.EPartService;
import org.eclipse.e4.ui.workbench.modeling.EPartService.PartState;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Shell;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.Known;
import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Drafts;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.ui.ComposerInput;
import dev.umbra.ui.Elements;
import dev.umbra.ui.SessionOpener;
import jakarta.inject.Inject;

/**
 * Writes a selection into the composer of a session, where the person goes on writing; nothing is sent. Which session: the
 * one in view; if several are, or none, the person says which, or begins a new one. A session that has no tab gets the text
 * as its draft and then a tab, so that two writers never meet in one composer. On the SWT thread; the host is asked without
 * waiting for it.
 */
final class SendSelection {
	private static final System.Logger LOG = System.getLogger(SendSelection.class.getName());
	private final MWindow window;
	private final EPartService parts;
	private final EModelService model;
	private final UISynchronize ui;
	private final SessionOpener opener;
	private final Snapshots snapshots;
	private final Drafts drafts;

	@Inject
	SendSelection(MWindow window, EPartService parts, EModelService model, UISynchronize ui, SessionOpener opener,
			@Service Snapshots snapshots, @Service Drafts drafts) {
		this.window = window;
		this.parts = parts;
		this.model = model;
		this.ui = ui;
		this.opener = opener;
		this.snapshots = snapshots;
		this.drafts = drafts;
	}

	/** @param choose ask which session, also where it is clear */
	void send(Selected selected, boolean choose) {
		if (selected.quote(null).length() > Quote.LONGEST) {
			tell(NLS.bind(Messages.send_tooLong, Quote.LONGEST));
			return;
		}
		List<MPart> inView = inView();
		if (!choose && inView.size() == 1 && session(inView.getFirst()) == null) {
			write(inView.getFirst(), selected, null);
			return;
		}
		answered(snapshots.sessions().fresh().thenApply(SendSelection::listed), known -> {
			if (!choose && inView.size() == 1) {
				deliver(session(inView.getFirst()), selected, known);
			} else if (known.isEmpty()) {
				begin(selected);
			} else {
				choose(known, selected);
			}
		});
	}

	private static Outcome<List<SessionSummary>> listed(Known<Sessions.Listing> known) {
		Sessions.Listing listing = known.value();
		Failure failure = known.failure();
		if (listing != null || failure == null) {
			// also if it is old: what the person does next starts a host where there is none
			return Outcome.ok(listing == null ? List.of() : Objects.requireNonNullElse(listing.sessions(), List.of()));
		}
		return Outcome.notOk(failure);
	}

	private void choose(List<SessionSummary> known, Selected selected) {
		SessionChoice choice = new SessionChoice(shell(), known, selected.home());
		if (!choice.ask()) {
			return;
		}
		Optional<SessionId> session = choice.session();
		if (session.isEmpty()) {
			begin(selected);
		} else {
			deliver(session.get(), selected, known);
		}
	}

	/** Into the composer where there is one, else into the draft. */
	private void deliver(@Nullable SessionId session, Selected selected, List<SessionSummary> known) {
		if (session == null) {
			begin(selected);
			return;
		}
		Path folder = folder(known, session);
		Optional<MPart> open = open().stream().filter(part -> session.equals(session(part))).findFirst();
		if (open.isPresent() && write(open.get(), selected, folder)) {
			return;
		}
		answered(drafts.get(new Drafts.Get(session.value())), draft -> {
			String before = draft.text();
			String text = before + (before.isEmpty() || before.endsWith("\n") ? "" : "\n") + selected.quote(folder);
			answered(drafts.put(new Drafts.Put(CommandId.random(), session.value(), text)), (Done done) -> opener.open(session));
		});
	}

	private void begin(Selected selected) {
		opener.openNew(null);
		MPart part = parts.getActivePart();
		if (part == null || !Elements.SESSION.equals(part.getElementId()) || !write(part, selected, selected.home())) {
			tell(Messages.send_noComposer);
		}
	}

	/** @return false if the part has no composer, for example since its session cannot be read */
	private boolean write(MPart part, Selected selected, @Nullable Path folder) {
		parts.showPart(part, PartState.ACTIVATE);
		ComposerInput composer = part.getContext() == null ? null : part.getContext().get(ComposerInput.class);
		if (composer == null) {
			return false;
		}
		composer.suggestFolder(selected.home());
		composer.append(selected.quote(folder));
		return true;
	}

	/** All parts of sessions in this window, rendered or not. */
	private List<MPart> open() {
		return model.findElements(window, Elements.SESSION, MPart.class).stream().filter(MPart::isToBeRendered).toList();
	}

	private List<MPart> inView() {
		return open().stream().filter(parts::isPartVisible).toList();
	}

	private static @Nullable SessionId session(MPart part) {
		String id = part.getPersistedState().get(Elements.SESSION_KEY);
		return id == null || id.isBlank() ? null : new SessionId(id);
	}

	private static @Nullable Path folder(List<SessionSummary> known, SessionId session) {
		for (SessionSummary each : known) {
			if (each.id().equals(session)) {
				try {
					return Path.of(each.cwd());
				} catch (InvalidPathException e) {
					LOG.log(System.Logger.Level.DEBUG, "a session's folder is no path here", e);
				}
			}
		}
		return null;
	}

	private <T> void answered(CompletionStage<Outcome<T>> answer, Consumer<T> then) {
		answer.whenComplete((outcome, error) -> ui.asyncExec(() -> {
			Shell shell = shell();
			if (shell == null || shell.isDisposed()) {
				return;
			}
			switch (error == null ? outcome : Outcome.<T>notOk(Failure.failed(String.valueOf(error.getMessage()), null))) {
			case Outcome.Ok<T> ok -> then.accept(ok.value());
			case Outcome.NotOk<T> not -> tell(words(not.failure()));
			}
		}));
	}

	private static String words(Failure failure) {
		return failure.hint() == null ? failure.message() : failure.message() + "\n\n" + failure.hint();
	}

	private @Nullable Shell shell() {
		return (Shell) window.getWidget();
	}

	private void tell(String words) {
		MessageDialog.openInformation(shell(), Messages.send_title, words);
	}
}
