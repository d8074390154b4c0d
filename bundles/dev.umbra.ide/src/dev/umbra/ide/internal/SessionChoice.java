package dev.umbra.ide.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.window.Window;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.dialogs.ElementListSelectionDialog;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.SessionId;
import dev.umbra.core.session.SessionSummary;

/** Asks which session is meant, or whether a new one is. On the SWT thread. */
final class SessionChoice {
	/** @param session null: a new one */
	private record Choice(String label, @Nullable SessionId session) {
	}

	private final ElementListSelectionDialog dialog;

	/** @param home of a new session */
	SessionChoice(@Nullable Shell parent, List<SessionSummary> sessions, Path home) {
		dialog = new ElementListSelectionDialog(parent, LabelProvider.createTextProvider(each -> ((Choice) each).label()));
		dialog.setTitle(Messages.send_title);
		dialog.setMessage(Messages.choice_message);
		dialog.setEmptyListMessage(Messages.choice_none);
		dialog.setAllowDuplicates(true);
		List<Choice> choices = new ArrayList<>();
		choices.add(new Choice(NLS.bind(Messages.choice_new, home), null));
		for (SessionSummary each : sessions) {
			String title = each.title().isBlank() ? Messages.choice_untitled : each.title();
			choices.add(new Choice(Marked.text(NLS.bind(Messages.choice_session, new Object[] { title, each.agentName(), each.cwd() })),
					each.id()));
		}
		dialog.setElements(choices.toArray());
	}

	/** @return false if the person thought better of it */
	boolean ask() {
		return dialog.open() == Window.OK && dialog.getFirstResult() != null;
	}

	/** Empty: a new one. */
	Optional<SessionId> session() {
		return Optional.ofNullable(((Choice) dialog.getFirstResult()).session());
	}
}
