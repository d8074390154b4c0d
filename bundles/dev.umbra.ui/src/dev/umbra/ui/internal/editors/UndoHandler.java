package dev.umbra.ui.internal.editors;

import org.eclipse.e4.core.di.annotations.CanExecute;
import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.core.di.annotations.Optional;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.services.IServiceConstants;
import org.jspecify.annotations.Nullable;

import jakarta.inject.Named;

/** Takes back the last change in the editor that is active. */
public final class UndoHandler {
	@CanExecute
	boolean can(@Optional @Named(IServiceConstants.ACTIVE_PART) @Nullable MPart part) {
		return part != null && part.getObject() instanceof EditorPart editor && editor.canUndo();
	}

	@Execute
	void run(@Named(IServiceConstants.ACTIVE_PART) MPart part) {
		if (part.getObject() instanceof EditorPart editor) {
			editor.undo();
		}
	}
}
