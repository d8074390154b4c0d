package dev.umbra.ui.internal.exchange;

import java.util.function.Consumer;
import java.util.function.Supplier;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.Threads;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.FittingDialog;

/** What dialogs of this package have in common: words below the fields, and work on the disk that the window does not wait for. On the SWT thread. */
abstract class ExchangeDialog extends FittingDialog {
	private @Nullable Label problem;

	/** @param leastDlus as of {@link FittingDialog} */
	ExchangeDialog(Shell parent, String title, int leastDlus) {
		super(parent, title, leastDlus);
	}

	final void problem(Composite area) {
		problem = Fields.problem(area);
	}

	/** @param words null takes them back */
	final void say(@Nullable String words) {
		Label label = problem;
		if (label != null && !label.isDisposed() && Fields.say(label, words)) {
			fit();
		}
	}

	/** Words became others: as high as they need. */
	final void fit() {
		Shell shell = getShell();
		grow(shell.computeSize(shell.getSize().x, SWT.DEFAULT, true).y - shell.getSize().y);
		shell.layout(true, true);
	}

	/** @param thread as in docs/threading.md @param done gets the result on the SWT thread, if the dialog is still there */
	final <T> void onDisk(String thread, Supplier<T> work, Consumer<T> done) {
		Shell shell = getShell();
		Display display = shell.getDisplay();
		Threads.virtual(thread, () -> {
			T result = work.get();
			if (!display.isDisposed()) {
				display.asyncExec(() -> {
					if (!shell.isDisposed()) {
						done.accept(result);
					}
				});
			}
		});
	}
}
