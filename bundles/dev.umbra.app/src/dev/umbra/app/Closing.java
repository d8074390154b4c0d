package dev.umbra.app;

import java.util.List;

import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.dialogs.MessageDialogWithToggle;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.Known;
import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;

/**
 * Says that agents go on when the window closes, until the person has heard it enough, and never keeps the window open.
 * What the window shows already is what counts: nobody waits for the host here. On the SWT thread.
 */
final class Closing {
	private final IEclipseContext context;
	private boolean saying;

	Closing(IEclipseContext context) {
		this.context = context;
	}

	/**
	 * Looks at windows that are closed by the window manager. A filter, since it must be heard before the renderer's own
	 * listener takes the window down; the renderer replaces any close handler of the model by its own.
	 */
	void watch(Display display, MApplication application) {
		display.addFilter(SWT.Close, event -> closed(event, application));
	}

	private void closed(Event event, MApplication application) {
		if (event.widget instanceof Shell shell
				&& application.getChildren().stream().anyMatch(window -> window.getWidget() == shell)) {
			say(shell);
		}
	}

	/** @param parent of the dialog, or null */
	void say(@Nullable Shell parent) {
		List<SessionSummary> working = working();
		if (saying || working.isEmpty() || Preferences.node().getBoolean(Preferences.CLOSE_SILENTLY, false)) {
			return;
		}
		MessageDialogWithToggle dialog = new MessageDialogWithToggle(parent, Messages.Closing_title, null,
				ClosingWords.of((int) working.stream().map(SessionSummary::agent).distinct().count(), working.size()), MessageDialog.INFORMATION, new String[] { IDialogConstants.OK_LABEL }, 0,
				Messages.Closing_silently, false);
		saying = true;
		try {
			dialog.open();
		} finally {
			saying = false;
		}
		if (dialog.getToggleState()) {
			Preferences.put(Preferences.CLOSE_SILENTLY, Boolean.TRUE.toString());
		}
	}

	/** Sessions with a turn that runs or waits; none if the host cannot be asked at present. */
	private List<SessionSummary> working() {
		Snapshots snapshots = context.get(Snapshots.class);
		if (snapshots == null) {
			return List.of();
		}
		Known<Sessions.Listing> known = snapshots.sessions().now();
		return known.failure() != null ? List.of()
				: known.present().map(listing -> listing.sessions().stream()
						.filter(session -> session.status().kind() == SessionStatus.Kind.ACTIVE).toList()).orElse(List.of());
	}
}
