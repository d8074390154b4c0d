package dev.umbra.ui.internal.commands;

import org.eclipse.e4.core.di.annotations.CanExecute;
import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.services.IServiceConstants;
import org.eclipse.e4.ui.workbench.modeling.EPartService;
import org.jspecify.annotations.Nullable;

import dev.umbra.ui.Elements;
import dev.umbra.ui.internal.tabs.SessionTabs;
import jakarta.inject.Named;

/** Closes the active tab as its cross does: a session whose turn runs, and an editor with something unsaved, are asked about. */
public final class CloseTabHandler {
	@CanExecute
	boolean can(@Named(IServiceConstants.ACTIVE_PART) @Optional @Nullable MPart part) {
		return ActiveSession.isTab(part) || isEditor(part);
	}

	@Execute
	void run(@Named(IServiceConstants.ACTIVE_PART) MPart part, SessionTabs tabs, EPartService parts) {
		if (!isEditor(part)) {
			tabs.close(part);
		} else if (parts.savePart(part, true)) {
			parts.hidePart(part, true);
		}
	}

	private static boolean isEditor(@Nullable MPart part) {
		return part != null && Elements.EDITOR.equals(part.getElementId());
	}
}
