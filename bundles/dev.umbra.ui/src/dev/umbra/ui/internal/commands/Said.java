package dev.umbra.ui.internal.commands;

import java.util.concurrent.CompletionStage;

import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;

/** Says in words what a command could not do. */
final class Said {
	private Said() {
	}

	/** @param shell of the dialog, which is on the SWT thread */
	static void ifNot(CompletionStage<? extends Outcome<?>> answer, UISynchronize ui, @Nullable Shell shell) {
		answer.thenAccept(outcome -> {
			if (outcome instanceof Outcome.NotOk<?> not) {
				ui.asyncExec(() -> say(not.failure(), shell));
			}
		});
	}

	private static void say(Failure failure, @Nullable Shell shell) {
		Shell parent = shell == null || shell.isDisposed() ? null : shell;
		MessageDialog.openWarning(parent, Messages.failed_title, failure.hint() == null ? failure.message() : failure.message() + "\n\n" + failure.hint());
	}
}
